from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("engine", "0067_alter_cloudstorage_credentials_type")]
    operations = [migrations.AlterUniqueTogether(name, {("data", "file")}) for name in ("remotefile", "serverfile")]
