"""list.py FOLDER: every entry below FOLDER as one line of JSON, with all that a copy has to keep."""
import hashlib
import json
import os
import stat
import sys

first_names = {}
for folder, folders, files in os.walk(sys.argv[1]):
    folders.sort()
    for name in sorted([".", *folders, *files] if folder == sys.argv[1] else folders + files):
        path = os.path.join(folder, name)
        entry = os.lstat(path)
        line = {"path": os.path.relpath(path, sys.argv[1]), "mode": oct(entry.st_mode), "owner": f"{entry.st_uid}:{entry.st_gid}", "changed": entry.st_mtime_ns}
        if stat.S_ISLNK(entry.st_mode):
            line["target"] = os.readlink(path)
        elif stat.S_ISREG(entry.st_mode):
            line["size"] = entry.st_size
            with open(path, "rb") as content:
                line["sha256"] = hashlib.file_digest(content, "sha256").hexdigest()
            if entry.st_nlink > 1:
                line["same_as"] = first_names.setdefault(entry.st_ino, line["path"])
        print(json.dumps(line, sort_keys=True))
