"""What the window is given by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kazanlak_case.settings import Settings
    from kazanlak_case.ui.background import Background
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import Clock
    from kazanlak_case.ui.practice import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the window is given by whoever starts it.

    Attributes:
        case_folder: Where case files are looked for.
        keep_settings: Writes the settings down.
        practice: Made-up families to practise with; None where nobody makes them.
        adopt: Speaks another language and dresses the program anew.
        watches_system: Whether the system is asked to tell of sleep and of its own screen lock.
    """

    look: Look
    background: Background
    clock: Clock
    settings: Settings
    case_folder: Path
    keep_settings: Callable[[Settings], None]
    practice: Practice | None = None
    adopt: Callable[[Settings], None] | None = None
    watches_system: bool = False
