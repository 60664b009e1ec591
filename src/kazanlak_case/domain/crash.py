"""Tell of a mistake of the program by places in code only: a message or a value may hold somebody's name."""

import sys
import threading
from pathlib import Path
from types import TracebackType

from kazanlak_case import __version__


def crash_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Write down where it happened, and what kind of mistake it was."""
    import traceback

    lines = [f"kazanlak-case {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    lines += [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([*lines, kind.__name__, ""])


def keep_values_back() -> None:
    """Let no mistake print its message: not on the main thread, not in another, not where Python only tells of it."""
    sys.excepthook = _tell
    threading.excepthook = _tell_of_thread
    sys.unraisablehook = _tell_of_unraisable


def _tell(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    del error  # its message is the very thing that stays here
    if sys.stderr:  # a window started without a console has none
        sys.stderr.write(crash_report(kind, trace))


def _tell_of_thread(told: threading.ExceptHookArgs) -> None:
    if not issubclass(told.exc_type, SystemExit):
        _tell(told.exc_type, None, told.exc_traceback)


def _tell_of_unraisable(told: "sys.UnraisableHookArgs") -> None:
    _tell(told.exc_type, None, told.exc_traceback)
