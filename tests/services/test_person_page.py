"""One person on one page."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from kazanlak_case.db import tables
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.services import households, participation, people, visits
from kazanlak_case.services.household_people import household_people
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.person_page import person_page
from kazanlak_case.services.work_list import fill
from support.office import EGN_OF_WOMAN, SERVICE, id_of

TODAY = date(2022, 11, 14)


def days_ago(days):
    return TODAY - timedelta(days=days)


def facts_of(page):
    return {fact.code: (fact.tone, fact.on) for fact in page.facts}


def test_somebody_just_entered_has_nothing_open(ask, a_person):
    person = a_person()
    page = ask(person_page, person)
    assert (page.person.id, page.site, page.households, page.cases, page.participations) == (
        person, "kran", (), (), (),
    )  # fmt: skip
    assert facts_of(page) == {
        "no_case": ("calm", None),
        "never_contacted": ("calm", None),
        "not_in_project": ("calm", None),
        "no_number": ("due", None),
    }


def test_the_page_names_who_lives_with_the_person_and_how(do, ask, a_person):
    father, child, gone = a_person("Иван"), a_person("Ана"), a_person("Боян")
    members = [
        MemberDraft(person=child, relation="child"),
        MemberDraft(person=father, relation="head"),
        MemberDraft(person=gone, relation="child", since=days_ago(900)),
    ]
    written = do(households.make_household, {"name": "Иванови"}, members)
    household = id_of(written, "household")
    left = next(one.member for one in ask(household_people, household) if one.person == gone)
    do(households.remove_member, left, until=days_ago(1))
    (view,) = ask(person_page, child).households
    assert view.household.name == "Иванови"
    assert [(one.person, one.relation) for one in view.people] == [
        (father, "head"),
        (child, "child"),
    ]
    assert ask(person_page, gone).households == ()


def test_what_is_open_and_late_stands_at_the_top(do, ask, a_person, a_case):
    person = a_person(id_type="egn", national_id=EGN_OF_WOMAN)
    a_case(person, opened_on=days_ago(300), closed_because="moved")
    late = a_case(person, opened_on=days_ago(40), status="assessment", priority="urgent")
    visit = visits.VisitDraft(person=person, service=SERVICE, provided_on=days_ago(35))
    do(visits.record_visit, visit)
    page = ask(person_page, person)
    assert page.cases[0].id == late.id
    assert facts_of(page) == {
        "open_case": ("late", days_ago(40)),
        "plan_due": ("late", days_ago(20)),
        "quiet_case": ("late", days_ago(35)),
        "last_contact": ("calm", days_ago(35)),
        "not_in_project": ("calm", None),
    }
    assert page.last_contact == days_ago(35)


@pytest.mark.parametrize(
    ("left_days_ago", "expected"),
    [
        (28, {"exit_card_due": ("due", TODAY)}),
        (29, {"exit_card_due": ("late", days_ago(1))}),
        # 14 May + 6 months is 14 November
        (184, {"exit_card_due": ("late", days_ago(156)), "follow_up_due": ("due", TODAY)}),
        (183, {"exit_card_due": ("late", days_ago(155))}),
    ],
)
def test_the_exit_card_and_the_later_look_fall_due_on_the_day(
    do, ask, a_participant, left_days_ago, expected
):
    person, about, spell = a_participant(entered_on=days_ago(400))
    do(participation.save_participation, about, {"card_signed_on": days_ago(400)})
    do(participation.exit_spell, spell, {"left_on": days_ago(left_days_ago)})
    found = facts_of(ask(person_page, person))
    due = {code: found[code] for code in found if code in {"exit_card_due", "follow_up_due"}}
    assert due == expected
    assert "card_not_signed" not in found
    do(participation.save_results, spell, {"exit_state": "no_offer", "status_6m": "employed"})
    assert not {"exit_card_due", "follow_up_due"} & set(facts_of(ask(person_page, person)))


def test_participation_is_shown_with_what_is_missing_and_can_be_filled_there(
    do, ask, a_participant
):
    person, about, spell = a_participant(sensitive={"roma": "refused"})
    page = ask(person_page, person)
    (view,) = page.participations
    assert (view.participation.id, view.is_open, view.entered_on) == (about, True, date(2022, 3, 1))
    assert [one.id for one in view.spells] == [spell]
    assert view.vulnerability.roma == "refused"
    assert facts_of(page)["card_not_signed"] == ("due", None)
    assert {"in_project", "missing_answers"} <= set(facts_of(page))
    keys = {(one.record, one.field): one.key for one in page.missing}
    assert (keys["person", "sex"], keys["vulnerability", "homeless"]) == (person, about)
    assert ("vulnerability", "roma") not in keys
    do(fill, "vulnerability", "homeless", {keys["vulnerability", "homeless"]: "no"})
    assert len(ask(person_page, person).missing) == len(page.missing) - 1


def test_sensitive_answers_are_not_shown_to_every_post(ask, a_participant, as_role):
    person, _, _ = a_participant(sensitive={"roma": "refused"})
    assert ask(person_page, person).may_see_answers
    as_role("roma_mediator")
    page = ask(person_page, person)
    assert not page.may_see_answers
    assert page.participations[0].vulnerability is None
    assert "vulnerability" not in {one.record for one in page.missing}


def test_a_deleted_person_has_no_page(do, ask, a_person):
    person = a_person()
    do(people.delete_person, person)
    for one in (person, "f" * 32):
        with pytest.raises(RecordMissingError):
            ask(person_page, one)


def test_a_conflict_of_the_person_or_their_case_is_named(
    case_file, now, ask, a_participant, a_case
):
    (person, _, _), (other, _, _) = a_participant("Ана"), a_participant("Боян")
    case = a_case(person)
    with case_file.writing(now) as uow:
        for record, about in (("case", case.id), ("person", other)):
            in_conflict(uow, record, about)
        uow.commit()
    page = ask(person_page, person)
    assert [(one.record, one.id, one.field) for one in page.conflicts] == [
        ("case", case.id, "status")
    ]
    assert facts_of(page)["conflict"] == ("late", None)
    assert [one.record for one in ask(person_page, other).conflicts] == ["person"]


def in_conflict(uow, record, about):
    """Put a place of a record in conflict, as a merge does, with the record's own birth as what stands there."""
    field = {"case": "status", "person": "phone"}[record]
    connection, names = uow._connection, uow._context.names
    data = tables.DATA[record]
    row = connection.execute(select(data).where(data.c.id == bytes.fromhex(about))).one()
    place = next(
        place
        for place in connection.execute(select(tables.field))
        if place.name == field and names.record_name(place.tbl) == record
    )
    connection.execute(
        insert(tables.conflict).values(
            row=row.id, col=place.col, tbl=place.tbl, rid=row.born_rid, seq=row.born_seq, value=None
        )
    )
