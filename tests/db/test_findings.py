"""What does not fit together is found, kept, and goes away by being mended."""

import random
from datetime import date, timedelta

import pytest

from conftest import NOW
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.findings import RULES
from kazanlak_case.domain.changes import Born, Deleted, Edited, Kept
from kazanlak_case.domain.fields import Record, RecordId
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import (
    Case,
    DuplicateDecision,
    Household,
    HouseholdMember,
    Participation,
    Person,
    ServiceEntry,
    Site,
    Spell,
    StaffMember,
)
from support.office import EGN_OF_WOMAN

DAY = date(2022, 3, 1)


MADE: dict[str, tuple[str, ...]] = {
    "person": (),
    "household": (),
    "household_member": ("household", "person"),
    "case": ("person",),
    "participation": ("person",),
    "spell": ("participation",),
    "service_entry": ("person",),
    "duplicate_decision": ("person",),
}
"""What is made at random, and what it points to."""


class Desk:
    """Writes past the services, as merging does, and looks what stands."""

    def __init__(self, file: CaseFile) -> None:
        self.file = file
        self._at = 0

    def id(self) -> RecordId:
        self._at += 1
        return new_id(NOW + timedelta(milliseconds=self._at))

    def write(self, *records: Record) -> None:
        with self.file.writing(NOW) as uow:
            for record in records:
                uow.log.append([Born(record)], "test")
            uow.commit()

    def person(self, name: str = "Мария", **values: object) -> RecordId:
        person = Person(id=self.id(), given_name=name, **values)
        self.write(person)
        return person.id

    def found(self) -> dict[str, list]:
        with self.file.writing(NOW) as uow:
            uow.findings.refresh()
            uow.commit()
        return self.standing()

    def standing(self) -> dict[str, list]:
        with self.file.reading(NOW) as uow:
            by_rule: dict[str, list] = {}
            for one in uow.findings.standing():
                by_rule.setdefault(one.rule, []).append(one)
            return by_rule

    def any_change(self, chances: random.Random, known: list[tuple[str, RecordId]]) -> object:
        """Make any change at all, with few values, so that much clashes."""
        of = {name: [one for kind, one in known if kind == name] for name in MADE}
        day = date(2022, chances.randrange(1, 7), 1)
        if known and chances.random() < 0.4:
            name, one = chances.choice(known)
            edits = {
                "person": {"national_id": chances.choice([EGN_OF_WOMAN, None]), "born_on": day},
                "case": {"closed_on": chances.choice([day, None]), "number": "К-7"},
                "household_member": {"relation": chances.choice(["head", "child"]), "until": None},
                "spell": {"left_on": chances.choice([day, None])},
            }.get(name, {})
            hides = chances.choice([Deleted(name, one), Kept(name, one)])
            return Edited(name, one, edits) if edits and chances.random() < 0.7 else hides
        name = chances.choice(
            [name for name, needs in MADE.items() if all(of[one] for one in needs)]
        )
        refers = {one: chances.choice(of[one]) for one in MADE[name]}
        made = {
            "person": lambda: Person(
                id=self.id(), given_name="Х", id_type="egn", national_id=EGN_OF_WOMAN, born_on=day
            ),
            "household": lambda: Household(id=self.id(), name="Х"),
            "household_member": lambda: HouseholdMember(
                id=self.id(), relation=chances.choice(["head", "child"]), since=day, **refers
            ),
            "case": lambda: Case(
                id=self.id(), number=chances.choice(["К-7", None]), opened_on=day, **refers
            ),
            "participation": lambda: Participation(id=self.id(), operation="x", **refers),
            "spell": lambda: Spell(id=self.id(), entered_on=day, **refers),
            "service_entry": lambda: ServiceEntry(
                id=self.id(), service="soc_info", provided_on=day, **refers
            ),
            "duplicate_decision": lambda: DuplicateDecision(
                id=self.id(), other=chances.choice(of["person"]), verdict="different", **refers
            ),
        }[name]()
        known.append((name, made.id))
        return Born(made)

    def change(self, change) -> None:
        with self.file.writing(NOW) as uow:
            uow.log.append([change], "test")
            uow.commit()


@pytest.fixture
def desk(case_file: CaseFile) -> Desk:
    return Desk(case_file)


