from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel("Organization", [
            ("id", models.AutoField(primary_key=True)),
            ("slug", models.SlugField(max_length=16, unique=True)),
            ("name", models.CharField(max_length=64, blank=True)),
            ("description", models.TextField(blank=True)),
            ("contact", models.JSONField(default=dict)),
            ("created_date", models.DateTimeField(auto_now_add=True)),
            ("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)),
        ]),
    ]
