"""Take pictures of the real screens, over the practice story: screenshots.py FOLDER [NAME…].

PICTURES_STORY=DIR keeps the story there between two runs: telling it takes longer than all pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kazanlak_case import app as program
from kazanlak_case import paths
from kazanlak_case.ui.collecting import Collecting
from kazanlak_case.ui.look import Look
from pictures import HOME
from pictures.confidential import make_sheets
from pictures.index import PICTURES
from pictures.stage import CENTRE, DARK, HOUSE, LARGE, LIGHT, OTHER_HOUSE, PSYCHOLOGIST, SMALL
from pictures.story import OPENED, open_file, story
from pictures.taking import take


def main(folder: Path, names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    # as the program does: else dead widgets may be torn down on a thread that reads
    Collecting(app).begin()
    program.speak(app, "bg")
    files = story()
    make_sheets(files)
    look = Look(paths.resource_folder())
    look.apply(app)
    look.load_the_rest()
    OPENED[PSYCHOLOGIST] = open_file(files, OTHER_HOUSE, PSYCHOLOGIST)
    OPENED.update({site: open_file(files, site) for site in (HOUSE, CENTRE)})
    for setting in (LIGHT, DARK, LARGE, SMALL):
        look.change(app, dark=setting.dark, scale=setting.scale)
        for name, (pose, settings_of) in PICTURES.items():
            if setting in settings_of and (not names or name in names):
                take(
                    folder / f"{name}-{setting.name}.png",
                    look,
                    setting,
                    pose=(name, pose),
                    opened=OPENED,
                )
    shutil.rmtree(HOME, ignore_errors=True)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path, help="where the pictures go")
    words.add_argument("names", nargs="*", help=f"some of: {', '.join(PICTURES)}")
    asked = words.parse_args()
    if unknown := set(asked.names) - set(PICTURES):
        words.error(f"no such picture: {', '.join(sorted(unknown))}")
    main(asked.folder, asked.names)
