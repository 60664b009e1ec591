import pytest

from kazanlak_case.domain.planning_errors import QuestionnaireFaultError
from kazanlak_case.domain.questionnaires import FOR_WHOM, parse_questionnaire
from kazanlak_case.paths import resource

ADULT = resource("questionnaires/adult.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("whom", FOR_WHOM)
def test_shipped_questionnaires_ask_every_domain_and_suggest_goals(whom) -> None:
    form = parse_questionnaire(resource(f"questionnaires/{whom}.toml").read_text(encoding="utf-8"))
    assert (form.code, form.whom, len(form.domains)) == (whom, whom, 5)
    assert all(4 <= len(domain.questions) <= 6 for domain in form.domains)
    assert all(one.proposals for one in form.questions.values())


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("weight = 2", "weight = 9"),
        ("weight = 2", "weight = true"),
        ("weak_below = 2.0", "weak_below = 0"),
        ('code = "gp"', 'code = "work_now"'),
        ('code = "gp"', 'code = "Личен лекар"'),
        ('code = "social"', 'code = "socl"'),
        ('code = "social"', 'code = "labour"'),
        ('text = "Личен лекар"', 'text = " "'),
        ('text = "Личен лекар"', 'txt = "Личен лекар"'),
        ('sign = "видяна', 'sing = "видяна'),
        ("version = 1", "version = "),
        ("version = 1", "version = 0"),
        ('for = "adult"', 'for = "dog"'),
        ('title = "', 'titel = "'),
    ],
)
def test_fault_is_named_with_its_line(was, becomes) -> None:
    broken = ADULT.replace(was, becomes, 1)
    with pytest.raises(QuestionnaireFaultError) as caught:
        parse_questionnaire(broken)
    line = broken.splitlines()[caught.value.facts["line"] - 1]
    assert becomes in line


def test_question_lacks_an_answer_or_all_questions_are_missing() -> None:
    broken = ADULT.replace('  "без работа и не търси",\n', "", 1)
    with pytest.raises(QuestionnaireFaultError) as caught:
        parse_questionnaire(broken)
    assert broken.splitlines()[caught.value.facts["line"] - 1] == "anchors = ["
    empty = (
        'code = "own"\nversion = 1\ntitle = "Наш"\nfor = "adult"\n\n[[domains]]\ncode = "labour"\n'
    )
    with pytest.raises(QuestionnaireFaultError) as caught:
        parse_questionnaire(empty)
    assert caught.value.facts["line"] == 6
    with pytest.raises(QuestionnaireFaultError) as caught:
        parse_questionnaire(empty.replace("[[domains]]", "[domains]"))
    assert caught.value.facts["line"] == 6


def test_weak_is_under_the_mark_or_any_answer_of_heaviest_need() -> None:
    form = parse_questionnaire(ADULT)
    labour = form.domains[0]
    # work_now counts twice: (2·2 + 2 + 2 + 2) / 5 = 2.0 is at the mark, not under it
    at_mark = {"work_now": 2, "registration": 2, "skills": 2, "barriers": 2}
    assert labour.score(at_mark) == 2.0
    assert not labour.is_weak(at_mark)
    assert labour.is_weak(at_mark | {"work_now": 1})
    assert labour.is_weak({"work_now": 4, "registration": 0, "skills": 4, "barriers": 4})
    assert not labour.is_weak({})
    assert labour.score({}) is None
    assert form.weak_domains({"gp": 1}) == ("health",)
    assert form.scores({"gp": 1, "work_now": 4}) == {"labour": 4.0, "health": 1.0}


def test_heaviest_need_is_told_first() -> None:
    labour = parse_questionnaire(ADULT).domains[0]
    weak = labour.weak_questions({"work_now": 1, "registration": 0, "skills": 1, "barriers": 3})
    assert [one.code for one in weak] == ["registration", "work_now", "skills"]
