"""The pairs to be looked at: the sure ones at once, the others after a search that may be stopped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.duplicates import found_after, pairs_at_a_glance, possible_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

MOST_SHOWN = 1_000


class Pairs(QObject):
    """`found` holds the pairs by id, in order. `is_whole` says whether everybody was compared."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        self._kit = kit
        self.found: dict[str, DuplicatePair] = {}
        self.left: set[str] = set()
        self.is_whole = False
        self._is_searching = False

    def refresh(self) -> None:
        """Show the sure ones at once, and look for the others if that was not done yet."""
        if self.is_whole:
            self.changed.emit()
            return
        self._kit.operations.read(pairs_at_a_glance, done=self._on_glance, channel="sure pairs")
        self.search()

    def search(self) -> None:
        """Compare everybody; it is said how far that is, and it can be stopped."""
        if self._is_searching:
            return
        self._is_searching = True
        self._kit.operations.long(
            _search,
            title=_("Looking for people who may be here twice"),
            done=self._on_searched,
            failed=self._on_stopped,
            writes=False,
        )

    def forget(self) -> None:
        """Look through everybody anew next time: a bundle or a list was taken in."""
        self.is_whole = False

    def follow(self, changed: Changed) -> None:
        """Look again at whom a write touched."""
        if changed.everything:
            self.refresh()
            return
        people = {record_id for record, record_id in changed.touched if record == "person"}
        decisions = [one for record, one in changed.touched if record == "duplicate_decision"]
        ask = partial(_again, tuple(people), tuple(decisions))
        self._kit.operations.read(ask, done=self._on_again)

    def leave(self, key: str) -> None:
        """Put a pair behind the others, until the window is closed."""
        self.left.add(key)
        self._order(self.found.values())

    def drop(self, key: str) -> None:
        """Forget a pair that is none any more."""
        if self.found.pop(key, None) is not None:
            self.changed.emit()

    def after(self, key: str) -> str:
        """Tell which pair comes next."""
        keys = [one for one in self.found if one not in self.left or one == key]
        at = keys.index(key) if key in keys else -1
        rest = [*keys[at + 1 :], *keys[: max(at, 0)]]
        return rest[0] if rest else key

    def _on_glance(self, pairs: list[DuplicatePair]) -> None:
        if not self.is_whole:
            self._take(pairs)

    def _on_searched(self, pairs: list[DuplicatePair]) -> None:
        self._is_searching = False
        self.is_whole = True
        self._take(pairs)

    def _on_stopped(self, error: ExpectedError) -> None:
        self._is_searching = False
        self._kit.messages.refuse(error)
        self.changed.emit()

    def _on_again(self, answer: tuple[frozenset[RecordId], list[DuplicatePair]]) -> None:
        touched, pairs = answer
        kept = [
            pair for pair in self.found.values() if not touched & {pair.first.id, pair.second.id}
        ]
        self._take([*kept, *pairs])

    def _take(self, pairs: Iterable[DuplicatePair]) -> None:
        self._order(sorted(pairs, key=_place_of))
        self.changed.emit()

    def _order(self, pairs: Iterable[DuplicatePair]) -> None:
        found = {_key_of(pair): pair for pair in pairs}
        keys = sorted(found, key=self.left.__contains__)
        self.found = {key: found[key] for key in keys}


def _key_of(pair: DuplicatePair) -> str:
    return " ".join(sorted((pair.first.id, pair.second.id)))


def _place_of(pair: DuplicatePair) -> tuple[bool, float, str]:
    return not pair.certain, -pair.score, _key_of(pair)


def _search(case_file: CaseFile, *, now: datetime, progress: Progress) -> list[DuplicatePair]:
    with case_file.reading(now) as uow:
        return possible_duplicates(uow, limit=MOST_SHOWN, progress=progress)


def _again(
    people: tuple[RecordId, ...], decisions: tuple[RecordId, ...], uow: UnitOfWork
) -> tuple[frozenset[RecordId], list[DuplicatePair]]:
    """Compare whom a write touched, and whom the decisions it touched are about."""
    from kazanlak_case.domain.records.repeats import DuplicateDecision

    about = uow.records.many(DuplicateDecision, decisions).values()
    touched = {*people, *(one for each in about for one in (each.person, each.other))}
    return frozenset(touched), found_after(uow, touched)
