"""arrange.py VERSION FROM APPS: lays out the migrations of a CVAT version. Names and order are CVAT's; most do nothing here, because the first one makes what they made."""
import pathlib
import shutil
import sys

version, source, apps = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
EMPTY = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{app}", "{before}")]
"""

for listing in source.glob("*.txt"):
    app, before = listing.stem, None
    for line in listing.read_text().splitlines():
        name, since = (line.split() + ["2.2.0"])[:2]
        if since > version:
            continue
        target, written = apps / app / "migrations" / f"{name}.py", source / app / f"{name}.py"
        if written.exists():
            shutil.copy(written, target)
        else:
            target.write_text(EMPTY.format(app=app, before=before))
        before = name
