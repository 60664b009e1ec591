"""docs/rights.md says what the rights say, and a municipality's own table is read."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_rights_is_true() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "rights.py"))["page"]()
    assert page == (ROOT / "docs" / "rights.md").read_text("utf-8"), "run tools/rights.py"
