"""Start of the window and its memory, against a bare PySide6 window; and how long after the password Днес is there."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from files import PASSWORD, full_of_people
from measures import Row, Run, interleaved

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
app.processEvents()
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0], flush=True)
import os
os._exit(0)
"""
OURS = """
import gc, sys
gc.disable()  # as the program itself does until the first paint
from datetime import UTC, datetime
from kazanlak_case.app import make_application, make_window
app = make_application()
window = make_window(app, lambda: datetime(2022, 11, 14, 9, 30, tzinfo=UTC))
window.show()
app.processEvents()
if len(sys.argv) > 1:
    gc.enable()
    from pathlib import Path
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.services.today import today
    file = CaseFile.open(Path(sys.argv[1]), password=sys.argv[2])
    with file.reading(datetime(2022, 11, 14, 9, 30, tzinfo=UTC)) as uow:
        today(uow), uow.people.page(limit=200), uow.people.count(), uow.search.people("ива")
    file.give_back()
    app.processEvents()
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0], flush=True)
import os
os._exit(0)
"""


SIGNED_IN = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QLineEdit, QWidget
from kazanlak_case.app import make_application, make_window
app = make_application()
shell = make_window(app, lambda: datetime(2022, 11, 14, 9, 30, tzinfo=UTC))
shell.show()
shell.begin()
def until(come):
    while not come():
        app.processEvents()
        time.sleep(0.001)
until(lambda: shell.around.background.is_idle)
path, password = Path(sys.argv[1]), sys.argv[2]
shell.sign_in.offer(path.parent, path)
shell.sign_in.focus_password()
until(lambda: shell.around.background.is_idle)
from kazanlak_case.db import keys
before = time.perf_counter()
keys.unlock(path, "head", password)
derivation = time.perf_counter() - before
for line in shell.sign_in.findChildren(QLineEdit):
    if line.echoMode() == QLineEdit.EchoMode.Password:
        line.setText(password)
before = time.perf_counter()
shell.sign_in._on_enter()
until(lambda: shell.workspace is not None)
until(lambda: shell.workspace.findChild(QWidget, "today")._view is not None)
app.processEvents()
"""
TODAY = (
    SIGNED_IN
    + """
print((time.perf_counter() - before - derivation) * 1000, flush=True)
import os
os._exit(0)
"""
)
AT_REST = (
    SIGNED_IN
    + """
until(lambda: shell.around.background.is_idle)
shell.workspace.go("people")
until(lambda: shell.around.background.is_idle)
shell.workspace.go("today")
until(lambda: shell.around.background.is_idle)
shell.operations.case_file.give_back()  # as the window does after five seconds without a question
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0], flush=True)
import os
os._exit(0)
"""
)
"""The real window: Днес, the list of people, Днес again."""


def _run_window(script: str, *words: str) -> str:
    """Run a script with compiled modules, as an installed program has them, and answer what it said last."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["KAZANLAK_CASE_HOME"]) / "compiled")
    said = subprocess.run(
        [sys.executable, "-c", script, *words], check=True, capture_output=True, text=True, env=env
    )
    return said.stdout.split()[-1]


def started(script: str, *words: str) -> tuple[float, float]:
    """Run a window until its first paint; answer its CPU seconds and resident memory (MB)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    kilobytes = int(_run_window(script, *words))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, kilobytes / 1024


def rows(run: Run) -> Iterator[Row]:
    """Measure start, memory and the way to Днес."""
    pairs = interleaved(lambda: started(OURS)[0], lambda: started(BARE)[0], run.pairs(9))
    yield Row(
        "start to the sign-in window ÷ a bare PySide6 window", pairs.ratio, "×", "CPU", 1.6, 1.1
    )
    persons = run.sizes(100_000)[0]
    path = full_of_people(run.folder, persons)
    yield from _memory(path, persons, run)
    yield from _to_today(run)


def _resident(script: str, *words: str) -> float:
    return started(script, *words)[1]


def _memory(path: Path, persons: int, run: Run) -> Iterator[Row]:
    for name, script, must, after in (
        (f"memory with {persons} people open and looked at ÷ a bare window", AT_REST, 1.9, 1.5),
        ("the same without pages, the store beside the first page", OURS, None, None),
    ):
        memory = interleaved(
            partial(_resident, script, str(path), PASSWORD),
            partial(_resident, BARE),
            run.pairs(3, 1),
        )
        note = f"{memory.theirs:.0f} MB bare; key derivation's 64 MiB is given back"
        yield Row(name, memory.ratio, "×", note, must, after)


def _to_today(run: Run) -> Iterator[Row]:
    path = full_of_people(run.folder, run.sizes(10_000)[0])
    waits = [float(_run_window(TODAY, str(path), PASSWORD)) for _ in range(run.pairs(7))]
    yield Row(
        f"password given to Днес, {run.sizes(10_000)[0]} people, key derivation aside",
        statistics.median(waits),
        "ms",
        "patience; the real window, from Enter until the day is painted",
        400,
        200,
    )
