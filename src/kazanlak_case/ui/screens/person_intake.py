"""How a person came: the request, the first look, the risks, what was done at once and what was decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.intakes import (
    REDIRECTED,
    IntakeView,
    change_intake,
    intake_defaults,
    intake_view,
    write_intake,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

RISKS = ("violence", "health", "health_need")
SECTIONS = (
    Section(
        N_("The request"),
        ("source", "source_name", "received_on", "reason", "urgency", "domains"),
        wide=("urgency", "domains"),
    ),
    Section(
        N_("First look"),
        ("labour_need", "social_need", "health_need", "education_need"),
    ),
    Section(
        N_("Risks"),
        ("risk_child", "risk_home", "violence", "health", "done_at_once"),
    ),
    Section(N_("For a child"), ("representative", "representative_quality")),
    Section(
        N_("What was decided"), ("decision", "staff_member"), wide=("decision", "staff_member")
    ),
)


class PersonIntake(QWidget):
    """Writes an intake down, or shows one that stands."""

    print_wanted = Signal(str, str, str, str)
    referral_wanted = Signal(str, str)
    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        intake: str = "",
        person: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(parent)
        named(self, "personIntake")
        self._kit = kit
        self._person = person
        self.editor: RecordEditor | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        if intake:
            kit.operations.read(
                partial(_standing, RecordId(intake)),
                done=self._on_standing,
                failed=kit.messages.refuse,
            )
        else:
            kit.operations.read(partial(_defaults, RecordId(person[0])), done=self._on_defaults)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def retranslate(self) -> None:
        """Word the page in the language of now: the form does so itself."""

    def _on_defaults(self, values: dict[str, Value]) -> None:
        edit = Edit(
            record=Intake,
            values=values,
            save=partial(_write, RecordId(self._person[0])),
            saved=_("Intake saved."),
            draft=f"intake-of-{self._person[0]}",
            sections=SECTIONS,
            also=tuple(f"intake_risks.{name}" for name in RISKS),
        )
        self._show(edit)

    def _on_standing(self, view: IntakeView) -> None:
        self._person = (view.intake.person, self._person[1])
        risks = values_of(view.risks) if view.risks else {}
        edit = Edit(
            record=Intake,
            values={**values_of(view.intake), **{name: risks.get(name) for name in RISKS}},
            record_id=view.intake.id,
            save=partial(_change, view.intake.id),
            saved=_("Intake saved."),
            draft=f"intake-{view.intake.id}",
            sections=SECTIONS,
            also=tuple(f"intake_risks.{name}" for name in RISKS),
        )
        self._show(edit)
        papers = row(self._kit.look.tokens.small)
        for form, text in (
            ("initial_assessment", _("Print the first assessment")),
            ("application", _("Print the application")),
        ):
            button = Button(self, f"print_{form}", self._kit.look, icon="printer")
            button.say(text)
            button.clicked.connect(partial(self._on_print, form, view.intake.id))
            papers.addWidget(button)
        papers.addStretch(1)
        self._column.addLayout(papers)

    def _show(self, edit: Edit) -> None:
        self.editor = RecordEditor(self, "intakeEditor", self._kit, edit)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self._column.addWidget(self.editor)
        self.editor.form.focus_first()

    def _on_print(self, form: str, intake: str) -> None:
        self.print_wanted.emit(form, "intake", intake, self._person[0])

    def _on_saved(self, _written: Written) -> None:
        """Whoever is sent on goes on with the letter to the institution."""
        decision = self.editor.state.value("decision") if self.editor is not None else None
        self.left.emit()
        if decision == REDIRECTED:
            self.referral_wanted.emit(*self._person)


def _defaults(person: RecordId, uow: UnitOfWork) -> dict[str, Value]:
    return intake_defaults(uow, person)


def _standing(intake: RecordId, uow: UnitOfWork) -> IntakeView:
    return intake_view(uow, intake)


def _write(person: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    own, risks = _parted(values)
    return write_intake(uow, {**own, "person": person}, risks)


def _change(intake: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    own, risks = _parted(values)
    return change_intake(uow, intake, own, risks)


def _parted(values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Part what is of the intake from what is of the risks, a record of its own."""
    risks = {name: value for name, value in values.items() if name in RISKS}
    return {name: value for name, value in values.items() if name not in RISKS}, risks
