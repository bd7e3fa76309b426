"""arrange.py VERSION FROM HOME: lays out the migrations and commands of a CVAT version. Names and order are CVAT's; most do nothing here, because the first one makes what they made."""
import pathlib
import shutil
import sys

version, source, home = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
apps = home / "cvat" / "apps"
EMPTY = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{app}", "{before}")]
"""
# What was squashed is remembered whole: on an empty database it does all that its originals did.
SQUASHED = """import importlib

from django.conf import settings
from django.db import migrations

NAMES = {names}


class Migration(migrations.Migration):
    initial = True
    replaces = [("{app}", name) for name in NAMES]
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("organizations", "0001_initial")]
    operations = [operation for name in NAMES for operation in importlib.import_module(f"cvat.apps.{app}.squashed.{{name}}").Migration.operations]
"""


def number(text):
    return tuple(int(part) for part in text.split("."))


def has(since, until=None):
    return number(since) <= number(version) and (until is None or number(version) < number(until))


def lay(app, name, before, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for package in (apps / app, folder):
        (package / "__init__.py").touch()
    written = source / app / f"{name}.py"
    if written.exists():
        shutil.copy(written, folder / f"{name}.py")
    else:
        (folder / f"{name}.py").write_text(EMPTY.format(app=app, before=before))


def squash(app, name, names):
    befores = [None, *names]
    for one, before in zip(names, befores):
        lay(app, one, before, apps / app / "squashed")
    (apps / app / "migrations" / f"{name}.py").write_text(SQUASHED.format(app=app, names=names))


for listing in source.glob("*.txt"):
    app, before = listing.stem, None
    lines = [(line.split() + [None])[:3] for line in listing.read_text().splitlines()]
    for name, since, until in lines:
        if "_squashed_" not in name:
            if has(since, until):
                lay(app, name, before, apps / app / "migrations")
            before = name
    for name, since, _ in lines:
        if "_squashed_" in name and has(since):
            first, last = name.split("_squashed_")
            squash(app, name, [other for other, *_ in lines if "_squashed_" not in other and first <= other <= last])

commands = apps / "engine" / "management" / "commands"
for line in (source / "commands").read_text().splitlines():
    name, since = line.split()
    if not has(since):
        (commands / f"{name}.py").unlink()
