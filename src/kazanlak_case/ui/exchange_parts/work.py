"""The long work of the exchange page, as `Operations.long` calls it; the writers of files are loaded when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.exchange import ExportReport, ImportReport, Progress

STEPS = 1000
"""How finely the work on one of several bundles is told."""


def write_bundles(  # noqa: PLR0913 - for whom, where, how much, then what all long work gets
    sites: Sequence[str],
    folder: Path,
    case_file: CaseFile,
    *,
    full: bool = False,
    now: datetime,
    progress: Progress,
) -> list[ExportReport]:
    """Write a bundle for each of some sites: what it does not have yet, or everything."""
    from kazanlak_case.export.exchange import export_bundle

    written = []
    for number, site in enumerate(sites):

        def told(done: int, of: int, *, start: int = number * STEPS) -> None:
            progress(start + STEPS * done // max(1, of), len(sites) * STEPS)

        written.append(
            export_bundle(case_file, folder, to_site=site, full=full, now=now, progress=told)
        )
    return written


def rehearse_bundles(
    paths: Sequence[Path], case_file: CaseFile, *, now: datetime, progress: Progress
) -> list[ImportReport]:
    """Say what bundles would bring."""
    from kazanlak_case.export.exchange import rehearse_import

    return rehearse_import(case_file, paths, now=now, progress=progress)


def take_bundles(
    paths: Sequence[Path], case_file: CaseFile, *, now: datetime, progress: Progress
) -> list[ImportReport]:
    """Take bundles in."""
    from kazanlak_case.export.exchange import import_bundles

    return import_bundles(case_file, paths, now=now, progress=progress)


def mend_bundles(
    paths: Sequence[Path], case_file: CaseFile, *, now: datetime, progress: Progress
) -> list[ImportReport]:
    """Bring this file's history and the centre's together."""
    from kazanlak_case.export.exchange import mend_fork

    return [mend_fork(case_file, path, now=now, progress=progress) for path in paths]


def take_out(bundle: str, case_file: CaseFile, *, now: datetime) -> None:
    """Take the last import out again."""
    from kazanlak_case.export.exchange import undo_import

    undo_import(case_file, bundle, now=now)
