from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("engine", "0070_add_job_type_created_date")]
    operations = [migrations.CreateModel("QualityReport", [("id", models.AutoField(primary_key=True)), ("job", models.ForeignKey("engine.Job", models.CASCADE, null=True)), ("data", models.JSONField(default=dict))])]
