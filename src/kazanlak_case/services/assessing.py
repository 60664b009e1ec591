"""Write an assessment of needs: begun from the one before, answered by anchors, finished and never changed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.planning_errors import (
    AssessmentFinalError,
    AssessmentUnansweredError,
    UnknownQuestionnaireError,
)
from kazanlak_case.domain.questionnaires import BEST, WORST, NeedsForm
from kazanlak_case.domain.records.assessment import Assessment, AssessmentScore
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.assessments import (
    DRAFT,
    FINAL,
    Answer,
    AssessmentView,
    assessment,
    assessments_of,
    earlier_of,
    scores_of,
)
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.questionnaires import questionnaire, questionnaires
from kazanlak_case.services.records import require_deleting
from kazanlak_case.services.writing import prepare_birth, prepare_edit

SAVED, FINISHED, DELETED = "assessment_saved", "assessment_finished", "record_deleted"
WORDS = ("living", "income", "strengths", "risks", "own_view", "conclusions")
"""The parts told in words, in the order of the form."""

FORM_OF_CASE = {
    "child": "child",
    "child_at_risk": "child",
    "dropout": "child",
    "family": "family",
    "social_housing": "family",
}
"""By kind of case the questionnaire to begin with; everybody else is asked as an adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft:
    """An assessment as it is being written."""

    case: RecordId
    questionnaire: str
    version: int
    id: RecordId | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSheet:
    """What a screen needs to write an assessment: its draft, its questions, and the one before to propose from."""

    draft: AssessmentDraft
    form: NeedsForm
    forms: tuple[NeedsForm, ...]
    person: RecordId
    person_name: str
    case_number: str
    earlier: AssessmentView | None
    sees_scores: bool
    is_final: bool = False


def new_sheet(uow: UnitOfWork, case_id: RecordId, code: str = "") -> AssessmentSheet:
    """Begin an assessment of a case; nothing is written yet.

    Args:
        uow: The unit of work.
        case_id: Whose needs.
        code: The questionnaire; "" is the one asked last, else what fits the kind of case.

    Raises:
        NotAllowedError: The user's post writes no assessments.
        RecordMissingError: There is no such case.
    """
    uow.sight.require("assessment", action=Action.WRITE)
    case = _case(uow, case_id)
    forms = questionnaires(uow)
    earlier = next((one for one in assessments_of(uow, case_id) if one.is_final), None)
    asked_last = (earlier.assessment.questionnaire or "") if earlier else ""
    wanted = code or asked_last or FORM_OF_CASE.get(case.type or "", "adult")
    form = next((one for one in forms if one.code == wanted), forms[0])
    values: dict[str, Value] = {"made_on": uow.today}
    draft = AssessmentDraft(
        case=case_id, questionnaire=form.code, version=form.version, values=values
    )
    return AssessmentSheet(
        draft=draft,
        form=form,
        forms=forms,
        person=case.person,
        person_name=labels_of(uow, "person", [case.person]).get(case.person, ""),
        case_number=case.number or "",
        earlier=earlier,
        sees_scores=uow.sight.sees("assessment_score.score"),
    )


def sheet_of(uow: UnitOfWork, assessment_id: RecordId) -> AssessmentSheet:
    """Open an assessment that stands, to go on with it or to read it.

    Raises:
        NotAllowedError: The user's post sees no assessments.
        RecordMissingError: There is none such.
        UnknownQuestionnaireError: This copy does not hold its questionnaire yet.
    """
    view = assessment(uow, assessment_id)
    about = view.assessment
    code, version = about.questionnaire or "", about.questionnaire_version or 0
    if view.form is None:
        raise UnknownQuestionnaireError(name=code, version=version)
    case = _case(uow, about.case)
    values = values_of(about)
    draft = AssessmentDraft(
        id=view.id,
        case=about.case,
        questionnaire=code,
        version=version,
        values={name: values[name] for name in ("made_on", "team", *WORDS)},
        answers=view.answers,
    )
    return AssessmentSheet(
        draft=draft,
        form=view.form,
        forms=(view.form,),
        person=case.person,
        person_name=labels_of(uow, "person", [case.person]).get(case.person, ""),
        case_number=case.number or "",
        earlier=earlier_of(uow, view),
        sees_scores=view.sees_scores,
        is_final=view.is_final,
    )


