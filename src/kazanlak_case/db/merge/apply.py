"""Apply the segments of a bundle: births and log rows as they come, then what stands in every place touched."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.intentions import deeds_of, lags_of
from kazanlak_case.db.merge.appending import last_time
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.db.merge.erasing import erase, erased_among, note_erasures
from kazanlak_case.db.merge.scopes import check_edits, check_erasures
from kazanlak_case.db.merge.store import sql_of
from kazanlak_case.db.merge.visibility import rows_with_own_place, settle_visibility
from kazanlak_case.db.search_index import people_of_cases
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.shorthand import BIRTH, ERASES, OWN_PLACE, Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.bundle_errors import BundleMembersError, ErasureMissingError
from kazanlak_case.domain.exchange import (
    Births,
    Header,
    ImportPlan,
    LogKey,
    LogRange,
    Merged,
    Moved,
    Progress,
    Segment,
    no_progress,
)

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import Raw


class Merge:
    """One merge, inside the caller's transaction. Leaving without commit leaves nothing."""

    def __init__(
        self,
        connection: Connection,
        names: Shorthand,
        *,
        plan: ImportPlan,
        header: Header,
        path: str,
    ) -> None:
        self._connection = connection
        self._names = names
        self._sql = sql_of(connection)
        self._plan = plan
        self._header = header
        self._path = path
        self._ranges: dict[LogKey, LogRange] = {one.log.key: one for one in header.ranges}
        self._checks: dict[LogKey, ChainCheck] = {}
        self._contexts: dict[int, int] = {}
        self._touched: dict[str, set[bytes]] = {}
        self._new = 0
        self._edited: set[bytes] = set()
        self._highest = 0
        self._waiting: dict[int, list[tuple[int, int, bytes, int, Raw, Raw]]] = {}
        self._cases: set[bytes] = set()
        self._erasing: list[tuple[bytes, int, int, int]] = []
        self._withheld: set[bytes] = set()
        self.people: set[bytes] = set()
        """People whose search entry must follow."""

    def run(self, segments: Iterable[Segment], progress: Progress = no_progress) -> Merged:
        """Take in all segments, verify the chains, resolve, and move the vectors.

        Raises:
            BundleHashError: A chain does not come out as signed.
            BundleRecordsError: A log speaks of another scope's records.
            ErasureMissingError: Values are withheld, and nobody has erased them as far as this file knows.
            CancelledError: From `progress`.
        """
        self._sql.start(self._connection)
        self._open_logs()
        done = 0
        for segment in segments:
            self._take(segment)
            done += segment.count
            progress(done, self._header.changes)
        return self._finish()

    def _open_logs(self) -> None:
        for key, take_from in self._plan.take_from.items():
            wanted = self._ranges[key]
            rid = self._names.rid(self._connection, wanted.log)
            found = run(
                self._connection, "SELECT seq, head FROM vector WHERE rid = ?", (rid,)
            ).one_or_none()
            if found is None:
                run(self._connection, "INSERT INTO vector VALUES (?, 0, ?)", (rid, GENESIS))
                head = GENESIS
            else:
                head = found.head
            self._checks[key] = ChainCheck(wanted, head=head, take_from=take_from, path=self._path)
            self._contexts[rid] = run(
                self._connection, "SELECT coalesce(max(ctx), 0) FROM context WHERE rid = ?", (rid,)
            ).scalar_one()

    def _take(self, segment: Segment) -> None:
        if segment.log not in self._checks:
            if segment.log in self._ranges:
                return  # all of this log is here already
            raise BundleMembersError(path=self._path)
        check = self._checks[segment.log]
        check.follow(segment)
        take_from = self._plan.take_from[segment.log]
        rid = self._names.known_rid(segment.log)
        if rid is None:
            raise BundleMembersError(path=self._path)
        for record, births in segment.births.items():
            self._take_births(rid, record, births=births, take_from=take_from)
        times = self._take_changesets(rid, segment, check=check, take_from=take_from)
        self._take_edits(rid, segment, times=times, take_from=take_from)

    def _take_births(self, rid: int, record: str, *, births: Births, take_from: int) -> None:
        skip = next((at for at, seq in enumerate(births.seq) if seq >= take_from), len(births.seq))
        seqs, ids = births.seq[skip:], births.id[skip:]
        if not seqs:
            return
        tbl = self._names.tbl(self._connection, record)
        known = [name for name in births.fields if record in DATA and name in DATA[record].c]
        if record in DATA:
            columns: list[Sequence[Raw]] = [ids, seqs]
            columns += [births.fields[name][skip:] for name in known]
            self._sql.insert_births(
                self._connection, record, known, rid=rid, tbl=tbl, columns=columns
            )
        else:
            self._sql.insert_changes(
                self._connection,
                (
                    (rid, seq, tbl, row, BIRTH, None, None)
                    for seq, row in zip(seqs, ids, strict=True)
                ),
            )
            self._sql.insert_extra(
                self._connection,
                ((record, row, "", None, rid, seq) for row, seq in zip(ids, seqs, strict=True)),
            )
        self._sql.insert_extra(
            self._connection,
            (
                (record, row, name, value, rid, seq)
                for name in births.fields
                if name not in known
                for row, seq, value in zip(ids, seqs, births.fields[name][skip:], strict=True)
                if value is not None
            ),
        )
        self._new += len(ids)
        self._touched.setdefault(record, set()).update(ids)
        if record == "person":
            self.people.update(ids)
        elif record == "case":
            self.people.update(
                one for one in births.fields.get("person", [])[skip:] if isinstance(one, bytes)
            )

    def _take_changesets(
        self, rid: int, segment: Segment, *, check: ChainCheck, take_from: int
    ) -> list[tuple[int, int, int]]:
        """Store the headers; answer (last, time, context) of each, for the edits between them."""
        sets = segment.changesets
        start = next((at for at, last in enumerate(sets.last) if last >= take_from), len(sets.last))
        lasts, times = sets.last[start:], sets.hlc[start:]
        contexts = [self._context(rid, moved) for moved in sets.moved[start:]]
        counts = [last - first + 1 for first, last in zip(check.firsts, lasts, strict=True)]
        lags = lags_of(times, sets.at[start:])
        deeds = deeds_of(self._connection, sets.author[start:], sets.what[start:])
        kept = sets.salt[start:], check.hashes
        columns = (lasts, counts, times, lags, contexts, deeds, *kept)
        self._sql.insert_changesets(self._connection, rid, columns)
        self._keep_leaves(rid, lasts, sets.leaves[start:])
        self._highest = max(self._highest, *times, 0)
        return list(zip(lasts, times, contexts, strict=True))

    def _keep_leaves(
        self,
        rid: int,
        lasts: Sequence[int],
        leaves: Sequence[tuple[tuple[bytes, bytes, bytes], ...]],
    ) -> None:
        """Keep what is left of changesets that an erasure touched at the sender's."""
        for last, kept in zip(lasts, leaves, strict=True):
            if kept:
                self._sql.insert_leaves(self._connection, [(rid, last, *one) for one in kept])
                self._withheld |= {row for row, _, gone in kept if gone}

    def _context(self, rid: int, moved: tuple[Moved, ...]) -> int:
        if moved:
            self._contexts[rid] += 1
            for one in moved:
                other = self._names.known_rid((one.replica, one.scope))
                if other is None:
                    raise BundleMembersError(path=self._path)
                run(
                    self._connection,
                    "INSERT INTO context VALUES (?, ?, ?, ?)",
                    (rid, self._contexts[rid], other, one.seq),
                )
        return self._contexts[rid]

    def _take_edits(
        self, rid: int, segment: Segment, *, times: list[tuple[int, int, int]], take_from: int
    ) -> None:
        """Log the edits and note them; an edit whose changeset ends in a later segment waits for it."""
        edits = segment.edits
        waiting = self._waiting.setdefault(rid, [])
        for seq, record, row, field, old, new in zip(
            edits.seq, edits.record, edits.id, edits.field, edits.old, edits.new, strict=True
        ):
            if seq < take_from:
                continue
            tbl = self._names.tbl(self._connection, record)
            col = self._names.col(self._connection, record, field) if field else OWN_PLACE
            waiting.append((seq, tbl, row, col, old, new))
            self._edited.add(row)
            self._touched.setdefault(record, set()).add(row)
            if record == "person":
                self.people.add(row)
            elif record == "case":
                self._cases.add(row)
        if not times:
            return
        noted: list[tuple[Raw, ...]] = []
        logged: list[tuple[Raw, ...]] = []
        at = 0
        done = 0
        for seq, tbl, row, col, old, new in waiting:
            while at < len(times) and times[at][0] < seq:
                at += 1
            if at == len(times):
                break
            _, hlc, ctx = times[at]
            logged.append((rid, seq, tbl, row, col, old, new))
            if col == OWN_PLACE and new == ERASES:
                self._erasing.append((row, rid, seq, tbl))
            else:
                noted.append((row, col, rid, seq, hlc, ctx, tbl, new))
            done += 1
        del waiting[:done]
        self._sql.insert_changes(self._connection, logged)
        self._sql.note_edits(self._connection, noted)

    def _erase(self) -> None:
        """Erase what this bundle says is erased, and what it still brought of records erased before.

        Values may be withheld only where somebody erased them: that is in the log too.
        """
        targets = note_erasures(self._connection, self._erasing)
        touched = set[bytes]().union(*self._touched.values()) | self._withheld
        targets |= erased_among(self._connection, touched)
        if not self._withheld <= targets.keys():
            # two files that go by one name, after a disk was copied: the sender thinks the erasure is here
            raise ErasureMissingError(path=self._path)
        if targets:
            self._sql.forget_edits(self._connection, targets)
            self.people |= erase(self._connection, self._names, targets)

    def _finish(self) -> Merged:
        for check in self._checks.values():
            check.finish()
        check_edits(self._connection, self._names)
        check_erasures(self._connection, self._names, self._erasing)
        self._erase()
        self._sql.resolve(self._connection)
        for tbl, col in self._sql.winning_places(self._connection):
            record = self._names.record_name(tbl)
            self._sql.set_values(
                self._connection, record, self._names.field_name(tbl, col), place=(tbl, col)
            )
        hidden = settle_visibility(
            self._connection, self._names, rows_with_own_place(self._connection)
        )
        for key in self._plan.take_from:
            wanted = self._ranges[key]
            rid = self._names.known_rid(key)
            run(
                self._connection,
                "UPDATE vector SET seq = ?, head = ? WHERE rid = ?",
                (wanted.last, wanted.head, rid),
            )
        self.people |= people_of_cases(self._connection, self._cases)
        write_setting(self._connection, "hlc", max(self._highest, last_time(self._connection)))
        return Merged(
            new=self._new,
            changed=len(self._edited),
            deleted=hidden,
            conflicts=self._sql.conflicting_places(self._connection),
            touched={record: len(rows) for record, rows in self._touched.items()},
        )
