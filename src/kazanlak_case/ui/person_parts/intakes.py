"""How a person came, each time: who sent them, why, what was decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.intakes import intakes_of
from kazanlak_case.ui.person_parts.looked_at import LookedAt
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.intake import Intake
    from kazanlak_case.services.intakes import IntakeView
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class IntakesPart(LookedAt):
    """A card of the tab with cases and plan."""

    opened = Signal(str, str)
    intake_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, kit, "personIntakes", sees="intake")
        self._card = Card(self, "intakesCard", kit.look.tokens)
        layout = column(0)
        layout.addWidget(self._card)
        self.setLayout(layout)
        self.setVisible(kit.sight.sees("intake"))

    @override
    def _ask(self, page: PersonPage) -> None:
        person = page.person.id
        self._kit.operations.read(
            partial(_intakes, person), done=partial(self._show, person), channel="intakes"
        )

    def _show(self, person: RecordId, views: tuple[IntakeView, ...]) -> None:
        if self._page is None or person != self._page.person.id:
            return
        body, tokens = self._card.body, self._kit.look.tokens
        clear(body)
        body.setSpacing(tokens.tight)
        body.addWidget(SectionTitle(self._card, "intakesTitle", _("How they came")))
        for view in views:
            body.addWidget(self._row(view.intake))
        if not views:
            text = _("Nobody has written down how this person came.")
            body.addWidget(Words(self._card, "noIntakes", role="muted", wraps=True, text=text))
        if self._kit.writes("intake.person"):
            button = Button(self._card, "newIntake", self._kit.look, icon="door-open")
            button.say(_("Write an intake"))
            button.clicked.connect(self._on_wanted)
            body.addSpacing(tokens.small)
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, intake: Intake) -> LinkRow:
        label = self._kit.lookups.label
        source = intake.source_name or label("intake_source", intake.source)
        link = LinkRow(self._card, f"intake_{intake.id}", self._kit.look, icon="door-open")
        parts = (
            self._kit.wording.day(intake.received_on),
            source,
            label("urgency", intake.urgency),
        )
        reason = (intake.reason or "").partition("\n")[0]
        link.say(
            reason or _("Intake"),
            " · ".join(part for part in parts if part),
            mark=label("intake_decision", intake.decision),
            tone="accent" if intake.decision == "case" else "",
        )
        link.clicked.connect(partial(self._on_opened, intake.id))
        return link

    def _on_opened(self, intake: str) -> None:
        if self._page is not None:
            self.opened.emit(intake, self._page.person.name)

    def _on_wanted(self) -> None:
        if self._page is not None:
            self.intake_wanted.emit(self._page.person.id, self._page.person.name)


def _intakes(person: RecordId, uow: UnitOfWork) -> tuple[IntakeView, ...]:
    return intakes_of(uow, person)
