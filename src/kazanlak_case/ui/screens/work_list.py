"""„Липсват 7 отговора“: which answers are missing for how many, and a column filled for many people at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value
from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.work_list import MissingColumn, fill, missing, missing_people
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.editors import editor_for
from kazanlak_case.ui.tables.held_rows import HeldRows
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.work_list_parts.asked_cells import Asked, AskedCells
from kazanlak_case.ui.work_list_parts.missing_columns import MissingColumns

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.rows import MissingRow
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

MOST_PEOPLE = 2_000
KEYED = "123456789"
"""Keys that answer; lists with more choices are answered in the field below the table."""


class WorkList(QWidget):
    """Columns at the left, people at the right. What is typed waits until it is saved, as one intention."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "workList")
        self._kit = kit
        self._columns: list[MissingColumn] = []
        self._column: MissingColumn | None = None
        self._answers: dict[RecordId, Value] = {}
        self._editor: Editor | None = None
        tokens = kit.look.tokens
        self._pages = named(QStackedWidget(self), "workListPages")
        self._empty = EmptyState(self, "workListEmpty", kit.look, icon="circle-check")
        self._work = named(QWidget(self), "workListWork")
        self._list = MissingColumns(self._work, kit)
        self.people: HeldRows[Asked] = HeldRows()
        cells = AskedCells(kit, self._noted)
        self.model: PagedModel[Asked] = PagedModel(
            self, cells.columns(), self.people.fetch, lines=cells.lines
        )
        card = Card(self._work, "missingPeopleCard", tokens)
        self._title = SectionTitle(card, "missingTitle")
        self._keys = Words(card, "missingKeys", role="muted", wraps=True)
        self.table = TableView(card, "missingPeople", kit.look, self.model)
        self.table.installEventFilter(self)
        self._field = row(tokens.medium)
        self._who = Words(card, "answerFor", role="strong")
        self.all_same = Button(card, "answerForAll", kit.look)
        self.save_button = PrimaryButton(card, "saveAnswers", kit.look, icon="check")
        self._build(card)
        self.retranslate()

    def refresh(self) -> None:
        """Count what is missing anew."""
        self._kit.operations.read(missing, done=self._on_columns, channel="missing")

    def follow(self, changed: Changed) -> None:
        """Count anew when somebody's data was written."""
        if self.isVisible() and changed.concerns(
            "person", "participation", "vulnerability", "spell"
        ):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = sum(one.count for one in self._columns)
        text = ngettext("{n} answer is missing", "{n} answers are missing", count)
        return _("Missing answers"), text.format(n=self._kit.wording.number(count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._empty.say(_("No answer is missing"), _("The funds have everything they ask for."))
        self.all_same.say(_("The same for all that are left"))
        self._list.show_columns(self._columns, self._column)
        self._show_column()
        self.heading_changed.emit(*self.heading())

    def open_column(self, record: str, field: str) -> None:
        """Show who lacks an answer. What was not saved of another column is asked for again."""
        found = [one for one in self._columns if (one.record, one.field) == (record, field)]
        self._column = found[0] if found else None
        self._answers = {}
        self._list.show_columns(self._columns, self._column)
        self._show_column()
        if self._column is not None:
            ask = partial(_people, record, field)
            self._kit.operations.read(ask, done=self._on_people, channel="missing people")

    def answer(self, key: RecordId, value: Value) -> None:
        """Note an answer; it is not saved yet."""
        if value is None or value == "":
            self._answers.pop(key, None)
        else:
            self._answers[key] = value
        at = self.model.row_of(key)
        if at is not None:
            last = self.model.index(at, self.model.columnCount() - 1)
            self.model.dataChanged.emit(self.model.index(at, 0), last)
        self._word_save()

    def save(self) -> None:
        """Save all noted answers as one intention."""
        column_, answers = self._column, dict(self._answers)
        if column_ is None or not answers:
            return
        write = partial(_fill, column_.record, column_.field, answers)
        self._kit.operations.write(
            write, done=partial(self._on_saved, len(answers)), failed=self._kit.messages.refuse
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and not event.modifiers() and self._on_key(event):
                return True
        return super().eventFilter(watched, event)

    def _build(self, card: Card) -> None:
        tokens = self._kit.look.tokens
        foot = row(tokens.small)
        foot.addWidget(self.all_same)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        card.body.addWidget(self._title)
        card.body.addWidget(self._keys)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._who)
        card.body.addLayout(self._field)
        card.body.addLayout(foot)
        across = row(tokens.large)
        across.addWidget(self._list)
        across.addWidget(card, 1)
        self._work.setLayout(across)
        self._pages.addWidget(self._work)
        self._pages.addWidget(self._empty)
        layout = column(0)
        layout.addWidget(self._pages)
        self.setLayout(layout)
        self._list.wanted.connect(self.open_column)
        self.table.chosen.connect(self._on_chosen)
        self.table.doubleClicked.connect(self._on_double)
        self.all_same.clicked.connect(self._on_all_same)
        self.save_button.clicked.connect(self.save)

    @property
    def _spec(self) -> FieldSpec | None:
        one = self._column
        return spec_of(one.record, one.field) if one is not None else None

    def _choices(self) -> dict[str, str]:
        spec = self._spec
        if spec is None or spec.kind is not Kind.CHOICE or not spec.choices:
            return {}
        return self._kit.lookups.choices(spec.choices)

    def _on_columns(self, columns: list[MissingColumn]) -> None:
        self._columns = columns
        self._pages.setCurrentWidget(self._work if columns else self._empty)
        self._list.show_columns(self._columns, self._column)
        self.heading_changed.emit(*self.heading())
        here = self._column
        known = {(one.record, one.field) for one in columns}
        if here is not None and (here.record, here.field) in known:
            if not self._answers:
                self.open_column(here.record, here.field)
        elif columns:
            self.open_column(columns[0].record, columns[0].field)

    def _noted(self, key: RecordId) -> str:
        """Word the answer that waits to be saved."""
        value, spec = self._answers.get(key), self._spec
        return "" if value is None or spec is None else self._kit.lookups.words(spec, value)

    def _show_column(self) -> None:
        one = self._column
        self._title.setText(_(one.label) if one else "")
        self.table.setAccessibleName(self._title.text())
        choices = list(self._choices().values())
        keys = " · ".join(f"{key} {word}" for key, word in zip(KEYED, choices, strict=False))
        hint = _("Arrows move, a key answers: {keys}. Backspace takes an answer away.")
        self._keys.setText(
            hint.format(keys=keys)
            if self._is_keyed
            else _("Type the answer below; Enter goes to the next person.")
        )
        clear(self._field)
        self._editor = None
        spec = self._spec
        if spec is not None:
            tools = EditorTools(self._kit.look, self._kit.lookups, self._today)
            self._editor = editor_for(self._work, spec, tools)
            self._editor.label_as(_(spec.label))
            self._editor.edited.connect(self._on_edited)
            self._editor.submitted.connect(self._on_submitted)
            self._field.addWidget(self._editor, 1)
        self._who.setText("")
        self._word_save()

    @property
    def _is_keyed(self) -> bool:
        return 0 < len(self._choices()) <= len(KEYED)

    def _today(self) -> date:
        return self._kit.today

    def _word_save(self) -> None:
        count = len(self._answers)
        text = ngettext("Save {n} answer", "Save {n} answers", count)
        self.save_button.say(text.format(n=self._kit.wording.number(count)))
        self.save_button.setEnabled(bool(count))
        self.all_same.setEnabled(count == 1 or len(set(map(str, self._answers.values()))) == 1)

    def _on_people(self, people: list[MissingRow]) -> None:
        self.people.hold([Asked(one) for one in people])
        self.model.reload()
        self.table.choose_first()

    def _on_chosen(self, key: str) -> None:
        one = self.people.row(key)
        if one is None or self._editor is None:
            return
        self._who.setText(one.row.name)
        self._editor.show_value(self._answers.get(one.id))

    def _on_key(self, event: QKeyEvent) -> bool:
        key = self.table.chosen_id
        if not key:
            return False
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.answer(RecordId(key), None)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._editor is not None:
            self._editor.setFocus()
            return True
        codes = list(self._choices())
        at = KEYED.find(event.text()) if event.text() else -1
        if not self._is_keyed or not 0 <= at < len(codes):
            return False
        self.answer(RecordId(key), codes[at])
        self.table.move_choice(1)
        return True

    def _on_edited(self) -> None:
        key = self.table.chosen_id
        if key and self._editor is not None and not self._editor.unreadable():
            self.answer(RecordId(key), self._editor.value())

    def _on_submitted(self) -> None:
        self._on_edited()
        self.table.move_choice(1)
        if self._editor is not None:
            self._editor.setFocus()

    def _on_all_same(self) -> None:
        value = next(iter(self._answers.values()), None)
        for one in self.model.rows:
            if one.id not in self._answers:
                self.answer(one.id, value)

    def _on_double(self, _index: QModelIndex) -> None:
        one = self.people.row(self.table.chosen_id)
        if one is not None:
            self.person_opened.emit(one.row.person)

    def _on_saved(self, count: int, written: Written) -> None:
        self._answers = {}
        text = ngettext("{n} answer saved", "{n} answers saved", count)
        self._kit.messages.saved(text.format(n=count), written.undo)
        self.refresh()


def _people(record: str, field: str, uow: UnitOfWork) -> list[MissingRow]:
    return missing_people(uow, record, field, limit=MOST_PEOPLE)


def _fill(record: str, field: str, answers: dict[RecordId, Value], uow: UnitOfWork) -> Written:
    return fill(uow, record, field, answers)
