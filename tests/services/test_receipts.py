"""What is delivered, what waits, who is silent; and what a return bundle tells the house that takes it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.brought import RANGES_AT_ONCE
from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.records import StaffMember
from kazanlak_case.services import people
from kazanlak_case.services.receipts import Receipt, questions, receipts, silent_sites
from kazanlak_case.services.records import save_record
from kazanlak_case.services.return_report import ReturnLine, return_report
from kazanlak_case.services.transfer_list import transfers, waiting_for_me
from kazanlak_case.services.transfers import Offer, accept, decline, offer, register
from support.office import id_of
from support.roads import BEGIN, CENTRE, Roads, with_family

DAY = timedelta(days=1)
HOUSE, OTHER = "kran", "kazanlak"


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch, made=with_family()[0])
    yield made
    made.close()


def receipt_of(roads: Roads, site: str, of: str, *, on) -> Receipt:
    found = {one.site: one for one in roads.ask(site, receipts, on=on)}
    return found[of]


def test_house_sees_what_is_delivered_and_what_waits_by_kind(roads):
    before = receipt_of(roads, HOUSE, CENTRE, on=BEGIN)
    assert (before.there, before.reached, before.silent_days) == (0, None, None)
    assert before.new["person"] == 2
    assert before.new["service_entry"] == 1
    assert before.is_due
    roads.run(on=BEGIN)
    after = receipt_of(roads, HOUSE, CENTRE, on=BEGIN + DAY)
    assert (after.there, after.new, after.changed) == (after.records, {}, {})
    assert after.records == before.records > 8
    assert after.reached == BEGIN
    assert not after.waits
    mother = with_family()[1].mother
    roads.do(HOUSE, people.save_person, mother, {"phone": "0888 999 999"}, on=BEGIN + DAY)
    roads.do(HOUSE, people.save_person, None, {"given_name": "Асен"}, on=BEGIN + DAY)
    last = receipt_of(roads, HOUSE, CENTRE, on=BEGIN + DAY)
    assert (last.new, last.changed) == ({"person": 1}, {"person": 1})
    assert (last.records - last.there, last.reached) == (1, BEGIN)


def test_centre_sees_the_longest_silent_house_first(roads):
    roads.run(on=BEGIN, houses=(HOUSE,))
    roads.do(OTHER, people.save_person, None, {"given_name": "Асен"}, on=BEGIN)
    later = BEGIN + 12 * DAY
    roads.run(on=later, houses=(OTHER,))
    day = BEGIN + 20 * DAY
    found = roads.ask(CENTRE, receipts, on=day)
    assert [(one.site, one.silent_days, one.is_silent) for one in found] == [
        (HOUSE, 20, True),
        (OTHER, 8, False),
    ]
    assert roads.ask(CENTRE, silent_sites, on=day) == ((HOUSE, 20),)
    assert roads.ask(HOUSE, silent_sites, on=day) == ()


def brought(roads: Roads, *, on) -> dict[str, ReturnLine]:
    """Bring the house's bundle, and tell what the answer says."""
    roads.take(CENTRE, roads.write(HOUSE, on=on), on=on)
    (report,) = roads.take(HOUSE, roads.write(CENTRE, to=HOUSE, on=on), on=on)
    lines = roads.ask(HOUSE, return_report, report, on=on)
    return {one.code: one for one in lines}


def test_return_bundle_tells_of_staff_of_answers_and_of_what_changed(roads):
    case = with_family()[1].case
    wanted = Offer(case=case, to_site=OTHER, consent_on=BEGIN)
    roads.do(HOUSE, offer, wanted, on=BEGIN)
    roads.round(on=BEGIN)
    (asked,) = roads.ask(OTHER, waiting_for_me, on=BEGIN)
    assert roads.ask(OTHER, questions, on=BEGIN).count == 1
    assert "Милена Асенова" in asked.about
    roads.do(OTHER, decline, asked.id, "Нямаме място.", on=BEGIN + DAY)
    roads.run(on=BEGIN + DAY, houses=(OTHER,))
    new = {"given_name": "Илия", "family_name": "Илиев"}
    roads.do(CENTRE, save_record, StaffMember, None, new, what="record_made", on=BEGIN + DAY)
    mother = with_family()[1].mother
    roads.do(CENTRE, people.save_person, mother, {"phone": "0888 999 999"}, on=BEGIN + DAY)
    lines = brought(roads, on=BEGIN + 2 * DAY)
    assert set(lines) == {"declined", "staff", "other"}
    assert [one.label for one in lines["other"].links] == ["Милена Асенова"]
    (row,) = roads.ask(HOUSE, transfers, on=BEGIN + 2 * DAY)
    assert (row.state, row.answer, row.to_do) == ("declined", "Нямаме място.", "")


def test_answer_with_more_settled_than_one_question_takes_is_told(roads):
    roads.run(on=BEGIN)
    mother = with_family()[1].mother

    def settle_many(uow):
        for at in range(RANGES_AT_ONCE + 5):
            change = Edited("person", mother, {"phone": f"0888 {at:06d}"})
            uow.log.append([change], "conflict_settled")
        uow.commit()

    roads.do(CENTRE, settle_many, on=BEGIN + DAY)
    line = brought(roads, on=BEGIN + DAY)["settled"]
    assert (line.count, [one.label for one in line.links]) == (1, ["Милена Асенова"])


def test_list_of_transfers_says_what_is_to_be_done(roads):
    case = with_family()[1].case
    out = id_of(
        roads.do(HOUSE, offer, Offer(case=case, to_site=OTHER, consent_on=BEGIN), on=BEGIN),
        "transfer",
    )
    roads.run(on=BEGIN)
    (mine,) = roads.ask(HOUSE, transfers, on=BEGIN)
    assert (mine.id, mine.to_do, mine.waits_here) == (out, "withdraw", False)
    (asked,) = roads.ask(OTHER, transfers, on=BEGIN)
    assert (asked.to_do, asked.waits_here, asked.other_site) == ("answer", True, HOUSE)
    roads.do(OTHER, accept, asked.id, on=BEGIN + DAY)
    roads.run(on=BEGIN + DAY)
    (came,) = roads.ask(OTHER, transfers, on=BEGIN + DAY)
    assert (came.state, came.to_do) == ("done", "register")
    roads.do(OTHER, register, came.id, on=BEGIN + DAY)
    assert roads.ask(OTHER, waiting_for_me, on=BEGIN + DAY) == ()
    (seen,) = roads.ask(CENTRE, transfers, on=BEGIN + DAY)
    assert (seen.id, seen.state) == (out, "done")
