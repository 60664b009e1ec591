"""Hand out a key of a case file, so that public tools open it: *age* for bundles, a SQLCipher shell for the database.

Whoever holds such a file reads everything, without a password: it is written for its owner alone, and that it was
written stands in the case file from then on.
"""

import os
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_reading
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.server_errors import NoDatabaseKeyError
from kazanlak_case.export.targets import require_target

AGE, SQLCIPHER = "age", "sqlcipher"
KINDS = (AGE, SQLCIPHER)
REVEALED = "key_revealed"

PRIVATE = 0o600


def reveal_key(file: CaseFile, kind: str, out: Path, *, now: datetime) -> None:
    """Write a key of an open file to `out`, readable by its owner only.

    Raises:
        NotAllowedError: The user is neither the head of the house nor of the central copy.
        CaseFileExistsError: Something of this name is there; it is not overwritten.
        StorageError: There is no such folder, or it cannot be written.
        NoDatabaseKeyError: It is on a server, which has none.
    """
    file.require(Act.TAKE_OUT_KEYS)
    if out.exists():
        raise CaseFileExistsError(path=out.name)
    require_target(out)
    content = _age_identity(file, now) if kind == AGE else _raw_key(file)
    # Written down before the key leaves: a key that is out is never out unrecorded.
    record_reading(file, REVEALED, now=now, facts=kind)
    with translating_disk(out):
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="ascii") as target:
            target.write(content)


def _age_identity(file: CaseFile, now: datetime) -> str:
    """Give the identity file that `age -d -i` takes."""
    with file.reading(now) as uow:
        keys = uow.exchange.own_keys()
    return f"# public key: {keys.age_recipient}\n{keys.age_identity}\n"


def _raw_key(file: CaseFile) -> str:
    """Give the first line for a SQLCipher shell: key and salt, raw."""
    if file.is_on_server:
        raise NoDatabaseKeyError
    key, salt = file.unlocked.database_keys()
    return f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\";\n"
