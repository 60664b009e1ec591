"""Assessments of needs and their questionnaires."""

from datetime import date

import pytest

from conftest import NOW
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.planning_errors import (
    AssessmentFinalError,
    AssessmentUnansweredError,
    QuestionnaireAtCentreError,
    QuestionnaireFaultError,
    UnknownQuestionnaireError,
)
from kazanlak_case.domain.records.assessment import Assessment, AssessmentScore
from kazanlak_case.services import assessing, assessments, questionnaires
from kazanlak_case.services.assessing import AssessmentDraft
from kazanlak_case.services.assessment_change import compare
from kazanlak_case.services.assessments import Answer
from support.office import id_of


@pytest.fixture
def case(a_person, a_case):
    return a_case(a_person("Мария"), type="individual_adult")


@pytest.fixture
def assess(do, case):
    """Write a whole assessment, every answer the same but some."""

    def write(score=3, *, final=True, made_on=None, **others):
        form = questionnaires.shipped()[0]
        answers = {code: Answer(others.get(code, score)) for code in form.questions}
        draft = AssessmentDraft(
            case=case.id,
            questionnaire=form.code,
            version=form.version,
            values={"made_on": made_on, "living": "Две стаи"},
            answers=answers,
        )
        return id_of(do(assessing.save_assessment, draft, final=final), "assessment")

    return write


def test_kind_of_case_chooses_the_questionnaire(ask, a_person, a_case) -> None:
    asked = {}
    for kind in ("child", "family", "employment"):
        case = a_case(a_person(kind), type=kind)
        asked[kind] = ask(assessing.new_sheet, case.id).form.code
    assert asked == {"child": "child", "family": "family", "employment": "adult"}


def test_assessment_is_written_piece_by_piece(do, ask, get, case) -> None:
    sheet = ask(assessing.new_sheet, case.id)
    first = AssessmentDraft(
        case=case.id,
        questionnaire=sheet.form.code,
        version=sheet.form.version,
        answers={"work_now": Answer(1, "Търси сезонна работа")},
    )
    made = id_of(do(assessing.save_assessment, first), "assessment")
    sheet = ask(assessing.sheet_of, made)
    assert sheet.draft.answers == {"work_now": Answer(1, "Търси сезонна работа")}
    more = AssessmentDraft(
        id=made,
        case=case.id,
        questionnaire=sheet.form.code,
        version=sheet.form.version,
        values={"strengths": "Сръчни ръце"},
        answers={"work_now": Answer(2, ""), "gp": Answer(0)},
    )
    do(assessing.save_assessment, more)
    view = ask(assessments.assessment, made)
    assert view.numbers == {"work_now": 2, "gp": 0}
    assert (view.assessment.strengths, view.assessment.state) == ("Сръчни ръце", "draft")
    with pytest.raises(AssessmentUnansweredError) as caught:
        do(assessing.save_assessment, more, final=True)
    assert caught.value.facts["count"] == 18
    assert get(Assessment, made).state == "draft"


def test_finished_assessment_never_changes(do, ask, assess, case) -> None:
    made = assess()
    sheet = ask(assessing.sheet_of, made)
    assert sheet.is_final
    with pytest.raises(AssessmentFinalError):
        do(assessing.save_assessment, sheet.draft)
    with pytest.raises(AssessmentFinalError):
        do(assessing.delete_assessment, made)


def test_new_one_proposes_the_earlier_answers_and_tells_what_changed(ask, assess, case) -> None:
    earlier = assess(1, made_on=date(2022, 5, 2))
    later = assess(1, made_on=date(2022, 11, 2), work_now=4, gp=0)
    sheet = ask(assessing.new_sheet, case.id)
    assert sheet.earlier.id == later
    assert sheet.earlier.answers["work_now"] == Answer(4)
    told = ask(compare, later)
    assert told.earlier.id == earlier
    by_domain = {one.domain: one.step for one in told.domains}
    assert by_domain == {"labour": 1, "social": 0, "health": -1, "education": 0, "housing": 0}
    assert [(one.domain, one.step) for one in told.answers] == [("labour", 1), ("health", -1)]
    assert told.answers[0].now.startswith("работи постоянно")
    assert ask(compare, earlier).earlier is None


def test_scores_only_for_who_may_see_them(do, ask, assess, as_role, case) -> None:
    made = assess(1)
    open_one = assess(1, final=False)
    as_role("pedagogue")
    view = ask(assessments.assessment, made)
    assert (view.answers, view.scores, view.weak) == ({}, {}, ())
    assert view.assessment.made_on == NOW.date()
    told = ask(compare, made)
    assert (told.domains, told.answers) == ((), ())
    # whoever may not know which are weak answers all
    assert len(ask(assessments.weak_domains_of, made)) == 5
    draft = AssessmentDraft(id=open_one, case=case.id, questionnaire="adult", version=1)
    with pytest.raises(NotAllowedError):
        do(assessing.save_assessment, draft, final=True)
    as_role("lawyer")
    with pytest.raises(NotAllowedError):
        ask(assessing.new_sheet, case.id)


def test_deleted_draft_takes_its_answers_along(do, ask, assess, case) -> None:
    made = assess(final=False)
    do(assessing.delete_assessment, made)
    assert ask(assessments.assessments_of, case.id) == ()
    assert ask(lambda uow: uow.records.find(AssessmentScore, assessment=made)) == []


def test_house_writes_no_questionnaire(do, ask, as_role) -> None:
    text = questionnaires.shipped()[0].text
    with pytest.raises(NotAllowedError):
        do(questionnaires.save_questionnaire, text)
    as_role("coordinator")
    assert not ask(questionnaires.may_write_questionnaires)
    with pytest.raises(QuestionnaireAtCentreError):
        do(questionnaires.save_questionnaire, text)
    with pytest.raises(UnknownQuestionnaireError):
        ask(questionnaires.questionnaire, "adult", 9)


def test_municipality_writes_a_new_version_and_the_old_stays(centre_file, now) -> None:
    text = questionnaires.shipped()[0].text
    mine = text.replace("Работа в момента", "Работа днес").replace("version = 1", "version = 7")
    with centre_file.writing(now) as uow:
        made = id_of(questionnaires.save_questionnaire(uow, mine), "questionnaire")
    with centre_file.reading(now) as uow:
        newest = questionnaires.questionnaires(uow)[0]
        assert (newest.code, newest.version) == ("adult", 2)
        assert newest.questions["work_now"].text == "Работа днес"
        assert questionnaires.questionnaire(uow, "adult", 2).version == 2
        old = questionnaires.questionnaire(uow, "adult", 1)
        assert old.questions["work_now"].text == "Работа в момента"
        assert [one.form.version for one in questionnaires.versions(uow)][:2] == [2, 1]
    with centre_file.writing(now) as uow, pytest.raises(QuestionnaireFaultError):
        questionnaires.save_questionnaire(uow, mine.replace("weight = 2", "weight = 0"))
    assert questionnaires.check_questionnaire(mine) is None
    with centre_file.writing(now) as uow:
        questionnaires.retire_questionnaire(uow, made)
    with centre_file.reading(now) as uow:
        assert [one.code for one in questionnaires.questionnaires(uow)] == ["child", "family"]
