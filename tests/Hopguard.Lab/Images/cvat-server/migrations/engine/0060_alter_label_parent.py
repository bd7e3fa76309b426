from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0059_labeledshape_outside")]
    operations = [
        migrations.RemoveField("label", "parent"),
        migrations.AddField("label", "parent", models.ForeignKey("engine.Label", models.CASCADE, null=True, related_name="sublabels")),
    ]
