"""The left of the page: what waits and what was decided, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.duplicate_parts.decided_part import decided_words
from kazanlak_case.ui.duplicate_parts.words import pair_words, sure_words
from kazanlak_case.ui.question_parts.place_list import Place, PlaceList
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.services.joining_mend import Decided
    from kazanlak_case.ui.duplicate_parts.pairs import Pairs
    from kazanlak_case.ui.kit import Kit

OPEN, DECIDED = "open", "decided"


class PairList(QWidget):
    """`chosen` follows every move, and every change of what stands in the list."""

    chosen = Signal()

    def __init__(self, parent: QWidget, kit: Kit, pairs: Pairs) -> None:
        super().__init__(parent)
        named(self, "pairList")
        self._kit, self._pairs = kit, pairs
        self.decided: Sequence[Decided] = ()
        self._wanted: set[str] = set()
        self.kinds = WordFilter(self, "duplicateKinds", (OPEN, DECIDED))
        self.list = PlaceList(self, "duplicateList", kit.look)
        layout = column(kit.look.tokens.small)
        layout.addWidget(self.kinds)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.setLayout(layout)
        self.kinds.chosen.connect(self._on_kind)
        self.list.chosen.connect(self._on_chosen)

    @property
    def is_open(self) -> bool:
        """Whether it lists what waits."""
        return self.kinds.key == OPEN

    @property
    def chosen_id(self) -> str:
        """The line one stands on: a pair, or a decision."""
        return self.list.chosen_id

    @property
    def chosen_decision(self) -> Decided | None:
        """The decision one stands on."""
        found = (one for one in self.decided if one.decision.id == self.chosen_id)
        return None if self.is_open else next(found, None)

    def wish(self, *ids: str) -> None:
        """Stand on whatever is about one of these, as soon as it is read."""
        self._wanted = set(ids)

    def show_lines(self, wanted: str = "") -> None:
        """Show what stands now, and stay where one was, or near."""
        self._follow_wish()
        self.word()
        here, at = wanted or self.list.chosen_id, self.list.currentIndex().row()
        lines = self._open_lines() if self.is_open else self._decided_lines()
        ids = [line.id for line in lines]
        if here not in ids:
            here = ids[min(max(at, 0), len(ids) - 1)] if ids else ""
        self.list.show_places(lines, here)
        self.list.setVisible(bool(lines))
        self.chosen.emit()

    def word(self) -> None:
        """Word the two kinds, with how much is in each."""
        count = len(self._pairs.found)
        faults = sum(bool(one.fault) for one in self.decided)
        number = self._kit.wording.number
        waits, past = _("To decide"), _("Decided")
        if count:
            waits = _("{page}: {n}").format(page=waits, n=number(count))
        if faults:
            past = _("{page}: {n}").format(page=past, n=number(faults))
        self.kinds.say({OPEN: waits, DECIDED: past}, _("Possible repeats"))
        self.list.setAccessibleName(_("Possible repeats"))

    def _open_lines(self) -> list[Place]:
        lines = []
        for key, pair in self._pairs.found.items():
            name, why = pair_words(pair, self._kit)
            mark = _("later") if key in self._pairs.left else sure_words(pair)[0]
            lines.append(Place(key, name, why, mark))
        return lines

    def _decided_lines(self) -> list[Place]:
        lines = []
        for one in self.decided:
            kind, other = decided_words(one, self._kit)
            mark = _("to mend") if one.fault else kind
            lines.append(Place(one.decision.id, one.person.name, other, mark))
        return lines

    def _follow_wish(self) -> None:
        """Go to whom somebody came here for."""
        if not self._wanted:
            return
        for key, pair in self._pairs.found.items():
            if self._wanted & {pair.first.id, pair.second.id}:
                self._stand_on(OPEN, key)
                return
        for one in self.decided:
            if self._wanted & {one.person.id, one.decision.other, one.decision.id}:
                self._stand_on(DECIDED, one.decision.id)
                return

    def _stand_on(self, kind: str, key: str) -> None:
        self._wanted = set()
        self.kinds.choose(kind)
        lines = self._open_lines() if kind == OPEN else self._decided_lines()
        self.list.show_places(lines, key)

    def _on_kind(self, _kind: str) -> None:
        self.show_lines()
        self.list.setFocus()

    def _on_chosen(self, _id: str) -> None:
        self.chosen.emit()
