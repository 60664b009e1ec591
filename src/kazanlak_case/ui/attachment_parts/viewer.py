"""Look at a document inside the window: pages, zoom, turning, printing, a plain copy after a warning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.attachments import OpenedAttachment, open_attachment, remove_attachment
from kazanlak_case.ui.attachment_parts.drawing import Pages, pages_of
from kazanlak_case.ui.attachment_parts.taking_out import CopyNotice, print_attachment
from kazanlak_case.ui.attachment_parts.viewer_bar import ViewerBar
from kazanlak_case.ui.attachment_parts.words import about_document, title_of
from kazanlak_case.ui.widgets.card import Line, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit

SCREEN_DOTS = 96
STEP, LEAST, USUAL, MOST = 1.25, 0.25, 1.2, 6.0
"""How much a step of zooming is, and how large a page may be: usually little more than on paper."""


class Viewer(QFrame):
    """Covers the page while one document is looked at. Escape closes it."""

    closed = Signal()

    def __init__(self, host: QWidget, kit: Kit, attachment_id: str) -> None:
        super().__init__(host)
        named(self, "viewer")
        self.setProperty("page", True)
        self.setAutoFillBackground(True)
        self._host, self._kit = host, kit
        self._id = RecordId(attachment_id)
        self._came_from: QWidget | None = host.window().focusWidget()
        self._opened: OpenedAttachment | None = None
        self._pages: Pages | None = None
        self.at, self.turned, self.zoom = 0, 0, 0.0
        """Page, quarters, and how large: 0 is the usual."""
        self.bar = ViewerBar(self, kit)
        self.notice = CopyNotice(self, kit)
        self._sheet = named(QLabel(self), "viewerSheet")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = named(QScrollArea(self), "viewerScroll")
        self._scroll.setWidget(self._sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing = EmptyState(self, "viewerNothing", kit.look, icon="file-text")
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(60)
        self._again.timeout.connect(self._draw)
        layout = column(0)
        for part in (self.bar, Line(self, "viewerLine"), self.notice):
            layout.addWidget(part)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._nothing, 1)
        self.setLayout(layout)
        self._nothing.hide()
        self._connect()
        host.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._scroll.setFocus()
        ask = partial(_open, self._id)
        kit.operations.write(ask, done=self._on_opened, failed=self._on_refused)

    @property
    def page_count(self) -> int:
        """How many pages there are to be seen."""
        return self._pages.count if self._pages else 0

    def close_viewer(self) -> None:
        """Close, and go back to where one was."""
        self._host.removeEventFilter(self)
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        self._sheet.clear()
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()
        self.closed.emit()
        self.deleteLater()

    def turn_page(self, by: int) -> None:
        """Go to another page."""
        wanted = min(max(0, self.at + by), max(0, self.page_count - 1))
        if wanted != self.at:
            self.at = wanted
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def zoom_by(self, factor: float) -> None:
        """Show it larger or smaller."""
        now = self.zoom or self._fitting()
        self.zoom = min(max(now * factor, LEAST), MOST)
        self._draw()

    def fit(self) -> None:
        """Show it in its usual size, or as wide as the window is."""
        self.zoom = 0.0
        self._draw()

    def turn(self) -> None:
        """Turn it a quarter clockwise."""
        self.turned = (self.turned + 1) % 4
        self._draw()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.close_viewer,
            Qt.Key.Key_PageDown: partial(self.turn_page, 1),
            Qt.Key.Key_PageUp: partial(self.turn_page, -1),
            Qt.Key.Key_Plus: partial(self.zoom_by, STEP),
            Qt.Key.Key_Equal: partial(self.zoom_by, STEP),
            Qt.Key.Key_Minus: partial(self.zoom_by, 1 / STEP),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_R: self.turn,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self._scroll and event.type() == QEvent.Type.KeyPress:
            # the area would take page keys for itself
            self.keyPressEvent(event)  # type: ignore[arg-type]  # a key press is one
            return event.isAccepted()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.zoom:
            self._again.start()

    def _connect(self) -> None:
        bar = self.bar
        bar.leave.clicked.connect(self.close_viewer)
        bar.before.clicked.connect(partial(self.turn_page, -1))
        bar.after.clicked.connect(partial(self.turn_page, 1))
        bar.larger.clicked.connect(partial(self.zoom_by, STEP))
        bar.smaller.clicked.connect(partial(self.zoom_by, 1 / STEP))
        bar.fit.clicked.connect(self.fit)
        bar.turn.clicked.connect(self.turn)
        bar.print.clicked.connect(self._on_print)
        bar.copy.clicked.connect(self._on_copy)
        bar.remove.clicked.connect(self._on_remove)
        self._scroll.installEventFilter(self)
        for keys, act in (("Ctrl+P", self._on_print), ("Ctrl+S", self._on_copy)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_opened(self, opened: OpenedAttachment) -> None:
        self._opened = opened
        one = opened.attachment
        self._pages = pages_of(opened)
        about = about_document(one, self._kit)
        if opened.is_withheld:
            stays = _("Without consent to photos: it does not leave the house.")
            about = f"{stays} {about}"
        self.bar.show_document(title_of(one, self._kit), about)
        self.bar.show_for(
            pages=self.page_count,
            has_file=bool(one.sha256),
            is_shown=self._pages is not None,
            is_withheld=opened.is_withheld,
        )
        self._scroll.setVisible(self._pages is not None)
        self._nothing.setVisible(self._pages is None)
        if self._pages is None:
            self._say_nothing(seen=bool(one.seen_only))
            self.bar.leave.setFocus()
            return
        self._draw()

    def _say_nothing(self, *, seen: bool) -> None:
        if seen:
            self._nothing.say(
                _("Seen, not copied"),
                _("There is no file: of an identity document only what was seen is kept."),
            )
            return
        self._nothing.say(
            _("This kind of file is not shown here"),
            _("It is kept as it came. To look into it, save a copy and open it elsewhere."),
        )

    def _on_refused(self, error: object) -> None:
        self._kit.messages.refuse(error)  # type: ignore[arg-type]  # operations hand on expected errors only
        self.close_viewer()

    def _fitting(self) -> float:
        if self._pages is None:
            return 1.0
        whole = self._pages.draw(self.at, dots=10, turned=self.turned)
        room = self._scroll.viewport().width() - 2 * self._kit.look.tokens.large
        inches = max(0.1, whole.width() / 10)
        return min(max(room / inches / SCREEN_DOTS, LEAST), USUAL)

    def _draw(self) -> None:
        if self._pages is None:
            return
        zoom = self.zoom or self._fitting()
        ratio = self.devicePixelRatioF()
        image = self._pages.draw(self.at, dots=SCREEN_DOTS * zoom * ratio, turned=self.turned)
        image.setDevicePixelRatio(ratio)
        sheet = QPixmap.fromImage(image)
        pen = QPainter(sheet)
        pen.setPen(QColor(self._kit.look.colour("strong_line")))
        pen.drawRect(QRectF(0.5, 0.5, sheet.width() / ratio - 1, sheet.height() / ratio - 1))
        pen.end()
        self._sheet.setPixmap(sheet)
        self.bar.show_page(self.at + 1, self.page_count)

    def _on_print(self) -> None:
        if self._gives_out and self._opened is not None and self._pages is not None:
            print_attachment(
                self, self._kit, self._id, title_of(self._opened.attachment, self._kit)
            )

    def _on_copy(self) -> None:
        if self._gives_out and self._opened is not None and self._opened.attachment.sha256:
            self.notice.ask(self._opened.attachment)

    @property
    def _gives_out(self) -> bool:
        """Whether this document may leave the house; the service says why not, where somebody asks all the same."""
        return self._opened is not None and not self._opened.is_withheld

    def _on_remove(self) -> None:
        self._kit.operations.write(
            partial(_remove, self._id), done=self._on_removed, failed=self._kit.messages.refuse
        )

    def _on_removed(self, written: Written) -> None:
        self._kit.messages.saved(_("Document removed."), written.undo)
        self.close_viewer()

    def _place(self) -> None:
        self.setGeometry(self._host.rect())


def _open(attachment_id: RecordId, uow: UnitOfWork) -> OpenedAttachment:
    return open_attachment(uow, attachment_id)


def _remove(attachment_id: RecordId, uow: UnitOfWork) -> Written:
    return remove_attachment(uow, attachment_id)
