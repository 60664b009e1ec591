import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon

from kazanlak_case import paths
from kazanlak_case.ui.icons import Icons
from kazanlak_case.ui.look import Look

SOURCE = Path(paths.__file__).parent / "ui"


def test_icon_is_drawn_in_the_colour_asked_for(qapp) -> None:
    image = Icons(paths.resource("icons")).pixmap("house", "#B3261E", 24).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert "#b3261e" in seen


def test_icon_is_drawn_once(qapp) -> None:
    icons = Icons(paths.resource("icons"))
    assert icons.pixmap("house", "#000000", 24) is icons.pixmap("house", "#000000", 24)


def test_icon_is_pale_when_disabled(look: Look) -> None:
    icon = look.icon("house", "accent")
    pale = icon.pixmap(18, QIcon.Mode.Disabled).toImage()
    colours = {pale.pixelColor(x, y).name() for x in range(18) for y in range(18)}
    assert QColor(look.colour("strong_line")).name() in colours


def test_unknown_icon_is_an_error(qapp) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(paths.resource("icons")).pixmap("no-such-icon", "#000000", 24)


def test_every_icon_the_window_names_is_bundled() -> None:
    named = set()
    for module in SOURCE.rglob("*.py"):
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', module.read_text("utf-8")))
    assert named
    assert not {name for name in named if not paths.resource(f"icons/{name}.svg").is_file()}
