from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engine", "0064_delete_or_rename_wrong_labels")]
    operations = [
        migrations.AddConstraint("label", models.UniqueConstraint(fields=["project", "name"], condition=models.Q(parent__isnull=True), name="project_name_unique")),
        migrations.AddConstraint("label", models.UniqueConstraint(fields=["task", "name"], condition=models.Q(parent__isnull=True), name="task_name_unique")),
    ]
