from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0045_auto_20211123_0824")]
    operations = [migrations.AddField("data", "sorting_method", models.CharField(max_length=15, default="lexicographical"))]
