"""Lays the server of the npm package out as Debian would: the links that npm dropped come back, what only builds other programs goes."""
import json
import pathlib
import shutil
import sys

package, home = pathlib.Path("/package"), pathlib.Path("/usr/lib/postgresql", sys.argv[1])
for link in json.loads((package / "native/pg-symlinks.json").read_text()):
    target, source = package / link["target"], package / link["source"]
    if not target.is_symlink():
        target.symlink_to(source.relative_to(target.parent))

native = package / "native"
for part in [*native.glob("lib/*.a"), native / "lib/postgresql/pgxs", native / "lib/pkgconfig"]:
    shutil.rmtree(part) if part.is_dir() else part.unlink()

home.mkdir(parents=True)
for part in ["bin", "lib", "share"]:
    shutil.move(native / part, home / part)
for tool in (home / "bin").iterdir():
    tool.chmod(0o755)

sample = home / "share/postgresql/postgresql.conf.sample"
text = sample.read_text().replace("#listen_addresses = 'localhost'", "listen_addresses = '*'").replace("#jit = on", "jit = off")
# The package's server was built for /tmp; clients, like those of the official images, look in /var/run/postgresql. At the end, since newer versions of initdb rewrite the line that is there.
sample.write_text(text + "unix_socket_directories = '/var/run/postgresql'\n")
