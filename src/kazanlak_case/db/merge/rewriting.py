"""Write losing branches again, changeset by changeset, as logs of their own names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.merge.branches import Branch, derived
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.text_sql import run
from kazanlak_case.db.written import UNDONE, undone_by_name, undone_by_number
from kazanlak_case.domain.exchange import (
    Births,
    LogKey,
    LogName,
    LogRange,
    Moved,
    Segment,
)


@dataclass(slots=True)
class Piece:
    """A stretch of a losing branch and where it is now: old numbers from `start` to `end` are `log` from `place` on."""

    log: LogName
    start: int
    end: int
    place: int


@dataclass(slots=True)
class Target:
    """A log that is being written: where it stands, and what it will hold."""

    log: LogName
    last: int = 0
    head: bytes = GENESIS
    segments: list[Segment] = field(default_factory=list)


class Rewriting:
    """What becomes of all losing branches together.

    Changesets are taken in logical time, which follows causality: what one names was written again before it.
    """

    def __init__(
        self,
        connection: Connection,
        names: Shorthand,
        branches: Iterable[Branch],
        *,
        theirs: Mapping[LogKey, Mapping[int, bytes]],
    ) -> None:
        self._connection = connection
        self._names = names
        self._branches = {one.log.key: one for one in branches}
        self._theirs = theirs
        self._pieces: dict[LogKey, list[Piece]] = {key: [] for key in self._branches}
        self.targets: dict[LogKey, Target] = {}
        """The logs to be written, in which the branches go on."""

    def run(self) -> None:
        """Write everything again, in memory."""
        found = sorted(
            (hlc, one.log.replica, one.log.scope, first, last, head)
            for one in self._branches.values()
            for hlc, first, last, head in self._changesets(one)
        )
        for _, replica, scope, first, last, head in found:
            self._write(self._branches[replica, scope], first, last, head=head)

    def _changesets(self, branch: Branch) -> Iterator[tuple[int, int, int, bytes]]:
        for row in run(
            self._connection,
            "SELECT hlc, first, last, hash FROM intention WHERE rid = ? AND last > ?",
            (branch.rid, branch.common),
        ).all():
            yield row[0], row[1], row[2], row[3]

    def _write(self, branch: Branch, first: int, last: int, *, head: bytes) -> None:
        """Write one changeset where its branch goes on; where another branch stands there already, in a log after it."""
        pieces = self._pieces[branch.log.key]
        log, begins = (pieces[-1].log, False) if pieces else (derived(branch.log, head), True)
        while True:
            target = self.targets.get(log.key) or Target(log)
            segments = list(self._rewritten(branch, target, first, last, begins=begins))
            check = ChainCheck(
                LogRange(log, 1, target.last + last - first + 1, GENESIS, GENESIS),
                head=target.head,
                take_from=target.last + 1,
                path="",
            )
            for segment in segments:
                check.follow(segment)
            if not self._clashes(target, last - first + 1, check.head):
                break
            log, begins = derived(log, check.head), True
        if begins:
            pieces.append(Piece(log, first, last, target.last + 1))
        pieces[-1].end = last
        target.segments += segments
        target.last, target.head = target.last + last - first + 1, check.head
        self.targets[log.key] = target

    def _clashes(self, target: Target, count: int, head: bytes) -> bool:
        """Whether somebody wrote another branch under this name: an image of an image was mended before."""
        heads = self._heads(target.log.key)
        return max(heads, default=0) > target.last and heads.get(target.last + count) != head

    def _heads(self, key: LogKey) -> Mapping[int, bytes]:
        if key in self._theirs:
            return self._theirs[key]
        rid = self._names.known_rid(key)
        rows = run(self._connection, "SELECT last, hash FROM changeset WHERE rid = ?", (rid,))
        return {row[0]: row[1] for row in rows}

    def _rewritten(
        self, branch: Branch, target: Target, first: int, last: int, *, begins: bool
    ) -> Iterator[Segment]:
        by = first - target.last - 1
        whole = LogRange(branch.log, first, last, GENESIS, GENESIS)
        for segment in segments_of(self._connection, self._names, [whole]):
            sets = segment.changesets
            moved = [self._moved(one) for one in sets.moved]
            if begins and moved:
                # a new log begins with all that the old one knew, and with that log itself
                moved[0] = self._moved((*self._known(branch, last), *sets.moved[0]))
            yield Segment(
                log=target.log.key,
                first=segment.first - by,
                last=segment.last - by,
                changesets=replace(
                    sets,
                    last=[end - by for end in sets.last],
                    moved=moved,
                    what=[self._renamed(what, branch, target) for what in sets.what],
                ),
                births={
                    record: Births([seq - by for seq in births.seq], births.id, births.fields)
                    for record, births in segment.births.items()
                },
                edits=replace(segment.edits, seq=[seq - by for seq in segment.edits.seq]),
            )

    def _known(self, branch: Branch, last: int) -> list[Moved]:
        """Give all that a log knew when it wrote a changeset, what it had written itself included."""
        rows = run(
            self._connection,
            "SELECT x.other, max(x.seq) FROM context AS x WHERE x.rid = ? AND x.ctx <= "
            "(SELECT s.ctx FROM changeset AS s WHERE s.rid = ? AND s.last = ?) GROUP BY x.other",
            (branch.rid, branch.rid, last),
        ).all()
        known = [Moved(*self._names.log(other).key, seq) for other, seq in rows]
        pieces = self._pieces[branch.log.key]
        own = pieces[-1].end if pieces else branch.common
        return [*known, Moved(*branch.log.key, own)] if own else known

    def _moved(self, entries: Iterable[Moved]) -> tuple[Moved, ...]:
        """Cut a context at the common points, and name what lies beyond them by the logs it goes on in."""
        told: dict[LogKey, int] = {}
        for one in entries:
            for key, seq in self._places(one):
                told[key] = max(seq, told.get(key, 0))
        return tuple(Moved(*key, seq) for key, seq in sorted(told.items()))

    def _places(self, one: Moved) -> Iterator[tuple[LogKey, int]]:
        key = (one.replica, one.scope)
        branch = self._branches.get(key)
        if branch is None or one.seq <= branch.common:
            yield key, one.seq
            return
        if branch.common:
            yield key, branch.common
        for piece in self._pieces[key]:
            if piece.start <= one.seq:
                yield piece.log.key, piece.place + min(one.seq, piece.end) - piece.start

    def _renamed(self, what: str, branch: Branch, target: Target) -> str:
        """Let an undo name what it took back as that is called now."""
        code, found, rest = what.partition(UNDONE)
        if code or not found:
            return what
        number, _, name = rest.partition(".")
        replica, _, scope = name.partition(".")
        key = (bytes.fromhex(replica), scope) if name else branch.log.key
        *_, (now, seq) = self._places(Moved(*key, int(number)))
        return undone_by_number(seq) if now == target.log.key else undone_by_name(now, seq)
