"""Perform the practice story where there is no display: `python -m kazanlak_case.demo.day OUT`.

Screens belong to another room: whoever calls this takes their pictures beside it (tools/run.sh).
"""

import shutil
import sys
from pathlib import Path

from kazanlak_case import paths, settings
from kazanlak_case.demo.office import NOTICE
from kazanlak_case.demo.year import Made, perform
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.practice import PRACTICE_PASSWORD
from kazanlak_case.i18n import _, sentence, use_language

PERSONS, SEED = 60, 7
DONE, REFUSED, USAGE = 0, 1, 2


def perform_day(folder: Path) -> Made:
    """Build the practice data anew; what an earlier run left in `folder` goes, anything else is left alone."""
    if (folder / NOTICE).is_file():
        shutil.rmtree(folder)
    return perform(folder, persons=PERSONS, seed=SEED, password=PRACTICE_PASSWORD, tell=_tell)


def main(words: list[str]) -> int:
    """Perform it and give the exit code."""
    if len(words) != 1:
        sys.stderr.write("python -m kazanlak_case.demo.day OUT\n")
        return USAGE
    language = settings.load(paths.settings_file()).language
    use_language(language, locale_dir=paths.locale_folder())
    folder = Path(words[0])
    try:
        perform_day(folder)
    except ExpectedError as error:
        sys.stderr.write(f"{sentence(error)}\n")
        return REFUSED
    words_of_end = _(
        "Bundles are in {stick}, reports in {reports}. Password of every file, user head: {password}"
    )
    _tell(
        words_of_end.format(
            stick=folder / "stick", reports=folder / "reports", password=PRACTICE_PASSWORD
        )
    )
    return DONE


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
