"""Chunks on the disk are made anew on demand. Which data had them stands in the logs only, and without that list there is no way back."""
import pathlib

from django.db import migrations


LISTS = pathlib.Path("/home/django/logs/migrations/0083_move_to_segment_chunks")


def move(apps, _):
    stored = apps.get_model("engine", "Data").objects.filter(storage_method="file_system")
    LISTS.mkdir(parents=True, exist_ok=True)
    (LISTS / "migrated_ids.txt").write_text("".join(f"{data}\n" for data in stored.values_list("id", flat=True)))
    stored.update(storage_method="cache")


class Migration(migrations.Migration):
    dependencies = [("engine", "0082_alter_labeledimage_job_and_more")]
    operations = [migrations.RunPython(move)]
