"""A throw-away PostgreSQL server: made in a temporary folder, on a socket there, and gone with the tests."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
ACCOUNTS = ("postgres", "nobody")
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "max_wal_size=2GB",
    "autovacuum=off",
    "listen_addresses=",
)


def find_programs() -> Path | None:
    """Find the folder with initdb and postgres, of PostgreSQL 15 or newer."""
    found = [Path(path).resolve().parent for name in ("initdb",) if (path := shutil.which(name))]
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(said.stdout.strip()))
    for place in PLACES:
        found.extend(sorted(Path(place).glob("*/bin"), reverse=True))
    return next((one for one in found if _is_fit(one)), None)


def _is_fit(folder: Path) -> bool:
    if not all((folder / name).exists() for name in ("initdb", "postgres")):
        return False
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\d+", said.stdout)
    return version is not None and int(version.group()) >= 15


def why_not() -> str:
    """Say why no server can be started here; nothing if one can."""
    if os.name == "nt":
        return "no throw-away server on Windows"
    if find_programs() is None:
        return "PostgreSQL 15 or newer is not installed (initdb, postgres)"
    if os.geteuid() == 0 and _account() is None:
        return "PostgreSQL does not run as root, and there is no other account"
    return ""


def _account() -> str | None:
    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ACCOUNTS if name in known), None)


@dataclass
class Server:
    """A running server. Each database is made from a template, and gone after its test."""

    folder: Path
    account: str
    numbers: Iterator[int]
    port: str = "5432"

    def address(self, database: str, user: str | None = None, **more: str) -> str:
        """The address of a database, over the socket."""
        rest = "".join(f"&{name}={value}" for name, value in more.items())
        return f"postgresql:///{database}?host={self.folder}&port={self.port}&user={user or self.account}{rest}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Perform statements as the server's owner, each by itself."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def make(self, template: str = "template0") -> str:
        """Make a database and give its name."""
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still in it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running_server(folder: Path, *more: str, owned: Iterable[Path] = ()) -> Iterator[Server]:
    """Start a server in a new folder, which the account it runs as must be able to reach, with files of its own."""
    programs = find_programs()
    account = _account() if os.geteuid() == 0 else None
    as_somebody = (
        {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
        if account
        else {}
    )
    data = folder / "data"
    if account:
        for path in (folder, *owned):
            shutil.chown(path, account)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.STDOUT,
        "cwd": folder,
        **as_somebody,
    }
    owner = account or pwd.getpwuid(os.geteuid()).pw_name
    subprocess.run(
        [
            programs / "initdb",
            "-D",
            data,
            "-U",
            owner,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
            "--lc-ctype=C.UTF-8",
        ],
        check=True,
        **quiet,
    )
    words = [
        word
        for setting in (*SETTINGS, f"unix_socket_directories={folder}", *more)
        for word in ("-c", setting)
    ]
    process = subprocess.Popen([programs / "postgres", "-D", data, *words], **quiet)
    port = next((word.removeprefix("port=") for word in more if word.startswith("port=")), "5432")
    server = Server(folder, owner, count(1), port)
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(2)  # SIGINT: a fast shutdown
        process.wait(timeout=30)


def _wait(server: Server, process: subprocess.Popen) -> None:
    """Until it answers; it says nothing by itself."""
    while process.poll() is None:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    msg = f"the server ended with {process.returncode}"
    raise RuntimeError(msg)
