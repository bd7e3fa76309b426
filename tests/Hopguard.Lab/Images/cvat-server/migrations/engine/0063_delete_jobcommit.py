from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("engine", "0062_delete_previews")]
    operations = [migrations.DeleteModel("JobCommit")]
