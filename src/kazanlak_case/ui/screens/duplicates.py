"""„Възможни повторения“: two records side by side, and somebody decides whether they are one person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.joining_mend import decided
from kazanlak_case.services.joining_view import compared
from kazanlak_case.ui.duplicate_parts.compare_part import ComparePart
from kazanlak_case.ui.duplicate_parts.decided_part import DecidedPart
from kazanlak_case.ui.duplicate_parts.deciding import Deciding
from kazanlak_case.ui.duplicate_parts.pair_list import PairList
from kazanlak_case.ui.duplicate_parts.pairs import Pairs
from kazanlak_case.ui.question_parts.question_tabs import QuestionTabs
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.joining_mend import Decided
    from kazanlak_case.services.joining_view import Comparison
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

LIST_WIDTH, NARROW_LIST = 280, 214
NARROW_BELOW, ROOM_FOR_KEYS = 900, 1000
SHOWN = ("person", "duplicate_decision", "household_member")
DIFFERENT_KEYS = "rRрР"
LATER_KEYS = "lLлЛ"


class Duplicates(QWidget):
    """The list at the left, two people at the right. It is answered by keys alone, or by hand."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "duplicatesScreen")
        self._kit = kit
        self.pairs = Pairs(self, kit)
        self.deciding = Deciding(self, kit)
        self.tabs = QuestionTabs(self, kit, "duplicates")
        self.side = PairList(self, kit, self.pairs)
        self._pages = named(QStackedWidget(self), "duplicatePages")
        self._empty = EmptyState(self, "duplicatesEmpty", kit.look, icon="circle-check")
        self.compare = ComparePart(self, kit)
        self.decided_part = DecidedPart(self, kit)
        self._foot = named(QWidget(self), "duplicateFoot")
        self._keys = Words(self._foot, "duplicateKeys", role="caption", wraps=True)
        self.later_button = Button(self._foot, "duplicateLater", kit.look)
        self.different_button = Button(self._foot, "duplicateDifferent", kit.look, icon="users")
        self.same_button = PrimaryButton(self._foot, "duplicateSame", kit.look, icon="merge")
        self._build()
        self._connect()
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self.pairs.refresh()
        self._read_decided()

    def follow(self, changed: Changed) -> None:
        """Read anew what a write may have changed; everybody is compared again only after a bundle or a list."""
        if changed.everything:
            self.pairs.forget()
        if self.isVisible() and changed.concerns(*SHOWN):
            self.pairs.follow(changed)
            self._read_decided()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Questions"), _("who may be here twice")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.tabs.retranslate()
        self._keys.setText(
            _("Enter – the fields · ← → choose · Ctrl+Enter one person · R two · L later")
        )
        self.later_button.say(_("Later"), hint=_("L"))
        self.different_button.say(_("Two people"), hint=_("R"))
        self.same_button.say(_("One person"), hint=_("Ctrl+Enter"))
        self.side.show_lines()
        self.heading_changed.emit(*self.heading())

    def open_people(self, *ids: str) -> None:
        """Stand on the first pair, or the decision, about any of these, once it is read."""
        self.side.wish(*ids)
        self.refresh()

    # what is decided ----------------------------------------------------------------------------------------------
    def join(self) -> None:
        """Make one person of the two."""
        plan, part = self.compare.plan, self.compare
        if plan is not None and self._is_comparing and self.same_button.isEnabled():
            self.deciding.join(plan, part.choices, confirmed=part.is_confirmed)

    def tell_apart(self) -> None:
        """Remember that they are two."""
        plan = self.compare.plan
        if plan is not None and self._is_comparing:
            self.deciding.tell_apart(plan)

    def leave(self) -> None:
        """Leave the pair for later, and go to the next."""
        chosen = self.side.chosen_id
        if self.side.is_open and chosen:
            after = self.pairs.after(chosen)
            self.pairs.leave(chosen)
            self.side.show_lines(after)
            self.side.list.setFocus()

    # keys ---------------------------------------------------------------------------------------------------------
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.side.list and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and (self._on_letter(event) or self._on_enter(event)):
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.side.list.setFocus()
        elif not self._on_letter(event):
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._kit.look.tokens.px
        is_narrow = self.width() < px(NARROW_BELOW)
        self.side.setFixedWidth(px(NARROW_LIST if is_narrow else LIST_WIDTH))
        self._keys.setVisible(self.width() >= px(ROOM_FOR_KEYS))

    def _on_letter(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not text or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if text in DIFFERENT_KEYS:
            self.tell_apart()
        elif text in LATER_KEYS:
            self.leave()
        else:
            return False
        return True

    def _on_enter(self, event: QKeyEvent) -> bool:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return False
        if not self.side.is_open:
            self.decided_part.enter()
        elif not self.compare.enter():
            self.same_button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        tokens = self._kit.look.tokens
        foot = row(tokens.small)
        foot.addWidget(self._keys, 20)
        foot.addStretch(1)
        for button in (self.later_button, self.different_button, self.same_button):
            foot.addWidget(button)
        self._foot.setLayout(foot)
        for page in (self.compare, self.decided_part, self._empty):
            self._pages.addWidget(page)
        right = column(tokens.medium)
        right.addWidget(self._pages, 1)
        right.addWidget(self._foot)
        across = row(tokens.large)
        across.addWidget(self.side)
        across.addLayout(right, 1)
        layout = column(tokens.medium)
        layout.addWidget(self.tabs)
        layout.addLayout(across, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        part, deciding = self.decided_part, self.deciding
        self.tabs.place_wanted.connect(self.place_wanted)
        self.pairs.changed.connect(self._on_pairs)
        self.side.list.installEventFilter(self)
        self.side.chosen.connect(self._show_chosen)
        self.compare.changed.connect(self._word_foot)
        self.compare.left_upwards.connect(self.side.list.setFocus)
        for one in (self.compare, part):
            one.person_opened.connect(self.person_opened)
        part.split_wanted.connect(deciding.split)
        part.move_wanted.connect(deciding.move)
        part.bring_back_wanted.connect(deciding.bring_back)
        part.stay_wanted.connect(deciding.stay_joined)
        part.comparison_wanted.connect(self._ask_comparison)
        deciding.done.connect(self._on_done)
        deciding.refused.connect(self.refresh)
        self._empty.action.clicked.connect(self.pairs.search)
        self.later_button.clicked.connect(self.leave)
        self.different_button.clicked.connect(self.tell_apart)
        self.same_button.clicked.connect(self.join)
        for keys, act in (("Ctrl+Z", deciding.take_back), ("Ctrl+Return", self.join)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def _is_comparing(self) -> bool:
        return self._pages.currentWidget() is self.compare

    def _read_decided(self) -> None:
        self._kit.operations.read(decided, done=self._on_decided, channel="decided pairs")
        self.tabs.refresh()

    def _on_pairs(self) -> None:
        self.side.show_lines()

    def _on_decided(self, found: list[Decided]) -> None:
        self.side.decided = found
        self.side.show_lines()

    def _show_chosen(self) -> None:
        chosen = self.side.chosen_id
        self._foot.setVisible(self.side.is_open and bool(chosen))
        if not chosen:
            self._say_empty()
            self._pages.setCurrentWidget(self._empty)
        elif (one := self.side.chosen_decision) is not None:
            self.decided_part.show_decided(one)
            self._pages.setCurrentWidget(self.decided_part)
        elif pair := self.pairs.found.get(chosen):
            self._ask_comparison(pair.first.id, pair.second.id)

    def _ask_comparison(self, one: str, other: str) -> None:
        self._kit.operations.read(
            partial(compared, one=RecordId(one), other=RecordId(other)),
            done=self._on_comparison,
            failed=self._on_gone,
            channel="compared pair",
        )

    def _on_comparison(self, comparison: Comparison) -> None:
        pair = self.pairs.found.get(self.side.chosen_id) if self.side.is_open else None
        if comparison != self.compare.comparison or not self._is_comparing:
            self.compare.show_comparison(comparison, pair)
        self._pages.setCurrentWidget(self.compare)
        self._foot.show()

    def _say_empty(self) -> None:
        if self.side.is_open:
            self._empty.say(
                _("Nobody seems to be here twice"),
                _(
                    "New people and bundles are looked at by themselves. Who is alike comes here, with the reasons."
                ),
                action="" if self.pairs.is_whole else _("Look through everybody"),
            )
        else:
            self._empty.say(
                _("Nothing was decided yet"),
                _("Who was joined, and who was told apart, stands here and can be taken back."),
            )

    def _word_foot(self) -> None:
        plan = self.compare.plan
        wants_word = plan is not None and plan.must_confirm and not self.compare.is_confirmed
        self.same_button.setEnabled(not wants_word)

    def _on_done(self, told: str, undo: str) -> None:
        if self.side.is_open and undo:
            self.pairs.drop(self.side.chosen_id)
            if left := len(self.pairs.found):
                more = ngettext("{n} pair is left.", "{n} pairs are left.", left)
                told = f"{told} {more.format(n=self._kit.wording.number(left))}"
        self._kit.messages.saved(told, undo)
        self._read_decided()  # what was moved may be of any type
        if self.isVisible():
            self.side.list.setFocus()

    def _on_gone(self, error: ExpectedError) -> None:
        """Leave a pair that is none any more."""
        if error.code == "no_record":
            self.pairs.drop(self.side.chosen_id)
