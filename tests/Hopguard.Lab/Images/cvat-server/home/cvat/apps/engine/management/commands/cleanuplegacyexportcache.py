import pathlib
import shutil

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Deletes what exports left in the folders of projects, tasks and jobs until 2.26.0"

    def handle(self, *_, **__):
        folders = [folder for folder in pathlib.Path("/home/django/data").glob("*/*/export_cache") if folder.is_dir()]
        for folder in folders:
            shutil.rmtree(folder)
        self.stdout.write(f"{len(folders)} export caches deleted")
