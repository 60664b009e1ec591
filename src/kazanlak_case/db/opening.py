"""Open a case file by what people call it: a folder, or the address of a central copy on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from kazanlak_case.db import key_file
from kazanlak_case.db.casefile import CaseFile, check_is_case_file
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.server.address import is_address, parse_address

FilePlace: TypeAlias = Path | str
"""A .kcase folder, or an address such as postgresql://…; what drives a server is loaded only for the latter."""

ADDRESS_NAME = "server.txt"
"""In a folder that stands for a server, and holds the clerk's own drafts and backups."""


def place_of(text: str) -> FilePlace:
    """Tell an address from the name of a folder."""
    return text if is_address(text) else Path(text)


def open_case_file(
    place: FilePlace,
    *,
    user: str | None = None,
    password: str,
    installation: Installation | None = None,
) -> CaseFile:
    """Open a case file or a central copy on a server, with a user's password.

    Raises:
        ExpectedError: As `CaseFile.open` and `ServerFile.open_server` say.
    """
    address = _address(place)
    if address is None:
        path = Path(place)
        return CaseFile.open(path, user=user, password=password, installation=installation)
    from kazanlak_case.db.server.server_file import ServerFile

    return ServerFile.open_server(
        parse_address(address), user=user, password=password, installation=installation
    )


def users_of(place: FilePlace) -> tuple[str, ...]:
    """Tell who may sign in; needs none of their passwords."""
    address = _address(place)
    if address is None:
        return CaseFile.users_of(Path(place))
    from kazanlak_case.db.server.server_file import users_on_server

    return users_on_server(parse_address(address))


@contextmanager
def key_place_of(place: FilePlace, *, user: str) -> Iterator[key_file.Place]:
    """Give where a closed file's key slots are, with the file held so that nobody opens it meanwhile.

    Raises:
        CaseFileInUseError: Another program has it open.
        ExpectedError: There is no such file, or no connection.
    """
    address = _address(place)
    if address is None:
        path = Path(place)
        check_is_case_file(path)
        lock = CaseLock.take(path, user=user)
        try:
            yield path
        finally:
            lock.release()
        return
    from kazanlak_case.db.server.connecting import make_server_engine
    from kazanlak_case.db.server.slots import SlotsTable

    server = parse_address(address)
    engine = make_server_engine(server, connections=1)
    try:
        yield SlotsTable(engine, server)
    finally:
        engine.dispose()


def _address(place: FilePlace) -> str | None:
    """Give the address behind a name; None for a case file."""
    if isinstance(place, str) and is_address(place):
        return place
    kept = Path(place) / ADDRESS_NAME
    return kept.read_text("utf-8").strip() if kept.is_file() else None
