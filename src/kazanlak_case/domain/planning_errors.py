"""What can be expected to go wrong with questionnaires, assessments and plans."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class QuestionnaireFaultError(ExpectedError):
    """A questionnaire is not well written."""

    code = "questionnaire"
    message = N_("Line {line}: {reason}. Nothing was changed. Mend the line and save again.")


class QuestionnaireAtCentreError(ExpectedError):
    """A house wants to write a questionnaire."""

    code = "questionnaire_at_centre"
    message = N_(
        "Questionnaires are written in the municipality only, so that all houses ask the same. Nothing was changed. "
        "Ask the coordinator."
    )


class UnknownQuestionnaireError(ExpectedError):
    """An assessment was made with a questionnaire this copy does not hold."""

    code = "unknown_questionnaire"
    message = N_(
        "The questionnaire “{name}”, version {version}, is not here yet. Nothing was lost. "
        "It comes with the next bundle of the municipality."
    )


class AssessmentFinalError(ExpectedError):
    """Somebody changes an assessment that is finished."""

    code = "assessment_final"
    message = N_(
        "This assessment of {day} is finished and stays as it was written. Nothing was changed. "
        "Begin a new one: it proposes the earlier answers."
    )


class AssessmentUnansweredError(ExpectedError):
    """An assessment is finished while questions are open."""

    code = "assessment_unanswered"
    message = N_(
        "Questions without an answer: {count}. What is written was kept. Answer them, or leave the assessment open."
    )


class PlanFixedError(ExpectedError):
    """Somebody changes a plan that was handed in or approved."""

    code = "plan_fixed"
    message = N_(
        "This version of the plan was handed in or approved and does not change any more. Nothing was changed. "
        "Begin a new version: the old one stays as it was signed."
    )


class PlanBegunError(ExpectedError):
    """A second new version is begun."""

    code = "plan_begun"
    message = N_(
        "A new version of this plan is being written or waits for approval already. Nothing was changed. Go on with it."
    )


class PlanIncompleteError(ExpectedError):
    """A plan is handed in while a weak domain has neither goal nor reason, or a goal lacks its sign or action."""

    code = "plan_incomplete"
    message = N_(
        "The plan was not handed in: places still open: {count}. What is written was kept. Each of them is named above."
    )


class OwnPlanError(ExpectedError):
    """Somebody approves what they handed in themselves."""

    code = "own_plan"
    message = N_(
        "You handed this plan in yourself, so somebody else approves it. Nothing was changed. "
        "The right to approve one's own plan is given apart."
    )


class PlanNotWaitingError(ExpectedError):
    """A plan is approved or returned that nobody handed in."""

    code = "plan_not_waiting"
    message = N_("This plan does not wait for approval. Nothing was changed. Look at it again.")


class PlanNotApprovedError(ExpectedError):
    """Something is done that only an approved plan allows."""

    code = "plan_not_approved"
    message = N_("Only an approved plan is signed and reviewed. Nothing was changed.")
