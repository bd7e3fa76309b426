"""Rewrites the values of all attributes."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0091_profile_last_activity_date")]
    operations = [
        migrations.AddField("labeledshapeattributeval", "job", models.ForeignKey("engine.Job", models.CASCADE, null=True)),
        migrations.RunSQL("UPDATE engine_labeledshapeattributeval AS val SET job_id = shape.job_id FROM engine_labeledshape AS shape WHERE shape.id = val.shape_id"),
    ]
