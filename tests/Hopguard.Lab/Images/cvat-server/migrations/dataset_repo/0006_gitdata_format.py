from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dataset_repo", "0005_auto_20201019_1100")]
    operations = [migrations.AddField("gitdata", "format", models.CharField(max_length=256, blank=True, default=""))]
