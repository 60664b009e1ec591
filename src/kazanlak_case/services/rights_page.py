"""One page about rights and terms: what people asked, whose time is over, and the protocols of what was erased."""

from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.data_requests import WaitingRequest, waiting_requests
from kazanlak_case.services.erasure_order import protocols
from kazanlak_case.services.retention import DueRow, Retention, due_people

SHOWN = 100
"""So many are offered at once; the next come when these are erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsPage:
    """What the page shows.

    Attributes:
        due: The first of those whose time is over; `due_total` counts all. Empty for who may not erase.
    """

    requests: tuple[WaitingRequest, ...]
    retention: Retention
    is_over: bool
    due: tuple[DueRow, ...]
    due_total: int
    protocols: tuple[ErasureProtocol, ...]


def rights_page(uow: UnitOfWork) -> RightsPage:
    """Gather the page.

    Raises:
        NotAllowedError: The user's post neither answers requests nor erases.
    """
    may_erase = uow.may(Act.ERASE)
    if not may_erase:
        uow.require(Act.ANSWER_REQUEST)
    kept = Retention.of(uow.profile)
    is_over = kept.is_over(uow.today)
    due = tuple(due_people(uow, limit=SHOWN)) if may_erase else ()
    return RightsPage(
        requests=waiting_requests(uow),
        retention=kept,
        is_over=is_over,
        due=due,
        due_total=uow.people.count() if may_erase and is_over else 0,
        protocols=protocols(uow),
    )
