"""PySide reads no source of ours."""

import os
import subprocess
import sys
from pathlib import Path

from kazanlak_case import paths
from kazanlak_case.ui.sources import leave_unread

READ = """
import kazanlak_case.ui
import linecache, sys
before = len(linecache.cache)
import kazanlak_case.ui.look
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
label.setText("a")
sys.stdout.write(f"{label.text()} {len(linecache.cache) - before}")
sys.stdout.flush()
import os
os._exit(0)
"""


def test_no_source_is_read(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", READ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, paths.HOME: str(tmp_path)},
    )
    assert said.stdout == "a 0"


def test_pyside_still_asks() -> None:
    # where it does not, the module that answers it can go
    assert leave_unread()
