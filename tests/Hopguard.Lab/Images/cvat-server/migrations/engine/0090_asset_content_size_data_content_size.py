from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0089_alter_labeledimage_source_alter_labeledshape_source_and_more")]
    operations = [migrations.AddField("data", "content_size", models.PositiveBigIntegerField(null=True))]
