"""What changed between two assessments: by domain as scores, by question in words."""

from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.assessments import AssessmentView, assessment, earlier_of

SMALLEST = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainChange:
    """How a domain scored before and now; None where nothing was asked."""

    domain: str
    before: float | None
    now: float | None
    is_weak: bool

    @property
    def step(self) -> int:
        """Better (1), worse (-1) or as before (0)."""
        if self.before is None or self.now is None or abs(self.now - self.before) < SMALLEST:
            return 0
        return 1 if self.now > self.before else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """A question answered otherwise than before, with both answers in words."""

    domain: str
    question: str
    before: str
    now: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An assessment beside the one before it."""

    earlier: AssessmentView | None
    later: AssessmentView
    domains: tuple[DomainChange, ...]
    answers: tuple[AnswerChange, ...]


def compare(uow: UnitOfWork, assessment_id: RecordId) -> Comparison:
    """Put an assessment beside the finished one before it.

    Raises:
        NotAllowedError: The user's post sees no assessments.
        RecordMissingError: There is no such assessment.
    """
    later = assessment(uow, assessment_id)
    return comparison(earlier_of(uow, later), later)


def comparison(earlier: AssessmentView | None, later: AssessmentView) -> Comparison:
    """Put two assessments side by side; where they ask differently, only what both asked is compared in words."""
    before = earlier.scores if earlier else {}
    domains = tuple(
        DomainChange(
            domain=one.code,
            before=before.get(one.code),
            now=later.scores.get(one.code),
            is_weak=one.code in later.weak,
        )
        for one in (later.form.domains if later.form else ())
    )
    return Comparison(
        earlier=earlier,
        later=later,
        domains=domains if later.sees_scores else (),
        answers=_answers(earlier, later) if later.sees_scores else (),
    )


def _answers(earlier: AssessmentView | None, later: AssessmentView) -> tuple[AnswerChange, ...]:
    if earlier is None or earlier.form is None or later.form is None:
        return ()
    asked, was, now = earlier.form.questions, earlier.numbers, later.numbers
    return tuple(
        AnswerChange(
            domain=domain.code,
            question=one.text,
            before=asked[one.code].anchors[was[one.code]],
            now=one.anchors[now[one.code]],
            step=1 if now[one.code] > was[one.code] else -1,
        )
        for domain in later.form.domains
        for one in domain.questions
        if one.code in asked
        and one.code in was
        and one.code in now
        and was[one.code] != now[one.code]
    )
