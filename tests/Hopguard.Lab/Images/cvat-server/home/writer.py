"""Writes every second, as the running application would: a row, a line in a file of the data volume, a count in Redis."""
import os
import pathlib
import signal
import sys
import time

import psycopg2
import redis

name = sys.argv[1]
folder = pathlib.Path("/home/django/data/events")
queues = redis.Redis(os.environ.get("CVAT_REDIS_HOST", "cvat_redis"), socket_timeout=1, socket_connect_timeout=1)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def write_row(connection):
    with connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO engine_jobcommit (scope, author_id, job_id, timestamp, data) VALUES ('update', NULL, NULL, now(), jsonb_build_object('by', %s))", [name])


def write_file():
    folder.mkdir(exist_ok=True)
    with open(folder / f"{name}.log", "a", encoding="utf-8") as events:
        events.write(f"{time.time()}\n")


connection = None
while True:
    try:
        connection = connection or psycopg2.connect(host=os.environ.get("CVAT_POSTGRES_HOST", "cvat_db"), user="root", dbname="cvat", connect_timeout=3, application_name=f"cvat:{name}")
        write_row(connection)
        write_file()
        queues.incr(f"cvat:written:{name}")
    except psycopg2.errors.UndefinedTable:
        pass  # migrations still run
    except (psycopg2.Error, redis.RedisError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        if connection and connection.closed:
            connection = None
    time.sleep(1)
