"""Write a bundle for a site: what its copies are not known to have, from this file to the stick."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kazanlak_case import __version__
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.schema import HEAD
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.bundle_errors import ReceiverNeededError, UnknownReceiverError
from kazanlak_case.domain.errors import UnknownSiteError
from kazanlak_case.domain.exchange import (
    FORMAT,
    ExportReport,
    Header,
    LogKey,
    LogRange,
    Progress,
    no_progress,
)
from kazanlak_case.domain.ids import micros_of, new_raw_id
from kazanlak_case.domain.records import Copy
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.export.bundle_attachments import Enclosed
from kazanlak_case.export.bundle_format import ENDING
from kazanlak_case.export.bundle_partners import centre_sites
from kazanlak_case.export.bundle_stick import check_place, translating_stick
from kazanlak_case.export.bundle_write import write_bundle
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.transfer_carrying import carry_on

ASK_FOR_STARTER = N_("Ask the municipality to prepare this site, or to name its copies.")
PREPARE_FIRST = N_("Prepare the house first.")
SAY_FOR_WHOM = N_("Say for which site the bundle is.")
ONLY_TO_CENTRE = N_("Bundles of a house go to the municipality only.")


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """All that is known before the first change is read."""

    header: Header
    receivers: tuple[Copy, ...]
    keys: CopyKeys


def export_bundle(  # noqa: PLR0913 - whence, whither, for whom, when
    case_file: CaseFile,
    out: Path,
    *,
    to_site: str | None = None,
    full: bool = False,
    now: datetime,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write what a site is not known to have yet into one bundle that all its copies can read.

    Args:
        case_file: The sending file.
        out: A folder, in which the bundle gets its usual name; or the name itself, ending in .kbundle.
        to_site: The receiving site; left out, a house writes to the centre.
        full: Everything, as if the receiver had nothing.
        now: The moment of this work.
        progress: Told as the work goes on; may stop it.

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
        UnknownSiteError: The profile has no such site.
        UnknownReceiverError: No copy of that site is known here, or it is not one to write to.
        DiskFullError, ReadOnlyError, StorageError, CaseFileExistsError: As `write_bundle` says.
    """
    case_file.require(Act.EXCHANGE)
    site = to_site or _usual_receiver(case_file)
    _carry_on(case_file, now=now)
    _note_leaving(case_file, site, now=now)
    with case_file.reading(now) as uow:
        outgoing = _outgoing(uow, site, full=full)
        path, header = _place(out, outgoing.header, now=now)

        def leaving() -> None:
            """Note it before it leaves: a file set back after this must know that it is."""
            with case_file.writing(now) as writing:
                writing.exchange.remember_sent(header, str(path))
                writing.commit()
            case_file.make_count_last()

        return write_bundle(
            path,
            header,
            segments=uow.exchange.segments(header.ranges),
            keys=outgoing.keys,
            recipients=[copy.age_public or "" for copy in outgoing.receivers],
            progress=progress,
            enclosed=Enclosed.of(uow, header.ranges),
            leaving=leaving,
        )


def _carry_on(case_file: CaseFile, *, now: datetime) -> None:
    """Let the centre do its part of the transfers first: what comes of it goes along."""
    if case_file.role != "centre":
        return
    with case_file.writing(now) as uow:
        if carry_on(uow).any:
            uow.commit()


def _note_leaving(case_file: CaseFile, site: str, *, now: datetime) -> None:
    """Write down that a bundle is about to leave, and sign how far the record of readings has come: it goes along."""
    with case_file.writing(now) as uow:
        uow.readings.record("bundle_written", facts=site)
        uow.readings.sign_head()
        uow.commit()


def bundle_name(header: Header, now: datetime) -> str:
    """Name a bundle so that a person sees from whom it is, for whom, of when, and the how-manieth."""
    route = f"{header.sender_site}-{header.receiver_site}".upper()
    return f"{route}-{now:%Y-%m-%d}-{header.sequence:04d}{ENDING}"


def _usual_receiver(case_file: CaseFile) -> str:
    centres = sorted(centre_sites(case_file.profile) - {case_file.site})
    if case_file.role == "house" and len(centres) == 1:
        return centres[0]
    raise ReceiverNeededError(hint=_(SAY_FOR_WHOM))


def _outgoing(uow: UnitOfWork, site: str, *, full: bool) -> _Outgoing:
    receivers = _receivers(uow, site)
    ranges = widest([uow.exchange.ranges_for(copy, full=full) for copy in receivers])
    own = uow.exchange.own_copy()
    header = Header(
        bundle=new_raw_id(micros_of(uow.now)),
        format=FORMAT,
        program=__version__,
        sender=bytes.fromhex(own.id),
        sender_site=uow.site,
        receiver=bytes.fromhex(receivers[0].id),
        receiver_site=site,
        sequence=uow.exchange.next_sequence(receivers[0]),
        created=uow.now.isoformat(timespec="seconds"),
        ranges=ranges,
        context=uow.exchange.context_of(ranges),
        receipt=uow.exchange.receipt_for(receivers[0]),
        counts=uow.exchange.counts_of(ranges),
        segments=0,
        schema=HEAD,
        readings=uow.readings.heads_for(receivers),
    )
    return _Outgoing(header, receivers, uow.exchange.own_keys())


def _receivers(uow: UnitOfWork, site: str) -> tuple[Copy, ...]:
    if uow.profile.site(site) is None:
        codes = ", ".join(one.code for one in uow.profile.sites)
        raise UnknownSiteError(site=site, sites=codes)
    if not uow.is_centre and site not in centre_sites(uow.profile):
        raise UnknownReceiverError(site=site, hint=_(ONLY_TO_CENTRE))
    own = uow.exchange.own_copy().id
    copies = [one for one in uow.exchange.copies_of(site) if one.id != own and one.age_public]
    if not copies:
        hint = _(PREPARE_FIRST) if uow.is_centre else _(ASK_FOR_STARTER)
        raise UnknownReceiverError(site=site, hint=hint)
    return tuple(copies)


def widest(choices: Sequence[Sequence[LogRange]]) -> tuple[LogRange, ...]:
    """Of several copies' needs take, log by log, the range that begins earliest: what one has, it skips."""
    found: dict[LogKey, LogRange] = {}
    for one in (one for ranges in choices for one in ranges):
        known = found.get(one.log.key)
        if known is None or one.first < known.first:
            found[one.log.key] = one
    return tuple(found.values())


def _place(out: Path, header: Header, *, now: datetime) -> tuple[Path, Header]:
    """Choose the file name; the number goes up while the name is taken, for a number only informs."""
    if out.suffix == ENDING:
        with translating_stick(out):
            check_place(out, 0)
        return out, header
    path = out / bundle_name(header, now)
    while path.exists():
        header = replace(header, sequence=header.sequence + 1)
        path = out / bundle_name(header, now)
    return path, header
