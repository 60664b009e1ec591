"""A new family on one page: where they live, who they are to each other, how they came; one save."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.family_words import family_called
from kazanlak_case.services.new_family import InvalidRowsError, NewFamily, save_family
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.form_state import FormState
from kazanlak_case.ui.forms.record_form import RecordForm, Section
from kazanlak_case.ui.new_family_parts.member_grid import MemberGrid
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.ui.kit import Kit

HOUSEHOLD = ("settlement", "address")
INTAKE = ("source", "source_name", "reason", "urgency", "decision")
DRAFT = "new-family"


class NewFamilyForm(QWidget):
    """Writes a family down. `made` carries the head's id."""

    made = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "newFamily")
        self._kit = kit
        self._is_saving = False
        self.household = self._form("household", HOUSEHOLD, N_("Where"))
        self.grid = MemberGrid(self, kit)  # made in the order Tab goes
        self.intake = self._form("intake", INTAKE, N_("How they came"))
        self._title = SectionTitle(self, "familyTitle")
        self._count = Words(self, "familyCount", role="caption")
        self._note = Words(self, "familyNote", role="caption", wraps=True)
        self._save = PrimaryButton(self, "familySave", kit.look, icon="check")
        self._cancel = Button(self, "familyCancel", kit.look)
        self._autosave = Autosave(self, kit.operations, DRAFT, self._draft)
        self._build()
        self.retranslate()
        self._autosave.find(self._on_draft)
        self.setFocusProxy(self.household.box("settlement").editor.part)

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("Who they are"))
        self._save.say(_("Save the family"), hint=_("Ctrl+Enter"))
        self._cancel.say(_("Cancel"))
        self.grid.retranslate()
        self._say_count()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self._autosave.keep_pending()

    def save(self) -> None:
        """Hand the family to the service."""
        if self._is_saving or self.grid.has_problems():
            return
        if self.household.show_problems() or self.intake.show_problems():
            return
        self._is_saving = True
        head = self.grid.rows[0].shown_names()
        household: dict[str, Value] = {
            **self.household.state.filled(),
            "name": family_called(head.family or head.given.rpartition(" ")[2]),
        }
        family = NewFamily(
            household=household, members=self.grid.members(), intake=self.intake.state.filled()
        )
        self._kit.operations.write(
            partial(_save, family), done=self._on_saved, failed=self._on_refused
        )

    def _form(self, record: str, fields: tuple[str, ...], title: str) -> RecordForm:
        seen = tuple(name for name in fields if self._kit.writes(f"{record}.{name}"))
        state = FormState(tuple(spec_of(record, name) for name in seen), {})
        kit = self._kit
        tools = EditorTools(
            kit.look, kit.lookups, self._today, partial(finder_of, kit.operations, kit.lookups)
        )
        form = RecordForm(self, state, tools, sections=(Section(title, seen),))
        form.setObjectName(f"{record}Form")
        form.edited.connect(self._on_edited)
        return form

    def _today(self) -> date:
        return self._kit.today

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        buttons = row(tokens.small)
        buttons.addWidget(self._note, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        head = row(tokens.small)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        layout = column(tokens.large)
        layout.addWidget(self.household)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        layout.addWidget(self.intake)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setLayout(layout)
        self.grid.edited.connect(self._on_edited)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._on_cancel)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_edited(self) -> None:
        self._say_count()
        self._autosave.watch()

    def _say_count(self) -> None:
        count = len(self.grid.filled())
        text = ngettext("{n} person", "{n} people", count).format(n=count) if count else ""
        self._count.setText(text)

    def _draft(self) -> dict[str, object]:
        typed = {**self.household.state.draft(), **self.intake.state.draft()}
        return {**typed, **self.grid.draft()}

    def _on_draft(self, draft: dict[str, object]) -> None:
        if not draft or self.grid.filled():
            return
        for form in (self.household, self.intake):
            form.state.restore({k: v for k, v in draft.items() if k in form.state.specs})
            form.show_values()
        self.grid.restore(draft)
        self._say_count()
        self._note.setText(_("Taken up from where you stopped; not saved yet."))

    def _on_saved(self, written: Written) -> None:
        self._is_saving = False
        self._autosave.drop()
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Family saved."), written.undo)
        known = self.grid.rows[0].is_known
        self._kit.operations.read(partial(_head_of, written, known), done=self.made.emit)

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if not isinstance(error, InvalidRowsError):
            self._kit.messages.refuse(error)
            return
        self.grid.show_problems(error.problems)

    def _on_cancel(self) -> None:
        self._autosave.drop()
        self.left.emit()


def _save(family: NewFamily, uow: UnitOfWork) -> Written:
    return save_family(uow, family)


def _head_of(written: Written, known: RecordId | None, uow: UnitOfWork) -> str:
    """Find whom the new family is led by."""
    from kazanlak_case.services.household_people import HEAD, household_people

    household = next(one for record, one in written.touched if record == "household")
    people = household_people(uow, household)
    return next((one.person for one in people if one.relation == HEAD), known or "")
