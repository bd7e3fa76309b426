"""Returns once the database server accepts a TCP connection. It does not wait for migrations."""
import socket
import time

import database

while True:
    try:
        socket.create_connection((database.HOST, database.PORT), timeout=5).close()
        break
    except OSError:
        time.sleep(0.3)
