"""„За внимание“ as people read it: what does not fit together, whom it is about, and where it is mended."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.findings import Fact, Finding
from kazanlak_case.i18n import N_
from kazanlak_case.services.record_words import record_words
from kazanlak_case.services.whose import site_of, whose

WORDS: dict[str, tuple[str, str]] = {
    "same_number": (
        N_("One personal number, two people"),
        N_("Join them if they are one person, or correct the number of one of them."),
    ),
    "open_cases": (
        N_("Two open cases in one house: {number} and {other_number}"),
        N_("Close the one that is not needed; the visits of both stay."),
    ),
    "heads": (
        N_("A household with {n} heads"),
        N_("Choose who is the head; what the others are to that person is asked then."),
    ),
    "memberships": (
        N_("Twice in one household"),
        N_("End or delete one of the two memberships."),
    ),
    "participations": (
        N_("Two participations in one operation"),
        N_("The figures count the person once. Keep the participation with the first entry."),
    ),
    "entries": (
        N_("Two entries overlap: from {entered_on} and from {other_entered_on}"),
        N_("Correct the dates, or delete the entry that was written twice."),
    ),
    "case_numbers": (
        N_("Case number {number} was given twice"),
        N_("Give one of the cases another number; the paper file keeps what is written on it."),
    ),
    "orphans": (
        N_("{record}: what it belongs to is not there any more"),
        N_("Delete it too, or take back the deletion in history."),
    ),
    "before_birth": (
        N_("In the household since {since}, born on {born_on}"),
        N_("One of the two dates is wrong."),
    ),
    "older_children": (
        N_("A child born on {born_on}, the head of the household on {head_born_on}"),
        N_("Correct a date of birth, or what they are to each other."),
    ),
    "posts": (
        N_("{n} people for {most} posts"),
        N_("By the profile there are fewer posts. Remove who has left."),
    ),
    "clock_ahead": (
        N_("A clock is ahead: {n} saved up to {last}"),
        N_("Set the clock of that computer. No value was decided by it."),
    ),
    "clock_behind": (
        N_("A clock is behind: {n} saved as of {first}"),
        N_("Set the clock of that computer. No value was decided by it."),
    ),
}
"""By rule: what is so, and what to do. English, translated where shown; the named places are filled from the facts."""

UNKNOWN = (
    N_("Something does not fit together ({rule})"),
    N_("A newer version of the program found this."),
)

SEEN_ONLY = frozenset({"clock_ahead", "clock_behind"})
"""Nobody can mend what was written under a wrong clock: these may be put away as seen, on this computer only.

Everything else goes away by being mended, and only so: else the list would be ticked off and the data stay wrong.
"""

NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding with all that a list needs.

    Attributes:
        label: Whom or what it is about, by name.
        person: Whose page shows it; None where there is no person.
        opens: Where it is mended: "person", "case", "duplicates", "history", "household" or "".
        about: What `opens` needs: an id.
        site: The house it lies in.
        may_see_off: Whether it can be put away as seen.
    """

    finding: Finding
    label: str
    person: RecordId | None
    opens: str
    about: RecordId
    site: str
    may_see_off: bool

    @property
    def id(self) -> str:
        """What a list knows it by."""
        return f"{self.finding.rule} {self.finding.id}"


def findings(uow: UnitOfWork) -> list[FindingView]:
    """List what stands, as of the last merge and of all that was mended since."""
    return _views(uow, uow.findings.standing())


def look_for_findings(uow: UnitOfWork) -> list[FindingView]:
    """Look anew, without keeping what is found: for the command line, which only reads."""
    return _views(uow, uow.findings.look())


def refresh_findings(uow: UnitOfWork) -> list[FindingView]:
    """Look anew, and keep it."""
    uow.findings.refresh()
    uow.commit()
    return findings(uow)


def see_off(uow: UnitOfWork, one: Finding) -> list[FindingView]:
    """Put away, on this computer, a finding that nobody can mend.

    Raises:
        NotAllowedError: It can be mended, and goes away by that.
    """
    if one.rule not in SEEN_ONLY:
        raise NotAllowedError(rule=one.rule)
    uow.findings.see(one.rule, one.id)
    uow.commit()
    return findings(uow)


def said(one: Finding, *, day: Callable[[date], str], say: Callable[[str], str]) -> tuple[str, str]:
    """Word a finding: what is so, and what to do; `say` translates, `day` writes a date."""
    facts: dict[str, object] = {name: _fact(value, day) for name, value in one.facts.items()}
    facts |= {"rule": one.rule, "record": say(record_words(one.type))}
    what, hint = WORDS.get(one.rule, UNKNOWN)
    return say(what).format_map(_Facts(facts)), say(hint)


class _Facts(dict[str, object]):
    """The facts of a finding; one that is empty is a dash."""

    def __missing__(self, _key: str) -> str:
        return NOTHING


def _fact(value: Fact, day: Callable[[date], str]) -> object:
    if value is None:
        return NOTHING
    if isinstance(value, str) and _DAY.match(value):
        return day(date.fromisoformat(value[:10]))
    return value


def _views(uow: UnitOfWork, found: Iterable[Finding]) -> list[FindingView]:
    views = [_view(uow, one) for one in found]
    return sorted(views, key=_order)


def _order(one: FindingView) -> tuple[int, str, str]:
    rules = list(WORDS)
    rule = one.finding.rule
    return (rules.index(rule) if rule in rules else len(rules), one.label, one.finding.id)


def _view(uow: UnitOfWork, one: Finding) -> FindingView:
    about_whom = whose(uow, one.type, one.id)
    opens, about = _way(one, about_whom.person)
    return FindingView(
        finding=one,
        label=about_whom.label,
        person=about_whom.person,
        opens=opens,
        about=about,
        site=str(one.facts.get("site") or site_of(uow, one.type, one.id)),
        may_see_off=one.rule in SEEN_ONLY,
    )


def _way(one: Finding, person: RecordId | None) -> tuple[str, RecordId]:
    """Say where a finding is mended."""
    if one.rule == "same_number":
        return "duplicates", one.id
    if one.rule == "orphans":
        return "history", one.id
    if one.type in {"case", "household"}:
        return one.type, one.id
    return ("person", person) if person else ("", one.id)
