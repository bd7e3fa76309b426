"""Writes every second, as the running application would: a row, a line in a file of the data volume, a count in Redis and in the chunk cache."""
import os
import pathlib
import signal
import sys
import time
import uuid

import database
import psycopg2
import redis

name = sys.argv[1]
folder = pathlib.Path("/home/django/data/events")
version = tuple(int(part) for part in os.environ["CVAT_VERSION"].split("."))
hosts = {"queues": os.environ.get("CVAT_REDIS_HOST") or os.environ.get("CVAT_REDIS_INMEM_HOST") or "cvat_redis", "cache": os.environ.get("CVAT_REDIS_ONDISK_HOST")}
ports = {"queues": 6379, "cache": int(os.environ.get("CVAT_REDIS_ONDISK_PORT", "6379"))}
stores = [redis.Redis(host, ports[store], socket_timeout=1, socket_connect_timeout=1) for store, host in hosts.items() if host]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def write_row(connection):
    with connection, connection.cursor() as cursor:
        if version >= (2, 4, 0):
            cursor.execute("INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, now())", [uuid.uuid4().hex, name])
            return
        cursor.execute("INSERT INTO engine_jobcommit (scope, author_id, job_id, timestamp, data) VALUES ('update', NULL, NULL, now(), jsonb_build_object('by', %s))", [name])


def write_file():
    folder.mkdir(exist_ok=True)
    with open(folder / f"{name}.log", "a", encoding="utf-8") as events:
        events.write(f"{time.time()}\n")


connection = None
while True:
    try:
        connection = connection or psycopg2.connect(**database.arguments(name))
        write_row(connection)
        write_file()
        for store in stores:
            store.incr(f"cvat:written:{name}")
    except psycopg2.errors.UndefinedTable:
        pass  # migrations still run
    except (psycopg2.Error, redis.RedisError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        if connection and connection.closed:
            connection = None
    time.sleep(1)
