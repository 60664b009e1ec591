"""The indicators of the funds as a report, and the people behind each number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Privacy, RecordId, specs_of
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.records.participation import Vulnerability
from kazanlak_case.domain.rules.esf import (
    ESF_2014_2020,
    FROM_A_SAMPLE,
    GRAND_TOTAL,
    NOT_COMPUTED,
    REMOVED_IN_2018,
    TOTAL,
    Moment,
    Rule,
    rules_of,
    why,
)
from kazanlak_case.domain.rules.esf_checks import figures_that_cannot_be
from kazanlak_case.domain.rules.expressions import Reason, names_in
from kazanlak_case.domain.rules.participants import IndicatorCount, Selection
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.i18n import N_
from kazanlak_case.services.indicator_texts import indicator_texts
from kazanlak_case.services.report_model import Cell, Column, ColumnKind, Report, Section

INDICATORS = "esf-indicators"
TITLE = N_("Indicators of the European Social Fund")

OUTPUTS = N_("Outputs: the situation at entry")
FOR_ISUN = N_("Asked by ISUN or taken from samples")
IMMEDIATE = N_("Immediate results: up to four weeks after the exit")
LONGER_TERM = N_("Longer-term results: six months after the exit")
PROGRAMME = N_("Indicators of the programme")
TOTALS = N_("Totals")

COLUMNS = (
    Column("set", N_("Set"), width=18),
    Column("code", N_("Code"), width=17),
    Column("name", N_("Indicator"), width=66),
    Column("women", N_("Women"), ColumnKind.NUMBER, width=9),
    Column("men", N_("Men"), ColumnKind.NUMBER, width=9),
    Column("total", N_("Total"), ColumnKind.NUMBER, width=9),
)
_KEYS = ("set", "code", "women", "men", "total")

RESTS_ON = "person.born_on person.sex participation spell.entered_on spell.left_on"
"""What every indicator looks at, beside the sensitive answers it may ask for."""

_SPECIAL = frozenset(
    spec.name for spec in specs_of(Vulnerability) if spec.privacy is Privacy.SPECIAL
)


@dataclass(frozen=True, slots=True)
class PersonBehind:
    """Somebody a number counts, and why."""

    person: RecordId
    name: Annotated[str, Of(NAME)]
    site: str
    sex: Annotated[str | None, Of("person.sex")]
    age: Annotated[int | None, Of("person.born_on")]
    entered_on: Annotated[date, Of("spell.entered_on")]
    left_on: Annotated[date | None, Of("spell.left_on")]
    reasons: tuple[Reason, ...]


def rules_in_use(profile: MunicipalityProfile) -> tuple[Rule, ...]:
    """List what the profile reports: the common set whole, of the programmes' own what the contract has targets for."""
    settings = profile.settings
    child = bool(settings.get("indicators.isced0_child_in_co09", True))
    common = str(settings.get("indicators.common_set") or ESF_2014_2020)
    targets = settings.get("indicators.targets")
    wanted = {(one["set"], one["code"]) for one in targets} if isinstance(targets, list) else set()
    others = sorted({rule_set for rule_set, _ in wanted} - {common})
    return (
        *rules_of(common, isced0_child_in_co09=child),
        *(rule for name in others for rule in rules_of(name) if (rule.set, rule.code) in wanted),
    )


def places_behind(profile: MunicipalityProfile, rule_set: str, code: str) -> str:
    """Name the fields somebody must see to open a number: the people, and all that it looks at of them.

    Raises:
        KeyError: The profile reports no such indicator.
    """
    rule = {(one.set, one.code): one for one in rules_in_use(profile)}[rule_set, code]
    asked = names_in(rule.condition)
    special = [f"vulnerability.{name}" for name in sorted(asked & _SPECIAL)]
    # a completed referral is an inclusion in services by itself
    referred = ["referral.completed_on"] if "services_from" in asked else []
    return " ".join((NAME, RESTS_ON, *special, *referred))


