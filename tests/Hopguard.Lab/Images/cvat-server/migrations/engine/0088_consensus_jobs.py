from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0087_alter_label_type")]
    operations = [migrations.AddField("job", "parent_job", models.ForeignKey("engine.Job", models.SET_NULL, null=True, related_name="child_jobs"))]
