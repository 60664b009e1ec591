"""The bundled line icons, drawn in the colour they are asked for."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@lru_cache(maxsize=256)
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _screen_ratio() -> float:
    """Say how dense the densest screen is; Qt knows, and no object of a screen is held that may be gone by then."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


class Icons:
    """Draws icons by name and colour, each once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, *, ratio: float = 1.0) -> QPixmap:
        """Draw one icon `size` logical pixels wide for a screen with `ratio` device pixels each.

        Raises:
            FileNotFoundError: No such icon is bundled.
        """
        key = (name, colour, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour, size, ratio)
        return self._drawn[key]

    def icon(self, name: str, colour: str, size: int, *, disabled: str | None = None) -> QIcon:
        """Make an icon sharp on this screen, and pale when disabled."""
        ratio = _screen_ratio()
        icon = QIcon(self.pixmap(name, colour, size, ratio=ratio))
        if disabled is not None:
            pale = self.pixmap(name, disabled, size, ratio=ratio)
            icon.addPixmap(pale, QIcon.Mode.Disabled)
        return icon

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        source = _source(self._folder / f"{name}.svg").replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
