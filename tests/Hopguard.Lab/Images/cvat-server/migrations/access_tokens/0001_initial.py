from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [migrations.CreateModel("AccessToken", [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=128)), ("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE))])]
