"""What a return bundle brought to a house, line by line, each with what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.exchange import Brought, ImportReport
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.repeats import DuplicateDecision, Transfer
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.traces import DONE
from kazanlak_case.services.transfers import DECLINED, OFFERED, WITHDRAWN, is_incoming

SETTLED, JOINED = "conflict_settled", "people_joined"
LINKS = 8
"""Names in one line, at most."""

LISTS = {"user": "users", "copy": "copies", "profile": "lists", "staff_member": "staff", "partner": "lists",
         "site": "lists", "questionnaire": "lists"}  # fmt: skip
"""Which line tells of which record type of the common scope."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something a line is about, to be opened."""

    record: str
    id: RecordId
    label: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One line by code, with a count and the first of what it is about.

    Codes: settled, joined, brought_back, known_elsewhere, asked, declined, withdrawn, done, came, users, copies, staff, lists,
    other.
    """

    code: str
    count: int
    links: tuple[Link, ...] = ()
    until: date | None = None
    """Of what was brought back: the day of the last of it. What was written after it was never delivered."""


ORDER = ("asked", "came", "done", "declined", "withdrawn", "settled", "joined", "known_elsewhere", "other", "users",
         "staff", "lists", "copies")  # fmt: skip


def return_report(uow: UnitOfWork, report: ImportReport) -> tuple[ReturnLine, ...]:
    """Tell what an import brought: of a bundle that changed nothing, or was refused, there is nothing to tell."""
    if report.status != "merged" or not report.bundle:
        return ()
    rows = uow.exchange.brought(
        report.bundle,
        intentions={SETTLED, JOINED},
        records={*LISTS, "transfer", "duplicate_decision", "person", "case"},
    )
    back, at = uow.exchange.brought_back(report.bundle)
    until = datetime.fromisoformat(at).date() if at else None
    first = (ReturnLine("brought_back", back, until=until),) if until else ()
    told: dict[str, dict[tuple[str, RecordId], None]] = {}
    for row in rows:
        for code, record, record_id in _told(uow, row):
            told.setdefault(code, {})[record, record_id] = None
    return first + tuple(
        ReturnLine(code, len(told[code]), _links(uow, list(told[code])))
        for code in ORDER
        if code in told
    )


def _told(uow: UnitOfWork, row: Brought) -> Iterator[tuple[str, str, RecordId]]:
    if row.record in LISTS:
        yield LISTS[row.record], row.record, row.id
    elif row.record not in RECORDS or not uow.records.is_visible(row.record, row.id):
        return
    elif row.record == "transfer":
        yield from _of_transfer(uow, uow.records.get(Transfer, row.id))
    elif row.record == "duplicate_decision":
        yield from _of_decision(uow.records.get(DuplicateDecision, row.id), row)
    elif row.what == SETTLED:
        yield "settled", row.record, row.id
    elif row.what not in {JOINED, "transfer_done"}:
        yield "other", row.record, row.id


def _of_transfer(uow: UnitOfWork, one: Transfer) -> Iterator[tuple[str, str, RecordId]]:
    incoming = is_incoming(uow, one)
    codes = {
        OFFERED: "asked" if incoming else "",
        DONE: "came" if incoming else "done",
        DECLINED: "" if incoming else "declined",
        WITHDRAWN: "withdrawn",
    }
    if code := codes.get(one.state or "", ""):
        yield code, "transfer", one.id


def _of_decision(one: DuplicateDecision, row: Brought) -> Iterator[tuple[str, str, RecordId]]:
    if row.what == JOINED and not one.site:
        yield "joined", "person", one.person
    elif one.site and row.what != "transfer_done":
        yield "known_elsewhere", "person", one.person


def _links(uow: UnitOfWork, records: list[tuple[str, RecordId]]) -> tuple[Link, ...]:
    """Name what a line is about; users and lists are not opened from here."""
    links = []
    for record, record_id in records[:LINKS]:
        if record in LISTS:
            continue
        if record == "transfer":
            one = uow.records.get(Transfer, record_id)
            known = labels_of(uow, "person", [one.person]) if one.person else {}
            about = uow.sight.shown(one).about if uow.sight.sees(NAME) else ""
            label = about or next(iter(known.values()), "")
        else:
            label = labels_of(uow, record, [record_id]).get(record_id, "")
        links.append(Link(record, record_id, label))
    return tuple(links)
