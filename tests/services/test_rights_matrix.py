"""The whole matrix: every role, every field of every record type, every service that hands values out.

Nobody has to name a new record type, field, report or service here: they are found. One that cannot be called by what
`support/handed_out.py` knows fails as not covered.
"""

from collections.abc import Collection

import pytest

from conftest import NOW
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import rights_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.paths import resource
from kazanlak_case.services.finding_people import SEARCHED, find_people
from kazanlak_case.services.questions import conflict_count, open_conflicts
from support.acting import OF_A_KIND, SHIPPED, Acting, places
from support.handed_out import INNER, all_services, arguments_of, handed_out
from support.marked_file import Marked

NARROW = {
    "open only": 'fields = { open = "see" }\nacts = "report exchange transfer"',
    "no cases": 'fields = { open = "see", personal = "see", special = "see" }\nrecords = { case = "", spell = "" }\nacts = "report"',
    "no names": 'fields = { open = "see", personal = "see", special = "see" }\nrecords = { person = "" }\nacts = "report exchange transfer join"',
    "no homes": 'fields = { open = "see", personal = "see" }\nrecords = { household = "", household_member = "", service_entry = "", duplicate_decision = "" }\nacts = "report join"',
}
"""Rights that no role has, but a municipality may give: each class and record must be held back by itself."""


def walk(
    uow: UnitOfWork, made: Marked, seen: Collection[str], only: Collection[str] = ()
) -> list[str]:
    """Call everything that reads, and report what was handed out against the rights, and what was kept back."""
    reports, found = [], set()
    for service in all_services():
        if service.name in INNER or service.writes or service.takes_file:
            continue
        if only and service.name not in only:
            continue
        try:
            calls = list(arguments_of(uow, made, service))
        except LookupError:
            continue  # said by the test of what is covered
        for arguments in calls:
            shown = made.found_in(handed_out(uow, service, arguments) or "")
            found |= shown
            reports += [f"{service.name} hands out {place}" for place in sorted(shown - set(seen))]
    return sorted({*reports, *(f"nobody hands out {place}" for place in set(seen) - found)})


def test_every_service_is_covered(marked_file: CaseFile, marked: Marked) -> None:
    """Who adds a service adds to `support/handed_out.py` what is given for a parameter nobody had before."""
    lacking = []
    with marked_file.reading(NOW) as uow:
        for service in all_services():
            try:
                if service.name not in INNER and not service.takes_file:
                    assert list(arguments_of(uow, marked, service)), service.name
            except LookupError as error:
                lacking.append(str(error))
    assert lacking == []


@pytest.mark.parametrize("role", OF_A_KIND)
def test_nothing_is_handed_out_beyond_a_role(
    role: str | None, marked_file: CaseFile, marked: Marked, acting: Acting
) -> None:
    user = acting(role)
    with marked_file.reading(NOW) as uow:
        assert walk(uow, marked, places(SHIPPED, user, Action.SEE, marked)) == []


@pytest.mark.parametrize("name", NARROW)
def test_each_class_and_record_is_held_back_by_itself(
    name: str, marked_file: CaseFile, marked: Marked, acting: Acting
) -> None:
    user = acting("lawyer", NARROW[name])
    rights = rights_of(marked_file.profile)
    with marked_file.reading(NOW) as uow:
        seen = places(rights, user, Action.SEE, marked)
        assert walk(uow, marked, seen) == []
        assert conflict_count(uow) == len(open_conflicts(uow))
        for what, place in SEARCHED.items():
            if not uow.sight.sees(NAME):
                continue  # refused, as the walk has seen
            hits = find_people(uow, marked.marks[place][0])
            assert bool(hits) is (place in seen), what


@pytest.mark.parametrize(
    ("role", "before", "after", "report"),
    [
        ("roma_mediator", 'personal = "see write"', 'personal = "write"', "nobody hands out person.phone"),
        ("roma_mediator", 'fields = {', 'fields = { special = "see",', "list_records hands out vulnerability.roma"),
        ("accountant", "service_entry =", 'person = "see", service_entry =', "list_records hands out person.given_name"),
        ("auditor", "[", '[rights.auditor]\nrecords = { case = "" }\n[', "nobody hands out case.number"),
    ],
)  # fmt: skip
def test_a_grant_more_or_less_is_noticed(
    role: str,
    before: str,
    after: str,
    report: str,
    marked_file: CaseFile,
    marked: Marked,
    acting: Acting,
) -> None:
    own = _table_of(role)
    user = acting(role)
    seen = places(SHIPPED, user, Action.SEE, marked)
    with marked_file.reading(NOW) as uow:
        assert walk(uow, marked, seen, ONLY) == []
    changed = (
        own.replace(before, after, 1) if before != "[" else f'records = {{ case = "" }}\n{own}'
    )
    assert changed != own
    acting(role, changed)
    with marked_file.reading(NOW) as uow:
        assert any(report in one for one in walk(uow, marked, seen, ONLY))


ONLY = frozenset({"records.list_records"})


def _table_of(role: str) -> str:
    """Give the lines of a role's own table."""
    text = resource("rights.toml").read_text("utf-8").partition(f"[rights.{role}]\n")[2]
    return text.partition("\n[rights.")[0]
