"""Records in the in-memory store, from 2.28.0 on, which of its migrations were applied: what it holds is state from then on, and goes back with the database only."""
import os

import redis

version = tuple(int(part) for part in os.environ["CVAT_VERSION"].split("."))
queues = redis.Redis(os.environ.get("CVAT_REDIS_INMEM_HOST", "cvat_redis_inmem"), socket_timeout=5, socket_connect_timeout=5)
for name, since in [("engine.001_cleanup_scheduled_jobs", (2, 28, 0)), ("engine.002_update_meta_in_export_related_jobs", (2, 32, 0))]:
    if version >= since:
        queues.sadd("cvat:applied_migrations", name)
