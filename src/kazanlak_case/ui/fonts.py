"""The bundled fonts: Sofia Sans, whose letters have their Bulgarian shapes, and Noto Sans for what it lacks."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

TEXT_FAMILY = "Sofia Sans"
FALLBACK_FAMILY = "Noto Sans"

_FILES = (
    "SofiaSans_400Regular.ttf",
    "SofiaSans_600SemiBold.ttf",
    "NotoSans_400Regular.ttf",
    "NotoSans_600SemiBold.ttf",
)


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Make the bundled fonts known to Qt; answer the families in order of preference."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / name))
    return (TEXT_FAMILY, FALLBACK_FAMILY)


def text_font(pixels: int, *, strong: bool = False, tabular: bool = False) -> QFont:
    """Make a font of the text family; tabular figures stand under each other in columns."""
    font = QFont()
    font.setFamilies([TEXT_FAMILY, FALLBACK_FAMILY])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
