"""The meaning of the merge once more, in plain Python: the oracle of the state machine. No code is shared with the product.

What is true of a place (a field of a record, or the record's own place, where deletes and keeps stand) is the set of
edits that no other edit has seen past (design.md, section 4). A copy is the last changeset it holds of each log; from
that follows what it shows and what it asks, here, and what it sends and must refuse (copying.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Log: TypeAlias = tuple[bytes, str]
"""Who writes, and in which scope."""

COMMON = "common"
OWN = ""
"""The place of deletes and keeps; every other place is a field."""
BORN = "born"
DELETE, KEEP, ERASE = 1, 0, 2


@dataclass(frozen=True, eq=False)
class Change:
    """One thing somebody wrote, and all that its author had seen of this scope."""

    record: str
    place: str
    value: object
    seen: frozenset["Change"]
    time: int
    """Among several that stand the one with the greatest is shown; of equal ones that of the greatest replica."""
    old: object = None
    """What its author saw there."""


@dataclass(frozen=True, eq=False)
class Changeset:
    """One intention: it follows another in its log, and names how far its author had merged every other log."""

    log: Log
    last: int
    before: "Changeset | None"
    changes: tuple[Change, ...]
    context: Mapping[Log, int]
    time: int
    undoes: "Changeset | None" = None
    name: bytes = b""
    """What the program calls it: two copies hold the same changeset if they call it the same."""

    @property
    def is_new(self) -> bool:
        """Whether it was written in this history, not before."""
        return any(change.time for change in self.changes)

    def path(self) -> Iterator["Changeset"]:
        """Give this changeset and all before it in the log."""
        at: Changeset | None = self
        while at is not None:
            yield at
            at = at.before


def at_number(head: Changeset | None, number: int) -> Changeset | None:
    """Give the changeset of a log that ends at a number."""
    return next((one for one in (head.path() if head else ()) if one.last == number), None)


@dataclass(kw_only=True)
class Holding:
    """What a copy holds, and what is true by that."""

    heads: dict[Log, Changeset] = field(default_factory=dict)

    def holds(self, scope: str) -> frozenset[Changeset]:
        """Name what this copy holds of a scope: two that hold the same must say the same."""
        return frozenset(head for log, head in self.heads.items() if log[1] == scope)

    def known(self, scope: str) -> list[Change]:
        """Give every change of a scope that is here."""
        return [
            change
            for head in self.holds(scope)
            for changeset in head.path()
            for change in changeset.changes
        ]

    def standing(self, scope: str, record: str, place: str) -> list[Change]:
        """Give the edits of a place that no other has seen past."""
        there = [one for one in self.known(scope) if (one.record, one.place) == (record, place)]
        return [one for one in there if not any(one in other.seen for other in there)]

    def shown(self, scope: str, record: str, place: str) -> object:
        """Give the value that is shown: that of the greatest time, else the one the record was born with."""
        stand = self.standing(scope, record, place)
        if stand:
            return max(stand, key=lambda one: (one.time, self._writer(scope, one))).value
        [birth] = self.standing(scope, record, BORN)
        assert isinstance(birth.value, dict)
        return birth.value.get(place)

    def _writer(self, scope: str, change: Change) -> bytes:
        return next(
            one.log[0] for head in self.holds(scope) for one in head.path() if change in one.changes
        )

    def values(self, scope: str, record: str, place: str) -> set[object]:
        """Give the different values that stand: more than one is a conflict."""
        return {one.value for one in self.standing(scope, record, place)}

    def is_erased(self, scope: str, record: str) -> bool:
        """Somebody erased it: whatever was said of it, before or since, is gone."""
        return any(
            one.value == ERASE
            for one in self.known(scope)
            if (one.record, one.place) == (record, OWN)
        )

    def is_hidden(self, scope: str, record: str) -> bool:
        """Only deletes stand in its own place, and each edit of a field was seen by one of them."""
        deletes, keeps, unseen = self._own_place(scope, record)
        return bool(deletes) and not keeps and not unseen

    def asks(self, scope: str, record: str) -> bool:
        """Somebody deletes what somebody else keeps, or edits without having seen every delete."""
        deletes, keeps, unseen = self._own_place(scope, record)
        if not deletes:
            return False
        if keeps:
            return True
        return any(not all(delete in one.seen for delete in deletes) for one in unseen)

    def _own_place(
        self, scope: str, record: str
    ) -> tuple[list[Change], list[Change], list[Change]]:
        own = self.standing(scope, record, OWN)
        deletes = [one for one in own if one.value == DELETE]
        keeps = [one for one in own if one.value == KEEP]
        places = {one.place for one in self.known(scope) if one.record == record} - {OWN, BORN}
        edits = [one for place in places for one in self.standing(scope, record, place)]
        unseen = [one for one in edits if not any(one in delete.seen for delete in deletes)]
        return deletes, keeps, unseen
