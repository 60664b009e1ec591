"""The microdata as reports: the rows ISUN takes, and beside them who is missing and which answers were refused."""

from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.i18n import N_
from kazanlak_case.services.indicator_texts import isun_fields
from kazanlak_case.services.microdata import Answer, microdata
from kazanlak_case.services.report_model import Cell, Column, ColumnKind, Report, Section

MICRODATA = "isun-microdata"
TITLE = N_("Microdata of the participants for ISUN")

BESIDE_TITLE = N_("Beside the microdata for ISUN: who is not in the file, and refused answers")

BESIDE_COLUMNS = (
    Column("name", N_("Full name"), width=32),
    Column("site", N_("House"), width=20),
    Column("entered_on", N_("Entered on"), ColumnKind.DATE, width=17),
    Column("blocked", N_("Not in the file, because"), ColumnKind.REASONS, width=80),
    Column(
        "refused",
        N_("Refused answers, shown to ISUN as the profile says"),
        ColumnKind.REASONS,
        width=50,
    ),
)
"""The list beside the file: the file itself stays as ISUN takes it."""


def microdata_report(uow: UnitOfWork, selection: Selection, language: str) -> Report:  # noqa: ARG001 - every report is asked in a language
    """Make the rows ISUN takes, numbered as in the file; the headings are ISUN's own, in Bulgarian."""
    counts, ready = MicrodataCounts(), []
    for answer in microdata(uow, selection):
        counts.add(answer)
        if not answer.blocked:
            ready.append(answer.cells)
    return Report(
        name=MICRODATA,
        title=TITLE,
        columns=tuple(Column(field.name, field.heading) for field in isun_fields()),
        sections=(
            Section("", tuple((number, *cells) for number, cells in enumerate(ready, start=1))),
        ),
        notes=counts.notes(),
        selection=selection,
    )


@dataclass(slots=True)
class MicrodataCounts:
    """How many participants went into the file, and how many are on the list beside it."""

    written: int = 0
    blocked: int = 0
    refused: int = 0

    def add(self, answer: Answer) -> None:
        """Count one participant."""
        self.written += not answer.blocked
        self.blocked += bool(answer.blocked)
        self.refused += bool(answer.refused)

    def notes(self) -> tuple[Reason, ...]:
        """Say it in words."""
        told = [Reason(N_("Participants in the file for ISUN: {count}."), {"count": self.written})]
        if self.blocked:
            message = N_("Not in the file, because something is missing or wrong: {count}.")
            told.append(Reason(message, {"count": self.blocked}))
        if self.refused:
            told.append(
                Reason(N_("Participants with refused answers: {count}."), {"count": self.refused})
            )
        return tuple(told)


def beside_row(profile: MunicipalityProfile, answer: Answer) -> tuple[Cell, ...]:
    """Fill the list's columns for somebody who is not in the file, or refused an answer."""
    site = profile.site(answer.site)
    place = site.short_name if site else answer.site
    return (answer.name, place, answer.entered_on, answer.blocked, answer.refused)
