"""Едно семейство се мести от Крън в Казанлък: случаят отива с него, а общината го брои веднъж."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kazanlak_case import i18n
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.records import (
    Case,
    Household,
    HouseholdMember,
    Person,
    Spell,
)
from kazanlak_case.domain.transfer_errors import TransferredAwayError
from kazanlak_case.paths import resource_folder
from kazanlak_case.services import cases, people, visits
from kazanlak_case.services.indicators import count_indicators
from kazanlak_case.services.participation import exit_spell
from kazanlak_case.services.person_page import person_page
from kazanlak_case.services.return_report import return_report
from kazanlak_case.services.transfer_list import waiting_for_me
from kazanlak_case.services.transfers import Offer, accept, offer, register
from support.office import SERVICE
from support.roads import BEGIN, CENTRE, Roads, write_family

KRAN, KAZANLAK = "kran", "kazanlak"
DAY = timedelta(days=1)
OFFERED, ACCEPTED, MOVED, LEFT = BEGIN + DAY, BEGIN + 4 * DAY, BEGIN + 10 * DAY, BEGIN + 30 * DAY


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def counted(roads: Roads, site: str, code: str = "GRAND_TOTAL") -> int:
    rows = roads.ask(site, count_indicators, on=LEFT + DAY)
    return next(one.total for one in rows if one.code == code)


def all_hold_the_same(roads: Roads) -> bool:
    of_centre = verify(roads.centre)
    found = {site: verify(roads.files[site]) for site in (KRAN, KAZANLAK)}
    return all(one.ok for one in (of_centre, *found.values())) and all(
        one.scopes[site] == of_centre.scopes[site] for site, one in found.items()
    )


@pytest.mark.parametrize("numbered", [True, False])
def test_a_family_moves_from_kran_to_kazanlak(roads: Roads, numbered: bool) -> None:
    family = write_family(roads, KRAN)
    travel = roads.round if numbered else roads.run
    if not numbered:
        nothing = {"id_type": "none", "national_id": None}
        roads.do(KRAN, people.save_person, family.mother, nothing, on=BEGIN)
    travel(on=BEGIN)
    assert counted(roads, CENTRE) == 1

    # Крън предлага; Казанлък научава за това с отговора на общината и приема.
    wanted = Offer(case=family.case, to_site=KAZANLAK, consent_on=OFFERED)
    roads.do(KRAN, offer, wanted, on=OFFERED)
    travel(on=OFFERED)
    page = roads.ask(KRAN, person_page, family.mother, on=OFFERED + DAY)
    assert [(one.state, one.to_site) for one in page.transfers] == [("offered", KAZANLAK)]
    (asked,) = roads.ask(KAZANLAK, waiting_for_me, on=ACCEPTED)
    assert asked.about.startswith("Милена Асенова · 1985 · ")
    roads.do(KAZANLAK, accept, asked.id, on=ACCEPTED)

    # Общината чува това и прехвърля; двете къщи го вземат с отговора.
    bundles = [roads.write(site, on=MOVED) for site in (KRAN, KAZANLAK)]
    roads.take(CENTRE, *bundles, on=MOVED)
    told = {}
    for site in (KRAN, KAZANLAK):
        (report,) = roads.take(site, roads.write(CENTRE, to=site, on=MOVED), on=MOVED)
        lines = roads.ask(site, return_report, report, on=MOVED)
        told[site] = {line.code: [link.label for link in line.links] for line in lines}
    assert told[KRAN]["done"] == ["Милена Асенова"]
    assert told[KAZANLAK]["came"][0].startswith("Милена Асенова")

    # В Казанлък случаят продължава под свой номер, с домакинството и всичко, което съгласието позволява.
    (came,) = roads.ask(KAZANLAK, waiting_for_me, on=MOVED)
    roads.do(KAZANLAK, register, came.id, on=MOVED)
    case = roads.ask(KAZANLAK, lambda uow: uow.records.get(Case, came.case), on=MOVED)
    assert case.number == "К-2022-0001"
    there = roads.ask(
        KAZANLAK,
        lambda uow: [uow.records.count(one) for one in (Person, Household, HouseholdMember)],
        on=MOVED,
    )
    assert there == [2, 1, 2]
    visit = visits.VisitDraft(person=case.person, service=SERVICE, provided_on=MOVED)
    roads.do(KAZANLAK, visits.record_visit, visit, on=MOVED)

    # В Крън остава само следа за четене.
    page = roads.ask(KRAN, person_page, family.mother, on=LEFT)
    assert [(one.state, one.done_on) for one in page.transfers] == [("done", MOVED)]
    with pytest.raises(TransferredAwayError) as refused:
        roads.do(KRAN, cases.change_case, family.case, {"summary": "още"}, on=LEFT)
    i18n.use_language_here("bg", locale_dir=resource_folder() / "locale")
    number = roads.ask(KRAN, lambda uow: uow.records.get(Case, family.case).number, on=LEFT)
    assert i18n.sentence(refused.value) == (
        f"Случай {number} е прехвърлен в Казанлък на 12.05.2022. Тук остава само за четене. "
        "Нищо не е променено. Новото се записва там."
    )

    # Общината го брои веднъж: преди, след прехвърлянето и след напускането, записано в Казанлък.
    travel(on=MOVED + DAY)
    assert [counted(roads, site) for site in (CENTRE, KRAN, KAZANLAK)] == [1, 1, 1]
    (spell,) = roads.ask(KAZANLAK, lambda uow: uow.records.all(Spell), on=LEFT)
    left = {
        "left_on": LEFT,
        "state": "completed",
        "exit_state": "other_employer",
        "employment_from": LEFT,
    }
    roads.do(KAZANLAK, exit_spell, spell.id, left, on=LEFT)
    travel(on=LEFT)
    assert counted(roads, CENTRE) == 1
    (participant,) = roads.ask(CENTRE, lambda uow: list(uow.indicators.participants()), on=LEFT)
    assert (participant.entered_on, participant.left_on) == (BEGIN, LEFT)

    # Навсякъде стои едно и също.
    assert all_hold_the_same(roads)
