"""Compare real files with the oracle."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.digest import digests
from kazanlak_case.db.table_checks import table_faults
from kazanlak_case.db.verify import chain_faults, verify
from support.merging.live import NEWER_FIELD, Live
from support.merging.model import BORN, ERASE, OWN, Changeset
from support.merging.model import Change as Edit

FIELDS = ("given_name", "phone", "name", NEWER_FIELD)
TYPED = "стойност "
"""How every value begins that is like no other."""
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
"""Those that hold something: the full-text index holds it in tables of its own."""


@dataclass(kw_only=True)
class Comparing:
    """All that can be compared, and what was met on the way."""

    happened: set[str] = field(default_factory=set)
    imaged: set[str] = field(default_factory=set)
    """Laptops of which a whole disk was copied or put back, by the name they began with."""

    def known(self, live: Live) -> dict[tuple[str, str], list[Edit]]:
        """Give the oracle's records of a copy, (scope, id), and all that was written of each."""
        found: dict[tuple[str, str], list[Edit]] = {}
        for scope in {log[1] for log in live.model.heads}:
            for change in live.model.known(scope):
                found.setdefault((scope, change.record), []).append(change)
        return found

    def check_shown(self, live: Live) -> None:
        """What is shown, hidden, asked and kept is what the oracle says."""
        live.checked_at = live.model.commits
        with live.file.reading_raw() as connection:
            self._check(live, connection)

    def _check(self, live: Live, connection: Connection) -> None:
        names, model, rows = live.file.names, live.model, _rows(connection)
        conflicts: dict[tuple[str, str], set[object]] = {}
        for row, tbl, col, value in _ask(connection, "SELECT row, tbl, col, value FROM conflict"):
            conflicts.setdefault((row.hex(), names.field_name(tbl, col)), set()).add(value)
        written: Counter[tuple[str, str, object]] = Counter(
            (row.hex(), names.field_name(tbl, col), new)
            for row, tbl, col, new in _ask(
                connection, "SELECT row, tbl, col, new FROM change WHERE col <> 0"
            )
        )
        known = self.known(live)
        gone = {of for of in known if model.is_erased(*of)}
        for of, edits in known.items():
            for one in edits:
                if one.place != BORN and (of not in gone or one.value == ERASE):
                    written[of[1], one.place, one.value] -= 1
            if of in gone:
                assert of[1] not in rows, "nothing is left of what was erased"
                continue
            assert of[1] in rows, "a record that was written is gone"
            self._check_places(live, of, rows[of[1]], {one.place for one in edits}, conflicts)
        assert not conflicts, "no conflict that is not one"
        assert not +written, "nothing was written that nobody wrote"
        assert not -written, "nothing typed is gone"
        if gone:
            self.happened.add("erasure")
            self._check_gone(connection, known, gone)

    def _check_gone(
        self,
        connection: Connection,
        known: Mapping[tuple[str, str], list[Edit]],
        gone: set[tuple[str, str]],
    ) -> None:
        """What was typed in an erased record, and nowhere else, is in no table."""
        typed = {of: set(_texts(edits)) for of, edits in known.items()}
        kept = set[str]().union(*(texts for of, texts in typed.items() if of not in gone))
        secrets = {
            form
            for of in gone
            for text in typed[of] - kept
            if text.startswith(TYPED)
            for form in (text.encode(), text.casefold().encode(), text.partition(" ")[2].encode())
        }
        for (table,) in _ask(connection, TABLES):
            for row in _ask(connection, f'SELECT * FROM "{table}"'):
                for value in row:
                    raw = value.encode() if isinstance(value, str) else value
                    if isinstance(raw, bytes):
                        assert not any(one in raw for one in secrets), f"it is still in {table}"

    def _check_places(
        self,
        live: Live,
        of: tuple[str, str],
        row: dict[str, object],
        places: set[str],
        conflicts: dict[tuple[str, str], set[object]],
    ) -> None:
        model, record = live.model, of[1]
        assert bool(row["hidden"]) == model.is_hidden(*of), "hidden as the oracle says"
        asked = conflicts.pop((record, OWN), None) is not None
        assert asked == model.asks(*of), "asked as the oracle says"
        if asked:
            self.happened.add("delete against edit")
        for place in {*places, *FIELDS} - {OWN, BORN}:
            assert row.get(place) == model.shown(*of, place), "the same one is shown everywhere"
            values = model.values(*of, place)
            expected = values if len(values) > 1 else set()
            assert conflicts.pop((record, place), set()) == expected, (
                "no conflict missed, none false"
            )
            if expected:
                self.happened.add("conflict")

    def verify(self, live: Live, *, whole: bool) -> None:
        """The program's own checks find nothing; those of pages and file around them are for whole verifications."""
        if whole:
            found = verify(live.file)
            # images of one disk sign different readings under one name: until the log shows it, nobody can know
            unknowable = {"readings"} if live.original in self.imaged else set[str]()
            wrong = [one for one in found.checks if not one.ok and one.name not in unknowable]
            assert not wrong, wrong
            return
        with live.file.reading_raw() as connection:
            for look in (chain_faults, table_faults):
                assert not list(look(connection, live.file.names))

    def check_digests(self, lives: Iterable[Live]) -> None:
        """Copies that hold the same changesets of a scope say the same of it."""
        said: dict[tuple[str, frozenset[Changeset]], str] = {}
        for live in lives:
            with live.file.reading_raw() as connection:
                scopes = digests(connection, live.file.names)
            for scope, digest in scopes.items():
                holding = (scope, live.model.holds(scope))
                assert said.setdefault(holding, digest) == digest, f"{scope} differs"


def _rows(connection: Connection) -> dict[str, dict[str, object]]:
    """Give what stands in the records, fields of a newer version too."""
    found: dict[str, dict[str, object]] = {}
    for kind in ("person", "partner", "duplicate_decision"):
        cursor = _ask(connection, f'SELECT * FROM "{kind}"')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            values = dict(zip(names, row, strict=True))
            found[values["id"].hex()] = values
    for row, name, value in _ask(connection, "SELECT row, name, value FROM extra"):
        found.setdefault(row.hex(), {"hidden": 0}).update({name: value} if name else {})
    return found


def _ask(connection: Connection, question: str) -> Any:
    """Ask the driver itself: it is asked often."""
    driver: Any = connection.connection.driver_connection
    return driver.execute(question)


def _texts(edits: Iterable[Edit]) -> Iterator[str]:
    for one in edits:
        values = one.value.values() if isinstance(one.value, dict) else [one.value]
        yield from (value for value in values if isinstance(value, str))
