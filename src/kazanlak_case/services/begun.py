"""What was begun in a case and not saved: whose it is, and what takes it up again."""

from dataclasses import dataclass
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.assessments import FINAL
from kazanlak_case.services.plans import OPEN_TO_WRITE
from kazanlak_case.services.same_person import person_now

PLAN, ASSESSMENT = "plan", "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunInCase:
    """A plan or an assessment that somebody was writing.

    Attributes:
        standing: The record it was a change of; None where nothing of it was saved yet.
    """

    kind: str
    case: RecordId
    standing: RecordId | None
    person_name: Annotated[str, Of(NAME)]


def begun_in_case(uow: UnitOfWork, kind: str, case_id: RecordId) -> BegunInCase | None:
    """Tell what a draft of a case takes up; None where it leads nowhere any more, or not for this user."""
    if not uow.sight.sees("case.person", NAME) or not uow.sight.sees(kind, action=Action.WRITE):
        return None
    if not uow.records.is_visible("case", case_id):
        return None
    about = uow.records.get(Case, case_id)
    person = person_now(uow, about.person)
    standing, is_dead = _standing_plan(uow, case_id) if kind == PLAN else _standing(uow, case_id)
    if about.closed_on or is_dead or not uow.records.is_visible("person", person):
        return None
    found = BegunInCase(
        kind=kind,
        case=case_id,
        standing=standing,
        person_name=uow.records.get(Person, person).name,
    )
    return uow.sight.shown(found)


def _standing_plan(uow: UnitOfWork, case_id: RecordId) -> tuple[RecordId | None, bool]:
    """Find the version that may be written; a draft beside one that may not is that of a version handed in since."""
    plans = uow.records.find(Plan, case=case_id)
    opened = [one.id for one in plans if (one.state or "draft") in OPEN_TO_WRITE]
    return (opened[0], False) if opened else (None, bool(plans))


def _standing(uow: UnitOfWork, case_id: RecordId) -> tuple[RecordId | None, bool]:
    """Find the assessment that is not finished, the newest if there are several."""
    found = [one.id for one in uow.records.find(Assessment, case=case_id) if one.state != FINAL]
    return max(found, default=None), False
