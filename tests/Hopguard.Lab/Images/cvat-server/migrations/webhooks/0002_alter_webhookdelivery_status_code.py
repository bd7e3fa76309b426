from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]
    operations = [
        migrations.RemoveField("webhookdelivery", "status_code"),
        migrations.AddField("webhookdelivery", "status_code", models.PositiveIntegerField(null=True, default=None)),
    ]
