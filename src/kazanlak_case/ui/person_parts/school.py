"""Where a person learns and learned, on the page with the data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.enrolments import enrolments_of, stands
from kazanlak_case.ui.enrolment_parts.words import place_in_words, stay_in_words
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.enrolment import Enrolment
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class SchoolCard(Card):
    """One card under the data; not there for whoever may not see it."""

    enrolment_wanted = Signal(str)
    enrolment_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "schoolCard", kit.look.tokens)
        self._kit = kit
        self._person: RecordId | None = None
        self.setVisible(kit.sight.sees("enrolment"))

    def show_page(self, page: PersonPage) -> None:
        """Read where this person learns."""
        if not self._kit.sight.sees("enrolment"):
            return
        self._person = page.person.id
        self._kit.operations.read(
            partial(_enrolments, page.person.id),
            done=partial(self._show, page.person.id),
            channel="enrolments",
        )

    def _show(self, person: RecordId, found: tuple[Enrolment, ...]) -> None:
        if person != self._person:
            return
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        self.body.addWidget(SectionTitle(self, "schoolTitle", _("Where they learn")))
        for one in found:
            self.body.addWidget(self._row(one))
        if not found:
            text = _("No kindergarten, school or other place of learning is written here.")
            self.body.addWidget(Words(self, "noSchool", role="muted", wraps=True, text=text))
        if self._kit.writes("enrolment.kind"):
            button = Button(self, "newEnrolment", self._kit.look, icon="graduation-cap")
            button.say(_("Write an enrolment"))
            button.clicked.connect(partial(self.enrolment_wanted.emit, person))
            self.body.addSpacing(self._kit.look.tokens.small)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, one: Enrolment) -> LinkRow:
        lookups = self._kit.lookups
        link = LinkRow(self, f"enrolment_{one.id}", self._kit.look, icon="graduation-cap")
        is_now = stands(one, self._kit.today)
        link.say(
            place_in_words(one, lookups),
            stay_in_words(one, lookups),
            mark=_("now") if is_now else lookups.label("enrolment_end", one.leaving_reason),
            tone="accent" if is_now else "",
        )
        link.clicked.connect(partial(self.enrolment_opened.emit, one.id))
        return link


def _enrolments(person: RecordId, uow: UnitOfWork) -> tuple[Enrolment, ...]:
    return enrolments_of(uow, person)
