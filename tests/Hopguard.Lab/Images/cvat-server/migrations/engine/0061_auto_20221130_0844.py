from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0060_alter_label_parent")]
    operations = [
        migrations.AlterField("labeledshape", "type", models.CharField(max_length=16, choices=[("rectangle", "RECTANGLE"), ("mask", "MASK")])),
        migrations.AddIndex("labeledshape", models.Index(fields=["job", "frame"], name="engine_shape_job_frame")),
    ]
