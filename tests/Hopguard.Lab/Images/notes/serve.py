"""A small application that keeps notes as rows and their attachments as files. It brings its schema up to date as it starts."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION, FILES = os.environ["NOTES_VERSION"], pathlib.Path("/files")
MIGRATIONS = {
    "20230101": "CREATE TABLE notes (id serial PRIMARY KEY, title text NOT NULL, attachment text)",
    "20230601": "CREATE INDEX notes_title ON notes (title); ALTER TABLE notes ADD COLUMN colour text; UPDATE notes SET colour = 'yellow'",
    "20240101": "ALTER TABLE notes ADD COLUMN pinned boolean NOT NULL DEFAULT false",
}
if "PGPASSWORD_FILE" in os.environ:
    os.environ["PGPASSWORD"] = pathlib.Path(os.environ["PGPASSWORD_FILE"]).read_text()
NEWEST = {"1.1.0": "20230101", "1.2.0": "20230601", "1.3.0": "20240101"}[VERSION]


def sql(text):
    return subprocess.run(["psql", "-XAtqv", "ON_ERROR_STOP=1"], input=text, capture_output=True, text=True, check=True).stdout.strip()


def migrate():
    sql("CREATE TABLE IF NOT EXISTS schema_migrations (version text PRIMARY KEY)")
    done = sql("SELECT version FROM schema_migrations").split()
    for number in sorted(number for number in MIGRATIONS if number <= NEWEST and number not in done):
        sql(f"BEGIN; {MIGRATIONS[number]}; INSERT INTO schema_migrations VALUES ('{number}'); COMMIT")


def wait_for_database():
    for _ in range(600):
        try:
            return sql("SELECT 1")
        except subprocess.CalledProcessError:
            time.sleep(0.1)
    sys.exit("the database does not answer")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/version" and VERSION < "1.3.0":
            self.send_error(404)
        elif self.path == "/version" and self.headers["Authorization"] != f"Bearer {os.environ['NOTES_TOKEN']}":
            self.send_error(401)
        elif self.path == "/version":
            self.answer({"version": VERSION})
        else:
            self.answer({"notes": sql("SELECT id, title, attachment FROM notes ORDER BY id").split("\n"), "files": sorted(file.name for file in FILES.iterdir())})

    def do_POST(self):
        title = re.sub(r"\W", " ", self.path.strip("/"))
        number = sql(f"INSERT INTO notes (title, attachment) VALUES ('{title}', '{title}.txt') RETURNING id")
        (FILES / f"{title}.txt").write_text(title)
        self.answer({"id": number})

    def answer(self, content):
        text = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
FILES.mkdir(exist_ok=True)
wait_for_database()
migrate()
ThreadingHTTPServer(("0.0.0.0", 8080), Handler).serve_forever()
