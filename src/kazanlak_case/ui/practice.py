"""Practice data as the window offers it: made by somebody else, in a folder of its own, with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What there is to practise with.

    Attributes:
        folder: Where the made-up files are, or will be.
        password: Of all of them; it is told to everybody.
        make: Makes them, telling each step; takes a while.
        clock: The time it is in the made-up world.
    """

    folder: Path
    password: str
    make: Callable[[Tell], None]
    clock: Callable[[], datetime]

    @property
    def is_made(self) -> bool:
        """Whether the files are there."""
        return self.folder.is_dir() and any(self.folder.glob("*.kcase"))
