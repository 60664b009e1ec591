"""How the window stands in a picture, and when it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from kazanlak_case import paths, settings
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.shell import Shell, Surroundings

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look

NOW = datetime(2022, 11, 14, 13, 5, tzinfo=UTC)
SETTLE_MS = 60
HOUSE, OTHER_HOUSE, CENTRE = "kazanlak", "razhena", "municipality"
PSYCHOLOGIST = "psychologist"


@dataclass(frozen=True)
class Setting:
    """How the window stands in a picture."""

    name: str
    dark: bool = False
    scale: float = 1.0
    size: tuple[int, int] = (1280, 720)


LIGHT = Setting("light")
DARK = Setting("dark", dark=True)
LARGE = Setting("large", scale=1.3)
SMALL = Setting("small", size=(1024, 600))


def now() -> datetime:
    """Say when the pictures are taken."""
    return NOW


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let timers and layouts come to rest."""
    QTest.qWait(milliseconds)


def make_shell(look: Look, setting: Setting) -> Shell:
    """Make a window of this setting."""
    around = Surroundings(
        look=look,
        background=AtOnce(),
        clock=now,
        settings=settings.Settings(),
        case_folder=paths.case_folder(),
        keep_settings=lambda _settings: None,
    )
    shell = Shell(around)
    shell.resize(*setting.size)
    shell.show()
    settle()
    return shell
