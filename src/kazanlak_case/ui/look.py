"""The look of the window as a part that is handed on: tokens, icons and fonts, and who wears which icon."""

from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from shiboken6 import isValid

from kazanlak_case.ui.fonts import load_fallback, load_fonts, text_font
from kazanlak_case.ui.icons import Icons
from kazanlak_case.ui.style import palette_of, style_sheet
from kazanlak_case.ui.tokens import Tokens, tokens_for

STYLE = "Fusion"


class Look(QObject):
    """Dresses the program, and dresses it anew when the theme or the size of text changes."""

    changed = Signal()

    def __init__(self, resources: Path, *, dark: bool = False, scale: float = 1.0) -> None:
        super().__init__()
        self._resources = resources
        self._icons = Icons(resources / "icons")
        self._worn: WeakKeyDictionary[QAbstractButton | QLabel, tuple[str, str, float]] = (
            WeakKeyDictionary()
        )
        self.tokens: Tokens = tokens_for(dark=dark, scale=scale)

    def apply(self, app: QApplication) -> None:
        """Dress a program that was begun in another style; called once at start."""
        if app.style().objectName() != STYLE.lower():
            app.setStyle(STYLE)
        self.dress_all(app)

    def load_the_rest(self) -> None:
        """Load what the first page does without."""
        load_fallback(self._resources / "fonts")

    def change(self, app: QApplication, *, dark: bool, scale: float) -> None:
        """Take another theme or text size; everything open follows."""
        self.tokens = tokens_for(dark=dark, scale=scale)
        self._take_tokens(app)
        for widget, (name, role, size) in list(self._worn.items()):
            if isValid(widget):
                self.dress(widget, name, role, size=size)
        self.changed.emit()

    def dress(
        self, widget: QAbstractButton | QLabel, name: str, role: str = "muted", *, size: float = 18
    ) -> None:
        """Give a button or label an icon in the colour of a token, now and after each change of look."""
        self._worn[widget] = (name, role, size)
        if isinstance(widget, QLabel):
            widget.setPixmap(self.pixmap(name, role, size=size))
            return
        pixels = self.tokens.px(size)
        widget.setIcon(self.icon(name, role, size=size))
        widget.setIconSize(QSize(pixels, pixels))

    def icon(self, name: str, role: str = "muted", *, size: float = 18) -> QIcon:
        """Draw an icon in the colour of a token, pale where disabled."""
        return self._icons.icon(
            name, self.colour(role), self.tokens.px(size), disabled=self.tokens.colours.strong_line
        )

    def pixmap(self, name: str, role: str = "muted", *, size: float = 18) -> QPixmap:
        """Draw an icon as a picture, sharp on dense screens too."""
        return self._icons.pixmap(name, self.colour(role), self.tokens.px(size), ratio=2.0)

    def colour(self, role: str) -> str:
        """Say the colour of a token by its name."""
        return str(getattr(self.tokens.colours, role))

    def dress_all(self, app: QApplication) -> None:
        """Dress a program that was begun in our style."""
        load_fonts(self._resources / "fonts")
        self._take_tokens(app)

    def _take_tokens(self, app: QApplication) -> None:
        app.setPalette(palette_of(self.tokens))
        app.setFont(text_font(self.tokens.body_size))
        app.setStyleSheet(style_sheet(self.tokens, self._resources / "styles"))