def test_a_file_that_fits_together_has_no_findings(desk: Desk) -> None:
    person = desk.person(id_type="egn", national_id=EGN_OF_WOMAN, born_on=date(1985, 3, 10))
    home = desk.id()
    desk.write(Household(id=home, name="Иванови"), Case(id=desk.id(), person=person, opened_on=DAY))
    desk.write(HouseholdMember(id=desk.id(), household=home, person=person, relation="head"))
    assert desk.found() == {}


def test_one_number_on_three_people_is_one_finding_until_it_is_mended(desk: Desk) -> None:
    people = [desk.person(name, id_type="egn", national_id=EGN_OF_WOMAN) for name in "АБВ"]
    (one,) = desk.found()["same_number"]
    assert (one.type, one.id, set(one.others)) == ("person", people[0], set(people[1:]))
    assert EGN_OF_WOMAN not in str(one.facts)
    desk.change(Deleted("person", people[2]))
    (one,) = desk.standing()["same_number"]
    assert one.others == (people[1],)
    desk.change(Edited("person", people[1], {"national_id": None, "id_type": "none"}))
    assert desk.standing() == {}


def test_a_mistyped_number_says_nothing_about_two_people(desk: Desk) -> None:
    for name in "АБ":
        desk.person(name, id_type="egn", national_id="8503109278", national_id_reason="така пише")
    assert desk.found() == {}


def test_people_decided_to_be_two_are_not_found_again(desk: Desk) -> None:
    one, other = (desk.person(name, id_type="egn", national_id=EGN_OF_WOMAN) for name in "АБ")
    desk.write(DuplicateDecision(id=desk.id(), person=other, other=one, verdict="different"))
    assert desk.found() == {}


def test_two_open_cases_in_one_house(desk: Desk) -> None:
    person = desk.person()
    first, second, closed = (desk.id() for _ in range(3))
    desk.write(
        Case(id=first, person=person, number="К-1", opened_on=DAY),
        Case(id=second, person=person, number="К-2", opened_on=DAY),
        Case(id=closed, person=person, number="К-3", opened_on=DAY, closed_on=DAY),
    )
    (one,) = desk.found()["open_cases"]
    assert (one.id, one.others) == (first, (second,))
    assert (one.facts["number"], one.facts["other_number"]) == ("К-1", "К-2")
    desk.change(Edited("case", second, {"closed_on": DAY}))
    assert desk.standing() == {}


def test_one_case_number_twice(desk: Desk) -> None:
    cases = [Case(id=desk.id(), person=desk.person(name), number="К-7") for name in "АБ"]
    desk.write(*cases)
    (one,) = desk.found()["case_numbers"]
    assert one.facts["number"] == "К-7"


def test_household_with_two_heads_a_double_member_and_impossible_dates(desk: Desk) -> None:
    home = desk.id()
    head = desk.person("Иван", born_on=date(1990, 1, 1))
    child = desk.person("Петър", born_on=date(1985, 1, 1))
    members = [
        HouseholdMember(id=desk.id(), household=home, person=head, relation="head"),
        HouseholdMember(id=desk.id(), household=home, person=desk.person("Ана"), relation="head"),
        HouseholdMember(id=desk.id(), household=home, person=head, relation="spouse"),
        HouseholdMember(
            id=desk.id(), household=home, person=child, relation="child", since=date(1984, 1, 1)
        ),
    ]
    desk.write(Household(id=home, name="Иванови"), *members)
    found = desk.found()
    assert set(found) == {"heads", "memberships", "before_birth", "older_children"}
    assert (found["heads"][0].id, found["heads"][0].others) == (members[0].id, (members[1].id,))
    assert found["heads"][0].facts == {"household": "Иванови"}
    desk.change(Edited("household_member", members[1].id, {"relation": "sibling"}))
    assert set(desk.standing()) == {"memberships", "before_birth", "older_children"}


def test_a_membership_that_ended_breaks_nothing(desk: Desk) -> None:
    home, person = desk.id(), desk.person()
    desk.write(
        Household(id=home, name="Иванови"),
        HouseholdMember(id=desk.id(), household=home, person=person, relation="head", until=DAY),
        HouseholdMember(id=desk.id(), household=home, person=person, relation="head", since=DAY),
    )
    assert desk.found() == {}


