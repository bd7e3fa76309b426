from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0069_auto_20230608_1915")]
    operations = [
        migrations.AddField("job", "type", models.CharField(max_length=32, null=True, default="annotation")),
        migrations.AddField("job", "created_date", models.DateTimeField(auto_now_add=True, null=True)),
    ]
