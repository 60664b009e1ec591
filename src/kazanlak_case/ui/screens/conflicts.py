"""„Разминавания“: what two people wrote differently, side by side, and somebody decides. No clock ever does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.conflicts import Settlement, questions, settle, settle_alike
from kazanlak_case.services.history import undo
from kazanlak_case.ui.question_parts.open_questions import OpenQuestions
from kazanlak_case.ui.question_parts.place_list import PlaceList
from kazanlak_case.ui.question_parts.question_part import QuestionPart
from kazanlak_case.ui.question_parts.question_tabs import QuestionTabs
from kazanlak_case.ui.question_parts.question_words import (
    Answered,
    outcome_words,
    settled_words,
)
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.services.conflicts import Question
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

LIST_WIDTH, NARROW_LIST = 280, 220
NARROW_BELOW = 800
LATIN_T, CYRILLIC_T = "tT", "тТ"
LATIN_L, CYRILLIC_L = "lL", "лЛ"
LATIN_A, CYRILLIC_A = "aA", "аА"


class Conflicts(QWidget):
    """The list at the left, one question at the right. It is answered by keys alone, or by hand."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    place_wanted = Signal(str)
    history_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "conflictsScreen")
        self._kit = kit
        self.asked = OpenQuestions()
        self._wanted = ""
        self._undo = ""
        self._is_saving = False
        # Enter in a field is told by the field, and most fields let it through to the page as well: whichever comes
        # first settles, and the other then finds nothing chosen
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self.tabs = QuestionTabs(self, kit, "conflicts")
        self._pages = named(QStackedWidget(self), "conflictPages")
        self._empty = EmptyState(self, "conflictsEmpty", kit.look, icon="circle-check")
        self._work = named(QWidget(self), "conflictWork")
        self._list_card = Card(self._work, "conflictListCard", kit.look.tokens)
        self.list = PlaceList(self._list_card, "conflictList", kit.look)
        self.question = QuestionPart(self._work, kit)
        self._keys = Words(self._work, "conflictKeys", role="caption", wraps=True)
        self.later_button = Button(self._work, "conflictLater", kit.look)
        self.settle_button = PrimaryButton(self._work, "conflictSettle", kit.look, icon="check")
        self._build()
        self._connect()
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(questions, done=self._on_questions, channel="conflicts")
        self.tabs.refresh()

    def follow(self, changed: Changed) -> None:
        """Read anew after every write: any of them may have answered, or asked."""
        if self.isVisible() and (changed.touched or changed.everything):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Questions"), _("what two people wrote differently")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.tabs.retranslate()
        self._empty.say(
            _("Nothing differs"),
            _("When two people write different things, you choose here. Both stay in history."),
        )
        self.list.setAccessibleName(_("What differs, by person"))
        self._keys.setText(
            _(
                "1, 2, 3 choose · T another value · A others alike · Enter saves · L leaves · Ctrl+Z takes back"
            )
        )
        self.later_button.say(_("Leave for later"), hint=_("L"))
        self._show_list()
        self._show_question()
        self.heading_changed.emit(*self.heading())

    def open_place(self, record: str, record_id: str, field: str) -> None:
        """Stand on one place, once it is read."""
        self._wanted = f"{record} {record_id} {field}"
        self.refresh()

    def open_person(self, person_id: str) -> None:
        """Stand on the first place of a person, once it is read."""
        self._wanted = person_id
        self.refresh()

    # what is decided ----------------------------------------------------------------------------------------------
    def settle(self) -> None:
        """Save the answer, and go to the next question."""
        given = self.question.given
        if not given or self._is_saving:
            return
        if message := self.question.answers.unreadable():
            self.question.answers.refuse(message)
            return
        self._is_saving = True
        self._wanted = self.asked.next_after(given[0][0].id, {one.id for one, _value in given})
        changes = any(one.shown != value for one, value in given)
        told = partial(self._on_settled, settled_words(given, self._kit), changes)
        self._kit.operations.write(partial(_settle, given), done=told, failed=self._on_refused)

    def leave(self) -> None:
        """Leave the question for later, and go to the next."""
        question = self._question
        if question is None:
            return
        self.asked.leave(question.id)
        self._show_list()
        self._stand_on(self.asked.next_after(question.id))

    def take_back(self) -> None:
        """Bring the value back that was shown before the last answer; what it answered stays answered."""
        if not self._undo:
            self._kit.messages.tell(_("There is nothing to take back here."))
            return
        back, self._undo = self._undo, ""
        self._kit.operations.write(
            partial(_undo, back), done=self._on_taken_back, failed=self._kit.messages.refuse
        )

    # keys ---------------------------------------------------------------------------------------------------------
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and self._on_key(event):
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._kit.look.tokens.px
        self._list_card.setFixedWidth(
            px(NARROW_LIST if self.width() < px(NARROW_BELOW) else LIST_WIDTH)
        )

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        text = event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
        elif text and text in "123456789":
            self.question.answers.choose(int(text) - 1)
        elif text and text in LATIN_T + CYRILLIC_T:
            self.question.answers.choose_third()
        elif text and text in LATIN_L + CYRILLIC_L:
            self.leave()
        elif text and text in LATIN_A + CYRILLIC_A:
            self.question.alike.toggle_first()
        else:
            return False
        return True

    # inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        tokens = self._kit.look.tokens
        foot = row(tokens.small)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.later_button)
        foot.addWidget(self.settle_button)
        right = column(tokens.medium)
        right.addWidget(self.question, 1)
        right.addLayout(foot)
        across = row(tokens.large)
        edge = tokens.px(5)  # the corners of the card are round, those of its lines are not
        self._list_card.body.setContentsMargins(1, edge, 1, edge)
        self._list_card.body.addWidget(self.list)
        across.addWidget(self._list_card)
        across.addLayout(right, 1)
        self._work.setLayout(across)
        self._pages.addWidget(self._work)
        self._pages.addWidget(self._empty)
        layout = column(tokens.medium)
        layout.addWidget(self.tabs)
        layout.addWidget(self._pages, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.tabs.place_wanted.connect(self.place_wanted)
        self.list.installEventFilter(self)
        self.list.chosen.connect(self._on_chosen)
        self.question.changed.connect(self._word_settle)
        self.question.answers.submitted.connect(self._soon.start)
        self._soon.timeout.connect(self.settle)
        self.question.person_opened.connect(self.person_opened)
        self.question.history_asked.connect(self.history_asked)
        self.settle_button.clicked.connect(self.settle)
        self.later_button.clicked.connect(self.leave)

    @property
    def _question(self) -> Question | None:
        return self.asked.get(self.list.chosen_id)

    def _on_questions(self, found: list[Question]) -> None:
        here, at = self.list.chosen_id, self.list.currentIndex().row()
        was = self._question
        self.asked.hold(found)
        self._pages.setCurrentWidget(self._work if found else self._empty)
        self._show_list()
        self._stand_on(
            self.asked.find(self._wanted) or self.asked.find(here) or self.asked.near(at)
        )
        self._wanted = ""
        if was is None or self._question != was:
            self._show_question()

    def _stand_on(self, question_id: str) -> None:
        at = self.list.row_of(question_id)
        if at is not None and question_id != self.list.chosen_id:
            self.list.setCurrentIndex(self.list.lines.index(at, 0))
        if self.isVisible() and not self.list.hasFocus():
            self.list.setFocus()

    def _show_list(self) -> None:
        self.list.show_places(self.asked.places(), self.list.chosen_id)

    def _on_chosen(self, _question_id: str) -> None:
        self._show_question()

    def _show_question(self) -> None:
        self.question.show_question(self._question, self.asked.all)

    def _word_settle(self) -> None:
        count = len(self.question.given)
        text = _("Settle") if count < 2 else ngettext("Settle {n}", "Settle all {n}", count)
        self.settle_button.say(text.format(n=self._kit.wording.number(count)), hint=_("Enter"))
        self.settle_button.setEnabled(bool(count))

    def _on_settled(self, told: str, changes: bool, done: Settlement) -> None:
        self._is_saving = False
        self._undo = done.written.undo if changes else ""
        self._kit.messages.forgive()
        text = outcome_words(told, done, self._kit)
        self._kit.messages.saved(text, self._undo, undone=_taken_back())
        self.refresh()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        self._wanted = ""
        if isinstance(error, InvalidRecordError):
            message = next(iter(error.problems.values()), "")
            if self.question.answers.refuse(message):
                return
        self._kit.messages.refuse(error)
        self.refresh()

    def _on_taken_back(self, _written: Written) -> None:
        self._kit.messages.tell(_taken_back())
        self.refresh()


def _taken_back() -> str:
    return _("The value shown before is back. The question stays settled; history shows all.")


def _settle(given: Answered, uow: UnitOfWork) -> Settlement:
    if len(given) > 1:
        return settle_alike(uow, given)
    (question, value), *_others = given
    return Settlement(settle(uow, question, value), 1)


def _undo(undo_id: str, uow: UnitOfWork) -> Written:
    return undo(uow, undo_id)
