from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("engine", "0088_consensus_jobs")]
    operations = [migrations.CreateModel("ConsensusSettings", [("id", models.AutoField(primary_key=True)), ("quorum", models.FloatField(default=0.5)), ("task", models.OneToOneField("engine.Task", models.CASCADE))])]
