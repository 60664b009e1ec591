"""What is missing or doubtful, participant by participant: before the report is sent, not after it came back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.esf_checks import Finding, findings_of
from kazanlak_case.domain.rules.esf_conditions import COMPLETE
from kazanlak_case.domain.rules.expressions import Reason, truth_of
from kazanlak_case.domain.rules.isun import IsunForm
from kazanlak_case.domain.rules.participants import Participant, Selection
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.services.microdata import isun_form, with_people
from kazanlak_case.services.report_model import Cell, Column, ColumnKind, Report, Section

COMPLETENESS = "completeness"
TITLE = N_("What is missing or doubtful")

_COLUMNS = (
    Column("name", N_("Full name"), width=30),
    Column("site", N_("House"), width=16),
    Column("entered_on", N_("Entered on"), ColumnKind.DATE, width=17),
    Column("indicators", N_("Missing for the indicators"), ColumnKind.REASONS, width=32),
)
_SENSITIVE_COLUMNS = (
    Column("isun", N_("Missing for ISUN"), ColumnKind.REASONS, width=48),
    Column("doubtful", N_("To look at"), ColumnKind.REASONS, width=48),
)

_MISSING: dict[str, str] = {
    "sex": N_("sex is not known"),
    "born_on": N_("date of birth is not known, so neither is the age"),
    "labour_situation": N_("situation on the labour market is not known"),
    "isced": N_("level of education is not known"),
}


@dataclass(frozen=True, slots=True)
class ToMend:
    """One participant looked at: what is missing for the figures, what stops the row for ISUN, what is doubtful."""

    person: RecordId
    name: str
    site: str
    entered_on: date
    is_complete: bool
    missing: tuple[Reason, ...]
    blocked: tuple[Reason, ...]
    doubtful: tuple[Reason, ...]


def look_over(uow: UnitOfWork, selection: Selection) -> Iterator[ToMend]:
    """Look at every participant, also at those with nothing to mend; only what the user may know of is named.

    Raises:
        NotAllowedError: The user's post makes no reports, or does not see the participants.
    """
    uow.require(Act.REPORT)
    uow.sight.require(NAME, "participation", "spell")
    return _looked_over(uow, selection)


def _looked_over(uow: UnitOfWork, selection: Selection) -> Iterator[ToMend]:
    form, sees_all = isun_form(uow), sees_answers(uow)
    for participant, person in with_people(uow, selection):
        blocked, doubtful = _looked_at(uow, form, participant, person) if sees_all else ((), ())
        yield ToMend(
            person=participant.person,
            name=person.name,
            site=participant.site,
            entered_on=participant.entered_on,
            is_complete=truth_of(COMPLETE, participant.facts) is True,
            missing=tuple(_missing(participant)),
            blocked=blocked,
            doubtful=doubtful,
        )


def sees_answers(uow: UnitOfWork) -> bool:
    """Tell whether reasons that rest on sensitive answers may be shown."""
    return uow.sight.sees("vulnerability", "person.national_id", action=Action.EXPORT)


def completeness(uow: UnitOfWork, selection: Selection, language: str) -> Report:  # noqa: ARG001 - every report is asked in a language
    """List the participants with something to mend; sensitive columns only for who may see such answers."""
    sees_all = sees_answers(uow)
    counts = {"all": 0, "complete": 0, "ready": 0}
    rows: list[tuple[Cell, ...]] = []
    for one in look_over(uow, selection):
        counts["all"] += 1
        counts["complete"] += one.is_complete
        counts["ready"] += not one.blocked
        shown = (one.missing, one.blocked, one.doubtful) if sees_all else (one.missing,)
        if any(shown):
            site = uow.profile.site(one.site)
            rows.append((one.name, site.short_name if site else one.site, one.entered_on, *shown))
    return Report(
        name=COMPLETENESS,
        title=TITLE,
        columns=_COLUMNS + (_SENSITIVE_COLUMNS if sees_all else ()),
        sections=(Section("", tuple(rows)),),
        notes=tuple(_notes(counts, sees_all=sees_all)),
        selection=selection,
    )


def _missing(participant: Participant) -> Iterator[Reason]:
    facts = participant.facts
    for name, message in _MISSING.items():
        if facts[name] is None:
            yield Reason(message, {})


def _looked_at(
    uow: UnitOfWork, form: IsunForm, participant: Participant, person: Person
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Tell what stops the row for ISUN, and what is doubtful but stops nothing."""
    findings: tuple[Finding, ...] = findings_of(participant, uow.today)
    doubtful = tuple(one.reason for one in findings if not one.is_blocking)
    return tuple(form.row(participant, person).blocked), doubtful


def _notes(counts: dict[str, int], *, sees_all: bool) -> Iterator[Reason]:
    yield Reason(N_("Participants: {count}."), {"count": counts["all"]})
    yield Reason(N_("Complete for the indicators: {count}."), {"count": counts["complete"]})
    if sees_all:
        yield Reason(N_("Ready for ISUN: {count}."), {"count": counts["ready"]})
