from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunSQL("DELETE FROM auth_group WHERE name = 'business'")]
