"""A person's own data: one form over the declared fields, made only once somebody looks at it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from kazanlak_case.domain.records.person import Person
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.people import save_person
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.person_parts.rights import RightsCard
from kazanlak_case.ui.person_parts.school import SchoolCard
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit

SECTIONS = (
    Section(
        N_("Who"),
        (
            "given_name",
            "middle_name",
            "family_name",
            "nickname",
            "sex",
            "id_type",
            "national_id",
            "born_on",
            "national_id_reason",
            "languages",
        ),
    ),
    Section(N_("Where"), ("settlement", "address", "phone", "email", "note")),
)


class DataPart(ScrollPage):
    """The tab with the data. A page is opened far more often than its data are changed."""

    history_asked = Signal(str, str, str)
    conflict_opened = Signal(str, str, str)
    request_wanted = Signal(str)
    request_opened = Signal(str)
    death_wanted = Signal(str, str)
    erasure_wanted = Signal(str)
    enrolment_wanted = Signal(str)
    enrolment_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "dataScroll", kit.look.tokens.large)
        self._kit = kit
        self._page: PersonPage | None = None
        self.editor: RecordEditor | None = None
        self.rights: RightsCard | None = None
        self.school: SchoolCard | None = None

    def show_page(self, page: PersonPage) -> None:
        """Show the data of this person; what is half-typed of the same one stays."""
        is_other = self._page is None or self._page.person.id != page.person.id
        self._page = page
        if is_other or self.editor is None or not self.editor.is_changed:
            self.forget()
            if self.isVisible():
                self._make()
        elif self.rights is not None and self.school is not None:
            self.rights.show_page(page)
            self.school.show_page(page)
        self._mark_conflicts()

    def forget(self) -> None:
        """Take the form away: it belongs to somebody else."""
        self.editor = None
        self.rights = None
        self.school = None
        clear(self.body)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.editor is None:
            self._make()

    def _mark_conflicts(self) -> None:
        """Show which of the fields wait for somebody to decide."""
        if self.editor is not None and self._page is not None:
            of_person = [one for one in self._page.conflicts if one.record == "person"]
            self.editor.form.mark_conflicts({one.field for one in of_person})

    def _make(self) -> None:
        if self._page is None:
            return
        person = self._page.person
        edit = Edit(
            record=Person,
            values=values_of(person),
            record_id=person.id,
            save=partial(_save, person.id),
            saved=_("Data saved."),
            draft=f"person-{person.id}",
            sections=SECTIONS,
            also=("person.born_precision",),
        )
        card = Card(self.page, "dataCard", self._kit.look.tokens)
        self.editor = RecordEditor(card, "personData", self._kit, edit)
        self.editor.history_asked.connect(self.history_asked)
        self.editor.conflict_opened.connect(self.conflict_opened)
        self._mark_conflicts()
        card.body.addWidget(self.editor)
        self.body.addWidget(card)
        self._add_school(self._page)
        self._add_rights(self._page)
        self.body.addStretch(1)

    def _add_school(self, page: PersonPage) -> None:
        self.school = SchoolCard(self.page, self._kit)
        self.school.enrolment_wanted.connect(self.enrolment_wanted)
        self.school.enrolment_opened.connect(self.enrolment_opened)
        self.school.show_page(page)
        self.body.addWidget(self.school)

    def _add_rights(self, page: PersonPage) -> None:
        self.rights = RightsCard(self.page, self._kit)
        self.rights.request_wanted.connect(self.request_wanted)
        self.rights.request_opened.connect(self.request_opened)
        self.rights.death_wanted.connect(self.death_wanted)
        self.rights.erasure_wanted.connect(self.erasure_wanted)
        self.rights.show_page(page)
        self.body.addWidget(self.rights)


def _save(person_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return save_person(uow, person_id, values)
