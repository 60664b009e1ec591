"""The reports of the story."""

from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.export.reports import write_report

PAPERS = (
    ("esf-indicators", ".xlsx"),
    ("esf-indicators", ".pdf"),
    ("esf-indicators", ".json"),
    ("isun-microdata", ".xlsx"),
    ("completeness", ".xlsx"),
)


def write_papers(centre: CaseFile, folder: Path, *, now: datetime) -> list[Path]:
    """Write every report the municipality would print at the end of the year."""
    made = []
    for name, ending in PAPERS:
        out = folder / f"{name}{ending}"
        write_report(centre, name, out, now=now)
        made.append(out)
    return made
