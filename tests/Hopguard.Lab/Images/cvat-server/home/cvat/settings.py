"""Settings of the CVAT stand-in: the same database, user, volumes and environment variables as CVAT's own."""
import os
import sys

sys.path.append("/home/django/keys")
try:
    from secret_key import SECRET_KEY
except ImportError:
    SECRET_KEY = "only for commands that run before the server has made the key"

VERSION = os.environ["CVAT_VERSION"]
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "cvat.urls"
WSGI_APPLICATION = "cvat.wsgi.application"
USE_TZ = True
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.admin", "django.contrib.messages",
    "cvat.apps.organizations", "cvat.apps.engine",
]
if VERSION != "2.2.0":
    INSTALLED_APPS.append("cvat.apps.webhooks")
MIDDLEWARE = []
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E408", "admin.E409", "admin.E410"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("CVAT_POSTGRES_HOST", "cvat_db"),
        "NAME": os.environ.get("CVAT_POSTGRES_DBNAME", "cvat"),
        "USER": os.environ.get("CVAT_POSTGRES_USER", "root"),
        "PASSWORD": os.environ.get("CVAT_POSTGRES_PASSWORD", ""),
        "OPTIONS": {"application_name": "cvat:server"},
    }
}
