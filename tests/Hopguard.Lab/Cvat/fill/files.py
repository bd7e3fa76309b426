"""files.py BYTES DATA KEYS LOGS: fills the three folders with files as users have them: many owners, modes, names, links and times."""
import os
import pathlib
import random
import sys

bulk, rest = int(sys.argv[1]), random.Random(20221130)
data, keys, logs = map(pathlib.Path, sys.argv[2:])


def put(path, content=b"", mode=0o644, owner=(1000, 1000), at=1_660_000_000_123_456_789):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    finish(path, mode, owner, at)


def finish(path, mode, owner, at):
    os.chown(path, *owner)
    path.chmod(mode)
    os.utime(path, ns=(at, at))


pieces = max(4, min(400, bulk // 65_536))
for i in range(pieces):
    put(data / f"data/{1 + i % 20}/raw/image_{i:04}.jpg", rest.randbytes(bulk // pieces), at=1_650_000_000_000_000_000 + i)
for name in ["with space.txt", "new\nline.txt", "-rf", "--help", "quote'\"`.txt", "back\\slash", "ünïcödé.txt", "写真.jpg", "e\u0301.txt", "é.txt", "🚀", "$(id)", "*", "tab\there", "." * 3, "x" * 250, ".hidden", "CON", "semi;colon", "%s%n"]:
    put(data / "odd names" / name, name)
for mode in [0o600, 0o000, 0o444, 0o755, 0o4755, 0o2755, 0o777]:
    put(data / "modes" / f"{mode:04o}", f"{mode:o}", mode)
for owner in [(0, 0), (1000, 0), (12345, 54321), (70, 70)]:
    put(data / "owners" / f"{owner[0]}-{owner[1]}", str(owner), owner=owner)
put(data / "times/old", "1990", at=631_152_000_000_000_001)
put(data / "times/before 1970", "1965", at=-157_766_400_000_000_000)
put(data / "empty file")
with open(data / "sparse", "wb") as sparse:
    sparse.truncate(8 * 1024 * 1024)
    sparse.write(b"start")
    sparse.seek(5 * 1024 * 1024)
    sparse.write(b"middle")
finish(data / "sparse", 0o640, (1000, 1000), 1_660_000_000_000_000_000)

links = data / "links"
put(links / "target", "linked")
os.link(links / "target", links / "hard link")
(links / "other folder").mkdir()
os.link(links / "target", links / "other folder" / "hard link")
for name, target in [("relative", "target"), ("to a folder", "../modes"), ("dangling", "nowhere/at all"), ("absolute", "/home/django/data/empty file"), ("outside", "../../../etc/passwd"), ("loop", "loop")]:
    (links / name).symlink_to(target)
    os.chown(links / name, 1000, 1000, follow_symlinks=False)
for i, mode in enumerate([0o755, 0o700, 0o1777, 0o2775, 0o500]):
    folder = data / "empty folders" / f"{mode:04o}"
    folder.mkdir(parents=True)
    finish(folder, mode, (1000, 1000), 1_640_000_000_000_000_000 + i)
deep = data.joinpath("deep", *(f"level {i}" for i in range(40)))
put(deep / "bottom", "deep")

put(data / "tasks/7/export_cache/dataset.zip", "what an export left")
put(keys / "secret_key.py", "SECRET_KEY = 'lab-0123456789abcdef'\n", 0o600)
put(keys / "ssh" / "id_ed25519", "not a real key\n", 0o600)
(keys / "ssh").chmod(0o700)
put(logs / "cvat_server.log", "2022-11-01 server started\n" * 1000)
for root in (data, keys, logs):
    for folder, _, _ in os.walk(root):
        if os.stat(folder).st_uid == 0:
            os.chown(folder, 1000, 1000)
    os.chown(root, 1000, 1000)
