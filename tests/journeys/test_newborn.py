"""Две къщи записват едно и също новородено: общината го познава, всяка къща научава за другата, броят го веднъж."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.verify import verify
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.records.repeats import DuplicateDecision
from kazanlak_case.services import cases, history, participation, people, visits
from kazanlak_case.services.duplicates import possible_duplicates
from kazanlak_case.services.findings import findings, refresh_findings
from kazanlak_case.services.joining import decide_different, join, split
from kazanlak_case.services.joining_mend import bring_back, decided, move_left_behind, stay_joined
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.likeness_words import WORDS
from kazanlak_case.services.microdata import microdata
from kazanlak_case.services.person_page import person_page
from kazanlak_case.services.timeline import timeline
from support.office import SERVICE, id_of
from support.roads import BEGIN, CENTRE, Roads

KRAN, KAZANLAK = "kran", "kazanlak"
BORN = BEGIN - timedelta(days=20)
DAY = timedelta(days=1)


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def write_newborn(roads: Roads, site: str, **values: object) -> RecordId:
    """Записва бебето в една къща: със случай, включване и посещение."""
    known = {"given_name": "Калоян", "sex": "m", "born_on": BORN, "id_type": "none", **values}
    baby = id_of(roads.do(site, people.save_person, None, known, on=BEGIN), "person")
    roads.do(site, cases.open_case, {"person": baby}, on=BEGIN)
    entered_on = BEGIN if site == KAZANLAK else BEGIN - DAY
    draft = participation.EntryDraft(person=baby, entered_on=entered_on)
    roads.do(site, participation.enter, draft, on=BEGIN)
    write_visit(roads, site, baby, on=BEGIN)
    return baby


def write_visit(roads: Roads, site: str, person: RecordId, *, on: date) -> RecordId:
    draft = visits.VisitDraft(person=person, service=SERVICE, provided_on=on)
    return id_of(roads.do(site, visits.record_visit, draft, on=on), "service_entry")


def participants(roads: Roads, site: str) -> list[tuple[RecordId, date]]:
    found = roads.ask(site, lambda uow: list(uow.indicators.participants()), on=BEGIN + 9 * DAY)
    return [(one.person, one.entered_on) for one in found]


def joined(roads: Roads, site: str, kept: RecordId, former: RecordId, *, on: date) -> RecordId:
    written = roads.do(
        site, lambda uow: join(uow, plan_joining(uow, kept, former, keeping=kept)), on=on
    )
    return id_of(written, "duplicate_decision")


def all_hold_the_same(roads: Roads) -> bool:
    of_centre = verify(roads.centre)
    found = {site: verify(roads.files[site]) for site in (KRAN, KAZANLAK)}
    return all(one.ok for one in (of_centre, *found.values())) and all(
        one.scopes.get(site) == of_centre.scopes.get(site) for site, one in found.items()
    )


def test_two_houses_register_the_same_newborn(roads: Roads) -> None:
    # Майката е записала детето в Крън, бабата – в Казанлък, без бащино име.
    kran = write_newborn(
        roads, KRAN, middle_name="Асенов", family_name="Милев", phone="0888 123 456"
    )
    kazanlak = write_newborn(roads, KAZANLAK, family_name="Милев", phone="0888123456")
    roads.round(on=BEGIN + DAY)
    assert len(participants(roads, CENTRE)) == 2

    # Общината вижда двойката и защо; решава, че е едно дете. Нищо не се мести.
    (pair,) = roads.ask(CENTRE, possible_duplicates, on=BEGIN + 2 * DAY)
    assert {pair.first.id, pair.second.id} == {kran, kazanlak}
    assert {"birth", "phone"} <= {one.code for one in pair.reasons} <= WORDS.keys()
    plan = roads.ask(CENTRE, plan_joining, kran, kazanlak, on=BEGIN + 2 * DAY)
    assert plan.is_across
    roads.do(CENTRE, join, plan, on=BEGIN + 2 * DAY)
    assert roads.ask(CENTRE, possible_duplicates, on=BEGIN + 2 * DAY) == []
    assert participants(roads, CENTRE) == [(kran, BEGIN - DAY)]
    assert len(roads.ask(CENTRE, lambda uow: list(microdata(uow)), on=BEGIN + 3 * DAY)) == 1

    # Обратните пакети: всяка къща научава само къщата и номера на случая.
    roads.round(on=BEGIN + 3 * DAY)
    known = {
        site: [
            (one.site, one.case_number, one.is_here)
            for one in roads.ask(site, person_page, person, on=BEGIN + 4 * DAY).elsewhere
        ]
        for site, person in ((KRAN, kran), (KAZANLAK, kazanlak))
    }
    assert known == {
        KRAN: [("kazanlak", "К-2022-0001", False)],
        KAZANLAK: [("kran", "КР-2022-0001", False)],
    }
    for site in (KRAN, KAZANLAK):
        assert roads.ask(site, lambda uow: uow.records.count(Person), on=BEGIN) == 1
        assert len(participants(roads, site)) == 1
    assert all_hold_the_same(roads)

    # После се оказва, че са братовчеди: решението се връща и двамата отново се броят.
    for decision in roads.ask(CENTRE, lambda uow: uow.records.all(DuplicateDecision), on=BEGIN)[:1]:
        roads.do(CENTRE, split, decision.id, on=BEGIN + 5 * DAY)
    roads.do(CENTRE, decide_different, kran, kazanlak, on=BEGIN + 5 * DAY)
    assert len(participants(roads, CENTRE)) == 2
    assert roads.ask(CENTRE, possible_duplicates, on=BEGIN + 5 * DAY) == []
    roads.round(on=BEGIN + 6 * DAY)
    assert roads.ask(KRAN, person_page, kran, on=BEGIN + 7 * DAY).elsewhere == ()
    assert all_hold_the_same(roads)


def test_what_a_house_wrote_before_it_knew_is_moved_in_one_click(roads: Roads) -> None:
    # Крън е записал детето два пъти; общината обединява, докато Крън пише към стария запис.
    kept = write_newborn(roads, KRAN, family_name="Милев")
    former = id_of(
        roads.do(KRAN, people.save_person, None, {"given_name": "Калоян"}, on=BEGIN), "person"
    )
    roads.round(on=BEGIN)
    decision = joined(roads, CENTRE, kept, former, on=BEGIN + DAY)
    late = write_visit(roads, KRAN, former, on=BEGIN + 2 * DAY)
    roads.round(on=BEGIN + 3 * DAY)
    for site in (KRAN, CENTRE):
        # Нищо не се губи: посещението е в хрониката на лицето, което остава, и за внимание.
        items = roads.ask(site, timeline, former, on=BEGIN + 3 * DAY)
        assert late in [one.id for one in items]
        rules = [one.finding.rule for one in roads.ask(site, findings, on=BEGIN + 3 * DAY)]
        assert rules == ["joined_written"]
        (one,) = roads.ask(site, decided, on=BEGIN + 3 * DAY)
        assert (one.fault, one.left_behind, one.person.id) == ("left_behind", 1, kept)

    roads.do(KRAN, move_left_behind, former, on=BEGIN + 4 * DAY)
    roads.round(on=BEGIN + 5 * DAY)
    for site in (KRAN, CENTRE):
        assert roads.ask(site, findings, on=BEGIN + 5 * DAY) == []
    assert all_hold_the_same(roads)

    # Раздели отново, в другото копие: и каквото дойде по-късно, се връща при стария запис.
    roads.do(KRAN, split, decision, on=BEGIN + 6 * DAY)
    roads.round(on=BEGIN + 7 * DAY)
    assert [one.id for one in roads.ask(CENTRE, timeline, former, on=BEGIN + 7 * DAY)] == [late]
    assert all_hold_the_same(roads)


def test_two_copies_join_both_ways_and_nobody_disappears(roads: Roads) -> None:
    one = write_newborn(roads, KRAN, family_name="Милев")
    other = write_newborn(roads, KRAN, family_name="Милев")
    roads.round(on=BEGIN)
    joined(roads, CENTRE, one, other, on=BEGIN + DAY)
    joined(roads, KRAN, other, one, on=BEGIN + DAY)
    roads.round(on=BEGIN + 2 * DAY)

    # Никое от двете не се вижда – но нищо не е загубено, и програмата го казва.
    assert roads.ask(CENTRE, lambda uow: uow.people.count(), on=BEGIN) == 0
    rules = {each.finding.rule for each in roads.ask(CENTRE, findings, on=BEGIN + 2 * DAY)}
    assert rules == {"joined_gone"}
    assert len(participants(roads, CENTRE)) == 1
    roads.do(CENTRE, bring_back, other, on=BEGIN + 3 * DAY)
    roads.round(on=BEGIN + 4 * DAY)
    for site in (KRAN, CENTRE):
        assert roads.ask(site, lambda uow: uow.people.count(), on=BEGIN + 4 * DAY) == 1
        page = roads.ask(site, person_page, other, on=BEGIN + 4 * DAY)
        found = (page.person.id, len(page.cases), len(page.participations))
        assert found == (min(one, other), 2, 2)
        rules = {each.finding.rule for each in roads.ask(site, findings, on=BEGIN + 4 * DAY)}
        assert not {rule for rule in rules if rule.startswith("joined")}
    assert all_hold_the_same(roads)


def test_joined_record_that_was_changed_elsewhere_is_seen_again_and_joined_again(
    roads: Roads,
) -> None:
    kept = write_newborn(roads, KRAN, family_name="Милев")
    former = write_newborn(roads, KRAN, family_name="Милев")
    roads.round(on=BEGIN)
    joined(roads, CENTRE, kept, former, on=BEGIN + DAY)
    roads.do(KRAN, people.save_person, former, {"phone": "0888 123 456"}, on=BEGIN + DAY)
    roads.round(on=BEGIN + 2 * DAY)
    (one,) = roads.ask(KRAN, decided, on=BEGIN + 2 * DAY)
    assert one.fault == "seen_again"
    assert roads.ask(KRAN, person_page, former, on=BEGIN + 2 * DAY).person.id == former
    plan = roads.ask(KRAN, plan_joining, kept, former, on=BEGIN + 3 * DAY)
    roads.do(KRAN, join, plan, on=BEGIN + 3 * DAY)
    roads.round(on=BEGIN + 4 * DAY)
    for site in (KRAN, CENTRE):
        page = roads.ask(site, person_page, former, on=BEGIN + 4 * DAY)
        assert (page.person.id, page.person.phone) == (kept, "0888 123 456")
        (one,) = roads.ask(site, decided, on=BEGIN + 4 * DAY)
        assert one.fault == ""
        rules = {each.finding.rule for each in roads.ask(site, findings, on=BEGIN + 4 * DAY)}
        assert "joined_written" not in rules
    assert all_hold_the_same(roads)


def test_one_copy_joins_while_another_tells_apart(roads: Roads) -> None:
    one = write_newborn(roads, KRAN, family_name="Милев")
    other = id_of(
        roads.do(KRAN, people.save_person, None, {"given_name": "Калоян"}, on=BEGIN), "person"
    )
    roads.round(on=BEGIN)
    decision = joined(roads, CENTRE, one, other, on=BEGIN + DAY)
    roads.do(KRAN, decide_different, other, one, on=BEGIN + DAY)
    roads.round(on=BEGIN + 2 * DAY)
    found = roads.ask(KRAN, findings, on=BEGIN + 2 * DAY)
    assert "joined_apart" in {each.finding.rule for each in found}
    assert "both_ways" in {each.fault for each in roads.ask(KRAN, decided, on=BEGIN + 2 * DAY)}
    undone = roads.do(KRAN, stay_joined, decision, on=BEGIN + 3 * DAY)
    roads.do(KRAN, refresh_findings, on=BEGIN + 3 * DAY)
    assert roads.ask(KRAN, findings, on=BEGIN + 3 * DAY) == []
    roads.do(KRAN, history.undo, undone.undo, on=BEGIN + 4 * DAY)
    assert "both_ways" in {each.fault for each in roads.ask(KRAN, decided, on=BEGIN + 4 * DAY)}
