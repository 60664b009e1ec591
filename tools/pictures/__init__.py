"""Pictures of the real screens: each module poses one subject, index.py names them all."""

import os
import tempfile
from pathlib import Path

# Before the program looks for either: no screen is needed, and nothing of this account is touched.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = Path(tempfile.mkdtemp(prefix="pictures"))
os.environ["KAZANLAK_CASE_HOME"] = str(HOME)
