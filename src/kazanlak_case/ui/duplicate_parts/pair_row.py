"""One line of a comparison: what it is about, and what each of the two has. A choosable one is chosen by arrows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.joining_fields import Side
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from kazanlak_case.ui.look import Look

LABEL_WIDTH = 104


class ValueCell(QAbstractButton):
    """What one of the two has. A chosen one has a tick and a ground of its own."""

    def __init__(self, parent: QWidget, name: str, look: Look, *, can_choose: bool) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._can_choose = can_choose
        self.setCheckable(can_choose)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(can_choose)
        if can_choose:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        tokens = look.tokens
        self._tick = Words(self, f"{name}Tick")
        self._tick.setFixedWidth(tokens.px(18))
        look.dress(self._tick, "check", "accent", size=15)
        self._words = Words(self, f"{name}Words", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for part in (self._tick, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row(tokens.tight)
        self._row.setContentsMargins(tokens.small, tokens.px(5), tokens.small, tokens.px(5))
        if can_choose:
            self._row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self._tick.hide()
        self._row.addWidget(self._words, 1)
        self.setLayout(self._row)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Word the value; nothing is a dash."""
        self._words.setText(text or "–")
        self.setAccessibleName(text or _("nothing"))

    def choose(self, chosen: bool) -> None:
        """Mark as taken, or not."""
        self.setChecked(chosen)
        policy = self._tick.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._tick.setSizePolicy(policy)
        self._tick.setVisible(chosen)
        restyled(self._words, role="strong" if chosen else "muted")
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._row.heightForWidth(self.width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._can_choose:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, chosen = self._look.tokens, self.isChecked()
        ground = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(QColor(self._look.colour(ground)))
        painter.setPen(QPen(QColor(self._look.colour("accent" if chosen else "line")), 1))
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(place, tokens.field_radius, tokens.field_radius)


class PairRow(QWidget):
    """`chosen` follows every choice; `moved` asks for the line above or below."""

    chosen = Signal(str, str)
    moved = Signal(int)

    def __init__(
        self, parent: QWidget, name: str, look: Look, *, sides: Sequence[Side] = ()
    ) -> None:
        super().__init__(parent)
        named(self, f"pairRow_{name}")
        self._name, self._look, self._sides = name, look, tuple(sides)
        self._said = ("", "", "")
        self.side: Side | None = None
        tokens = look.tokens
        self._label = Words(self, f"pairLabel_{name}", role="label", wraps=True)
        self._label.setFixedWidth(tokens.px(LABEL_WIDTH))
        self.cells = {
            side: ValueCell(self, f"pair_{name}_{side}", look, can_choose=bool(sides))
            for side in (Side.KEPT, Side.FORMER)
        }
        for side, cell in self.cells.items():
            cell.clicked.connect(partial(self.choose, side))
        across = row(tokens.small)
        across.setContentsMargins(tokens.small, tokens.px(3), tokens.px(3), tokens.px(3))
        across.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        for cell in self.cells.values():
            cell.setMinimumWidth(tokens.px(90))
            across.addWidget(cell, 1)
        layout = column(0)
        layout.addLayout(across)
        self.setLayout(layout)
        if sides:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say(self, label: str, kept: str, former: str) -> None:
        """Word the line."""
        self._said = (label, kept, former)
        self._label.setText(label)
        self.cells[Side.KEPT].say(kept)
        self.cells[Side.FORMER].say(former)
        self._word()

    def choose(self, side: Side, *_checked: object) -> None:
        """Take the value of a side."""
        if side not in self._sides:
            return
        self.side = side
        for which, cell in self.cells.items():
            cell.choose(side in {which, Side.BOTH})
        self._word()
        self.chosen.emit(self._name, side)

    def _word(self) -> None:
        label, kept, former = self._said
        taken = {
            Side.KEPT: _("taken: the left one"),
            Side.FORMER: _("taken: the right one"),
            Side.BOTH: _("taken: both"),
        }
        parts = (label, kept or _("nothing"), former or _("nothing"))
        state = taken[self.side] if self.side else ""
        self.setAccessibleName(", ".join(part for part in (*parts, state) if part))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._sides or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.choose(Side.KEPT if key == Qt.Key.Key_Left else Side.FORMER)
        elif key == Qt.Key.Key_Space:
            at = self._sides.index(self.side) if self.side else -1
            self.choose(self._sides[(at + 1) % len(self._sides)])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.colour("accent")), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._look.tokens.field_radius
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
