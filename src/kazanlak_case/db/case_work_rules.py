"""The questions behind the findings about plans, consents, papers and tasks: what two copies may each have done rightly."""

from sqlalchemy import func, select

from kazanlak_case.db.finding_queries import Asked, Question
from kazanlak_case.db.tables import DATA

APPROVED = "approved"


def plans_without_goals(_asked: Asked) -> Question:
    """Find plans that were approved and have no goal: those of the other copy were deleted, or never came."""
    plan, goal = DATA["plan"].alias(), DATA["goal"].alias()
    has_any = select(goal.c.id).where(goal.c.plan == plan.c.id, goal.c.hidden == 0).exists()
    return select(plan.c.id.label("row"), plan.c.number).where(
        plan.c.state == APPROVED, plan.c.hidden == 0, ~has_any
    )


def two_plans(_asked: Asked) -> Question:
    """Find two approved plans of one case at once."""
    one, other = DATA["plan"].alias(), DATA["plan"].alias()
    return select(
        one.c.id.label("row"),
        other.c.id.label("other"),
        one.c.number,
        other.c.number.label("other_number"),
    ).where(
        one.c.case == other.c.case,
        one.c.id < other.c.id,
        *(table.c.state == APPROVED for table in (one, other)),
        *(table.c.hidden == 0 for table in (one, other)),
    )


def answers_that_differ(_asked: Asked) -> Question:
    """Find two answers of one day to one question about consent, of which one says yes and the other not."""
    one, other = DATA["consent"].alias(), DATA["consent"].alias()
    return select(
        one.c.id.label("row"), other.c.id.label("other"), one.c.answered_on.label("day")
    ).where(
        one.c.person == other.c.person,
        one.c.type == other.c.type,
        func.coalesce(one.c.institution, "") == func.coalesce(other.c.institution, ""),
        one.c.answered_on == other.c.answered_on,
        one.c.answer != other.c.answer,
        # to withdraw on the day one agreed is an answer of its own
        *(table.c.answer.in_(("given", "refused")) for table in (one, other)),
        one.c.id < other.c.id,
        *(table.c.hidden == 0 for table in (one, other)),
    )


def paper_numbers(_asked: Asked) -> Question:
    """Find one number on two papers."""
    one, other, paper = (DATA["issued_document"].alias() for _ in range(3))
    twice = select(paper.c.number).group_by(paper.c.number).having(func.count() > 1)
    return select(one.c.id.label("row"), other.c.id.label("other"), one.c.number).where(
        one.c.number.in_(twice),
        one.c.number == other.c.number,
        one.c.id < other.c.id,
        *(table.c.hidden == 0 for table in (one, other)),
    )


def tasks_of_nobody(_asked: Asked) -> Question:
    """Find open tasks of somebody who does not work here any more."""
    task, staff = DATA["task"].alias(), DATA["staff_member"].alias()
    return (
        select(task.c.id.label("row"), task.c.due_on)
        .join_from(task, staff, staff.c.id == task.c.assigned_to)
        .where(
            staff.c.hidden == 1,
            task.c.hidden == 0,
            task.c.done_on.is_(None),
            func.coalesce(task.c.dropped, 0) == 0,
        )
    )
