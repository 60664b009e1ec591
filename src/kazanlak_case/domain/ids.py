"""New record ids: UUIDv7, so that ids sort by the time they were made."""

import secrets
from datetime import datetime

from kazanlak_case.domain.fields import RecordId

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_NOISE_BITS = 62


def micros_of(now: datetime) -> int:
    """Give a moment in microseconds since 1970, the unit of the log's logical time."""
    return int(now.timestamp() * 1_000_000)


def new_raw_id(micros: int) -> bytes:
    """Make the 16 bytes of a UUIDv7 for a time in microseconds since 1970; ids of two times sort as the times do.

    What is below the millisecond stands in the twelve bits after the version (RFC 9562, 5.7 and 6.2, method 3).
    """
    millis, below = divmod(micros, 1000)
    number = (
        ((millis & 0xFFFFFFFFFFFF) << 80)
        | _VERSION_7
        | ((below * 4096 // 1000) << 64)
        | _VARIANT
        | secrets.randbits(_NOISE_BITS)
    )
    return number.to_bytes(16, "big")


def new_id_at(micros: int) -> RecordId:
    """Make a new record id for a time in microseconds since 1970."""
    return RecordId(new_raw_id(micros).hex())


def new_id(now: datetime) -> RecordId:
    """Make a new record id for a moment; within an open file `UnitOfWork.new_id` keeps them in order."""
    return new_id_at(micros_of(now))
