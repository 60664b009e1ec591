from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.ui.screens.person_intake import PersonIntake


def test_an_intake_with_risks_opens_the_case(host, kit, a_person, case_file, now, qtbot) -> None:
    person = a_person()
    form = PersonIntake(host, kit, person=(person, "Милена"))
    put = form.editor.form.put
    put("reason", "Децата не ходят на училище.")
    put("violence", True)
    put("decision", "case")
    with qtbot.waitSignal(form.left):
        form.editor.save()
    with case_file.reading(now) as uow:
        (intake,) = uow.records.find(Intake, person=person)
        (case,) = uow.records.find(Case, person=person)
        (risks,) = uow.records.find(IntakeRisks, intake=intake.id)
    assert (intake.case, risks.violence) == (case.id, True)
    again = PersonIntake(host, kit, intake=intake.id)
    assert again.editor.state.value("violence") is True
    again.editor.form.put("health_need", "Няма личен лекар.")
    with qtbot.waitSignal(again.left):
        again.editor.save()
    with case_file.reading(now) as uow:
        assert uow.records.get(IntakeRisks, risks.id).health_need == "Няма личен лекар."


def test_who_is_sent_on_goes_on_with_a_referral(host, kit, a_person, qtbot) -> None:
    form = PersonIntake(host, kit, person=(a_person(), "Милена"))
    form.editor.form.put("decision", "redirected")
    with qtbot.waitSignal(form.referral_wanted) as wanted:
        form.editor.save()
    assert wanted.args[1] == "Милена"
