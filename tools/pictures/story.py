"""The practice story the pictures show."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo.year import perform
from kazanlak_case.domain.practice import PRACTICE_PASSWORD
from kazanlak_case.ui.session import Opened, lookups_of
from pictures.stage import NOW

PEOPLE = 160
OPENED: dict[str, Opened] = {}
"""The files of the story that stand open, by house (or by who reads them)."""


def story() -> Path:
    """Tell the practice story, or take the one that was kept."""
    kept = os.environ.get("PICTURES_STORY")
    folder = paths.case_folder()
    if kept and Path(kept).is_dir():
        shutil.copytree(kept, folder)
        return folder
    folder.mkdir(parents=True)
    perform(folder, persons=PEOPLE, seed=7, password=PRACTICE_PASSWORD, tell=print)
    if kept:
        shutil.copytree(folder, kept)
    return folder


def open_file(folder: Path, site: str, user: str | None = None) -> Opened:
    """Open one file of the story."""
    file = CaseFile.open(folder / f"{site}.kcase", user=user, password=PRACTICE_PASSWORD)
    return Opened(file, lookups_of(file, language="bg", now=NOW))
