"""Take bundles in: verify, plan, back up, merge in one transaction, report; or rehearse all that, and keep nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.backups import backup_before_import
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.purging import purge_if_due
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.bundle_errors import (
    BundleHashError,
    CentreForkedError,
    ForkError,
    FullBundleNeededError,
    GapError,
)
from kazanlak_case.domain.errors import CancelledError, ExpectedError, NotAHouseError
from kazanlak_case.domain.exchange import Header, ImportPlan, ImportReport, Progress, no_progress
from kazanlak_case.domain.file_errors import CaseFileInUseError
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.export.bundle_attachments import lacks_any, take_contents
from kazanlak_case.export.bundle_partners import BundleReader, believed_copies
from kazanlak_case.export.bundle_read import OpenBundle
from kazanlak_case.i18n import sentence
from kazanlak_case.services.duplicates import found_since
from kazanlak_case.sync.plan import Receiver, plan_import
from kazanlak_case.sync.report import already_report, merged_report, refused_report

STEPS = 1000
"""How finely each half of the work on a bundle is told."""


class _Turn:
    """One bundle among several: what it says of itself once that is known, and how far the work is."""

    def __init__(self, path: Path, progress: Progress, *, number: int, count: int) -> None:
        self.path = path
        self.header: Header | None = None
        self.is_merging = False
        self._progress = progress
        self._start = 2 * STEPS * number
        self._end = 2 * STEPS * count

    def verified(self, done: int, of: int) -> None:
        """Tell the first half."""
        self._progress(self._start + STEPS * done // max(1, of), self._end)

    def merged(self, done: int, of: int) -> None:
        """Tell the second half."""
        self._progress(self._start + STEPS + STEPS * done // max(1, of), self._end)

    @contextmanager
    def opened(self, reader: BundleReader) -> Iterator[OpenBundle]:
        """Verify the bundle, and remember its header for the report."""
        with reader.open(self.path, self.verified) as bundle:
            self.header = bundle.header
            yield bundle


def import_bundles(
    case_file: CaseFile, paths: Sequence[Path], *, now: datetime, progress: Progress = no_progress
) -> list[ImportReport]:
    """Take in several bundles, oldest first; each whole or not at all, and a refused one does not stop the rest.

    The reports stand in the order of the taking.

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
    """
    case_file.require(Act.EXCHANGE)
    reader = BundleReader.of(case_file, now=now)
    reports = []
    for turn in _turns(reader, paths, progress):
        try:
            reports.append(
                _again(case_file, reader, turn, now=now) or _whole(case_file, reader, turn, now=now)
            )
        except CancelledError as error:
            reports.append(_refused(case_file.profile, error, turn))
            break
        except ExpectedError as error:
            if isinstance(error, CentreForkedError):
                _stop_taking(case_file, now=now)
            reports.append(_refused(case_file.profile, error, turn))
    return reports


def rehearse_import(
    case_file: CaseFile, paths: Sequence[Path], *, now: datetime, progress: Progress = no_progress
) -> list[ImportReport]:
    """Do all that `import_bundles` does, in one transaction, and keep nothing of it.

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
    """
    case_file.require(Act.EXCHANGE)
    reader = BundleReader.of(case_file, now=now)
    waiting = list(_turns(reader, paths, progress))
    reports: list[ImportReport] = []
    while waiting:
        with case_file.writing(now) as uow:
            while waiting:
                turn = waiting.pop(0)
                try:
                    with turn.opened(reader) as bundle:
                        reports.append(_rehearse(case_file, uow, bundle, turn=turn))
                except ExpectedError as error:
                    reports.append(_refused(case_file.profile, error, turn, rehearsal=True))
                    if isinstance(error, CancelledError):
                        return reports
                    if turn.is_merging:
                        # half a merge stands in the transaction: the rest begins anew
                        break
    return reports


def mend_fork(
    case_file: CaseFile, path: Path, *, now: datetime, progress: Progress = no_progress
) -> ImportReport:
    """Take a full bundle of the centre into a house's file whose history has parted from the centre's.

    What this file holds beyond the point both share is written again under a new name, with ids, times and causality
    kept; then the bundle is merged. All in one transaction, after a backup (design.md, section 4, "A fork").

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
    """
    case_file.require(Act.EXCHANGE)
    reader = BundleReader.of(case_file, now=now)
    turn = _Turn(path, progress, number=0, count=1)
    try:
        if case_file.role != "house":
            raise NotAHouseError
        with turn.opened(reader) as bundle:
            if not _is_full(bundle.header):
                raise FullBundleNeededError
            # from here on this file writes under a new name, whatever becomes of the rest
            case_file.go_on_as_another(now=now)
            return _import(case_file, bundle, turn, now=now, mending=True)
    except ExpectedError as error:
        return _refused(case_file.profile, error, turn)


def _is_full(header: Header) -> bool:
    """Tell whether a bundle carries all that its sender holds, from the beginning."""
    held = {log.key: seq for log, seq, _ in header.receipt.heads if seq}
    return held == {one.log.key: one.last for one in header.ranges if one.first == 1}


def undo_import(case_file: CaseFile, bundle_id: str, *, now: datetime) -> None:
    """Take the last import out again, whole.

    Raises:
        NotAllowedError: The user's post takes no imports out.
        NothingToUndoError: There is no such import.
        AlreadyUndoneError: It was taken out before.
        UndoTooLateError: Something builds on it.
    """
    case_file.require(Act.UNDO_IMPORT)
    with case_file.writing(now) as uow:
        uow.exchange.undo_import(bundle_id)
        uow.blobs.drop_unused()
        uow.findings.refresh()
        uow.commit()


def _turns(reader: BundleReader, paths: Sequence[Path], progress: Progress) -> Iterator[_Turn]:
    """Order bundles by sender and number: clocks are asked only where numbers are equal."""

    def age(path: Path) -> tuple[bytes, int, str]:
        header = reader.header(path)
        return (header.sender, header.sequence, header.created) if header else (b"", 0, path.name)

    ordered = sorted(dict.fromkeys(paths), key=age)
    for number, path in enumerate(ordered):
        yield _Turn(path, progress, number=number, count=len(ordered))


def _again(
    case_file: CaseFile, reader: BundleReader, turn: _Turn, *, now: datetime
) -> ImportReport | None:
    """Know a file that was taken in before, byte for byte: it was checked then, and need not be read again."""
    with case_file.reading(now) as uow:
        if not uow.exchange.has_taken_file(_sha256(turn.path)):
            return None
    turn.header = reader.header(turn.path)
    return _already(case_file, turn.header, now=now) if turn.header else None


def _sha256(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""  # what is wrong with it is told where it is opened


def _whole(
    case_file: CaseFile, reader: BundleReader, turn: _Turn, *, now: datetime
) -> ImportReport:
    with turn.opened(reader) as bundle:
        already = _already(case_file, bundle.header, now=now)
        if already:
            _take_what_waited(case_file, bundle, now=now)
        return already or _import(case_file, bundle, turn, now=now)


def _already(case_file: CaseFile, header: Header, *, now: datetime) -> ImportReport | None:
    """Take the receipt alone, where nothing in the bundle is new; None where something is."""
    try:
        with case_file.reading(now) as uow:
            plan = _plan(case_file, uow, header)
    except GapError:
        # what the sender holds of ours is true all the same
        _take_receipt(case_file, header, now=now)
        raise
    if plan.own_ahead:
        # this file was set back, and nothing else has told: what it writes next must not contradict what it wrote
        case_file.go_on_as_another(now=now)
    if not plan.is_already:
        return None
    _take_receipt(case_file, header, now=now)
    return already_report(header)


def _import(
    case_file: CaseFile, bundle: OpenBundle, turn: _Turn, *, now: datetime, mending: bool = False
) -> ImportReport:
    header = bundle.header
    backup = backup_before_import(case_file, now=now)
    with case_file.writing(now) as uow:
        mended = uow.exchange.mend(header, bundle.segments()) if mending else 0
        # decided again where it is carried out: another window may have written meanwhile
        plan = _plan(case_file, uow, header)
        merged = _merge(uow, bundle, plan, turn=turn, rehearsal=False)
        take_contents(uow, bundle.enclosed)
        report = replace(merged, mended=mended, backup=str(backup or ""))
        uow.exchange.take_receipt(header.receipt)
        uow.readings.take_heads(header.readings, uow.exchange.copies())
        uow.readings.record("bundle_taken", facts=header.sender_site)
        uow.exchange.remember_bundle(header, bundle.sha256, plan=plan, report=report)
        uow.findings.catch_up()
        uow.commit()
    # what a bundle erases leaves the disk too; where somebody reads just now, the next purge does it
    with suppress(CaseFileInUseError):
        purge_if_due(case_file, now=now)
    return report


def _take_what_waited(case_file: CaseFile, bundle: OpenBundle, *, now: datetime) -> None:
    """Take contents alone: records that came without them, from an older version, have waited for this."""
    with case_file.reading(now) as uow:
        if not lacks_any(uow, bundle.enclosed):
            return
    with case_file.writing(now) as uow:
        take_contents(uow, bundle.enclosed)
        uow.commit()


def _rehearse(
    case_file: CaseFile, uow: UnitOfWork, bundle: OpenBundle, *, turn: _Turn
) -> ImportReport:
    plan = _plan(case_file, uow, bundle.header)
    if plan.is_already:
        return already_report(bundle.header, rehearsal=True)
    return _merge(uow, bundle, plan, turn=turn, rehearsal=True)


def _stop_taking(case_file: CaseFile, *, now: datetime) -> None:
    with case_file.writing(now) as uow:
        uow.exchange.stop_taking()
        uow.commit()


def _plan(case_file: CaseFile, uow: UnitOfWork, header: Header) -> ImportPlan:
    if uow.exchange.has_stopped_taking():
        raise CentreForkedError(site=uow.site, at=0)
    return plan_import(
        header,
        uow.exchange.standing(header),
        known_copies={bytes.fromhex(copy.id): copy.site for copy in believed_copies(uow)},
        own=Receiver(uow.site, is_centre=uow.is_centre, replica=case_file.facts.replica),
    )


def _merge(
    uow: UnitOfWork, bundle: OpenBundle, plan: ImportPlan, *, turn: _Turn, rehearsal: bool
) -> ImportReport:
    header = bundle.header
    turn.is_merging = True
    try:
        merged = uow.exchange.merge(
            plan,
            header,
            bundle.segments(plan.take_from),
            path=turn.path.name,
            progress=turn.merged,
        )
    except BundleHashError as error:
        # the chain was followed from our own head: where ranges overlap, it is the histories that differ
        for one in header.ranges:
            if plan.take_from.get(one.log.key, one.first) > one.first:
                at = plan.take_from[one.log.key] - 1
                raise ForkError(site=one.log.site, at=at) from error
        raise
    repeats = found_since(uow, plan.take_from)
    return merged_report(header, merged, duplicates=len(repeats), rehearsal=rehearsal)


def _take_receipt(case_file: CaseFile, header: Header, *, now: datetime) -> None:
    with case_file.writing(now) as uow:
        uow.exchange.take_receipt(header.receipt)
        uow.readings.take_heads(header.readings, uow.exchange.copies())
        uow.commit()


def _refused(
    profile: MunicipalityProfile, error: ExpectedError, turn: _Turn, *, rehearsal: bool = False
) -> ImportReport:
    """Report a refusal in words, with sites named as people name them."""
    site = profile.site(str(error.facts.get("site", "")))
    facts = {"path": turn.path.name, **error.facts}
    error.facts = {**facts, "site": site.name} if site else facts
    return refused_report(error, sentence(error), header=turn.header, rehearsal=rehearsal)
