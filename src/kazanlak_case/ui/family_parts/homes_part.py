"""Where a family lives and lived, since when and why it moved; and the data of the household itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.records.household import Household
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.households import save_household
from kazanlak_case.ui.family_parts.words import joined
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.domain.records.kinship import Residence
    from kazanlak_case.services.family import FamilyPage
    from kazanlak_case.ui.kit import Kit

FIELDS = ("name", "tenure", "settlement", "address", "note")


class HomesPart(QWidget):
    """The history of homes above the household's own data."""

    move_wanted = Signal()
    history_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "familyHomes")
        self._kit = kit
        self._shown: RecordId | None = None
        tokens = kit.look.tokens
        self._card = Card(self, "homesCard", tokens)
        self._card.body.setSpacing(tokens.tight)
        self._move = Button(self, "moveFamily", kit.look, icon="house")
        self._move.clicked.connect(self.move_wanted)
        self._move.setVisible(kit.writes("household.address", "residence.address"))
        self._data = Card(self, "householdData", tokens)
        self.editor: RecordEditor | None = None
        layout = column(tokens.medium)
        layout.addWidget(self._card)
        layout.addWidget(self._move, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._data)
        self.setLayout(layout)

    def show_page(self, page: FamilyPage) -> None:
        """Show where this family lived; what is half-typed of the same one stays."""
        body = self._card.body
        clear(body)
        body.addWidget(SectionTitle(self._card, "homesTitle", _("Where the family lived")))
        for at, one in enumerate(page.residences):
            body.addWidget(self._row(at, one))
        if not page.residences:
            where = joined(
                self._kit.lookups.settlement(page.household.settlement),
                page.household.address or "",
            )
            text = where or _("Nothing is written of where they live.")
            body.addWidget(Words(self._card, "livesHere", role="muted", wraps=True, text=text))
        is_other = self._shown != page.household.id
        self._shown = page.household.id
        if is_other or self.editor is None or not self.editor.is_changed:
            self._make_editor(page.household)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._move.say(_("The family moves"))

    def keep_draft(self) -> None:
        """Keep what is half-typed."""
        if self.editor is not None:
            self.editor.keep_draft()

    def _row(self, at: int, one: Residence) -> LinkRow:
        lookups, wording = self._kit.lookups, self._kit.wording
        link = LinkRow(self._card, f"home{at}", self._kit.look, icon="house")
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        link.setEnabled(False)
        place = joined(lookups.settlement(one.settlement), one.address or "")
        since = _("since {day}").format(day=wording.day(one.since)) if one.since else ""
        until = _("until {day}").format(day=wording.day(one.until)) if one.until else ""
        detail = joined(
            since,
            until,
            lookups.label("housing_tenure", one.tenure),
            lookups.label("move_reason", one.reason),
        )
        return link.say(place, detail, mark="" if one.until else _("now"), tone="accent")

    def _make_editor(self, household: Household) -> None:
        clear(self._data.body)
        self._data.body.addWidget(
            SectionTitle(self._data, "householdDataTitle", _("Data of the household"))
        )
        edit = Edit(
            record=Household,
            values=values_of(household),
            record_id=household.id,
            save=partial(_save, household.id),
            saved=_("Data saved."),
            draft=f"household-{household.id}",
            sections=(Section("", FIELDS, wide=("name", "address")),),
        )
        self.editor = RecordEditor(self._data, "householdEditor", self._kit, edit)
        self.editor.history_asked.connect(self.history_asked)
        self._data.body.addWidget(self.editor)


def _save(household_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return save_household(uow, household_id, values)
