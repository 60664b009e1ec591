"""The bundled fonts: Sofia Sans, whose letters have their Bulgarian shapes, and Noto Sans for what it lacks."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

TEXT_FAMILY = "Sofia Sans"
FALLBACK_FAMILY = "Noto Sans"

_TEXT = ("SofiaSans_400Regular.ttf", "SofiaSans_600SemiBold.ttf")
_FALLBACK = ("NotoSans_400Regular.ttf", "NotoSans_600SemiBold.ttf")


def load_fonts(folder: Path) -> None:
    """Make the text fonts known to Qt."""
    _load(folder, _TEXT)


def load_fallback(folder: Path) -> None:
    """Make the fonts known that hold the signs of all other languages: bigger, and rarely needed."""
    _load(folder, _FALLBACK)


def _load(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        QFontDatabase.addApplicationFont(str(folder / name))


def text_font(pixels: int, *, strong: bool = False, tabular: bool = False) -> QFont:
    """Make a font of the text family; tabular figures stand under each other in columns."""
    font = QFont()
    font.setFamilies([TEXT_FAMILY, FALLBACK_FAMILY])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
