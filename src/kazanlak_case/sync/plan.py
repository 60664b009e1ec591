"""Decide whether a bundle may be taken, and what of it is new (design.md, sections 4 and 11).

Decide first, act second: nothing here changes anything. Of several reasons to refuse the gravest is told: a stranger
before a fork, a fork before a gap, a gap before a context.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kazanlak_case.domain.bundle_errors import (
    BundleForSomebodyElseError,
    BundleRecordsError,
    CentreForkedError,
    ContextError,
    ForkError,
    GapError,
    UnknownSenderError,
)
from kazanlak_case.domain.exchange import (
    Header,
    ImportPlan,
    LogKey,
    LogName,
    LogRange,
    Moved,
    Standing,
)
from kazanlak_case.domain.records import COMMON

GENESIS = bytes(32)
"""The head of a log before its first changeset."""

NOTHING = Standing(0, GENESIS, {0: GENESIS})
"""Where we stand in a log we never heard of."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to take the bundle: this file's site and role, and the replica it writes as now."""

    site: str
    is_centre: bool
    replica: bytes


def plan_import(
    header: Header,
    standing: Mapping[LogKey, Standing],
    *,
    known_copies: Mapping[bytes, str],
    own: Receiver,
) -> ImportPlan:
    """Decide what of a bundle is to be taken.

    Args:
        header: The signed manifest, its signature verified.
        standing: Where this file stands in every log that the header names.
        known_copies: The sites of the copies this file takes bundles from: known, not closed, and of a house only
            the centre's.
        own: Who is to take it.

    Raises:
        UnknownSenderError: A stranger sent it, or a closed copy.
        BundleForSomebodyElseError: It was written for another site.
        BundleRecordsError: It speaks for scopes or copies that are not the sender's to speak for.
        ForkError: The sender's history and ours differ: a copied or restored file went on by itself.
        CentreForkedError: It is the centre's own history that differs, and this is the centre.
        GapError: Something before it is missing here.
        ContextError: It builds on changes of others that are missing here.
    """
    _check_who(header, known_copies, own)
    _check_scopes(header, own)
    _check_forks(header, standing, own)
    _check_gaps(header, standing)
    _check_context(header, standing)
    take_from = {
        one.log.key: ours.last + 1
        for one in header.ranges
        if one.last > (ours := standing.get(one.log.key, NOTHING)).last
    }
    return ImportPlan(take_from, tuple(_own_ahead(header, standing, own)))


def _check_who(header: Header, known_copies: Mapping[bytes, str], own: Receiver) -> None:
    # a stranger, a closed copy, or a copy that calls itself another site
    if known_copies.get(header.sender) != header.sender_site:
        raise UnknownSenderError
    # for another site, or our own on its way out
    if header.receiver_site != own.site or header.sender_site == own.site:
        raise BundleForSomebodyElseError
    # nobody gives a receipt for another
    if header.receipt.copy != header.sender:
        raise BundleRecordsError


def _check_scopes(header: Header, own: Receiver) -> None:
    """Refuse what lies outside `common` and the house's scope: no house speaks for another."""
    shared = {COMMON, header.sender_site if own.is_centre else own.site}
    if not {one.log.scope for one in header.ranges} <= shared:
        raise BundleRecordsError


def _check_forks(header: Header, standing: Mapping[LogKey, Standing], own: Receiver) -> None:
    """Compare every chain head that both know; also of logs the bundle brings no changes of."""
    for log, at, head in _points(header):
        ours = standing.get(log.key, NOTHING)
        # what we have not, we cannot compare; what we have must end one of our changesets there, with their hash
        if at <= ours.last and ours.heads.get(at) != head:
            if own.is_centre and log.replica == own.replica:
                raise CentreForkedError(site=log.site, at=at)
            raise ForkError(site=log.site, at=at)


def _points(header: Header) -> Iterator[tuple[LogName, int, bytes]]:
    """Give every (log, number, chain head) that the sender states."""
    for one in header.ranges:
        yield one.log, one.first - 1, one.previous
        yield one.log, one.last, one.head
    yield from header.receipt.heads


def _check_gaps(header: Header, standing: Mapping[LogKey, Standing]) -> None:
    for one in header.ranges:
        expected = standing.get(one.log.key, NOTHING).last + 1
        if one.first > expected:
            raise GapError(site=header.sender_site, first=expected, last=one.first - 1)


def _check_context(header: Header, standing: Mapping[LogKey, Standing]) -> None:
    """Each log that the changes name must be here, as far as they name it, when they are taken."""
    brought = {one.log.key: one for one in header.ranges}
    for moved in header.context:
        key = (moved.replica, moved.scope)
        ours = standing.get(key, NOTHING).last
        if moved.seq > max(ours, brought[key].last if key in brought else 0):
            raise ContextError(site=_site_of(header, moved, brought), seq=moved.seq)


def _site_of(header: Header, moved: Moved, brought: Mapping[LogKey, LogRange]) -> str:
    """Find whose log a context names; the sender had merged it, so its receipt says."""
    key = (moved.replica, moved.scope)
    if key in brought:
        return brought[key].log.site
    sites = {log.key: log.site for log, _at, _head in header.receipt.heads}
    return sites.get(key, header.sender_site)


def _own_ahead(
    header: Header, standing: Mapping[LogKey, Standing], own: Receiver
) -> Iterator[LogKey]:
    """Find our own logs of which the sender holds more than we do: this file was set back."""
    stated = {(log, at) for log, at, _head in _points(header) if log.replica == own.replica}
    for key in sorted({log.key for log, _at in stated}):
        most = max(at for log, at in stated if log.key == key)
        if most > standing.get(key, NOTHING).last:
            yield key
