"""What an answer of an assessment says, in the words of its questionnaire: codes and figures mean nothing to people."""

from collections.abc import Iterable

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.planning_errors import UnknownQuestionnaireError
from kazanlak_case.domain.questionnaires import Question
from kazanlak_case.domain.records import Assessment, AssessmentScore
from kazanlak_case.services.questionnaires import questionnaire


def answer_words(
    uow: UnitOfWork, answers: Iterable[AssessmentScore]
) -> dict[RecordId, dict[str, str]]:
    """Give question and answer of each by field; of a questionnaire that is not here or not to be seen, nothing."""
    answers = list(answers)
    asked = _questions(uow, {one.assessment for one in answers})
    words = {}
    for one in answers:
        question = asked.get(one.assessment, {}).get(one.question)
        if question is not None:
            is_known = one.score is not None and 0 <= one.score < len(question.anchors)
            score = question.anchors[one.score or 0] if is_known else ""
            words[one.id] = {"question": question.text, "score": score}
    return words


def _questions(
    uow: UnitOfWork, assessments: Iterable[RecordId]
) -> dict[RecordId, dict[str, Question]]:
    found: dict[RecordId, dict[str, Question]] = {}
    for key, one in uow.records.many(Assessment, assessments).items():
        try:
            form = questionnaire(uow, one.questionnaire or "", one.questionnaire_version or 0)
        except (UnknownQuestionnaireError, NotAllowedError):
            continue
        found[key] = form.questions
    return found
