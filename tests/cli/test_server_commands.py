"""FILE may be the address of a central copy on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import Terminal
from support.server import Server


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """The address of an empty database."""
    name = server.make()
    yield server.address(name)
    server.drop(name)


def test_a_centre_moves_to_a_server_works_there_and_moves_back(
    terminal: Terminal, centre: Path, address: str
) -> None:
    before = terminal.open("verify", centre, "--json").json
    moved = terminal.open("move", centre, address, "--json").json
    assert moved == {"status": "moved", "from": str(centre), "to": address}
    assert address in terminal.refused("verify", centre).err

    there = terminal.open("verify", address, "--json").json
    assert (there["ok"], there["digest"]) == (True, before["digest"])
    assert there["checks"][0]["name"] == "server"
    starter, house = terminal.folder / "kran.kstarter", terminal.folder / "kran.kcase"
    terminal.open("prepare", address, "--site", "kran", starter)
    terminal.run("enrol", starter, house, "--password-file", terminal.password)
    stick = terminal.folder / "stick"
    stick.mkdir()
    terminal.open("export", house, stick)
    bundle = next(stick.iterdir())
    assert terminal.open("import", address, bundle, "--json").json["status"] in {
        "merged",
        "already",
    }
    terminal.open("export", address, stick, "--to", "kran")
    terminal.open("backup", address, terminal.folder / "backups")
    assert len(terminal.open("list", address, "site", "--json").json) == 5
    terminal.refused("reveal", address, "sqlcipher", terminal.folder / "key.txt")

    back = terminal.folder / "back.kcase"
    digest = terminal.open("verify", address, "--json").json["digest"]
    terminal.open("move", address, back)
    assert terminal.open("verify", back, "--json").json["digest"] == digest
    assert str(back) in terminal.refused("verify", address).err


def test_a_new_central_copy_is_made_in_an_empty_database_only(
    terminal: Terminal, address: str
) -> None:
    words = ("--site", "municipality", "--role", "centre")
    terminal.open("new", address, *words)
    assert terminal.open("verify", address, "--json").json["ok"]
    terminal.refused("new", address, *words)


def test_a_password_in_the_address_is_refused_and_not_repeated(terminal: Terminal) -> None:
    said = terminal.refused("verify", "postgresql://clerk:s3cret@localhost/centre")
    assert "s3cret" not in said.err + said.out
    said = terminal.refused("verify", "postgresql://clerk@db.example/centre")
    assert "sslmode=verify-full" in said.err


def test_a_database_without_a_central_copy_and_one_out_of_reach_are_named(
    terminal: Terminal, address: str
) -> None:
    assert "There is no case file" in terminal.refused("verify", address).err
    gone = "postgresql:///centre?host=/nowhere/at/all"
    assert "cannot be reached" in terminal.refused("verify", gone).err


def test_a_file_is_not_moved_to_a_file(terminal: Terminal, centre: Path) -> None:
    terminal.refused("move", centre, terminal.folder / "other.kcase")
    terminal.open("verify", centre)
