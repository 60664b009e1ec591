"""A bundle's manifest as canonical JSON: UTF-8, keys sorted, no spaces, only whole numbers, no name given twice."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kazanlak_case.db.blobs import LARGEST_EVER
from kazanlak_case.domain.bundle_errors import (
    BundleLimitsError,
    BundleMembersError,
    BundleVersionError,
    NotABundleError,
)
from kazanlak_case.domain.exchange import MAJOR, Header, LogName, LogRange, Moved, Receipt
from kazanlak_case.domain.readings import ReadingHead
from kazanlak_case.export.bundle_format import (
    ATTACHMENT,
    HASH_BYTES,
    ID_BYTES,
    MEMBER_LIMIT,
    OPTIONAL,
    SEGMENT,
    SIGNATURE_BYTES,
    Manifest,
    Member,
)

NUMBER_LIMIT = 2**63 - 1
TEXT_LIMIT = 4096
BYTES_A_CONTAINER, BYTES_A_VALUE = 32, 6
"""Honest manifests are longer than so many bytes for each list or map and for each value in them; a text full of
empty lists would take twenty times its size before anybody could look at its signature."""
SPARE = 256
"""So many more are never counted against a short manifest."""
YEARS = range(1970, 9000)
"""What a clock can show; further out, a time zone would carry a moment beyond what can be written."""

_SEGMENT_NAME = re.compile(r"seg/[1-9][0-9]{0,8}")
_MEMBER_NAME = re.compile(r"([a-z]{1,16}/)[A-Za-z0-9._-]{1,128}")
"""How every member is named, those of later versions too."""


class _MalformedError(ValueError):
    """A part of the manifest is not what the format says."""


# writing ------------------------------------------------------------------------------------------------------------
def write_manifest(manifest: Manifest) -> bytes:
    """Encode a manifest in its one form."""
    return canonical_json(_of_manifest(manifest))


def canonical_json(value: object) -> bytes:
    """Encode the one form of a value."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def _of_manifest(manifest: Manifest) -> dict[str, object]:
    header = manifest.header
    # added since the first version, which leaves unknown names alone
    added = {"readings": [_of_head(one) for one in header.readings]} if header.readings else {}
    return {
        **added,
        "bundle": header.bundle.hex(),
        "context": [_of_moved(one) for one in header.context],
        "counts": header.counts,
        "created": header.created,
        "format": header.format,
        "members": [[one.name, one.size, one.sha256.hex()] for one in manifest.members],
        "previous": header.previous.hex(),
        "program": header.program,
        "ranges": [_of_range(one) for one in header.ranges],
        "receipt": _of_receipt(header.receipt),
        "receiver": header.receiver.hex(),
        "receiver_site": header.receiver_site,
        "schema": header.schema,
        "sender": header.sender.hex(),
        "sender_site": header.sender_site,
        "sequence": header.sequence,
    }


def _of_log(log: LogName) -> dict[str, object]:
    return {
        "copy": log.copy.hex(),
        "incarnation": log.incarnation,
        "replica": log.replica.hex(),
        "scope": log.scope,
        "site": log.site,
    }


def _of_range(one: LogRange) -> dict[str, object]:
    return {
        "first": one.first,
        "head": one.head.hex(),
        "last": one.last,
        "log": _of_log(one.log),
        "previous": one.previous.hex(),
    }


def _of_moved(one: Moved) -> list[object]:
    return [one.replica.hex(), one.scope, one.seq]


def _of_head(one: ReadingHead) -> dict[str, object]:
    return {
        "at": one.at,
        "copy": one.copy.hex(),
        "mac": one.mac.hex(),
        "number": one.number,
        "replica": one.replica.hex(),
        "signature": one.signature.hex(),
    }


def _of_receipt(receipt: Receipt) -> dict[str, object]:
    return {
        "copy": receipt.copy.hex(),
        "heads": [
            {"head": head.hex(), "last": last, "log": _of_log(log)}
            for log, last, head in receipt.heads
        ],
        "replica": receipt.replica.hex(),
        "site": receipt.site,
    }