def test_two_participations_and_overlapping_entries(desk: Desk) -> None:
    person = desk.person()
    first, second = (Participation(id=desk.id(), person=person, operation="x") for _ in range(2))
    other = Participation(id=desk.id(), person=person, operation="y")
    spells = [
        Spell(id=desk.id(), participation=first.id, entered_on=DAY, left_on=date(2022, 5, 1)),
        Spell(id=desk.id(), participation=first.id, entered_on=date(2022, 5, 1)),
        Spell(id=desk.id(), participation=first.id, entered_on=date(2022, 6, 1)),
    ]
    desk.write(first, second, other, *spells)
    found = desk.found()
    assert [one.id for one in found["participations"]] == [first.id]
    assert [(one.id, one.others) for one in found["entries"]] == [(spells[1].id, (spells[2].id,))]


def test_a_visit_of_a_deleted_person_is_an_orphan(desk: Desk) -> None:
    person = desk.person()
    visit = ServiceEntry(id=desk.id(), person=person, service="soc_info", provided_on=DAY)
    desk.write(visit)
    desk.change(Deleted("person", person))
    (one,) = desk.found()["orphans"]
    assert (one.type, one.id, one.facts["refers"]) == ("service_entry", visit.id, "person")
    desk.change(Deleted("service_entry", visit.id))
    assert desk.standing() == {}


def test_more_people_than_posts(desk: Desk) -> None:
    with desk.file.reading(NOW) as uow:
        site = next(one for one in uow.records.find(Site) if one.code == "razhena")
    staff = [
        StaffMember(id=desk.id(), given_name=n, role="pedagogue", site=site.id) for n in "АБВГ"
    ]
    desk.write(*staff)
    (one,) = desk.found()["posts"]
    assert (one.id, one.facts["n"], one.facts["most"]) == (site.id, 4, 3)


def test_the_moment_of_the_first_finding_stays(desk: Desk) -> None:
    for name in "АБ":
        desk.person(name, id_type="egn", national_id=EGN_OF_WOMAN)
    desk.found()
    with desk.file.writing(NOW + timedelta(days=9)) as uow:
        uow.findings.refresh()
        uow.commit()
    (one,) = desk.standing()["same_number"]
    assert one.at == NOW.isoformat(timespec="seconds")


def test_clock_ahead_is_told_once_and_comes_back_only_if_there_is_more(desk: Desk) -> None:
    def write_at(days: int) -> None:
        with desk.file.writing(NOW + timedelta(days=days)) as uow:
            person = Person(id=desk.id(), given_name="Х")
            uow.log.append([Born(person)], "test")
            uow.commit()

    write_at(300)
    write_at(301)
    (one,) = desk.found()["clock_ahead"]
    assert (one.type, one.facts["n"], one.facts["site"]) == ("copy", 2, "kran")
    assert one.facts["last"].startswith("2023-09-11")
    with desk.file.writing(NOW) as uow:
        uow.findings.see(one.rule, one.id)
        uow.commit()
    assert desk.found() == {}
    write_at(302)
    (one,) = desk.found()["clock_ahead"]
    assert one.facts["n"] == 3


@pytest.mark.parametrize("seed", range(4))
def test_looking_at_what_was_written_finds_what_looking_at_everything_finds(
    case_file: CaseFile, seed: int
) -> None:
    desk, chances = Desk(case_file), random.Random(seed)
    desk.found()
    known: list[tuple[str, RecordId]] = []
    for _round in range(5):
        with case_file.writing(NOW) as uow:
            for _write in range(chances.randrange(1, 25)):
                uow.log.append([desk.any_change(chances, known)], "test")
            uow.commit()
        with case_file.writing(NOW) as uow:
            uow.findings.catch_up()
            caught_up = {(one.key, one.others) for one in uow.findings.standing()}
            afresh = {(one.key, one.others) for one in uow.findings.refresh()}
            assert caught_up == afresh
            assert afresh or _round < 4  # so many writes of so few values clash
            if chances.random() < 0.5:
                uow.commit()


def test_every_rule_is_asked_and_worded() -> None:
    from kazanlak_case.services.finding_words import WORDS

    assert {rule.code for rule in RULES} <= set(WORDS)
