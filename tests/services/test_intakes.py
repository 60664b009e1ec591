"""How somebody came, and what is decided at once."""

import pytest

from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.services import cases, entry, history, intakes
from support.office import id_of


def test_a_neighbours_word_makes_person_and_intake_in_one_changeset(do, ask):
    values = {"given_name": "Милена", "nickname": "Мила", "id_type": "egn"}
    told = {"source": "relative", "source_name": "съседката Гинка", "urgency": "soon"}
    written = do(entry.save_new_person, values, intake=told)
    person = id_of(written, "person")
    (view,) = ask(intakes.intakes_of, person)
    assert view.intake.source_name == "съседката Гинка"
    assert view.intake.received_on == ask(lambda uow: uow.today)
    do(history.undo, written.undo)
    assert ask(lambda uow: uow.records.find(Intake)) == []


def test_a_short_consultation_opens_no_case(do, ask, a_person):
    person = a_person()
    do(intakes.write_intake, {"person": person, "decision": "one_off"})
    assert ask(lambda uow: uow.records.find(Case, person=person)) == []


def test_deciding_for_a_case_opens_it_in_the_same_stroke(do, ask, a_person):
    person = a_person()
    do(intakes.write_intake, {"person": person, "decision": "case", "reason": "Търси работа."})
    (case,) = ask(lambda uow: uow.records.find(Case, person=person))
    (view,) = ask(intakes.intakes_of, person)
    assert (view.intake.case, case.summary) == (case.id, "Търси работа.")
    assert case.number


def test_deciding_later_opens_it_then_and_only_once(do, ask, a_person, a_case):
    person = a_person()
    written = do(intakes.write_intake, {"person": person, "decision": "one_off"})
    intake = id_of(written, "intake")
    do(intakes.change_intake, intake, {"decision": "case"})
    do(intakes.change_intake, intake, {"decision": "case", "urgency": "usual"})
    (case,) = ask(lambda uow: uow.records.find(Case, person=person))
    other = a_person("Асен")
    standing = a_case(other)
    do(intakes.write_intake, {"person": other, "decision": "case"})
    assert ask(lambda uow: uow.records.find(Case, person=other)) == [standing]
    assert ask(intakes.intake_view, intake).intake.case == case.id


def test_a_case_opened_for_a_newborn_record_has_its_number(do, ask):
    values = {"given_name": "Милена", "id_type": "none"}
    written = do(entry.save_new_person, values, intake={"decision": "case"})
    case = ask(lambda uow: uow.records.get(Case, id_of(written, "case")))
    assert (case.person, bool(case.number)) == (id_of(written, "person"), True)


def test_risks_are_a_record_of_their_own_for_those_who_may(do, ask, a_person, as_role):
    person = a_person()
    written = do(intakes.write_intake, {"person": person}, {"violence": True, "health": False})
    assert ask(intakes.intakes_of, person)[0].risks.violence is True
    intake = id_of(written, "intake")
    do(intakes.change_intake, intake, {}, {"health_need": "няма личен лекар"})
    assert len(ask(lambda uow: uow.records.find(IntakeRisks))) == 1
    as_role("roma_mediator")
    assert ask(intakes.intakes_of, person)[0].risks is None
    with pytest.raises(NotAllowedError):
        do(intakes.write_intake, {"person": person}, {"violence": True})


def test_nothing_seen_makes_no_record_of_risks(do, ask, a_person):
    do(intakes.write_intake, {"person": a_person()}, {"violence": False, "health_need": None})
    assert ask(lambda uow: uow.records.find(IntakeRisks)) == []


def test_a_case_is_still_opened_by_itself(do, ask, a_person):
    written = do(cases.open_case, {"person": a_person()})
    assert ask(lambda uow: uow.records.get(Case, id_of(written, "case"))).number
