"""Documents that go along when a case goes to another house, and where the file of one is that came without it.

What only those may see who see sensitive answers stays, and so does a photo that somebody on it has not agreed to:
the consent to go on in another house is not one to either (domain.md, section 9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.repeats import Continuation, Transfer
from kazanlak_case.services.household_people import lives_there
from kazanlak_case.services.photos import withheld_of
from kazanlak_case.services.traces import DONE

RECORD = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOfCase:
    """How many documents would go along with a case, how much their files are, and how many stay."""

    count: int = 0
    size: int = 0
    staying: int = 0


def papers_of_case(uow: UnitOfWork, case_id: RecordId) -> PapersOfCase:
    """Tell what would go along with a case if all of it went.

    Raises:
        NotAllowedError: The user's post sees no documents.
        RecordMissingError: The case is not there, or was deleted.
    """
    uow.sight.require("attachment.title attachment.sha256", "case")
    if not uow.records.is_visible("case", case_id):
        raise RecordMissingError(id=case_id)
    found = _of_case(uow, uow.records.get(Case, case_id))
    going = _may_go(uow, found)
    return PapersOfCase(
        count=len(going),
        size=sum(one.size or 0 for one in going),
        staying=len(found) - len(going),
    )


def papers_along(uow: UnitOfWork, case: Case) -> list[Attachment]:
    """List the documents of a case, its person and their home that may go to another house."""
    return _may_go(uow, _of_case(uow, case))


def whereabouts(uow: UnitOfWork, row: Attachment) -> str:
    """Name the site that has the file of a document that waits for it; nothing where only the next bundle can tell."""
    scope = uow.records.scope_of(RECORD, row.id)
    if scope != uow.site and not uow.records.find(Continuation, record=row.id, type=RECORD):
        return scope  # the house that wrote it has not sent it yet
    about = {one for one in (row.person, row.case) if one}
    came = [
        one
        for one in uow.records.find(Transfer, to_site=scope, state=DONE)
        if {one.person, one.case} & about
    ]
    last = max(came, key=lambda one: (one.done_on or date.min, one.id), default=None)
    return (last.from_site or "") if last else ""


def _of_case(uow: UnitOfWork, case: Case) -> list[Attachment]:
    find = uow.records.find
    found = [*find(Attachment, case=case.id), *find(Attachment, person=case.person, case=None)]
    for member in find(HouseholdMember, person=case.person):
        if lives_there(member, uow.today):
            found += find(Attachment, household=member.household, person=None, case=None)
    return list({one.id: one for one in found}.values())


def _may_go(uow: UnitOfWork, rows: Iterable[Attachment]) -> list[Attachment]:
    rows = [one for one in rows if not one.special]
    withheld = withheld_of(uow, rows)
    return [one for one in rows if one.id not in withheld]
