"""Whether what a segment holds can be stored and read again: names, kinds of value, moments, salts."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from kazanlak_case.domain.bundle_errors import BundleRecordsError
from kazanlak_case.domain.exchange import Births, Changesets, Edits
from kazanlak_case.domain.fields import Kind, Raw, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.export.bundle_columns import are_bytes

SALT_BYTES = 16
HASH_BYTES = 32
YEARS = range(1970, 9000)
"""What a clock can show; further out, a time zone would carry a moment beyond what can be written."""
LATEST_TIME = 1 << 62
"""Far beyond any clock's logical time, which counts microseconds; from here a store can still count on for ever."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_WHAT = re.compile(r"[a-z][a-z0-9_]{0,62}(:[A-Za-z0-9_.-]{1,128})?")
"""What was done, as a code; after a colon may stand which, as in `undone:812`."""
_AMOUNT = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def _is_flag(value: Raw) -> bool:
    return value in {0, 1}


def _is_of_own_place(value: Raw) -> bool:
    return type(value) is int and value in {0, 1, 2}


def _is_reference(value: Raw) -> bool:
    return isinstance(value, bytes) and len(value) == 16


def _is_amount(value: Raw) -> bool:
    return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None


def _is_date(value: Raw) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_FITS: dict[Kind, type | Callable[[Raw], bool]] = {
    Kind.TEXT: str,
    Kind.NOTE: str,
    Kind.NUMBER: int,
    Kind.AMOUNT: _is_amount,
    Kind.DATE: _is_date,
    Kind.FLAG: _is_flag,
    Kind.CHOICE: str,
    Kind.CODES: str,
    Kind.REFERENCE: _is_reference,
    Kind.SETTLEMENT: str,
    Kind.SEALED: str,
}
"""This room's treatment of each kind of field: the type of what may stand in it, or how to tell."""


@lru_cache(maxsize=1024)
def _fits_of(record: str, field: str) -> type | Callable[[Raw], bool] | None:
    """Find what a known field may hold; a newer version's field may hold anything, and is kept as it came."""
    for spec in specs_of(RECORDS[record]) if record in RECORDS else ():
        if field in {spec.name, *spec.was}:
            return _FITS[spec.kind]
    return None


def check_changesets(sets: Changesets) -> None:
    """Check headers of changesets; all columns but `hlc` were read to one length.

    Raises:
        BundleRecordsError: One of them cannot be.
    """
    if len(sets.hlc) != len(sets.last) or not all(map(_WHAT.fullmatch, set(sets.what))):
        raise BundleRecordsError
    try:
        moments = list(map(datetime.fromisoformat, sets.at))
    except ValueError as error:
        raise BundleRecordsError from error
    # the store keeps a moment as a number: only one form of it comes back as it was signed
    if any(
        moment.utcoffset() is None
        or moment.year not in YEARS
        or moment.astimezone(UTC).isoformat(timespec="seconds") != at
        for moment, at in zip(moments, sets.at, strict=True)
    ):
        raise BundleRecordsError
    if max(sets.hlc, default=0) > LATEST_TIME:
        raise BundleRecordsError
    _check_contexts(sets)
    salts = [salt for salt in sets.salt if salt is not None]
    if not are_bytes(salts, SALT_BYTES):
        raise BundleRecordsError
    _check_leaves(sets)


def _check_contexts(sets: Changesets) -> None:
    """See that no context names a log twice."""
    for moved in filter(None, sets.moved):
        if len({(one.replica, one.scope) for one in moved}) != len(moved):
            raise BundleRecordsError


def _check_leaves(sets: Changesets) -> None:
    """Hold leaves to what an erasure makes: in place of the salt, of each record its own salt or its hash, once."""
    if None not in sets.salt and not any(sets.leaves):
        return
    for salt, leaves in zip(sets.salt, sets.leaves, strict=True):
        if (salt is None) != bool(leaves) or len({row for row, _, _ in leaves}) != len(leaves):
            raise BundleRecordsError
        if not all(
            (len(kept), len(gone)) in {(SALT_BYTES, 0), (0, HASH_BYTES)} for _, kept, gone in leaves
        ):
            raise BundleRecordsError


def check_births(record: object, births: Births) -> None:
    """Check names and values of the births of one record type.

    Raises:
        BundleRecordsError: One of them cannot be.
    """
    if not isinstance(record, str) or not all(map(_is_name, (record, *births.fields))):
        raise BundleRecordsError
    for field, column in births.fields.items():
        _check_values(record, field, column)


def check_edits(edits: Edits) -> None:
    """Check names and values of edits; in a record's own place stands 2 (erased), 1 (deleted) or 0 (kept).

    Raises:
        BundleRecordsError: One of them cannot be.
    """
    if not all(map(_is_name, {*edits.record, *edits.field} - {""})) or "" in edits.record:
        raise BundleRecordsError
    places: dict[tuple[str, str], set[Raw]] = {}
    for place, old, new in zip(
        zip(edits.record, edits.field, strict=True), edits.old, edits.new, strict=True
    ):
        places.setdefault(place, set()).update((old, new))
        if new is None and not place[1]:
            raise BundleRecordsError
    for (record, field), values in places.items():
        _check_values(record, field, values)


def _check_values(record: str, field: str, values: Iterable[Raw]) -> None:
    fits = _fits_of(record, field) if field else _is_of_own_place
    if isinstance(fits, type):
        is_sound = set(map(type, values)) <= {fits, type(None)}
    else:
        is_sound = fits is None or all(map(fits, set(values) - {None}))
    if not is_sound:
        raise BundleRecordsError


def _is_name(name: object) -> bool:
    return isinstance(name, str) and _NAME.fullmatch(name) is not None
