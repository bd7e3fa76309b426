"""A job shows the picture of its task's data."""
import pathlib
import shutil

from django.db import migrations


ROOT = pathlib.Path("/home/django/data")


def copy_previews(apps, _):
    for job, data in apps.get_model("engine", "Job").objects.values_list("id", "segment__task__data_id"):
        preview = ROOT / "data" / str(data) / "preview.jpeg"
        if preview.exists():
            shutil.copy(preview, ROOT / "jobs" / str(job) / "preview.jpeg")


class Migration(migrations.Migration):
    dependencies = [("engine", "0055_jobs_directories")]
    operations = [migrations.RunPython(copy_previews, migrations.RunPython.noop)]
