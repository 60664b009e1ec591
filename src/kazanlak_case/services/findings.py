"""„За внимание“ as people read it: what does not fit together, whom it is about, and where it is mended."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import Privacy, RecordId
from kazanlak_case.domain.findings import Fact, Finding
from kazanlak_case.domain.records import COMMON, RECORDS
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.finding_words import UNKNOWN, WORDS
from kazanlak_case.services.history import may_see
from kazanlak_case.services.record_words import record_words
from kazanlak_case.services.records import delete_record, record_class
from kazanlak_case.services.whose import site_of, whose

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
        opens: Where it is mended: "person", "case", "duplicates", "history", or "" where nothing can be opened.
        about: What `opens` needs: a record type and an id.
        other_labels: Whom or what it clashes with, by name.
        may_delete: Whether deleting the record mends it.
        sites: The houses it lies in.
        may_see_off: Whether it can be put away as seen.
    """

    finding: Finding
    label: str
    person: RecordId | None
    opens: str
    about: tuple[str, RecordId]
    sites: tuple[str, ...]
    other_labels: tuple[str, ...]
    may_delete: bool
    may_see_off: bool

    @property
    def id(self) -> str:
        """What a list knows it by."""
        return f"{self.finding.rule} {self.finding.id}"


REST_ON: dict[str, str] = {
    "same_number": f"person.national_id {NAME}",
    "open_cases": "case.number case.closed_on",
    "heads": "household_member.relation household.name",
    "memberships": "household_member.person household.name",
    "participations": "participation.person participation.operation",
    "entries": "spell.entered_on spell.left_on",
    "case_numbers": "case.number",
    "erased_elsewhere": "person",
    "orphans": "",
    "before_birth": "household_member.since person.born_on",
    "older_children": "household_member.relation person.born_on",
    "posts": "staff_member.role",
    "joined_written": "duplicate_decision",
    "joined_gone": "duplicate_decision",
    "joined_apart": "duplicate_decision",
    "joined_twice": "duplicate_decision",
    "plan_goals": "plan.state goal.plan",
    "two_plans": "plan.state plan.case",
    "consents_differ": "consent.answer",
    "paper_numbers": "issued_document.number",
    "tasks_of_nobody": "task.title task.assigned_to",
    "clock_ahead": "copy",
    "clock_behind": "copy",
}
"""By rule, what the user must see to be told; a rule of a newer version is told to who sees everything."""


def finding_count(uow: UnitOfWork) -> int:
    """Count what stands and may be told to the user."""
    return sum(_may_be_told(uow, one) for one in uow.findings.standing())


def findings(uow: UnitOfWork) -> list[FindingView]:
    """List what stands, as of the last merge and of all that was mended since; only what rests on what the user may see."""
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


def delete_orphan(uow: UnitOfWork, one: Finding) -> Written:
    """Delete a record whose owner was deleted; history keeps it, and undo brings it back.

    Raises:
        NotAllowedError: The user's post deletes nothing.
        RecordInUseError: Other records point to it: they come first.
        RecordMissingError: It was deleted meanwhile.
        UnknownRecordTypeError: A newer version of the program knows it.
    """
    return delete_record(uow, record_class(one.type), one.id, what="record_deleted")


def said(one: Finding, *, day: Callable[[date], str], say: Callable[[str], str]) -> tuple[str, str]:
    """Word a finding: what is so, and what to do; `say` translates, `day` writes a date."""
    facts: dict[str, object] = {name: _fact(value, day) for name, value in one.facts.items()}
    refers = str(one.facts.get("refers", ""))
    facts |= {"rule": one.rule, "record": say(record_words(one.type))}
    facts |= {"refers": say(record_words(refers))} if refers else {}
    telling = WORDS.get(one.rule, UNKNOWN)
    return say(telling.what).format_map(_Facts(facts)), say(telling.hint)


def title_of(one: Finding) -> str:
    """Give the English words of the kind of finding."""
    return WORDS.get(one.rule, UNKNOWN).title


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
    views = [_view(uow, one) for one in found if _may_be_told(uow, one)]
    return sorted(views, key=_order)


def _may_be_told(uow: UnitOfWork, one: Finding) -> bool:
    if one.rule not in REST_ON:
        return uow.may(Action.SEE, Privacy.SPECIAL)
    return may_see(uow, one.type, None) and uow.sight.sees(REST_ON[one.rule])


def _order(one: FindingView) -> tuple[int, str, str]:
    rules = list(WORDS)
    rule = one.finding.rule
    return (rules.index(rule) if rule in rules else len(rules), one.label, one.finding.id)


def _view(uow: UnitOfWork, one: Finding) -> FindingView:
    about_whom = whose(uow, one.type, one.id)
    opens, about = _way(one, about_whom.person)
    others = () if one.rule == "orphans" else one.others
    sites = [
        str(one.facts.get("site") or site_of(uow, one.type, one.id)),
        *(site_of(uow, one.type, other) for other in others),
    ]
    return FindingView(
        finding=one,
        label=about_whom.label,
        person=about_whom.person,
        opens=opens,
        about=about,
        sites=tuple(site for site in dict.fromkeys(sites) if site and site != COMMON),
        other_labels=tuple(
            label for other in others if (label := whose(uow, one.type, other).label)
        ),
        may_see_off=one.rule in SEEN_ONLY,
        may_delete=one.rule == "orphans"
        and one.type in RECORDS
        and uow.may(Act.DELETE)
        and uow.sight.sees(one.type, action=Action.WRITE),
    )


def _way(one: Finding, person: RecordId | None) -> tuple[str, tuple[str, RecordId]]:
    """Say where a finding is mended."""
    if one.rule == "same_number" or one.type == "duplicate_decision":
        return "duplicates", (one.type, one.id)
    if one.rule == "orphans":
        gone = (str(one.facts["refers"]), one.others[0]) if one.others else (one.type, one.id)
        return "history", gone
    if one.type == "case":
        return "case", (one.type, one.id)
    return ("person", ("person", person)) if person else ("", (one.type, one.id))