def count_indicators(uow: UnitOfWork, selection: Selection | None = None) -> list[IndicatorCount]:
    """Count every indicator of the profile.

    Raises:
        NotAllowedError: The user's post makes no reports.
    """
    uow.require(Act.REPORT)
    return uow.indicators.count(rules_in_use(uow.profile), selection)


def people_behind(
    uow: UnitOfWork,
    rule_set: str,
    code: str,
    *,
    sex: str | None = None,
    selection: Selection | None = None,
) -> list[PersonBehind]:
    """Open a number: the very people it counts, with the reasons.

    Raises:
        KeyError: The profile reports no such indicator.
        NotAllowedError: The user may not see the people, or what the number rests on.
    """
    uow.require(Act.REPORT)
    uow.sight.require(places_behind(uow.profile, rule_set, code))
    rule = {(one.set, one.code): one for one in rules_in_use(uow.profile)}[rule_set, code]
    found = uow.indicators.behind(rule, selection, sex=sex)
    names = uow.records.many(Person, (one.person for one in found))
    return uow.sight.shown_all(
        PersonBehind(
            person=one.person,
            name=names[one.person].name,
            site=one.site,
            sex=one.sex,
            age=one.age,
            entered_on=one.entered_on,
            left_on=one.left_on,
            reasons=why(rule, one.facts),
        )
        for one in found
    )


def indicator_report(uow: UnitOfWork, selection: Selection, language: str) -> Report:
    """Make the report of all indicators of the profile.

    Raises:
        NotAllowedError: The user's post makes no reports.
    """
    uow.require(Act.REPORT)
    rules = rules_in_use(uow.profile)
    counts = uow.indicators.count(rules, selection)
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for rule, one in zip(rules, counts, strict=True):
        name = indicator_texts().get(one.set, one.code).name(language)
        row = (one.set, one.code, name, one.women, one.men, one.total)
        rows.setdefault(_section_of(rule), []).append(row)
    order = (OUTPUTS, FOR_ISUN, IMMEDIATE, LONGER_TERM, PROGRAMME, TOTALS)
    return Report(
        name=INDICATORS,
        title=TITLE,
        columns=COLUMNS,
        sections=tuple(Section(title, tuple(rows[title])) for title in order if title in rows),
        notes=tuple(_notes(counts, selection)),
        selection=selection,
        keys=_KEYS,
    )


def _section_of(rule: Rule) -> str:
    key = (rule.set, rule.code)
    if rule.code in {TOTAL, GRAND_TOTAL}:
        return TOTALS
    if rule.set != ESF_2014_2020:
        return PROGRAMME
    if key in REMOVED_IN_2018 or (key in FROM_A_SAMPLE and rule.moment is Moment.ENTRY):
        return FOR_ISUN
    if key in FROM_A_SAMPLE:
        return LONGER_TERM
    return IMMEDIATE if rule.moment is Moment.EXIT else OUTPUTS


def _notes(counts: Iterable[IndicatorCount], selection: Selection) -> Iterator[Reason]:
    """Say what a reader of the figures must know."""
    counts = list(counts)
    totals = {one.code: one.total for one in counts}
    incomplete = totals.get(GRAND_TOTAL, 0) - totals.get(TOTAL, 0)
    if incomplete > 0:
        facts: dict[str, object] = {"count": incomplete}
        yield Reason(
            N_("Participants with incomplete data, counted in the grand total only: {count}."),
            facts,
        )
    yield Reason(
        N_(
            "CR06 to CR09 are collected by the managing authority from a sample; these figures are not final."
        ),
        {},
    )
    if selection.since or selection.until:
        yield Reason(
            N_(
                "Outputs are counted by the day of entry, results by the day of exit within the period."
            ),
            {},
        )
    else:
        # within a period results may belong to people who entered before it
        yield from figures_that_cannot_be(one for one in counts if one.set == ESF_2014_2020)
    left_out = ", ".join(code for _, code in NOT_COMPUTED)
    yield Reason(
        N_("Not computed here: {codes} (municipality's class, projects and enterprises)."),
        {"codes": left_out},
    )
