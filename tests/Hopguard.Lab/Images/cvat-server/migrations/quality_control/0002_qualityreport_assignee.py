from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quality_control", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [migrations.AddField("qualityreport", "assignee", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True))]
