"""Rows about participants without names, for evaluators: nobody in them can be told from at least k - 1 others."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kazanlak_case.db.reference import code_lists_of, settlements
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.evaluation_errors import TooFewPeopleError, UnfitGroupSizeError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.anonymity import (
    LARGEST_K,
    SMALLEST_K,
    USUAL_K,
    Coarser,
    Diversity,
    Levels,
    Shown,
    Traits,
    best_levels,
    coarser,
    diversity,
    shown,
)
from kazanlak_case.domain.rules.participants import Participant, Selection
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.microdata import with_people
from kazanlak_case.services.restriction import restricted

DOMAINS = ("labour", "social", "health", "education")
SECRETS = ("minority", "disability", "foreign", "housing", "household", "other")
"""Groups of vulnerability: 1 belongs to it, 0 does not, None was not said or was refused."""
OUTCOMES = ("state", "exit_state", "status_6m")
GAINED = ("in_work", "qualified", "studies")
AT_ONCE = 1000
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One participant without a name."""

    group: Shown
    secrets: dict[str, int | None]
    services: dict[str, tuple[int, int]]
    """By domain: how many, and how many whole hours."""
    outcomes: dict[str, str | None]
    gained: dict[str, int]
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class RiskyGroup:
    """People who are too few to be hidden: what they have in common, and who they are."""

    group: Shown
    people: tuple[tuple[RecordId, str], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What would be written, and what would not.

    Attributes:
        k: How many rows at least say the same of what a neighbour might know.
        levels: How coarse each trait is.
        rows: What is written, in no order of time.
        risky: Who is left out, by what they have in common; the fewest first.
        steps: What making one trait coarser would bring.
        diversity: In how many groups all say the same of something secret.
        withheld: Participants whose data may only be kept.
    """

    selection: Selection
    k: int
    levels: dict[str, int]
    rows: tuple[EvaluationRow, ...]
    risky: tuple[RiskyGroup, ...]
    steps: tuple[Coarser, ...]
    diversity: Diversity
    withheld: int = 0
    has_pseudonyms: bool = False

    @property
    def left_out(self) -> int:
        """How many participants are left out because they could be recognised."""
        return sum(len(one.people) for one in self.risky)


def evaluation(
    uow: UnitOfWork,
    selection: Selection | None = None,
    *,
    k: int = USUAL_K,
    levels: Levels | None = None,
    pseudonyms: bool = False,
) -> Evaluation:
    """Make the rows; where no levels are given, the finest at which few people are left out.

    Raises:
        NotAllowedError: The user's post takes out nothing for evaluators.
        UnfitGroupSizeError: `k` hides nobody, or is beyond reason.
        TooFewPeopleError: Nobody can be hidden among so many.
    """
    uow.require(Act.EVALUATE)
    if not SMALLEST_K <= k <= LARGEST_K:
        raise UnfitGroupSizeError(k=k, least=SMALLEST_K, most=LARGEST_K)
    chosen = selection or Selection()
    everybody = list(with_people(uow, chosen))
    withheld = restricted(uow, [one.person for one, _person in everybody])
    people = [(one, person) for one, person in everybody if one.person not in withheld]
    traits = [_traits(one, person) for one, person in people]
    at = dict(levels) if levels else best_levels(traits, k)
    groups = [shown(one, at) for one in traits]
    sizes = Counter(groups)
    if not any(size >= k for size in sizes.values()):
        raise TooFewPeopleError(count=len(people), k=k)
    safe = [place for place, group in enumerate(groups) if sizes[group] >= k]
    rows = list(
        _rows(uow, chosen, [(people[one][0], groups[one]) for one in safe], pseudonyms=pseudonyms)
    )
    # the order of entry would tell what the months no longer do
    rows.sort(key=lambda row: (row.group, row.pseudonym, sorted(row.services.items())))
    return Evaluation(
        selection=chosen,
        k=k,
        levels=at,
        rows=tuple(rows),
        risky=_risky(people, groups, sizes, k),
        steps=tuple(coarser(traits, at, k)),
        diversity=diversity(((row.group, row.secrets) for row in rows), SECRETS),
        withheld=len(withheld),
        has_pseudonyms=pseudonyms,
    )


def _traits(one: Participant, person: Person) -> Traits:
    place = settlements().by_code(person.settlement)
    return Traits(
        sex=one.sex,
        age=one.age,
        place=(place.oblast, "town" if place.kind.startswith("гр") else "village")
        if place
        else None,
        entered=one.entered_on.replace(day=1),
        schooling=one.isced,
        work=one.labour_situation,
    )


def _rows(
    uow: UnitOfWork,
    selection: Selection,
    safe: Sequence[tuple[Participant, Shown]],
    *,
    pseudonyms: bool,
) -> Iterator[EvaluationRow]:
    given = uow.evaluation.services(selection.since, selection.until)
    domains = _domains(uow)
    for one, group in safe:
        yield EvaluationRow(
            group=group,
            secrets=_secrets(one),
            services=_by_domain(given.get(one.person, {}), domains),
            outcomes={name: getattr(one, name) for name in OUTCOMES},
            gained={
                "in_work": int(one.employment_from is not None),
                "qualified": int(one.qualification_on is not None),
                "studies": int(one.education_from is not None),
            },
            pseudonym=uow.evaluation.pseudonym(one.person) if pseudonyms else "",
        )


def _secrets(one: Participant) -> dict[str, int | None]:
    """Put the sensitive answers into groups; what somebody wrote in words stays here."""
    return {
        "minority": _either(one.minority, one.roma),
        "disability": _either(one.disability),
        "foreign": _either(one.migrant, one.foreign_background),
        "housing": _either(one.homeless),
        "household": _either(one.jobless_household, one.single_adult_with_children),
        "other": _either(_said(one.other_disadvantage)),
    }


def _said(text: str | None) -> str | None:
    return text if text in {_NO, "refused", None} else _YES


def _either(*answers: str | None) -> int | None:
    if _YES in answers:
        return 1
    return 0 if all(answer == _NO for answer in answers) else None


def _domains(uow: UnitOfWork) -> dict[str, str]:
    """Tell which domain each service belongs to."""
    found = {}
    for entry in code_lists_of(uow.profile).entries("service_type"):
        for part in entry.maps_to.split("; "):
            name, _, domain = part.partition(":")
            if name == "domain" and domain in DOMAINS:
                found[entry.code] = domain
    return found


def _by_domain(
    given: dict[str, tuple[int, int]], domains: dict[str, str]
) -> dict[str, tuple[int, int]]:
    sums = {domain: [0, 0] for domain in DOMAINS}
    for service, (count, minutes) in given.items():
        if service in domains:
            sums[domains[service]][0] += count
            sums[domains[service]][1] += minutes
    return {domain: (count, round(minutes / 60)) for domain, (count, minutes) in sums.items()}


def _risky(
    people: Sequence[tuple[Participant, Person]],
    groups: Sequence[Shown],
    sizes: Counter[Shown],
    k: int,
) -> tuple[RiskyGroup, ...]:
    found: dict[Shown, list[tuple[RecordId, str]]] = {}
    for (one, person), group in zip(people, groups, strict=True):
        if sizes[group] < k:
            found.setdefault(group, []).append((one.person, person.name))
    listed = [RiskyGroup(group, tuple(members)) for group, members in found.items()]
    return tuple(sorted(listed, key=lambda one: (len(one.people), one.group)))