# reading -------------------------------------------------------------------------------------------------------------
def read_manifest(text: bytes) -> Manifest:
    """Read a manifest whose signature is not checked yet: nothing in it may be believed before `check_signature`.

    Raises:
        NotABundleError: It is not a manifest of this format.
        BundleVersionError: It is one of another major version, or has a part that a newer one needs to be understood.
        BundleMembersError: The members it promises cannot stand in a bundle.
        BundleLimitsError: It holds more parts than any honest one, or larger ones.
    """
    if _is_crowded(text):
        raise BundleLimitsError
    try:
        tree = json.loads(
            text, object_pairs_hook=_no_repeats, parse_float=_refuse, parse_constant=_refuse
        )
        if not isinstance(tree, dict) or canonical_json(tree) != text:
            raise NotABundleError
        _check_version(_text(tree, "format"))
        header = _to_header(tree)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NotABundleError from error
    return Manifest(header, _to_members(tree))


def _is_crowded(text: bytes) -> bool:
    """Tell, before anything is unfolded, whether a manifest would take far more memory than its text."""
    containers = text.count(b"[") + text.count(b"{")
    return (
        containers > len(text) // BYTES_A_CONTAINER + SPARE
        or text.count(b",") > len(text) // BYTES_A_VALUE + SPARE
    )


def _refuse(_number: str) -> object:
    raise _MalformedError


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise _MalformedError
    return tree


def _check_version(version: str) -> None:
    """Another major version is refused; minor versions of ours only add."""
    found = re.fullmatch(r"([0-9]{1,4})\.[0-9]{1,4}", version)
    if found is None:
        raise _MalformedError
    if int(found[1]) != MAJOR:
        raise BundleVersionError


def _to_header(tree: dict[str, Any]) -> Header:
    ranges = tuple(_to_range(one) for one in _list(tree, "ranges"))
    if len({one.log.key for one in ranges}) != len(ranges):
        raise _MalformedError
    return Header(
        bundle=_hex(tree, "bundle", ID_BYTES),
        format=_text(tree, "format"),
        program=_text(tree, "program"),
        sender=_hex(tree, "sender", ID_BYTES),
        sender_site=_text(tree, "sender_site"),
        receiver=_hex(tree, "receiver", ID_BYTES),
        receiver_site=_text(tree, "receiver_site"),
        sequence=_number(tree, "sequence"),
        created=_moment(tree, "created"),
        ranges=ranges,
        context=tuple(_to_moved(one) for one in _list(tree, "context")),
        receipt=_to_receipt(_dict(tree, "receipt")),
        counts={_checked(name): _number(tree["counts"], name) for name in _dict(tree, "counts")},
        segments=sum(_SEGMENT_NAME.fullmatch(one[0]) is not None for one in _list(tree, "members")),
        previous=_hex(tree, "previous", ID_BYTES) if tree["previous"] else b"",
        schema=_text(tree, "schema"),
        readings=tuple(_to_head(one) for one in _list(tree, "readings"))
        if "readings" in tree
        else (),
        left_out=sum(str(one[0]).startswith(OPTIONAL) for one in _list(tree, "members")),
    )


def _to_members(tree: dict[str, Any]) -> tuple[Member, ...]:
    """Read what follows: segments in order, from 1, then contents of attachments by their checksums, then what is optional.

    Each stands there once.
    """
    members = []
    try:
        for name, size, digest in _list(tree, "members"):
            members.append(Member(_checked(name), _whole(size), _bytes(digest, HASH_BYTES)))
    except (ValueError, TypeError) as error:
        raise BundleMembersError from error
    _check_known(members)
    optional = [one for one in members if one.is_optional]
    required = members[: len(members) - len(optional)]
    enclosed = [one for one in required if one.is_attachment]
    segments = [one.name for one in required[: len(required) - len(enclosed)]]
    if segments != [f"{SEGMENT}{number}" for number in range(1, len(segments) + 1)]:
        raise BundleMembersError
    _check_enclosed(enclosed)
    if len({one.name for one in members}) != len(members):
        raise BundleMembersError
    if any(one.size > MEMBER_LIMIT for one in members):
        raise BundleLimitsError
    return tuple(members)


