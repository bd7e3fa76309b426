from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [migrations.AddField("organization", "sent_date", models.DateTimeField(null=True))]
