"""Assessments of needs as they stand: whose, with which questions, what was answered, which domains are weak."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.planning_errors import UnknownQuestionnaireError
from kazanlak_case.domain.questionnaires import NeedsForm
from kazanlak_case.domain.records.assessment import Assessment, AssessmentScore
from kazanlak_case.services.questionnaires import questionnaire

DRAFT, FINAL = "draft", "final"


@dataclass(frozen=True, slots=True)
class Answer:
    """The anchor chosen for a question, and a few words."""

    score: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """An assessment that stands, as this user may see it.

    Attributes:
        form: None where this copy does not hold the questionnaire yet.
        answers: Empty for who does not see them.
    """

    assessment: Assessment
    form: NeedsForm | None
    answers: Mapping[str, Answer]
    sees_scores: bool

    @property
    def id(self) -> RecordId:
        """The assessment's id."""
        return self.assessment.id

    @property
    def is_final(self) -> bool:
        """Whether it is finished."""
        return self.assessment.state == FINAL

    @property
    def numbers(self) -> dict[str, int]:
        """The chosen anchors by question."""
        return {code: one.score for code, one in self.answers.items() if one.score is not None}

    @property
    def scores(self) -> dict[str, float]:
        """The score of each domain."""
        return self.form.scores(self.numbers) if self.form else {}

    @property
    def weak(self) -> tuple[str, ...]:
        """The weak domains."""
        return self.form.weak_domains(self.numbers) if self.form else ()


def assessment(uow: UnitOfWork, assessment_id: RecordId) -> AssessmentView:
    """Give one assessment.

    Raises:
        NotAllowedError: The user's post sees no assessments.
        RecordMissingError: There is none such.
    """
    uow.sight.require("assessment")
    if not uow.records.is_visible("assessment", assessment_id):
        raise RecordMissingError(id=assessment_id)
    return _view(uow, uow.records.get(Assessment, assessment_id))


def assessments_of(uow: UnitOfWork, case_id: RecordId) -> tuple[AssessmentView, ...]:
    """List the assessments of a case, the newest first.

    Raises:
        NotAllowedError: The user's post sees no assessments.
    """
    uow.sight.require("assessment")
    found = uow.records.find(Assessment, case=case_id)
    found.sort(key=lambda one: (one.made_on or date.min, one.id), reverse=True)
    return tuple(_view(uow, one) for one in found)


def earlier_of(uow: UnitOfWork, view: AssessmentView) -> AssessmentView | None:
    """Find the finished assessment of the same case before one.

    Raises:
        NotAllowedError: The user's post sees no assessments.
    """
    found = assessments_of(uow, view.assessment.case)
    return next((one for one in found if one.is_final and _place(one) < _place(view)), None)


def weak_domains_of(uow: UnitOfWork, assessment_id: RecordId) -> tuple[str, ...]:
    """List the domains a plan must answer: the weak ones; all of them for who does not see the scores.

    Raises:
        NotAllowedError: The user's post sees no assessments.
        RecordMissingError: There is no such assessment.
    """
    view = assessment(uow, assessment_id)
    if view.form is None:
        return ()
    return view.weak if view.sees_scores else tuple(one.code for one in view.form.domains)


def _view(uow: UnitOfWork, about: Assessment) -> AssessmentView:
    try:
        form = questionnaire(uow, about.questionnaire or "", about.questionnaire_version or 0)
    except UnknownQuestionnaireError:
        form = None
    return AssessmentView(
        assessment=uow.sight.shown(about),
        form=form,
        answers={
            code: Answer(one.score, one.note or "")
            for code, one in scores_of(uow, about.id).items()
        },
        sees_scores=uow.sight.sees("assessment_score"),
    )


def scores_of(uow: UnitOfWork, assessment_id: RecordId) -> dict[str, AssessmentScore]:
    """Give the answers by question, none to who does not see them; of two copies' answers the lesser id stands."""
    found: dict[str, AssessmentScore] = {}
    if uow.sight.sees("assessment_score"):
        for one in uow.records.find(AssessmentScore, assessment=assessment_id):
            found.setdefault(one.question, one)
    return found


def _place(view: AssessmentView) -> tuple[date, RecordId]:
    return view.assessment.made_on or date.min, view.id
