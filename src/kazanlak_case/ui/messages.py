"""What the window tells: what was saved and how to take it back, why something was refused, how far long work is."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QProgressBar, QWidget
from typing_extensions import override

from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.operations import LongRun
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

TOAST_MS = 12_000
"""Long enough to read and to reach for the mouse; the undo itself stays in history."""
BUSY_AFTER_MS = 1_000
MOST_LIFTS = 2


class Messages(QObject):
    """Shows messages over a host widget, at its lower edge. `told` also tells them to whoever listens."""

    undo_asked = Signal(str)
    told = Signal(str)
    refusal_told = Signal(str)

    def __init__(self, host: QWidget, look: Look) -> None:
        super().__init__(host)
        self._host = host
        self._look = look
        self._undo = ""
        self._undone = ""
        self._toast = _Toast(host, look)
        self._toast.action.clicked.connect(self._on_undo)
        self._refusal = _Refusal(host, look)
        self._busy = _Busy(host, look)
        self._parts = (self._toast, self._busy, self._refusal)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.timeout.connect(self._toast.hide)
        self._busy_after = QTimer(self)
        self._busy_after.setSingleShot(True)
        self._busy_after.setInterval(BUSY_AFTER_MS)
        self._busy_after.timeout.connect(self._show_busy)
        host.installEventFilter(self)

    def saved(self, text: str, undo: str = "", *, undone: str = "") -> None:
        """Say what was saved; with the id of a changeset offer to take it back, and `undone` is what is said then."""
        self._undo, self._undone = undo, undone
        self._toast.say(text, action=_("Undo") if undo else "")
        self._until.start(TOAST_MS)
        self._tell(text, self._toast)

    def words_when_undone(self, undo: str) -> str:
        """Give what is to be said once a changeset is taken back; "" for the usual words."""
        return self._undone if undo == self._undo else ""

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.saved(text)

    def refuse(self, error: ExpectedError) -> None:
        """Say why something was not done. It stays until it is closed; what one stopped oneself needs no words."""
        if isinstance(error, CancelledError):
            return
        text = sentence(error)
        self._refusal.say(text)
        self.refusal_told.emit(text)
        self._tell(text, self._refusal)

    def forgive(self) -> None:
        """Take a refusal away: its cause is gone."""
        self._refusal.hide()

    def follow(self, run: LongRun) -> None:
        """Show long work once it takes more than a moment."""
        self._busy.follow(run)
        run.ended.connect(self._on_ended)
        self._busy_after.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_all()
        return super().eventFilter(watched, event)

    def _tell(self, text: str, where: QWidget) -> None:
        where.show()
        where.raise_()
        self._place_all()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._host, text))
        self.told.emit(text)

    def _place_all(self) -> None:
        bottom = self._host.height() - self._look.tokens.wide
        for part in self._parts:
            if part.isHidden():
                continue
            part.setMaximumWidth(max(200, self._host.width() - 2 * self._look.tokens.wide))
            part.adjustSize()
            bottom = self._above_buttons(part, bottom) - part.height()
            part.move(QPoint((self._host.width() - part.width()) // 2, max(0, bottom)))
            bottom -= self._look.tokens.small

    def _above_buttons(self, part: QWidget, bottom: int) -> int:
        """Give the lower edge at which a message hides none of the buttons that stand at the foot of the page."""
        left, lowest = (self._host.width() - part.width()) // 2, bottom
        buttons = [
            QRect(button.mapTo(self._host, QPoint()), button.size())
            for button in self._host.findChildren(QAbstractButton)
            if button.isVisible() and button.parent() not in self._parts
        ]
        for _lift in range(MOST_LIFTS):
            place = QRect(left, bottom - part.height(), part.width(), part.height())
            under = [button.top() for button in buttons if button.intersects(place)]
            if not under:
                return bottom
            bottom = min(under) - self._look.tokens.small
        # a page full of buttons has no better place
        return lowest

    def _show_busy(self) -> None:
        self._busy.show()
        self._busy.raise_()
        self._place_all()

    def _on_ended(self) -> None:
        self._busy_after.stop()
        self._busy.hide()

    def _on_undo(self) -> None:
        self._toast.hide()
        self.undo_asked.emit(self._undo)


class _Toast(QFrame):
    """A dark bar with a sentence and perhaps one action."""

    def __init__(self, host: QWidget, look: Look) -> None:
        super().__init__(host)
        named(self, "toast")
        tokens = look.tokens
        self._words = Words(self, "toastWords")
        self.action = named(Button(self, "toastAction", look), "toastAction")
        layout = row(tokens.large)
        layout.setContentsMargins(tokens.large, tokens.small, tokens.small, tokens.small)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.action)
        self.setLayout(layout)
        self.setMinimumHeight(tokens.px(44))
        self.hide()

    def say(self, text: str, *, action: str) -> None:
        """Show a sentence; without an action there is no button."""
        self._words.setText(text)
        self.action.say(action)
        self.action.setVisible(bool(action))


class _Refusal(QFrame):
    """A sentence that says why not, with a button to close it."""

    def __init__(self, host: QWidget, look: Look) -> None:
        super().__init__(host)
        named(self, "refusal")
        self.setProperty("notice", "danger")
        tokens = look.tokens
        self._words = Words(self, "refusalWords", wraps=True)
        self._words.setMinimumWidth(tokens.px(420))
        self._close = PlainButton(self, "refusalClose", look, icon="x")
        self._close.clicked.connect(self.hide)
        layout = row(tokens.small)
        layout.setContentsMargins(tokens.large, tokens.medium, tokens.small, tokens.medium)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.hide()

    def say(self, text: str) -> None:
        """Show why not."""
        self._words.setText(text)
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(_("Close"))


class _Busy(QFrame):
    """How far long work is, and a way to stop it."""

    def __init__(self, host: QWidget, look: Look) -> None:
        super().__init__(host)
        named(self, "busy")
        self.setProperty("card", True)
        tokens = look.tokens
        self._run: LongRun | None = None
        self._words = Words(self, "busyWords", role="strong")
        self._bar = named(QProgressBar(self), "busyBar")
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(tokens.px(280))
        self._stop = Button(self, "busyStop", look)
        self._stop.clicked.connect(self._on_stop)
        words = column(tokens.small)
        words.addWidget(self._words)
        words.addWidget(self._bar)
        layout = row(tokens.large)
        layout.setContentsMargins(tokens.large, tokens.medium, tokens.large, tokens.medium)
        layout.addLayout(words, 1)
        layout.addWidget(self._stop)
        self.setLayout(layout)
        self.hide()

    def follow(self, run: LongRun) -> None:
        """Take a piece of work to watch."""
        self._run = run
        self._words.setText(run.title)
        self._bar.setAccessibleName(run.title)
        self._bar.setRange(0, 0)
        self._stop.say(_("Stop"))
        self._stop.setEnabled(True)
        self._stop.setVisible(run.can_stop)
        run.progressed.connect(self._on_progressed)

    def _on_progressed(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        if self._run is not None:
            self._stop.setEnabled(False)
            self._run.stop()
