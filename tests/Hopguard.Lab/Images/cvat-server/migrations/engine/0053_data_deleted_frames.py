from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0052_alter_cloudstorage_specific_attributes")]
    operations = [migrations.AddField("data", "deleted_frames", models.TextField(default=""))]
