from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("engine", "0084_honeypot_support")]
    operations = [migrations.AddField("segment", "chunks_updated_date", models.DateTimeField(null=True, default=timezone.now))]
