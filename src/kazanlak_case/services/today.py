"""„Днес“: my visits, what is due, what waits for an answer, and when the stick last left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import VisitRow
from kazanlak_case.domain.changes import ChangesetSummary
from kazanlak_case.domain.exchange import Delivery
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.agenda import AgendaLine, agenda
from kazanlak_case.services.data_requests import pressing_requests
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.due import Deadline, deadlines
from kazanlak_case.services.history import recent_changesets
from kazanlak_case.services.questions import QuestionCounts, question_counts
from kazanlak_case.services.receipts import deliveries, silent_sites
from kazanlak_case.services.transfer_list import waiting_for_me
from kazanlak_case.services.wanted_answers import wanted_of

DAYS_BACK = 7
SHOWN_CHANGESETS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """What the day begins with.

    Attributes:
        is_mine: The visits are those of the user's own; without a post in the house they are the whole house's.
        visits_today: Visits of today, those written last first.
        visits_before: Visits of the days before, newest first.
        deadlines: The most pressing ones, the longest due first.
        deadlines_total: How many there are in all, by code.
        days_since_bundle: None when none was ever written here.
        waiting: Changes of this file the other copies are not known to have; the most that one of them lacks.
        mine: The user's last changesets, newest first, to be taken back.
        transfers: Cases of other houses that wait for an answer or a number here.
        agenda: The user's tasks and the deadlines, the most urgent first.
        requests: Requests about data due within a week, or late; of these `late_requests` are late.
        is_bundle_due: Something waits for the stick, and for too long.
        silent: At the centre: the houses that brought no bundle for too long, with the days.
    """

    today: date
    is_mine: bool
    visits_today: tuple[VisitRow, ...]
    visits_before: tuple[VisitRow, ...]
    deadlines: tuple[Deadline, ...]
    deadlines_total: dict[str, int]
    last_bundle: datetime | None
    days_since_bundle: int | None
    waiting: int
    mine: tuple[ChangesetSummary, ...]
    transfers: int
    is_bundle_due: bool
    silent: tuple[tuple[str, int], ...]
    requests: int = 0
    late_requests: int = 0
    agenda: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """What waits in the whole file for an answer: to be counted after the day is shown.

    Attributes:
        questions: What differs, stands twice or does not fit.
        missing_answers: Answers the funds ask for that nobody has given yet.
    """

    questions: QuestionCounts
    missing_answers: int


def waiting_counts(uow: UnitOfWork) -> WaitingCounts:
    """Count what waits, over all people of the file."""
    return WaitingCounts(question_counts(uow), missing_count(uow))


def today(uow: UnitOfWork) -> TodayView:
    """Gather the day; what must be counted over all people is asked apart (`waiting_counts`)."""
    staff_member = uow.user.staff_member
    first = uow.today - timedelta(days=DAYS_BACK)
    visits = _visits(uow, first)
    found, totals = deadlines(uow)
    delivered = deliveries(uow)
    last_bundle = _last_bundle(delivered)
    waiting = max((one.ours - one.delivered for one in delivered), default=0)
    days = (uow.today - last_bundle.date()).days if last_bundle else None
    pressing = pressing_requests(uow) if uow.may(Act.ANSWER_REQUEST) else ()
    return TodayView(
        today=uow.today,
        is_mine=staff_member is not None,
        visits_today=tuple(visit for visit in visits if visit.provided_on == uow.today),
        visits_before=tuple(visit for visit in visits if visit.provided_on != uow.today),
        deadlines=found,
        deadlines_total=totals,
        last_bundle=last_bundle,
        days_since_bundle=days,
        waiting=waiting,
        mine=tuple(recent_changesets(uow, limit=SHOWN_CHANGESETS, only_mine=True)),
        transfers=len(waiting_for_me(uow)) if uow.may(Act.TRANSFER) else 0,
        is_bundle_due=not uow.is_centre
        and uow.may(Act.EXCHANGE)
        and bool(waiting)
        and (days is None or days >= Terms.of(uow.profile).bundle_days),
        silent=silent_sites(uow),
        requests=len(pressing),
        late_requests=sum(one.is_late for one in pressing),
        agenda=agenda(uow, found),
    )


def _visits(uow: UnitOfWork, first: date) -> list[VisitRow]:
    """List the visits of the last days: one's own, or without a post in the house all; nothing for who sees none."""
    if not uow.sight.sees("service_entry.provided_on service_entry.staff_member"):
        return []
    found = uow.work.visits.between(first, uow.today, staff_member=uow.user.staff_member)
    return uow.sight.shown_all(found)


def missing_count(uow: UnitOfWork) -> int:
    """Count the answers the funds ask for that nobody has given yet."""
    return sum(uow.work.missing.counts(one.wanted for one in wanted_of(uow)).values())


def _last_bundle(deliveries: Iterable[Delivery]) -> datetime | None:
    days = [
        datetime.fromisoformat(one.last_bundle_out) for one in deliveries if one.last_bundle_out
    ]
    return max(days, default=None)
