"""A PostgreSQL server of the tests' own: on a free loopback port, in a folder that goes with it, ended at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

PASSWORD = "s3cret-of-the-tests"  # noqa: S105 - of a server that lives as long as the tests
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB -c logging_collector=off"


def programs() -> Path | None:
    """Return the folder of the newest server that is installed; None where there is none."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(os.path.realpath(found)).parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda path: int(path.parent.name), default=None)


class Server:
    """A running server; each `place()` is an empty schema, each `database()` an empty database, which takes longer."""

    def __init__(self, folder: Path, bin_folder: Path, port: int) -> None:
        self.folder, self.bin, self.port = folder, bin_folder, port
        self._names = count(1)

    def url(self, name: str, user: str = "postgres", password: str | None = PASSWORD) -> str:
        return f"postgresql://{user}{f':{password}' if password else ''}@127.0.0.1:{self.port}/{name}"

    def place(self) -> str:
        """Create a schema and return the URL that leads into it."""
        name = f"ledger{next(self._names)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def database(self, template: str = "template0", options: str = "ENCODING 'UTF8'") -> str:
        """Create a database and return its URL."""
        name = f"ledger{next(self._names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return self.url(name)

    def run(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the superuser."""
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def control(self, *arguments: str) -> None:
        command = [str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), "-w", "-s", *arguments]
        subprocess.run(_as_user(command), check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {FAST}"
        self.control("-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.control("-m", "immediate", "stop")


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Run a server whose data lie in `folder`; its user needs a password."""
    bin_folder = programs()
    assert bin_folder is not None
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *folder.parents):
        if _is_root() and path.stat().st_uid == os.getuid() and path.is_relative_to(folder.parents[1]):
            path.chmod(0o755)
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    if _is_root():
        shutil.chown(folder, "postgres")
        shutil.chown(secret, "postgres")
    make = [str(bin_folder / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(secret),
            "-E", "UTF8", "--locale=C", "--no-sync"]  # fmt: skip
    subprocess.run(_as_user(make), check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)
    running = Server(folder, bin_folder, _free_port())
    running.start()
    try:
        _wait(running)
        yield running
    finally:
        running.stop()


def _wait(running: Server) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            running.run("SELECT 1")
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_user(command: list[str]) -> list[str]:
    if not _is_root():
        return command
    pwd.getpwnam("postgres")
    return ["runuser", "-u", "postgres", "--", *command]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
