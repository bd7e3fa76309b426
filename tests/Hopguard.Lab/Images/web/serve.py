"""The small servers around CVAT: its pages, the proxy in front, the policy agent. Each tells its version and role; the proxy passes requests on."""
import http.client
import json
import os
import re
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROLE, VERSION, PORT = os.environ["LAB_ROLE"], os.environ["LAB_VERSION"], int(os.environ["LAB_PORT"])
# As the real proxy, which listens where its command says; here without encryption.
ENTRY_POINTS = [int(found.group(1)) for found in (re.fullmatch(r"--entryPoints\.\w+\.address=:(\d+)", word) for word in sys.argv[1:]) if found]
SERVER_PATHS = ("/api/", "/static/", "/admin", "/documentation/", "/django-rq", "/git/", "/opencv/", "/analytics/")


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
        backend = ("cvat_server", 8080) if self.path.startswith(SERVER_PATHS) else ("cvat_ui", 80)
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
servers = [ThreadingHTTPServer(("0.0.0.0", port), Handler) for port in ENTRY_POINTS or [PORT]]
for server in servers[1:]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
servers[0].serve_forever()
