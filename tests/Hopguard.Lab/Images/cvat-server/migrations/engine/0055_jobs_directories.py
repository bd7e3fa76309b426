"""Every job gets a folder of its own; the way back deletes them."""
import pathlib
import shutil

from django.db import migrations


JOBS = pathlib.Path("/home/django/data/jobs")


def make_folders(apps, _):
    for job in apps.get_model("engine", "Job").objects.values_list("id", flat=True):
        (JOBS / str(job)).mkdir(parents=True, exist_ok=True)


def remove_folders(*_):
    shutil.rmtree(JOBS, ignore_errors=True)


class Migration(migrations.Migration):
    dependencies = [("engine", "0054_auto_20220610_1829")]
    operations = [migrations.RunPython(make_folders, remove_folders)]
