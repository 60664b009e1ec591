"""The reports: which there are, and making one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import (
    PeriodError,
    UnknownFundError,
    UnknownReportError,
    UnknownSiteError,
)
from kazanlak_case.domain.records.participation import Participation
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_
from kazanlak_case.services.completeness import COMPLETENESS, completeness
from kazanlak_case.services.indicators import INDICATORS, indicator_report
from kazanlak_case.services.microdata_report import MICRODATA, microdata_report
from kazanlak_case.services.report_model import Report


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report of the list: its name on the command line, an English title, and the files it can be."""

    name: str
    title: str
    endings: tuple[str, ...]
    make: Callable[[UnitOfWork, Selection, str], Report]


REPORTS: dict[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            INDICATORS,
            N_("Indicators of the European Social Fund"),
            (".xlsx", ".pdf", ".json"),
            indicator_report,
        ),
        ReportKind(
            MICRODATA,
            N_("Microdata of the participants for ISUN"),
            (".xlsx", ".json"),
            microdata_report,
        ),
        ReportKind(
            COMPLETENESS,
            N_("What is missing or doubtful"),
            (".xlsx", ".pdf", ".json"),
            completeness,
        ),
    )
}
"""Every report by its name on the command line."""


def report_kind(name: str) -> ReportKind:
    """Find a report by name.

    Raises:
        UnknownReportError: There is none such.
    """
    if name not in REPORTS:
        raise UnknownReportError(name=name, names=", ".join(REPORTS))
    return REPORTS[name]


def selection_of(
    uow: UnitOfWork,
    *,
    fund: str | None = None,
    site: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Selection:
    """Say which participants a report is about.

    Raises:
        UnknownFundError: The profile has no such fund.
        UnknownSiteError: The profile has no such site.
        PeriodError: The period ends before it begins.
    """
    funds, sites = [one.code for one in uow.profile.funds], [one.code for one in uow.profile.sites]
    if fund and fund not in funds:
        raise UnknownFundError(fund=fund, funds=", ".join(funds))
    if site and site not in sites:
        raise UnknownSiteError(site=site, sites=", ".join(sites))
    if since and until and until < since:
        raise PeriodError(since=f"{since:%d.%m.%Y}", until=f"{until:%d.%m.%Y}")
    return Selection(fund=fund or None, site=site or None, since=since, until=until)


def run_report(
    uow: UnitOfWork, name: str, selection: Selection | None = None, *, language: str = "bg"
) -> Report:
    """Make a report of what stands in the file now; official names come in `language`.

    Raises:
        UnknownReportError: There is no such report.
        NotAllowedError: The user's post makes no reports, or may not take out what stands in this one.
    """
    uow.require(Act.REPORT)
    report = report_kind(name).make(uow, selection or Selection(), language)
    return replace(report, notes=(*report.notes, *_restricted_note(uow, report.selection)))


def _restricted_note(uow: UnitOfWork, selection: Selection) -> list[Reason]:
    """Say how many are counted although their data may only be kept: the funds' rules need the count (art. 18(2))."""
    people = [
        one
        for one in uow.work.requests.restricted()
        if uow.records.count(Participation, person=one)
        and selection.site in {None, uow.records.scope_of("person", one)}
    ]
    message = N_(
        "Counted by the funds' rules although the processing of their data is restricted (art. 18): {count}."
    )
    return [Reason(message, {"count": len(people)})] if people else []