def _check_known(members: Sequence[Member]) -> None:
    """Refuse what no version names so, and what only a newer one understands."""
    kinds = []
    for one in members:
        found = _MEMBER_NAME.fullmatch(one.name)
        if found is None:
            raise BundleMembersError
        kinds.append(found[1])
    if not {SEGMENT, ATTACHMENT, OPTIONAL}.issuperset(kinds):
        raise BundleVersionError


def _check_enclosed(members: Sequence[Member]) -> None:
    """Hold contents to their names: each is its checksum, none comes twice or empty, none is larger than any may be."""
    if any(one.name != f"{ATTACHMENT}{one.sha256.hex()}" or not one.size for one in members):
        raise BundleMembersError
    if any(one.size > LARGEST_EVER for one in members):
        raise BundleLimitsError


def _to_log(tree: dict[str, Any]) -> LogName:
    return LogName(
        replica=_hex(tree, "replica", ID_BYTES),
        scope=_text(tree, "scope"),
        site=_text(tree, "site"),
        incarnation=_number(tree, "incarnation"),
        copy=_hex(tree, "copy", ID_BYTES),
    )


def _to_range(tree: dict[str, Any]) -> LogRange:
    one = LogRange(
        log=_to_log(_dict(tree, "log")),
        first=_number(tree, "first"),
        last=_number(tree, "last"),
        previous=_hex(tree, "previous", HASH_BYTES),
        head=_hex(tree, "head", HASH_BYTES),
    )
    if not 1 <= one.first <= one.last:
        raise _MalformedError
    return one


def _to_moved(parts: list[Any]) -> Moved:
    replica, scope, seq = parts
    return Moved(_bytes(replica, ID_BYTES), _checked(scope), _whole(seq))


def _to_head(tree: dict[str, Any]) -> ReadingHead:
    return ReadingHead(
        copy=_hex(tree, "copy", ID_BYTES),
        replica=_hex(tree, "replica", ID_BYTES),
        number=_number(tree, "number"),
        mac=_hex(tree, "mac", HASH_BYTES),
        at=_moment(tree, "at"),
        signature=_hex(tree, "signature", SIGNATURE_BYTES),
    )


def _to_receipt(tree: dict[str, Any]) -> Receipt:
    heads = tuple(
        (_to_log(_dict(one, "log")), _number(one, "last"), _hex(one, "head", HASH_BYTES))
        for one in _list(tree, "heads")
    )
    if len({log.key for log, _last, _head in heads}) != len(heads):
        raise _MalformedError
    return Receipt(
        replica=_hex(tree, "replica", ID_BYTES),
        copy=_hex(tree, "copy", ID_BYTES),
        site=_text(tree, "site"),
        heads=heads,
    )


# the smallest parts -------------------------------------------------------------------------------------------------
def _list(tree: dict[str, Any], name: str) -> list[Any]:
    value = tree[name]
    if not isinstance(value, list):
        raise _MalformedError
    return value


def _dict(tree: dict[str, Any], name: str) -> dict[str, Any]:
    value = tree[name]
    if not isinstance(value, dict):
        raise _MalformedError
    return value


def _checked(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT or "\x00" in value:
        raise _MalformedError
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= NUMBER_LIMIT:
        raise _MalformedError
    return value


def _bytes(value: object, size: int) -> bytes:
    text = _checked(value)
    if re.fullmatch(r"[0-9a-f]*", text) is None or len(text) != 2 * size:
        raise _MalformedError
    return bytes.fromhex(text)


def _text(tree: dict[str, Any], name: str) -> str:
    return _checked(tree[name])


def _moment(tree: dict[str, Any], name: str) -> str:
    text = _text(tree, name)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise _MalformedError
    return text


def _number(tree: dict[str, Any], name: str) -> int:
    return _whole(tree[name])


def _hex(tree: dict[str, Any], name: str, size: int) -> bytes:
    return _bytes(tree[name], size)