def save_assessment(uow: UnitOfWork, draft: AssessmentDraft, *, final: bool = False) -> Written:
    """Write an assessment down; finished it never changes again.

    Raises:
        AssessmentFinalError: It is finished already.
        AssessmentUnansweredError: It is to be finished while questions are open.
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: The user's post writes no assessments, or not their answers.
        RecordMissingError: The assessment or the case is not there.
    """
    form = questionnaire(uow, draft.questionnaire, draft.version)
    _require_answers(form, draft.answers)
    values = dict(draft.values) | {
        "case": draft.case,
        "questionnaire": draft.questionnaire,
        "questionnaire_version": draft.version,
        "state": FINAL if final else DRAFT,
        "staff_member": uow.user.staff_member,
    }
    values["made_on"] = values.get("made_on") or uow.today
    changes: list[Change] = []
    if draft.id is None:
        born = prepare_birth(uow, Assessment, values)
        changes.append(born)
        assessment_id, standing = born.record.id, {}
    else:
        assessment_id = draft.id
        about = _open(uow, assessment_id)
        values["staff_member"] = about.staff_member or uow.user.staff_member
        changes.append(prepare_edit(uow, Assessment, assessment_id, values))
        standing = scores_of(uow, assessment_id)
    changes += _score_changes(uow, assessment_id, draft.answers, standing)
    if final:
        # what is finished counts for the plan: only who sees the answers can say that they are whole
        uow.sight.require("assessment_score")
        _require_whole(form, draft.answers, standing)
    written = uow.log.append(changes, FINISHED if final else SAVED)
    uow.commit()
    return written


def delete_assessment(uow: UnitOfWork, assessment_id: RecordId) -> Written:
    """Hide an assessment that was begun by mistake; a finished one stays.

    Raises:
        AssessmentFinalError: It is finished.
        NotAllowedError: The user's post deletes nothing, or writes no assessments.
        RecordMissingError: There is none such.
    """
    require_deleting(uow, "assessment", "assessment_score")
    _open(uow, assessment_id)
    scores = scores_of(uow, assessment_id)
    changes: list[Change] = [Deleted("assessment_score", one.id) for one in scores.values()]
    written = uow.log.append([*changes, Deleted("assessment", assessment_id)], DELETED)
    uow.commit()
    return written


def _score_changes(
    uow: UnitOfWork,
    assessment_id: RecordId,
    answers: Mapping[str, Answer],
    standing: Mapping[str, AssessmentScore],
) -> list[Change]:
    """Append new answers and edit those that differ; an answer is never taken out, only emptied."""
    changes: list[Change] = []
    for code, answer in answers.items():
        values: dict[str, Value] = {"score": answer.score, "note": answer.note or None}
        before = standing.get(code)
        if before is not None:
            edit = prepare_edit(uow, AssessmentScore, before.id, values)
            changes += [edit] if edit.values else []
        elif answer.score is not None or answer.note:
            whole = values | {"assessment": assessment_id, "question": code}
            changes.append(prepare_birth(uow, AssessmentScore, whole, beside=[assessment_id]))
    return changes


def _require_answers(form: NeedsForm, answers: Mapping[str, Answer]) -> None:
    for code, answer in answers.items():
        is_score = answer.score is None or WORST <= answer.score <= BEST
        if code not in form.questions or not is_score:
            raise InvalidRecordError({"score": N_("This is no answer of this questionnaire.")})


def _require_whole(
    form: NeedsForm, answers: Mapping[str, Answer], standing: Mapping[str, AssessmentScore]
) -> None:
    """Refuse to finish while questions are open."""
    given = {code: one.score for code, one in standing.items()}
    given |= {code: one.score for code, one in answers.items()}
    missing = [code for code in form.questions if given.get(code) is None]
    if missing:
        raise AssessmentUnansweredError(count=len(missing))


def _open(uow: UnitOfWork, assessment_id: RecordId) -> Assessment:
    if not uow.records.is_visible("assessment", assessment_id):
        raise RecordMissingError(id=assessment_id)
    about = uow.records.get(Assessment, assessment_id)
    if about.state == FINAL:
        raise AssessmentFinalError(day=f"{about.made_on:%d.%m.%Y}" if about.made_on else "–")
    return about


def _case(uow: UnitOfWork, case_id: RecordId) -> Case:
    if not uow.records.is_visible("case", case_id):
        raise RecordMissingError(id=case_id)
    return uow.sight.shown(uow.records.get(Case, case_id))
