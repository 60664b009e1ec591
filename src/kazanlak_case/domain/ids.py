"""New record ids: UUIDv7, so that ids sort by the time they were made."""

import secrets
from datetime import datetime

from kazanlak_case.domain.fields import RecordId

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62


def new_raw_id(now: datetime) -> bytes:
    """Make the 16 bytes of a UUIDv7 (RFC 9562, 5.7) for the moment `now`."""
    millis = int(now.timestamp() * 1000) & 0xFFFFFFFFFFFF
    noise = secrets.randbits(74)
    number = (
        (millis << 80)
        | _VERSION_7
        | ((noise >> 62) << 64)
        | _VARIANT
        | (noise & 0x3FFFFFFFFFFFFFFF)
    )
    return number.to_bytes(16, "big")


def new_id(now: datetime) -> RecordId:
    """Make a new record id."""
    return RecordId(new_raw_id(now).hex())
