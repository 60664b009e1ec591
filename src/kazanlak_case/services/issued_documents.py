"""The register of issued documents: by form and year, of a person, with every number that was ever given."""

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.issued import IssuedFilter, IssuedRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.same_person import hidden_ids, person_now

SEEN = "issued_document.number issued_document.form"


def issued_documents(
    uow: UnitOfWork, filters: IssuedFilter, *, after: str | None = None, limit: int = 200
) -> list[IssuedRow]:
    """List a page of issued documents by number, from just after one.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require(SEEN)
    return uow.sight.shown_all(uow.work.issued.page(filters, after=after, limit=limit))


def count_issued(uow: UnitOfWork, filters: IssuedFilter) -> int:
    """Count the documents of a filter.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require(SEEN)
    return uow.work.issued.count(filters)


def years_of_issued(uow: UnitOfWork) -> tuple[int, ...]:
    """List the years anything was issued in, the latest first.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require(SEEN)
    return tuple(uow.work.issued.years())


def issued_of(uow: UnitOfWork, person: RecordId) -> tuple[IssuedRow, ...]:
    """List what was issued about a person, under any id they ever had, the newest first.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require(SEEN)
    standing = person_now(uow, person)
    found = [
        row
        for whose in (standing, *hidden_ids(uow, standing))
        for row in uow.work.issued.page(IssuedFilter(person=whose))
    ]
    found.sort(key=lambda one: (str(one.issued_on or ""), one.id), reverse=True)
    return tuple(uow.sight.shown_all(found))
