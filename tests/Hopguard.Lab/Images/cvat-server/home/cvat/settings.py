"""Settings of the CVAT stand-in: the same database, user, volumes and environment variables as CVAT's own."""
import os
import pathlib
import sys

import database

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
]
# Those that the version has: organizations and engine first, as ever.
FIRST = ["organizations", "engine"]
APPS = {path.parts[-3] for path in pathlib.Path(__file__).parent.glob("apps/*/migrations/0*.py")}
INSTALLED_APPS += [f"cvat.apps.{app}" for app in [*(app for app in FIRST if app in APPS), *sorted(APPS.difference(FIRST))]]
MIDDLEWARE = []
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E408", "admin.E409", "admin.E410"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": database.HOST,
        "PORT": database.PORT,
        "NAME": database.NAME,
        "USER": database.USER,
        "PASSWORD": database.PASSWORD,
        "OPTIONS": {"application_name": "cvat:server"},
    }
}
