"""What exchange brings to light: values that two people wrote differently, and people who may be here twice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.card import Card, Line, clear, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.changes import Conflict, ConflictValue
    from kazanlak_case.domain.duplicates import DuplicatePair, PersonRef
    from kazanlak_case.ui.kit import Kit

MOST_SHOWN = 50


class ConflictsCard(Card):
    """Both values side by side, with who wrote each and when."""

    record_opened = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "conflicts", kit.look.tokens)
        self._kit = kit

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show them; without any the card goes."""
        clear(self.body)
        self.setVisible(bool(conflicts))
        title = ngettext("{n} value differs", "{n} values differ", len(conflicts))
        self.body.addWidget(SectionTitle(self, "conflictsTitle", title.format(n=len(conflicts))))
        hint = _(
            "Two people wrote different things without knowing of each other. "
            "Every copy shows the same one of them until somebody decides; both stay in history."
        )
        self.body.addWidget(Words(self, "conflictsHint", role="muted", wraps=True, text=hint))
        for at, one in enumerate(conflicts[:MOST_SHOWN]):
            self.body.addWidget(Line(self, f"conflictLine{at}"))
            self.body.addWidget(self._part(at, one))

    def _part(self, at: int, one: Conflict) -> QWidget:
        tokens = self._kit.look.tokens
        part = named(QWidget(self), f"conflict{at}")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.large)
        grid.setVerticalSpacing(tokens.tight)
        label = self._label(one)
        link = LinkRow(part, f"conflictRecord{at}", self._kit.look, icon="merge")
        link.say(one.label or _("Record"), label)
        link.clicked.connect(partial(self.record_opened.emit, one.record, one.id))
        grid.addWidget(link, 0, 0, 2, 1)
        for side, value in enumerate(one.values, start=1):
            grid.addWidget(self._value(part, one, value), 0, side, Qt.AlignmentFlag.AlignTop)
            who = self._who(value)
            words = Words(part, f"who{at}_{side}", role="caption", wraps=True, text=who)
            grid.addWidget(words, 1, side, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(side, 1)
        grid.setColumnStretch(0, 1)
        part.setLayout(grid)
        return part

    def _label(self, one: Conflict) -> str:
        if not one.field:
            return _("The record itself")
        spec = next(
            (spec for spec in specs_of(RECORDS[one.record]) if spec.name == one.field), None
        )
        return _(spec.label) if spec else one.field

    def _value(self, part: QWidget, one: Conflict, value: ConflictValue) -> QWidget:
        spec = next(
            (spec for spec in specs_of(RECORDS[one.record]) if spec.name == one.field), None
        )
        text = self._kit.lookups.words(spec, value.value) if spec else ""
        if not one.field:
            text = _("deleted") if value.value else _("kept")
        holder = named(QWidget(part), "conflictValue")
        layout = row(self._kit.look.tokens.small)
        words = Words(holder, "value", role="strong", wraps=True, text=text or _("nothing"))
        words.setMinimumWidth(self._kit.look.tokens.px(110))
        layout.addWidget(words)
        if value.shown:
            layout.addWidget(Chip(holder, "shown", _("shown now"), tone="accent"))
        layout.addStretch(1)
        holder.setLayout(layout)
        return holder

    def _who(self, value: ConflictValue) -> str:
        site = self._kit.lookups.profile.site(value.site)
        day = self._kit.wording.day(local(value.at).date())
        parts = (
            value.author,
            site.short_name if site else value.site,
            f"{day} {self._kit.wording.time(value.at)}",
        )
        return " · ".join(part for part in parts if part)


class DuplicatesCard(Card):
    """Two rows a pair, the certain ones first."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "duplicates", kit.look.tokens)
        self._kit = kit

    def show_pairs(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show them; without any the card goes."""
        clear(self.body)
        self.setVisible(bool(pairs))
        title = ngettext("{n} possible repeat", "{n} possible repeats", len(pairs))
        self.body.addWidget(SectionTitle(self, "duplicatesTitle", title.format(n=len(pairs))))
        hint = _("Perhaps the same person twice. Both count until somebody joins them.")
        self.body.addWidget(Words(self, "duplicatesHint", role="muted", wraps=True, text=hint))
        for at, pair in enumerate(pairs[:MOST_SHOWN]):
            self.body.addWidget(Line(self, f"pairLine{at}"))
            both = row(self._kit.look.tokens.medium)
            for side, person in enumerate((pair.first, pair.second)):
                both.addWidget(self._row(f"pair{at}_{side}", person), 1)
            sure, tone = (
                (_("same number"), "danger") if pair.certain else (_("same name and birth"), "warn")
            )
            both.addWidget(Chip(self, f"pairWhy{at}", sure, tone=tone))
            self.body.addLayout(both)

    def _row(self, name: str, person: PersonRef) -> LinkRow:
        site = self._kit.lookups.profile.site(person.site)
        parts = (
            self._kit.wording.day(person.born_on),
            person.national_id_masked,
            site.short_name if site else person.site,
        )
        link = LinkRow(self, name, self._kit.look, icon="user")
        link.say(person.name, " · ".join(part for part in parts if part))
        link.clicked.connect(partial(self.person_opened.emit, person.id))
        return link
