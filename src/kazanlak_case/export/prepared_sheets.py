"""Prepare a house together with the recovery sheets B that the centre locks away for its confidential notes."""

from collections.abc import Sequence
from contextlib import ExitStack
from contextvars import copy_context
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.export.recovery_sheet_pdf import fill, own_file, sheet_content
from kazanlak_case.export.starter import StarterReport, prepare


def prepare_with_sheets(  # noqa: PLR0913 - by whom, for whom, where, whose notes
    centre: CaseFile,
    site: str,
    out: Path,
    *,
    password: str,
    now: datetime,
    folder: Path,
    secrets: Sequence[str],
    language: str = "bg",
) -> tuple[StarterReport, tuple[Path, ...]]:
    """Write a house's starter and, for its first laptop, a sheet B for each of these professions.

    The keys are made now and sealed to the sheets alone: the house's specialist opens them with the sheet once. There
    is room for the sheets before anything is made.

    Raises:
        ExpectedError: As `prepare` and `write_recovery_sheet` say.
    """
    paths = {secret: folder / f"{site}-{secret}.pdf" for secret in secrets}
    with ExitStack() as stack:
        places = {secret: stack.enter_context(own_file(path)) for secret, path in paths.items()}
        report = prepare(centre, site, out, password=password, now=now, sheets=secrets)
        for sheet in report.sheets:
            content = copy_context().run(
                sheet_content, sheet, centre.profile, now=now, language=language
            )
            fill(places[sheet.secret], content)
    made = {sheet.secret for sheet in report.sheets}
    for secret, path in paths.items():
        if secret not in made:
            # a further laptop of a house: its sheets were made with the first
            with translating_disk(path):
                path.unlink()
    return report, tuple(path for secret, path in paths.items() if secret in made)
