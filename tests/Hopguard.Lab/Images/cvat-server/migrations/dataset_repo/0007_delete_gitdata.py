from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dataset_repo", "0006_gitdata_format")]
    operations = [migrations.DeleteModel("GitData")]
