from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0058_auto_20220809_1236")]
    operations = [migrations.AddField("labeledshape", "outside", models.BooleanField(default=False))]
