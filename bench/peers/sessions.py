"""SQLite's session changesets: what a session recorded in the house's file is applied to the centre's.

    python sessions.py build YEAR.json FOLDER     make both files, and the changeset, as they stood before
    python sessions.py merge FOLDER               apply it, and print what it cost
    python sessions.py order                      show that the outcome depends on the order of import

A program of its own: two SQLite libraries must never open one file in one process. Plain SQLite, not encrypted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw

PRAGMAS = ("secure_delete=ON", "journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY")
REPLACE, OMIT = apsw.SQLITE_CHANGESET_REPLACE, apsw.SQLITE_CHANGESET_OMIT


def opened(path: Path | str) -> apsw.Connection:
    """Open a file as ours is opened, but for the cipher."""
    connection = apsw.Connection(str(path))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def build(year_file: str, folder: str) -> None:
    """Make what both had, let both write, and keep what the house's session recorded."""
    year, place = json.loads(Path(year_file).read_text("utf-8")), Path(folder)
    place.mkdir(parents=True)
    house, centre = opened(place / "house.db"), opened(place / "centre.db")
    base = [["born", *one] for one in year["base"]]
    for connection in (house, centre):
        with connection:
            for statement in year["tables"]:
                connection.execute(statement)
            _carry_out(connection, base, year)
    types = {row: record for record, row, _ in year["base"]}
    with centre:
        for row, phone in year["contested"]:
            _carry_out(centre, [["edited", row, "phone", phone]], year, types)
    session = apsw.Session(house, "main")
    session.attach()
    with house:
        for acts in year["changesets"]:
            _carry_out(house, acts, year, types)
    (place / "changeset").write_bytes(session.changeset())
    session.close()
    house.close()
    centre.close()


def _carry_out(
    connection: apsw.Connection,
    acts: list[list[Any]],
    year: dict[str, Any],
    types: dict[str, str] | None = None,
) -> None:
    types = {} if types is None else types
    for kind, *rest in acts:
        if kind == "born":
            record, row, fields = rest
            types[row] = record
            references = year["references"][record]
            names = ", ".join(f'"{name}"' for name in fields)
            marks = ", ".join("?" * (len(fields) + 1))
            values = [
                bytes.fromhex(one) if name in references else one for name, one in fields.items()
            ]
            connection.execute(
                f'INSERT INTO "{record}" (born_rid, born_seq, id, {names}) VALUES (1, 1, {marks})',
                (bytes.fromhex(row), *values),
            )
            continue
        row, field, value = (*rest, "hidden", 1)[:3] if kind == "deleted" else rest
        connection.execute(
            f'UPDATE "{types[row]}" SET "{field}" = ? WHERE id = ?', (value, bytes.fromhex(row))
        )


def merge(folder: str) -> None:
    """Apply the changeset in one transaction; where both wrote, the one that comes last wins."""
    centre, conflicts = opened(Path(folder) / "centre.db"), [0]

    def judged(kind: int, _change: object) -> int:
        conflicts[0] += 1
        return REPLACE if kind == apsw.SQLITE_CHANGESET_DATA else OMIT

    changeset = (Path(folder) / "changeset").read_bytes()
    start = time.process_time()
    with centre:
        apsw.Changeset.apply(changeset, centre, conflict=judged)
    seconds = time.process_time() - start
    centre.close()
    print(json.dumps({"seconds": seconds, "taken": conflicts[0]}))


def order() -> None:
    """Let two houses write one phone, and take their changesets in both orders."""
    policies = {"the last one imported wins": REPLACE, "the first one imported stays": OMIT}
    print(json.dumps({name: list(_both_orders(policy)) for name, policy in policies.items()}))


def _both_orders(policy: int) -> Iterator[str]:
    changesets = [_written(phone) for phone in ("0888 111", "0888 222")]
    for taken in (changesets, changesets[::-1]):
        centre = _begun()
        for one in taken:
            apsw.Changeset.apply(one, centre, conflict=lambda _kind, _change: policy)
        yield str(next(centre.execute("SELECT phone FROM person"))[0])
        centre.close()


def _begun() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, phone TEXT)")
    connection.execute("INSERT INTO person VALUES (1, '0888 000')")
    return connection


def _written(phone: str) -> bytes:
    house = _begun()
    session = apsw.Session(house, "main")
    session.attach()
    house.execute("UPDATE person SET phone = ?", (phone,))
    changeset = session.changeset()
    session.close()
    house.close()
    return bytes(changeset)


if __name__ == "__main__":
    {"build": build, "merge": merge, "order": order}[sys.argv[1]](*sys.argv[2:])
