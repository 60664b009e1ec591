"""Look into a bundle: with a case file's key everything it says of itself, without one only its outside."""

from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.exchange import Header
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.export.bundle_partners import BundleReader
from kazanlak_case.export.bundle_source import look_outside


def inspect_bundle(
    path: Path, case_file: CaseFile | None = None, *, now: datetime
) -> dict[str, object]:
    """Tell what a bundle holds, in counts and never in names; with a case file all of it is verified.

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
        BundleError: It is no bundle, damaged, or not for this file.
    """
    if case_file is not None:
        case_file.require(Act.EXCHANGE)
    outside: dict[str, object] = {
        "file": path.name,
        "bytes": look_outside(path),
        "verified": case_file is not None,
    }
    if case_file is None:
        return outside
    with BundleReader.of(case_file, now=now, own_too=True).open(path) as bundle:
        return {**outside, "sha256": bundle.sha256.hex(), **_facts(bundle.header)}


def _facts(header: Header) -> dict[str, object]:
    return {
        "bundle": header.bundle.hex(),
        "format": header.format,
        "program": header.program,
        "sender": header.sender_site,
        "receiver": header.receiver_site,
        "sequence": header.sequence,
        "created": header.created,
        "changes": header.changes,
        "segments": header.segments,
        "left_out": header.left_out,
        "counts": dict(header.counts),
        "ranges": [
            {
                "site": one.log.site,
                "scope": one.log.scope,
                "incarnation": one.log.incarnation,
                "first": one.first,
                "last": one.last,
            }
            for one in header.ranges
        ],
        "receipt": [
            {"site": log.site, "scope": log.scope, "incarnation": log.incarnation, "last": last}
            for log, last, _head in header.receipt.heads
        ],
    }
