"""The history of a record or of one of its fields, newest first, each step to be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.i18n import _
from kazanlak_case.services.history import HistoryFact, history_of
from kazanlak_case.services.intentions import words_of
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.ui.kit import Kit

MOST_SHOWN = 100


class HistoryView(QWidget):
    """Cards, one per change: who, when, from what to what. Made for the panel."""

    undo_asked = Signal(str)

    def __init__(
        self, parent: QWidget, kit: Kit, record: str, record_id: str, *, field: str = ""
    ) -> None:
        super().__init__(parent)
        named(self, "historyView")
        self._kit = kit
        self._record, self._id, self._field = record, RecordId(record_id), field
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        self.refresh()

    def refresh(self) -> None:
        """Read anew."""
        ask = partial(_read, self._record, self._id, self._field)
        self._kit.operations.read(ask, done=self._on_facts, failed=self._kit.messages.refuse)

    def _on_facts(self, facts: list[HistoryFact]) -> None:
        clear(self._column)
        for at, fact in enumerate(facts[:MOST_SHOWN]):
            self._column.addWidget(self._card(at, fact))
        if not facts:
            text = _("Nothing was ever written here.")
            self._column.addWidget(Words(self, "noHistory", role="muted", wraps=True, text=text))
        self._column.addStretch(1)

    def _card(self, at: int, fact: HistoryFact) -> Card:
        kit, entry = self._kit, fact.entry
        tokens = kit.look.tokens
        card = Card(self, f"history{at}", tokens)
        card.body.setSpacing(tokens.tight)
        day = kit.wording.day(local(entry.at).date())
        site = kit.lookups.profile.site(entry.site)
        when = f"{day} {kit.wording.time(entry.at)}"
        parts = (when, entry.author, site.short_name if site else entry.site)
        for place, (role, text) in enumerate(self._told(fact)):
            card.body.addWidget(
                Words(card, f"history{at}_{place}", role=role, wraps=True, text=text)
            )
        who = " · ".join(part for part in parts if part)
        foot = row(tokens.small)
        foot.addWidget(Words(card, f"historyWho{at}", role="caption", wraps=True, text=who), 1)
        if entry.site == kit.operations.case_file.site and entry.kind != "born" and fact.may_undo:
            undo = QuietButton(card, f"historyUndo{at}", kit.look, icon="undo-2")
            undo.setProperty("tiny", True)
            undo.say(_("Take back"), hint=_(words_of(entry.what)))
            undo.clicked.connect(partial(self.undo_asked.emit, entry.undo))
            foot.addWidget(undo)
        card.body.addLayout(foot)
        return card

    def _told(self, fact: HistoryFact) -> list[tuple[str, str]]:
        entry = fact.entry
        what = _(words_of(entry.what))
        if entry.kind != "edited" or entry.field is None:
            words = {
                "born": _("Entered for the first time"),
                "deleted": _("Deleted"),
                "kept": _("Kept"),
            }
            told = [("strong", words.get(entry.kind, what)), ("caption", what)]
            first = self._spec(self._field) if entry.kind == "born" and self._field else None
            if first is not None and entry.new is not None:
                told.insert(1, ("body", self._value(first, entry.new, fact.new_label)))
            return told
        spec = self._spec(entry.field)
        old = self._value(spec, entry.old, fact.old_label)
        new = self._value(spec, entry.new, fact.new_label)
        label = _(spec.label) if spec else entry.field
        change = _("“{old}” → “{new}”").format(old=old, new=new)
        return [("strong", label), ("body", change), ("caption", what)]

    def _spec(self, field: str) -> FieldSpec | None:
        specs = specs_of(RECORDS[self._record]) if self._record in RECORDS else ()
        return next((spec for spec in specs if spec.name == field), None)

    def _value(self, spec: FieldSpec | None, value: Value, label: str) -> str:
        if value is None or value == "":
            return _("not answered")
        return label or (self._kit.lookups.words(spec, value) if spec else str(value))


def _read(record: str, record_id: RecordId, field: str, uow: UnitOfWork) -> list[HistoryFact]:
    return history_of(uow, record, record_id, field=field or None)
