"""PySide looks into the source of every module that is imported after it; here there is nothing for it to find.

It asks whether the module might want another spelling of Qt's names (`from __feature__ import …`), which nobody here
does. Reading all sources for that costs a tenth of the start, and Python keeps every line it has read in memory.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6 import QtCore  # noqa: F401 - brings what looks into sources

if TYPE_CHECKING:
    from types import ModuleType

ASKER = "shibokensupport.feature"
QUESTION = "_mod_uses_pyside"


def leave_unread() -> bool:
    """Answer for all modules to come that they spell Qt's names as Qt does; tell whether PySide still asks."""
    asker = sys.modules.get(ASKER)
    asks = hasattr(asker, QUESTION)
    if asks:
        setattr(asker, QUESTION, _spells_as_qt)
    return asks


def _spells_as_qt(_module: ModuleType) -> bool:
    return True
