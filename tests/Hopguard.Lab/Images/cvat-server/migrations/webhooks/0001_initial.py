from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("engine", "0060_alter_label_parent")]
    operations = [
        migrations.CreateModel("Webhook", [
            ("id", models.AutoField(primary_key=True)), ("target_url", models.URLField()), ("events", models.CharField(max_length=4096, default="")),
            ("created_date", models.DateTimeField(auto_now_add=True)), ("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)),
            ("project", models.ForeignKey("engine.Project", models.CASCADE, null=True)),
        ]),
        migrations.CreateModel("WebhookDelivery", [
            ("id", models.AutoField(primary_key=True)), ("event", models.CharField(max_length=64)), ("status_code", models.CharField(max_length=128, null=True)),
            ("webhook", models.ForeignKey("webhooks.Webhook", models.CASCADE, related_name="deliveries")),
        ]),
    ]
