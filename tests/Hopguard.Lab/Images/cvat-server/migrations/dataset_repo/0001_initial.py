from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("engine", "0001_release_v0_1_0")]
    operations = [migrations.CreateModel("GitData", [("id", models.AutoField(primary_key=True)), ("url", models.URLField(max_length=2000)), ("task", models.OneToOneField("engine.Task", models.CASCADE))])]
