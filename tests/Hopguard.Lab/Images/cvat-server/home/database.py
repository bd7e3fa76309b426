"""Where the database is and how one logs in, as CVAT's own settings read it from the environment."""
import os
import pathlib

HOST = os.environ.get("CVAT_POSTGRES_HOST") or "cvat_db"
PORT = int(os.environ.get("CVAT_POSTGRES_PORT") or 5432)
NAME = os.environ.get("CVAT_POSTGRES_DBNAME") or "cvat"
USER = os.environ.get("CVAT_POSTGRES_USER") or "root"
FILE = os.environ.get("CVAT_POSTGRES_PASSWORD_FILE")
PASSWORD = pathlib.Path(FILE).read_text() if FILE else os.environ.get("CVAT_POSTGRES_PASSWORD", "")


def arguments(name):
    """What psycopg2 connects with, under the name by which the server shows the session."""
    return {"host": HOST, "port": PORT, "dbname": NAME, "user": USER, "password": PASSWORD, "connect_timeout": 3, "application_name": f"cvat:{name}"}
