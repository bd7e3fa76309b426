"""The small servers around CVAT: its pages, the proxy in front, the policy agent, analytics. Each tells its version and role; the proxy passes requests on, and one with a folder writes there."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROLE, VERSION, PORT = os.environ["LAB_ROLE"], os.environ["LAB_VERSION"], int(os.environ["LAB_PORT"])
# As the real proxy, which listens where its command says, and from 2.9.0 of CVAT on its environment; here without encryption.
ADDRESSES = [value for name, value in os.environ.items() if re.fullmatch(r"TRAEFIK_ENTRYPOINTS_\w+_ADDRESS", name)]
ENTRY_POINTS = [int(address.rpartition(":")[2]) for address in ADDRESSES] + [int(found.group(1)) for found in (re.fullmatch(r"--entryPoints\.\w+\.address=:(\d+)", word) for word in sys.argv[1:]) if found]
SERVER_PATHS = ("/api/", "/static/", "/admin", "/documentation/", "/django-rq", "/git/", "/opencv/", "/analytics/")


def reachable(*backends):
    """The first of them that exists: what the server is called and where the pages are served changed with CVAT's releases, which the real proxy reads from labels."""
    for backend in backends[:-1]:
        try:
            socket.create_connection(backend, timeout=2).close()
            return backend
        except OSError:
            pass
    return backends[-1]


def keep_events(folder):
    """A store as others see it: files that grow, and one that says who wrote them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "written by").write_text(f"{ROLE} {VERSION}\n")
    while True:
        with open(folder / "events.bin", "a", encoding="utf-8") as events:
            events.write(f"{time.time()}\n")
        time.sleep(1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if ROLE == "traefik":
            self.pass_on()
        elif ROLE == "opa":
            self.answer(200, "application/json", json.dumps({"version": VERSION, "role": ROLE}).encode())
        else:
            self.answer(200, "text/html; charset=utf-8", f"<!doctype html><title>CVAT {VERSION}</title><h1>CVAT {VERSION}</h1>".encode())

    do_POST = do_GET

    def pass_on(self):
        backend = reachable(("cvat_server", 8080), ("cvat", 8080)) if self.path.startswith(SERVER_PATHS) else reachable(("cvat_ui", 80), ("cvat_ui", 8000))
        length = int(self.headers.get("Content-Length") or 0)
        connection = http.client.HTTPConnection(*backend, timeout=30)
        try:
            connection.request(self.command, self.path, self.rfile.read(length), {"Host": self.headers.get("Host", "localhost")})
            reply = connection.getresponse()
            self.answer(reply.status, reply.getheader("Content-Type", "text/plain"), reply.read())
        except OSError as error:
            self.answer(502, "text/plain", f"Bad Gateway: {backend[0]}: {error}\n".encode())
        finally:
            connection.close()

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
if os.environ.get("LAB_FOLDER"):
    threading.Thread(target=keep_events, args=[pathlib.Path(os.environ["LAB_FOLDER"])], daemon=True).start()
servers = [ThreadingHTTPServer(("0.0.0.0", port), Handler) for port in ENTRY_POINTS or [PORT]]
for server in servers[1:]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
servers[0].serve_forever()
