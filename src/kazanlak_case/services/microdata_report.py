"""The microdata as reports: the rows ISUN takes, and beside them who is missing and which answers were refused."""

from collections.abc import Iterable

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

NOT_IN_THE_FILE = N_("Not in the file for ISUN, and why")
REFUSED = N_("Refused answers, shown to ISUN as the profile says")

_BESIDE = (
    Column("name", N_("Name"), width=32),
    Column("site", N_("House"), width=20),
    Column("entered_on", N_("Entered on"), ColumnKind.DATE, width=12),
    Column("reasons", N_("Reasons"), ColumnKind.REASONS, width=80),
)


def microdata_report(uow: UnitOfWork, selection: Selection, language: str) -> Report:  # noqa: ARG001 - every report is asked in a language
    """Make the rows ISUN takes, numbered as in the file; the headings are ISUN's own, in Bulgarian."""
    answers = list(microdata(uow, selection))
    ready = [one.cells for one in answers if not one.blocked]
    return Report(
        name=MICRODATA,
        title=TITLE,
        columns=tuple(Column(field.name, field.heading) for field in isun_fields()),
        sections=(
            Section("", tuple((number, *cells) for number, cells in enumerate(ready, start=1))),
        ),
        notes=microdata_notes(len(ready), answers),
        selection=selection,
    )


def microdata_notes(written: int, beside: Iterable[Answer]) -> tuple[Reason, ...]:
    """Say in numbers what went into the file and what did not."""
    beside = list(beside)
    blocked = sum(bool(one.blocked) for one in beside)
    refused = sum(bool(one.refused) for one in beside)
    notes = [Reason(N_("Participants in the file for ISUN: {count}."), {"count": written})]
    if blocked:
        notes.append(
            Reason(
                N_("Not in the file, because something is missing or wrong: {count}."),
                {"count": blocked},
            )
        )
    if refused:
        notes.append(Reason(N_("Participants with refused answers: {count}."), {"count": refused}))
    return tuple(notes)


def beside_report(
    profile: MunicipalityProfile, beside: Iterable[Answer], *, written: int, selection: Selection
) -> Report:
    """Make the list that belongs beside the file: who is not in it and why, and whose answers were refused."""
    beside = list(beside)
    blocked = tuple(_row(profile, one, one.blocked) for one in beside if one.blocked)
    refused = tuple(_row(profile, one, one.refused) for one in beside if one.refused)
    return Report(
        name=MICRODATA,
        title=NOT_IN_THE_FILE,
        columns=_BESIDE,
        sections=(Section(NOT_IN_THE_FILE, blocked), Section(REFUSED, refused)),
        notes=microdata_notes(written, beside),
        selection=selection,
    )


def _row(
    profile: MunicipalityProfile, one: Answer, reasons: tuple[Reason, ...]
) -> tuple[Cell, ...]:
    site = profile.site(one.site)
    return (one.name, site.short_name if site else one.site, one.entered_on, reasons)
