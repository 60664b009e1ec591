"""A new person, be it by a neighbour's word: a name is enough; who may be here already is shown while one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.whole import known_from_number
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.entry import already_here, save_new_person
from kazanlak_case.ui.duplicate_parts.alike_card import AlikeCard
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

WHO = ("given_name", "nickname", "middle_name", "family_name", "born_on", "sex")
NUMBER = ("national_id", "id_type")
WHERE = ("settlement", "address", "phone")
HOW_THEY_CAME = ("source", "source_name", "reason", "urgency", "decision")
SECTIONS = (
    Section(N_("Who"), (*WHO, *NUMBER)),
    Section(N_("Where"), WHERE),
    Section(N_("How they came"), HOW_THEY_CAME, wide=("urgency", "decision")),
)
ALSO = ("person.born_precision", *(f"intake.{name}" for name in HOW_THEY_CAME))
LOOK_AFTER_MS = 250


class NewPerson(QWidget):
    """Writes a person down. `made` carries the new person's id."""

    made = Signal(str)
    person_opened = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "newPerson")
        self._kit = kit
        tokens = kit.look.tokens
        self._different_from: set[RecordId] = set()
        edit = Edit(
            record=Person,
            values={"id_type": "egn"},
            save=partial(_save, self._different_from),
            saved=_("Person saved."),
            draft="new-person",
            sections=SECTIONS,
            also=ALSO,
        )
        self._alike = AlikeCard(self, "alikeCard", kit)
        self.editor = RecordEditor(self, "newPersonForm", kit, edit)
        layout = column(tokens.medium)
        layout.addWidget(self._alike)
        layout.addWidget(self.editor, 1)
        self.setLayout(layout)
        self._look_after = QTimer(self)
        self._look_after.setSingleShot(True)
        self._look_after.setInterval(LOOK_AFTER_MS)
        self._look_after.timeout.connect(self._look_for_alike)
        self._alike.opened.connect(self.person_opened)
        self._alike.passed_over.connect(self._on_passed_over)
        self.editor.form.edited.connect(self._on_edited)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self.editor.form.focus_first()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def retranslate(self) -> None:
        """Word the page in the language of now: the form does so itself."""

    def _on_edited(self) -> None:
        self._look_after.start()
        state = self.editor.state
        for name, value in known_from_number(state.values(), self._kit.today).items():
            if not state.is_touched(name):
                state.put(name, value)
                self.editor.form.box(name).editor.show_value(value)

    def _look_for_alike(self) -> None:
        values = {
            name: value
            for name, value in self.editor.state.values().items()
            if name not in HOW_THEY_CAME
        }
        self._kit.operations.read(
            partial(_already_here, values, frozenset(self._different_from)),
            done=self._alike.show_pairs,
            channel="alike",
        )

    def _on_passed_over(self, person: str) -> None:
        """Remember, together with the new person once saved, that this is somebody else."""
        self._different_from.add(RecordId(person))
        self.editor.form.focus_first()
        self._look_for_alike()

    def _on_saved(self, written: Written) -> None:
        made = next((one for record, one in written.touched if record == "person"), None)
        if made is not None:
            self.made.emit(made)


def _save(different_from: set[RecordId], uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    told = {name: values[name] for name in HOW_THEY_CAME if values.get(name)}
    person = {name: value for name, value in values.items() if name not in HOW_THEY_CAME}
    return save_new_person(uow, person, frozenset(different_from), intake=told)


def _already_here(
    values: Mapping[str, Value], passed_over: frozenset[RecordId], uow: UnitOfWork
) -> list[DuplicatePair]:
    return already_here(uow, values, passed_over)
