"""What is told of an import: the report that is kept, and its lines in an order people can read."""

from dataclasses import dataclass

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import Header, ImportReport, Merged
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line: a code, an English message that names {count}, and the count."""

    code: str
    message: str
    count: int

    @property
    def facts(self) -> dict[str, object]:
        """What fills the message."""
        return {"count": self.count}


_LINES = (
    ("new", N_("New records: {count}")),
    ("changed", N_("Changed records: {count}")),
    ("conflicts", N_("Differences for you to decide: {count}")),
    ("duplicates", N_("Possible repeats: {count}")),
    ("rejected", N_("Could not be taken: {count}")),
)


def merged_report(
    header: Header, merged: Merged, *, duplicates: int, rehearsal: bool = False
) -> ImportReport:
    """Report a merge that was carried out, or rehearsed."""
    return ImportReport(
        status="merged",
        bundle=header.bundle.hex(),
        sender_site=header.sender_site,
        new=merged.new,
        changed=merged.changed,
        conflicts=merged.conflicts,
        duplicates=duplicates,
        # what was only rehearsed cannot be taken back
        undo=None if rehearsal else header.bundle.hex(),
        touched=dict(merged.touched),
        rehearsal=rehearsal,
        created=header.created,
    )


def already_report(header: Header, *, rehearsal: bool = False) -> ImportReport:
    """Report a bundle all of which is here."""
    return ImportReport(
        status="already",
        bundle=header.bundle.hex(),
        sender_site=header.sender_site,
        rehearsal=rehearsal,
        created=header.created,
    )


def refused_report(
    error: ExpectedError, reason: str, *, header: Header | None = None, rehearsal: bool = False
) -> ImportReport:
    """Report a bundle that was refused; without a header if it could not be read that far."""
    return ImportReport(
        status="refused",
        bundle=header.bundle.hex() if header else "",
        sender_site=header.sender_site if header else "",
        rehearsal=rehearsal,
        created=header.created if header else "",
        code=error.code,
        reason=reason,
    )


def lines_of(report: ImportReport) -> tuple[ReportLine, ...]:
    """Give the lines worth saying: what is new and changed always, the rest when there is any."""
    counts = {code: int(getattr(report, code)) for code, _message in _LINES}
    return tuple(
        ReportLine(code, message, counts[code])
        for code, message in _LINES
        if counts[code] or code in {"new", "changed"}
    )
