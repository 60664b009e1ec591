"""Compare real files with the oracle."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from kazanlak_case.db.digest import digests
from kazanlak_case.db.table_checks import table_faults
from kazanlak_case.db.verify import chain_faults, verify
from support.merging.live import Live
from support.merging.model import BORN, ERASE, OWN, Changeset
from support.merging.model import Change as Edit


@dataclass(kw_only=True)
class Comparing:
    """All that can be compared, and what was met on the way."""

    happened: set[str] = field(default_factory=set)

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
        names, model = live.file.names, live.model
        conflicts: dict[tuple[str, str], set[object]] = {}
        for row, tbl, col, value in connection.exec_driver_sql(
            "SELECT row, tbl, col, value FROM conflict"
        ):
            conflicts.setdefault((row.hex(), names.field_name(tbl, col)), set()).add(value)
        written: Counter[tuple[str, str, object]] = Counter(
            (row.hex(), names.field_name(tbl, col), new)
            for row, tbl, col, new in connection.exec_driver_sql(
                "SELECT row, tbl, col, new FROM change WHERE col <> 0"
            )
        )
        for (scope, record), edits in self.known(live).items():
            for one in edits:
                is_gone = model.is_erased(scope, record) and one.value != ERASE
                if one.place != BORN and not is_gone:
                    written[record, one.place, one.value] -= 1
            row = _row(connection, record)
            if model.is_erased(scope, record):
                assert row is None, "nothing is left of what was erased"
                self.happened.add("erasure")
                continue
            assert row is not None, "a record that was written is gone"
            self._check_places(live, (scope, record), row, {one.place for one in edits}, conflicts)
        assert not conflicts, "no conflict that is not one"
        assert not +written, "nothing was written that nobody wrote"
        assert not -written, "nothing typed is gone"

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
        for place in places - {OWN, BORN}:
            assert row.get(place) == model.shown(*of, place), "the same one is shown everywhere"
            values = model.values(*of, place)
            expected = values if len(values) > 1 else set()
            assert conflicts.pop((record, place), set()) == expected, (
                "no conflict missed, none false"
            )
            if expected:
                self.happened.add("conflict")

    def verify(self, live: Live, *, whole: bool) -> None:
        """The program's own checks find nothing; those of the pages and of the file around them seldom matter here."""
        if whole:
            found = verify(live.file)
            assert found.ok, [check for check in found.checks if not check.ok]
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


def _row(connection: Connection, record: str) -> dict[str, object] | None:
    """Give what stands in a record, fields of a newer version too."""
    raw = bytes.fromhex(record)
    found: dict[str, object] = {}
    for kind in ("person", "partner", "duplicate_decision"):
        rows = connection.exec_driver_sql(f'SELECT * FROM "{kind}" WHERE id = ?', (raw,)).mappings()
        found |= next(iter(rows), {})
    for name, value in connection.exec_driver_sql(
        "SELECT name, value FROM extra WHERE row = ?", (raw,)
    ):
        found |= {name: value} if name else {"hidden": 0}
    return found or None
