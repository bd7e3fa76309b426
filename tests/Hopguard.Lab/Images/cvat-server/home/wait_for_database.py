"""Returns once the database server accepts a TCP connection. It does not wait for migrations."""
import os
import socket
import time

while True:
    try:
        socket.create_connection((os.environ.get("CVAT_POSTGRES_HOST", "cvat_db"), 5432), timeout=5).close()
        break
    except OSError:
        time.sleep(0.3)
