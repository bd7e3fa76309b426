"""Pictures are made when they are asked for: those on the disk go, and do not come back."""
import pathlib

from django.db import migrations


def delete_previews(*_):
    for preview in pathlib.Path("/home/django/data").glob("*/*/preview.jpeg"):
        preview.unlink()


class Migration(migrations.Migration):
    dependencies = [("engine", "0061_auto_20221130_0844")]
    operations = [migrations.RunPython(delete_previews)]
