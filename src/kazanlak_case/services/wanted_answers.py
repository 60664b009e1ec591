"""Which answers the funds ask of every participant, and what each is needed for: declared once, counted and filled."""

from dataclasses import dataclass
from enum import StrEnum

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.missing import Wanted
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.rules.rights import Action


class Need(StrEnum):
    """What stays undone while an answer is missing."""

    INDICATORS = "indicators"
    """The person counts in the grand total only (domain.md 2.2)."""
    MICRODATA = "microdata"
    """ISUN would reject the row (domain.md, section 3)."""


@dataclass(frozen=True, slots=True)
class WantedAnswer:
    """An answer and what it is needed for."""

    wanted: Wanted
    need: Need


def _of(record: str, *fields: str, need: Need = Need.MICRODATA) -> list[WantedAnswer]:
    return [WantedAnswer(Wanted(record=record, field=field), need) for field in fields]


WANTED: tuple[WantedAnswer, ...] = (
    *_of("person", "sex", "born_on", need=Need.INDICATORS),
    *_of("participation", "labour_situation", "education", need=Need.INDICATORS),
    *_of("person", "middle_name", "family_name", "settlement"),
    WantedAnswer(
        Wanted(
            record="participation",
            field="unemployed_since",
            when="labour_situation",
            equals=("unemployed",),
        ),
        Need.MICRODATA,
    ),
    *_of(
        "participation",
        "in_education",
        "jobless_household",
        "jobless_with_children",
        "single_adult_with_children",
        "activity",
    ),
    *_of(
        "vulnerability",
        "migrant",
        "foreign_background",
        "minority",
        "roma",
        "disability",
        "homeless",
        "other_disadvantage",
    ),
    WantedAnswer(Wanted(record="spell", field="state", when="left_on"), Need.MICRODATA),
    WantedAnswer(Wanted(record="spell", field="exit_state", when="left_on"), Need.MICRODATA),
    WantedAnswer(
        Wanted(record="spell", field="leaving_reason", when="state", equals=("left_early",)),
        Need.MICRODATA,
    ),
)


def wanted_of(uow: UnitOfWork) -> tuple[WantedAnswer, ...]:
    """List the answers this file asks for and this user may give.

    What the profile answers for everybody (the activity, a substitute for a missing patronymic) is not asked.
    """
    answered = _answered_by(uow.profile)
    return tuple(
        one
        for one in WANTED
        if (one.wanted.record, one.wanted.field) not in answered
        and uow.may(Action.WRITE, spec_of(one.wanted.record, one.wanted.field))
    )


def _answered_by(profile: MunicipalityProfile) -> frozenset[tuple[str, str]]:
    answered = set()
    if profile.default_activity:
        answered.add(("participation", "activity"))
    if profile.settings.get("microdata.missing_patronymic_as"):
        answered.add(("person", "middle_name"))
    return frozenset(answered)
