from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0046_data_sorting_method"), ("organizations", "0001_initial")]
    operations = [migrations.AddField("project", "organization", models.ForeignKey("organizations.Organization", models.SET_NULL, null=True))]
