"""The keys of the chain of readings, kept over every change of the file key.

Each entry is keyed under the file key of its time, and old file keys are forgotten when a user is removed. So before
one is forgotten, the chain's key that was derived from it is put into the file, sealed under the chain's newest key:
who holds the newest file key checks all entries, and who holds the database key alone still can write none. The
derived key says nothing of the file key it came from.

The user who was removed knows the old chain's key, but no key of the database; and the first entry under the new key
covers the last one under the old, so that even with both no old entry can be altered unnoticed.
"""

from pathlib import Path

import msgpack
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection

from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.key_slots import FOR_AUDIT, Unlocked
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.text_sql import run

KEPT = "audit_keys"
"""The setting that holds the keys of epochs gone by."""

_HAS_SETTINGS = "SELECT count(*) FROM sqlite_master WHERE name = 'setting'"


def audit_keys(connection: Connection, unlocked: Unlocked) -> dict[int, bytes]:
    """Give the chain's key of every epoch of which it is known."""
    held = {epoch: unlocked.key_for(FOR_AUDIT, epoch=epoch) for epoch in unlocked.file_keys}
    return {**_kept(connection, held), **held}


def hand_on_audit_keys(connection: Connection, unlocked: Unlocked) -> None:
    """Seal the keys of all epochs but the newest under the newest; to be kept before a file key is forgotten."""
    known = audit_keys(connection, unlocked)
    newest = known.pop(unlocked.epoch)
    if known:
        write_setting(connection, KEPT, bytes(SecretBox(newest).encrypt(msgpack.packb(known))))


def hand_on_in_file(path: Path, unlocked: Unlocked) -> None:
    """Do it in a database that no connection has open; it is under the newest key already."""
    engine = make_engine(path, unlocked.database_keys, connections=1)
    try:
        with translating(path), engine.connect() as connection:
            if not run(connection, _HAS_SETTINGS).scalar_one():
                return
            hand_on_audit_keys(connection, unlocked)
            connection.commit()
    finally:
        engine.dispose()


def _kept(connection: Connection, held: dict[int, bytes]) -> dict[int, bytes]:
    sealed = read_setting(connection, KEPT)
    if not isinstance(sealed, bytes):
        return {}
    for epoch in sorted(held, reverse=True):
        try:
            found = msgpack.unpackb(SecretBox(held[epoch]).decrypt(sealed), strict_map_key=False)
        except CryptoError:
            continue
        return {int(one): bytes(key) for one, key in found.items()}
    return {}
