"""A new person: name and number are enough; who may be here already is shown while one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.values import full_name
from kazanlak_case.domain.rules.whole import known_from_number
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.people import save_person
from kazanlak_case.ui.forms.finding import suggestion_of
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kazanlak_case.db.search import PersonHit
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

SECTIONS = (
    Section(
        N_("Who"),
        ("given_name", "middle_name", "family_name", "id_type", "national_id", "sex", "born_on"),
    ),
    Section(N_("Where"), ("settlement", "address", "phone", "note")),
)
LOOK_AFTER_MS = 250
SHOWN = 3


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
        edit = Edit(
            record=Person,
            values={"id_type": "egn"},
            save=_save,
            saved=_("Person saved."),
            draft="new-person",
            sections=SECTIONS,
        )
        self._alike = Card(self, "alikeCard", tokens, tone="warn")
        self._alike.body.setContentsMargins(*(tokens.medium,) * 4)
        self._alike.body.setSpacing(tokens.tight)
        self._alike.hide()
        self.editor = RecordEditor(self, "newPersonForm", kit, edit)
        layout = column(tokens.medium)
        layout.addWidget(self._alike)
        layout.addWidget(self.editor, 1)
        self.setLayout(layout)
        self._look_after = QTimer(self)
        self._look_after.setSingleShot(True)
        self._look_after.setInterval(LOOK_AFTER_MS)
        self._look_after.timeout.connect(self._look_for_alike)
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
        values = self.editor.state.values()
        name = full_name(*(str(values[key] or "") for key in ("given_name", "family_name")))
        number = str(values["national_id"] or "")
        if not values["given_name"] or not values["family_name"]:
            name = ""
        if not name and len(number) < 10:
            self._alike.hide()
            return
        self._kit.operations.read(
            partial(_alike, name, number), done=self._on_alike, channel="alike"
        )

    def _on_alike(self, hits: Sequence[PersonHit]) -> None:
        clear(self._alike.body)
        self._alike.setVisible(bool(hits))
        if not hits:
            return
        text = _("Perhaps already here:")
        self._alike.body.addWidget(Words(self._alike, "alikeTitle", role="strong", text=text))
        for hit in hits[:SHOWN]:
            told = suggestion_of(hit, self._kit.lookups)
            link = LinkRow(self._alike, f"alike_{hit.id}", self._kit.look, icon="user")
            link.say(told.title, told.detail)
            link.clicked.connect(partial(self.person_opened.emit, hit.id))
            self._alike.body.addWidget(link)

    def _on_saved(self, written: Written) -> None:
        made = next((one for record, one in written.touched if record == "person"), None)
        if made is not None:
            self.made.emit(made)


def _save(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return save_person(uow, None, values)


def _alike(name: str, number: str, uow: UnitOfWork) -> list[PersonHit]:
    found = uow.search.people(number, limit=SHOWN) if len(number) >= 10 else []
    return found or (uow.search.people(name, limit=SHOWN) if name else [])
