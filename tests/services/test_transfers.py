"""A case goes from one house to another: every step in the real files of two houses and the centre."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from kazanlak_case.db.verify import verify
from kazanlak_case.domain.attachment_errors import AttachmentElsewhereError
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.records import (
    Assessment,
    AssessmentScore,
    Case,
    Consent,
    Continuation,
    Copy,
    DuplicateDecision,
    Goal,
    GoalReview,
    Household,
    HouseholdMember,
    Intake,
    IntakeRisks,
    Participation,
    Person,
    Plan,
    PlanAction,
    PlanReview,
    Referral,
    ServiceEntry,
    ServicePerson,
    Spell,
    Transfer,
    Vulnerability,
)
from kazanlak_case.domain.transfer_errors import (
    CaseIsClosedError,
    NotOurTransferError,
    TransferAnsweredError,
    TransferPendingError,
    TransferredAwayError,
)
from kazanlak_case.services import cases, people, visit_corrections, visits
from kazanlak_case.services.attachments import (
    AttachmentDraft,
    Content,
    add_attachment,
    attachments_of,
    open_attachment,
)
from kazanlak_case.services.erasure import erase_person, plan_erasure
from kazanlak_case.services.history import undo
from kazanlak_case.services.records import save_record
from kazanlak_case.services.today import missing_count
from kazanlak_case.services.transfer_attachments import papers_of_case
from kazanlak_case.services.transfers import Offer, accept, decline, offer, register, withdraw
from support.office import EGN_OF_WOMAN, SERVICE, id_of
from support.roads import BEGIN, CENTRE, Roads, with_family

DAY = timedelta(days=1)
OFFERED, ANSWERED, DONE = BEGIN + DAY, BEGIN + 3 * DAY, BEGIN + 5 * DAY
FROM, TO = "kran", "kazanlak"


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch, made=with_family()[0])
    yield made
    made.close()


@pytest.fixture
def family() -> SimpleNamespace:
    return with_family()[1]


def offered(roads: Roads, case: str, **values: object) -> str:
    wanted = Offer(case=case, **{"to_site": TO, "consent_on": BEGIN, **values})
    return id_of(roads.do(FROM, offer, wanted, on=OFFERED), "transfer")


def known_there(roads: Roads) -> Transfer:
    """Bring the offer to the other house, and give its record there."""
    roads.run(on=OFFERED)
    (found,) = every(roads, TO, Transfer)
    return found


def every(roads: Roads, site: str, cls: type) -> list:
    return roads.ask(site, lambda uow: uow.records.all(cls), on=DONE)


def one(roads: Roads, site: str, cls: type, record_id: str):
    return roads.ask(site, lambda uow: uow.records.get(cls, record_id), on=DONE)


def one_continued(roads: Roads, record_id: str) -> str:
    """Give the record of this house that a record of it continues: the case came back."""
    own = {one.id for one in every(roads, FROM, Participation)}
    found = [one for one in every(roads, FROM, Continuation) if one.record == record_id]
    return next(one.continues for one in found if one.continues in own)


def brought(roads: Roads, case: str, **values: object) -> Transfer:
    """Carry a transfer through to the end, and give the record of the house the case came to."""
    offered(roads, case, **values)
    into = known_there(roads)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.run(on=ANSWERED, houses=(TO,))
    roads.run(on=DONE)
    return one(roads, TO, Transfer, into.id)


def test_case_goes_on_in_the_other_house_with_what_the_consent_allows(roads, family):
    into = brought(roads, family.case)
    out = one(roads, FROM, Transfer, str(into.counterpart))
    assert (out.state, into.state) == ("done", "done")
    assert (out.offered_on, out.answered_on, out.done_on) == (OFFERED, ANSWERED, ANSWERED)
    case = one(roads, TO, Case, str(into.case))
    assert (case.number, case.closed_on, case.person) == (None, None, into.person)
    mother = one(roads, TO, Person, str(into.person))
    assert (mother.national_id, mother.phone) == (EGN_OF_WOMAN, "0888 123 456")
    (child,) = [one for one in every(roads, TO, Person) if one.id != mother.id]
    assert (child.given_name, child.phone) == ("Ани", None)
    assert len(every(roads, TO, Household)) == 1
    assert {one.relation for one in every(roads, TO, HouseholdMember)} == {"head", "child"}
    (entry,) = every(roads, TO, ServiceEntry)
    assert (entry.note, entry.case, entry.person) == ("Говорихме.", case.id, mother.id)
    (taken,) = every(roads, TO, Participation)
    assert taken.education == "none"
    assert [one.participation for one in every(roads, TO, Spell)] == [taken.id]
    assert [one.roma for one in every(roads, TO, Vulnerability)] == ["refused"]
    continued = {one.type for one in every(roads, TO, Continuation)}
    assert continued == {
        "person", "case", "household", "household_member", "service_entry", "participation",
        "spell", "vulnerability",
    }  # fmt: skip


def test_a_visit_to_a_family_goes_on_with_who_was_there(roads, family):
    def written(person: str, other: str, note: str) -> None:
        draft = visits.VisitDraft(
            person=person, people=(other,), service=SERVICE, provided_on=BEGIN, note=note
        )
        roads.do(FROM, visits.record_visit, draft, on=BEGIN)

    written(family.mother, family.child, "Майката и детето.")
    written(family.child, family.mother, "Детето и майката.")
    into = brought(roads, family.case)
    there = {one.note: one for one in every(roads, TO, ServiceEntry)}
    assert {one.person for one in there.values()} == {into.person}
    (named,) = every(roads, TO, ServicePerson)
    assert named.service_entry == there["Майката и детето."].id
    assert one(roads, TO, Person, named.person).given_name == "Ани"


def test_all_copies_hold_the_same_and_carrying_on_twice_changes_nothing(roads, family):
    brought(roads, family.case)
    before = verify(roads.centre)
    roads.run(on=DONE + DAY)
    roads.run(on=DONE + 2 * DAY)
    after = verify(roads.centre)
    assert after.scopes == before.scopes
    assert after.ok
    for site in (FROM, TO):
        found = verify(roads.files[site])
        assert found.ok
        assert found.scopes[site] == after.scopes[site]


def test_missing_answers_are_asked_for_once(roads, family):
    roads.run(on=BEGIN)
    before = roads.ask(CENTRE, missing_count, on=BEGIN)
    brought(roads, family.case)
    assert before > 0
    assert [roads.ask(site, missing_count, on=DONE) for site in (CENTRE, TO)] == [before, before]


def test_nothing_goes_along_that_the_consent_does_not_name(roads, family):
    into = brought(roads, family.case, parts=())
    assert [one.id for one in every(roads, TO, Person)] == [into.person]
    for cls in (Household, HouseholdMember, ServiceEntry, Participation, Spell, Vulnerability):
        assert every(roads, TO, cls) == []


def test_other_house_registers_the_case_under_its_own_number(roads, family):
    into = brought(roads, family.case)
    with pytest.raises(NotOurTransferError):
        roads.do(CENTRE, register, into.id, on=DONE)
    roads.do(TO, register, into.id, on=DONE)
    number = one(roads, TO, Case, str(into.case)).number
    own = one(roads, FROM, Case, family.case).number
    assert number != own
    assert str(number).endswith("-2022-0001")
    with pytest.raises(TransferAnsweredError):
        roads.do(TO, register, into.id, on=DONE)


def test_trace_is_read_only_in_every_copy(roads, family):
    brought(roads, family.case)
    for site in (FROM, CENTRE):
        with pytest.raises(TransferredAwayError) as refused:
            roads.do(site, cases.change_case, family.case, {"summary": "още"}, on=DONE)
        assert refused.value.facts["site"] == "Казанлък"
        with pytest.raises(TransferredAwayError):
            roads.do(site, cases.reopen_case, family.case, on=DONE)
    visit = visits.VisitDraft(
        person=family.mother, case=family.case, service=SERVICE, provided_on=DONE
    )
    with pytest.raises(TransferredAwayError):
        roads.do(FROM, visits.record_visit, visit, on=DONE)
    (old,) = every(roads, FROM, ServiceEntry)
    with pytest.raises(TransferredAwayError):
        roads.do(FROM, visit_corrections.delete_visit, old.id, on=DONE)
    assert one(roads, FROM, Case, family.case).closing_reason == "transferred"


def test_offer_needs_consent_or_a_reason_and_another_house(roads, family):
    def problems(**values: object) -> dict[str, str]:
        with pytest.raises(InvalidRecordError) as refused:
            offered(roads, family.case, **values)
        return refused.value.problems

    assert set(problems(consent_on=None)) == {"consent_on"}
    assert set(problems(to_site=FROM)) == {"to_site"}
    assert set(problems(to_site=CENTRE)) == {"to_site"}
    offered(roads, family.case, consent_on=None, reason="Детето е в риск.")
    with pytest.raises(TransferPendingError):
        offered(roads, family.case)


def test_closed_case_is_not_offered(roads, family):
    roads.do(FROM, cases.close_case, family.case, reason="moved", on=BEGIN)
    with pytest.raises(CaseIsClosedError):
        offered(roads, family.case)


def test_declined_offer_comes_back_with_its_reason(roads, family):
    offered(roads, family.case)
    into = known_there(roads)
    with pytest.raises(InvalidRecordError):
        roads.do(TO, decline, into.id, "  ", on=ANSWERED)
    roads.do(TO, decline, into.id, "Нямаме място.", on=ANSWERED)
    roads.run(on=ANSWERED, houses=(TO,))
    roads.run(on=DONE, houses=(FROM,))
    out = one(roads, FROM, Transfer, str(into.counterpart))
    assert (out.state, out.answer, out.answered_on) == ("declined", "Нямаме място.", ANSWERED)
    roads.do(FROM, cases.change_case, family.case, {"summary": "остава"}, on=DONE)
    offered(roads, family.case)


def test_withdrawing_wins_over_an_acceptance_that_was_not_carried_out(roads, family):
    out = offered(roads, family.case)
    into = known_there(roads)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.do(FROM, withdraw, out, on=ANSWERED)
    roads.run(on=DONE)
    assert one(roads, TO, Transfer, into.id).state == "withdrawn"
    assert every(roads, TO, Case) == []
    with pytest.raises(TransferAnsweredError):
        roads.do(TO, accept, into.id, on=DONE)


def test_withdrawing_too_late_is_settled_by_what_happened(roads, family):
    out = offered(roads, family.case)
    into = known_there(roads)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.run(on=ANSWERED, houses=(TO,))
    roads.do(FROM, withdraw, out, on=ANSWERED)
    roads.run(on=DONE)
    roads.run(on=DONE)
    for site in (FROM, CENTRE):
        assert one(roads, site, Transfer, out).state == "done"
        assert roads.ask(site, lambda uow: uow.history.conflict_count(), on=DONE) == 0


def test_offer_taken_back_is_withdrawn_in_the_other_house(roads, family):
    wanted = Offer(case=family.case, to_site=TO, consent_on=BEGIN)
    written = roads.do(FROM, offer, wanted, on=OFFERED)
    into = known_there(roads)
    roads.do(FROM, undo, written.undo, on=ANSWERED)
    roads.run(on=DONE)
    there = one(roads, TO, Transfer, into.id)
    assert (there.state, there.answer) == ("withdrawn", "=taken_back")


def test_case_deleted_meanwhile_ends_the_offer(roads, family):
    out = offered(roads, family.case)
    into = known_there(roads)

    def forget(uow):
        uow.log.append([Deleted("case", family.case)], "record_deleted")
        uow.commit()

    roads.do(FROM, forget, on=ANSWERED)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.run(on=DONE)
    assert one(roads, FROM, Transfer, out).state == "withdrawn"
    assert one(roads, TO, Transfer, into.id).answer == "=case_gone"


def test_closed_house_cannot_be_offered_anything_and_declines_what_waits(roads, family):
    out = offered(roads, family.case)

    def close(uow):
        (copy,) = uow.records.find(Copy, site=TO)
        uow.log.append([Edited("copy", copy.id, {"closed_on": OFFERED})], "record_changed")
        uow.commit()

    roads.do(CENTRE, close, on=OFFERED)
    roads.run(on=OFFERED, houses=(FROM,))
    found = one(roads, FROM, Transfer, out)
    assert (found.state, found.answer) == ("declined", "=house_closed")
    with pytest.raises(InvalidRecordError):
        offered(roads, family.case)


def test_known_person_goes_on_as_the_person_the_other_house_knows(roads, family):
    values = {"given_name": "Милена", "family_name": "Асенова", "email": "m@example.bg"}
    known = id_of(roads.do(TO, people.save_person, None, values, on=BEGIN), "person")
    roads.run(on=BEGIN)

    def decide(uow):
        for person, other, scope, site in (
            (family.mother, known, FROM, TO),
            (known, family.mother, TO, FROM),
        ):
            made = DuplicateDecision(
                id=uow.new_id(), person=person, other=other, verdict="same", site=site
            )
            uow.log.append([Born(made)], "test", scope=scope)
        uow.commit()

    roads.do(CENTRE, decide, on=BEGIN)
    into = brought(roads, family.case, parts=())
    assert into.person == known
    (person,) = every(roads, TO, Person)
    assert (person.email, person.phone) == ("m@example.bg", "0888 123 456")
    assert len(every(roads, TO, DuplicateDecision)) == 1


def test_case_may_come_back_to_the_person_it_began_with(roads, family):
    into = brought(roads, family.case)
    roads.do(TO, register, into.id, on=DONE)
    back = Offer(case=into.case, to_site=FROM, consent_on=DONE)
    roads.do(TO, offer, back, on=DONE)
    roads.run(on=DONE + DAY)
    (asked,) = [one for one in every(roads, FROM, Transfer) if one.to_site == FROM]
    roads.do(FROM, accept, asked.id, on=DONE + DAY)
    roads.run(on=DONE + 2 * DAY, houses=(FROM,))
    roads.run(on=DONE + 3 * DAY)
    home = one(roads, FROM, Transfer, asked.id)
    assert home.person == family.mother
    assert home.case != family.case
    roads.do(FROM, cases.change_case, home.case, {"summary": "отново у нас"}, on=DONE + 4 * DAY)
    assert len(every(roads, FROM, Person)) == 2
    assert [one.provided_on for one in every(roads, FROM, ServiceEntry)] == [BEGIN]
    (first, last) = sorted(every(roads, FROM, Participation), key=lambda one: one.id)
    assert {first.id, one_continued(roads, last.id)} == {first.id}
    with pytest.raises(TransferredAwayError):
        roads.do(TO, cases.change_case, into.case, {"summary": "още"}, on=DONE + 4 * DAY)


def test_two_laptops_that_both_accept_ask_nobody(roads, family):
    """One day and another stand against each other until the centre takes the first."""
    offered(roads, family.case)
    into = known_there(roads)
    roads.run(on=OFFERED, houses=(FROM,))
    # the centre's clerk takes the call of the other laptop
    roads.do(CENTRE, accept, into.id, on=OFFERED + DAY)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.run(on=DONE)
    roads.run(on=DONE)
    found = one(roads, TO, Transfer, into.id)
    assert (found.state, found.answered_on) == ("done", date(2022, 5, 4))
    assert roads.ask(CENTRE, lambda uow: uow.history.conflict_count(), on=DONE) == 0
    assert len(every(roads, TO, Case)) == 1


@pytest.mark.parametrize("where", [FROM, CENTRE])
def test_erased_person_is_named_in_no_offer_anywhere(roads, family, where):
    offered(roads, family.case)
    into = known_there(roads)
    assert "Милена" in str(into.about)

    def erase(uow):
        erase_person(uow, plan_erasure(uow, family.mother))

    roads.do(where, erase, on=ANSWERED)
    roads.run(on=DONE)
    roads.run(on=DONE)
    for site in (FROM, TO, CENTRE):
        assert every(roads, site, Transfer) == []
        for record_id in (into.id, into.counterpart):
            with pytest.raises(RecordMissingError):
                one(roads, site, Transfer, record_id)
        assert verify(roads.files[site]).ok


def test_erasing_follows_a_case_into_the_house_it_went_to(roads, family):
    brought(roads, family.case)

    def erase(uow):
        erase_person(uow, plan_erasure(uow, family.mother))

    roads.do(CENTRE, erase, on=DONE)
    roads.run(on=DONE + DAY)
    names = {one.given_name for site in (FROM, TO, CENTRE) for one in every(roads, site, Person)}
    assert names == {"Ани"}
    assert every(roads, TO, Case) == []
    assert every(roads, TO, Transfer) == []
    scopes = verify(roads.centre).scopes
    for site in (FROM, TO):
        found = verify(roads.files[site])
        assert found.ok
        assert found.scopes[site] == scopes[site]


def test_case_work_goes_along_as_far_as_the_consent_names_it(roads, family):
    case = one(roads, FROM, Case, family.case)

    def write(uow):
        new = uow.new_id
        days = (date(2022, 3, 1), date(2022, 9, 1))
        assessed = [Assessment(id=new(), case=case.id, made_on=day) for day in days]
        plan = Plan(id=new(), case=case.id, assessment=assessed[1].id, state="approved")
        goal = Goal(id=new(), plan=plan.id, text="работа")
        action = PlanAction(id=new(), goal=goal.id, text="регистрация")
        review = PlanReview(id=new(), plan=plan.id)
        intake = Intake(id=new(), person=case.person, reason="без доходи")
        rows = (
            *assessed, AssessmentScore(id=new(), assessment=assessed[1].id, question="work"),
            plan, goal, action, review, GoalReview(id=new(), review=review.id, goal=goal.id),
            intake, IntakeRisks(id=new(), intake=intake.id, health=True),
            Consent(id=new(), person=case.person, type="photo", answer="given"),
            Consent(id=new(), person=case.person, type="home_visit", answer="refused"),
            Referral(id=new(), person=case.person, institution="dbt"),
        )  # fmt: skip
        written = uow.log.append([Born(row) for row in rows], "test")
        uow.commit()
        return written

    roads.do(FROM, write, on=BEGIN)
    brought(roads, family.case, parts=("plan", "consents"))
    for cls in (Assessment, AssessmentScore, Plan, Goal, PlanAction, PlanReview, GoalReview):
        assert len(every(roads, TO, cls)) == 1, cls
    (plan,) = every(roads, TO, Plan)
    assert plan.assessment == every(roads, TO, Assessment)[0].id
    assert every(roads, TO, PlanAction)[0].goal == every(roads, TO, Goal)[0].id
    assert every(roads, TO, Intake)[0].reason == "без доходи"
    assert len(every(roads, TO, IntakeRisks)) == 1
    assert [each.type for each in every(roads, TO, Consent)] == ["photo"]
    assert every(roads, TO, Referral) == []
    own = every(roads, FROM, PlanAction)[0]
    with pytest.raises(TransferredAwayError):
        roads.do(FROM, save_record, PlanAction, own.id, {"text": "друго"}, what="x", on=DONE)


def attached(roads: Roads, content: bytes, **values: object) -> str:
    draft = AttachmentDraft(**values)
    kept = Content(stream=io.BytesIO(content), file_name="a.jpg", media_type="image/jpeg")
    return id_of(roads.do(FROM, add_attachment, draft, kept, on=BEGIN), "attachment")


def with_papers(roads: Roads, family: SimpleNamespace) -> None:
    """Documents of the case, of a visit and of the person; a sensitive one and a photo nobody was asked about."""
    (visit,) = [one.id for one in every(roads, FROM, ServiceEntry)]
    attached(roads, b"contract", case=family.case, title="Договор")
    attached(roads, b"protocol", source_type="service_entry", source=visit, title="Протокол")
    attached(roads, b"paper", person=family.mother, title="Решение", special=True)
    attached(roads, b"photo", person=family.mother, title="Снимка", type="photo")
    attached(roads, b"other", person=family.child, title="На детето")


def test_documents_go_along_with_their_files_but_for_what_is_sensitive(roads, family):
    with_papers(roads, family)
    told = roads.ask(FROM, papers_of_case, family.case, on=BEGIN)
    assert (told.count, told.size, told.staying) == (2, 16, 2)
    offered(roads, family.case)
    roads.round(on=OFFERED)
    (into,) = every(roads, TO, Transfer)
    roads.do(TO, accept, into.id, on=ANSWERED)
    roads.round(on=ANSWERED)
    (into,) = every(roads, TO, Transfer)
    rows = roads.ask(TO, attachments_of, person=into.person, on=DONE)
    assert {row.attachment.title for row in rows} == {"Договор", "Протокол"}
    assert all(row.is_here for row in rows)
    there = {row.attachment.title: row.attachment for row in rows}
    assert there["Договор"].case == into.case
    assert there["Протокол"].source in {one.id for one in every(roads, TO, ServiceEntry)}
    opened = roads.do(TO, open_attachment, there["Протокол"].id, on=DONE)
    assert opened.content == b"protocol"
    assert verify(roads.files[TO]).ok


def test_document_of_what_stays_stays_and_a_file_that_did_not_come_is_said_to_be_there(
    roads, family
):
    with_papers(roads, family)
    into = brought(roads, family.case, parts=("attachments",))  # by the store alone: without files
    (row,) = roads.ask(TO, attachments_of, person=into.person, on=DONE)
    assert (row.attachment.title, row.is_here, row.waits_at) == ("Договор", False, FROM)
    with pytest.raises(AttachmentElsewhereError) as refused:
        roads.do(TO, open_attachment, row.attachment.id, on=DONE)
    assert refused.value.facts["site"] == "Крън"
    roads.take(CENTRE, roads.write(FROM, on=DONE, full=True), on=DONE)
    roads.take(TO, roads.write(CENTRE, to=TO, on=DONE, full=True), on=DONE)
    (row,) = roads.ask(TO, attachments_of, person=into.person, on=DONE)
    assert row.is_here
