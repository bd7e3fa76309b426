from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0080_alter_trackedshape_track")]
    operations = [migrations.AddField(name, "assignee_updated_date", models.DateTimeField(null=True)) for name in ("job", "project", "task")]
