import pathlib

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Gives data from before 2.38.0 the size of its files"

    def handle(self, *_, **__):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM engine_data WHERE content_size IS NULL ORDER BY id")
            for (data,) in cursor.fetchall():
                files = pathlib.Path(f"/home/django/data/data/{data}").glob("**/*")
                cursor.execute("UPDATE engine_data SET content_size = %s WHERE id = %s", [sum(file.lstat().st_size for file in files if file.is_file()), data])
