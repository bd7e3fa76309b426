from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel("EmailAddress", [
            ("id", models.AutoField(primary_key=True)), ("email", models.EmailField(max_length=254)), ("verified", models.BooleanField(default=False)), ("primary", models.BooleanField(default=False)),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)),
        ]),
    ]
