from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("engine", "0074_alter_labeledimage_source_alter_labeledshape_source_and_more")]
    operations = [migrations.CreateModel("AnalyticsReport", [("id", models.AutoField(primary_key=True)), ("statistics", models.JSONField(default=list)), ("task", models.OneToOneField("engine.Task", models.CASCADE, null=True))])]
