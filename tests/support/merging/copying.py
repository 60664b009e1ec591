"""The oracle's copies: what they write, send, take, refuse and take back (design.md, section 4), in plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from support.merging.model import (
    BORN,
    COMMON,
    DELETE,
    ERASE,
    KEEP,
    OWN,
    Change,
    Changeset,
    Holding,
    Log,
    at_number,
)


@dataclass(frozen=True, eq=False)
class Parcel:
    """A bundle: per log the number it begins behind and the changeset it ends with; and the sender's receipt."""

    sender: str
    to: str
    ranges: Mapping[Log, tuple[int, Changeset]]
    receipt: Mapping[Log, Changeset]
    erased: frozenset[tuple[str, str]]
    """(scope, record) of what its sender knew as erased: of these it brings no values."""


@dataclass(eq=False)
class Taken:
    """An import that may be undone: what stood here before it."""

    parcel: Parcel
    before: dict[Log, Changeset]
    brought: set[Log]
    written: int
    sent: int
    by: bytes
    undone: bool = False


@dataclass(kw_only=True)
class Copy(Holding):
    """One copy: what it holds, and what it knows of others."""

    name: str
    site: str
    identity: str
    """What receipts are kept by: two files made of one have the same."""
    replica: bytes
    is_centre: bool = False
    receipts: dict[str, dict[Log, int]] = field(default_factory=dict)
    time: int = 0
    commits: int = 0
    written: int = 0
    sent: int = 0
    taken: list[Taken] = field(default_factory=list)

    def twin(self) -> "Copy":
        """Give a copy of this copy: a backup, a disk image."""
        return replace(
            self,
            heads=dict(self.heads),
            receipts={other: dict(held) for other, held in self.receipts.items()},
            taken=[replace(one) for one in self.taken],
        )

    def write(
        self,
        clock: int,
        scope: str,
        drafts: Sequence[tuple[str, str, object]],
        *,
        undoes: Changeset | None = None,
        name: bytes = b"",
    ) -> Changeset:
        """Write (record, place, value) as one intention; the clock may say what it likes."""
        self.time = max(clock, self.time + 1)
        log, seen, changes = (self.replica, scope), set(self.known(scope)), list[Change]()
        for record, place, value in drafts:
            change = Change(
                *(record, place, value, frozenset(seen), self.time),
                old=self._before(scope, record, place),
            )
            seen.add(change)
            changes.append(change)
        context = {
            other: head.last
            for other, head in self.heads.items()
            if other[1] in {scope, COMMON} and other[0] != self.replica
        }
        before = self.heads.get(log)
        last = (before.last if before else 0) + len(changes)
        self.heads[log] = Changeset(
            log, last, before, tuple(changes), context, self.time, undoes, name
        )
        self.written += 1
        self.commits += 1
        return self.heads[log]

    def _before(self, scope: str, record: str, place: str) -> object:
        if place == BORN:
            return None
        return (
            int(self.is_hidden(scope, record)) if place == OWN else self.shown(scope, record, place)
        )

    def is_undone(self, scope: str, which: Changeset) -> bool:
        """Somebody took this changeset back."""
        return any(
            one.undoes is not None and one.undoes.changes == which.changes
            for head in self.holds(scope)
            for one in head.path()
        )

    def taken_back(self, scope: str, which: Changeset) -> list[tuple[str, str, object]]:
        """Give what takes a changeset back; what somebody changed since stays as they left it."""
        back: list[tuple[str, str, object]] = []
        for change in reversed(which.changes):
            record, place = change.record, change.place
            if self.is_erased(scope, record):
                continue
            if place in {BORN, OWN}:
                hide = DELETE if place == BORN or change.old else KEEP
                if self.is_hidden(scope, record) != bool(hide):
                    back.append((record, OWN, hide))
            elif self.shown(scope, record, place) == change.value != change.old:
                back.append((record, place, change.old))
        return back

    def send(self, to: str, receivers: Iterable[str], *, full: bool) -> Parcel:
        """Send a site what one of its copies is not known to have; a house sends all it holds."""
        logs = {
            log: head
            for log, head in self.heads.items()
            if not self.is_centre or log[1] in {COMMON, to}
        }
        ranges: dict[Log, tuple[int, Changeset]] = {}
        for receiver in receivers:
            held = {} if full else self.receipts.get(receiver, {})
            for log, head in logs.items():
                have = held.get(log, 0)
                if head.last <= have:
                    continue
                if at_number(head, have) is None:
                    have = 0  # it holds what we do not
                ranges[log] = (min(have, ranges[log][0]) if log in ranges else have, head)
        self.sent += 1
        self.commits += 1
        erased = {
            (log[1], change.record)
            for log, head in logs.items()
            for changeset in head.path()
            for change in changeset.changes
            if (change.place, change.value) == (OWN, ERASE)
        }
        return Parcel(self.identity, to, ranges, logs, frozenset(erased))

    def receive(self, parcel: Parcel) -> tuple[str, bool]:
        """Take a parcel, or say why not; and whether this copy must go on as another from now on."""
        number = {log: head.last for log, head in self.heads.items()}
        if self._contradicts(parcel):
            return "fork", False
        if any(have > number.get(log, 0) for log, (have, _head) in parcel.ranges.items()):
            self._take_receipt(parcel)
            return "gap", False
        if self._lacks_context(parcel):
            return "context", False
        stated = [*(head for _have, head in parcel.ranges.values()), *parcel.receipt.values()]
        is_behind = any(
            head.log[0] == self.replica and head.last > number.get(head.log, 0) for head in stated
        )
        news = {
            log: head for log, (_, head) in parcel.ranges.items() if head.last > number.get(log, 0)
        }
        if not news:
            self._take_receipt(parcel)
            return "already", is_behind
        parted = any(
            at_number(head, number.get(log, 0)) is not self.heads.get(log)
            for log, head in news.items()
        )
        if parted or self._lacks_erasure(parcel, news):
            return "fork" if parted else "erasure", is_behind
        self.taken.append(
            Taken(parcel, dict(self.heads), set(news), self.written, self.sent, self.replica)
        )
        for head in news.values():
            new = [one for one in head.path() if one.last > number.get(head.log, 0)]
            self.time = max(self.time, *(one.time for one in new))
        self.heads |= news
        self._take_receipt(parcel)
        return "merged", is_behind

    def has_parted(self, other: "Copy") -> bool:
        """Whether the two hold different branches of one log: somebody copied a file with all that is beside it."""
        return any(
            at_number(head, number) is not at_number(theirs, number)
            for log, head in self.heads.items()
            if (theirs := other.heads.get(log)) is not None
            for number in [min(head.last, theirs.last)]
        )

    def undo_import(self, which: Taken) -> bool:
        """Take an import out again, unless something builds on it."""
        later = self.taken[self.taken.index(which) + 1 :]
        if which.undone or any(not one.undone for one in later):
            return False
        if (which.written, which.sent, which.by) != (self.written, self.sent, self.replica):
            return (
                False  # who goes on as another may have written and sent what it no longer knows of
            )
        if self._touches_erased(which):
            return False
        self.heads = dict(which.before)
        which.undone = True
        self.commits += 1
        return True

    def _touches_erased(self, which: Taken) -> bool:
        return any(
            self.is_erased(log[1], change.record)
            for log in which.brought
            for changeset in self.heads[log].path()
            if changeset.last > (which.before[log].last if log in which.before else 0)
            for change in changeset.changes
        )

    def _take_receipt(self, parcel: Parcel) -> None:
        self.receipts[parcel.sender] = {log: head.last for log, head in parcel.receipt.items()}
        self.commits += 1

    def _contradicts(self, parcel: Parcel) -> bool:
        points = [(log, head.last, head) for log, head in parcel.receipt.items()]
        for log, (have, head) in parcel.ranges.items():
            points += [(log, have, at_number(head, have)), (log, head.last, head)]
        for log, number, theirs in points:
            ours = self.heads.get(log)
            if number <= (ours.last if ours else 0) and at_number(ours, number) is not theirs:
                return True
        return False

    def _lacks_erasure(self, parcel: Parcel, news: Mapping[Log, Changeset]) -> bool:
        """What it brings leaves out values of a record that nobody has erased, as far as this copy would know."""
        after = Holding(heads=self.heads | dict(news))
        return any(
            (log[1], change.record) in parcel.erased and not after.is_erased(log[1], change.record)
            for log, head in news.items()
            for changeset in head.path()
            if changeset.last > (self.heads[log].last if log in self.heads else 0)
            for change in changeset.changes
        )

    def _lacks_context(self, parcel: Parcel) -> bool:
        for _have, head in parcel.ranges.values():
            for changeset in head.path():
                for log, number in changeset.context.items():
                    ours, brought = self.heads.get(log), parcel.ranges.get(log)
                    most = max(ours.last if ours else 0, brought[1].last if brought else 0)
                    if number > most:
                        return True
        return False
