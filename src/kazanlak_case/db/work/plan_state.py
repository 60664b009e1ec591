"""Whether a case still waits for its plan: by its plans where there are any, else by its state."""

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from kazanlak_case.db.tables import DATA

_plan = DATA["plan"]
BEFORE_PLAN = ("inquiry", "assessment")
"""States of a case whose plan is not made yet, while nobody wrote one here."""

AGREED = ("approved", "replaced", "ended")
"""States of a plan that somebody approved."""

NEEDS_NONE = "short_consult"
"""A single consultation has neither assessment nor plan (ЗСУ, общодостъпни услуги)."""


def awaits_plan(case: FromClause) -> ColumnElement[bool]:
    """Say in SQL that a case waits for an approved plan."""
    any_plan = select(_plan.c.id).where(_plan.c.case == case.c.id, _plan.c.hidden == 0)
    agreed = any_plan.where(_plan.c.state.in_(AGREED))
    return and_(
        func.coalesce(case.c.type, "") != NEEDS_NONE,
        ~agreed.exists(),
        or_(func.coalesce(case.c.status, "").in_(BEFORE_PLAN), any_plan.exists()),
    )
