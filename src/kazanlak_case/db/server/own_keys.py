"""The private keys of a copy on a server: sealed under the file key, for the tables are read by others too."""

from contextlib import suppress

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.domain.file_errors import CaseFileDamagedError

FOR_COPY_KEYS = b"kc copy keys"
"""What seals this copy's private keys in the settings: whoever reads the tables alone must not write bundles."""
SEALED_KEYS = "sealed_copy_keys"


def seal_copy_keys(connection: Connection, unlocked: Unlocked, copy_keys: CopyKeys) -> None:
    """Keep a copy's private keys sealed under the file key."""
    box = SecretBox(unlocked.key_for(FOR_COPY_KEYS))
    content = copy_keys.sign_seed + copy_keys.age_identity.encode()
    write_setting(connection, SEALED_KEYS, bytes(box.encrypt(content)))


def unseal_copy_keys(connection: Connection, unlocked: Unlocked) -> CopyKeys:
    """Open a copy's private keys.

    Raises:
        CaseFileDamagedError: They are not there.
    """
    sealed = read_setting(connection, SEALED_KEYS)
    if not isinstance(sealed, bytes):
        raise CaseFileDamagedError(path="", detail=SEALED_KEYS)
    # after a removal that was cut off they are still under an older key
    for epoch in sorted(unlocked.file_keys, reverse=True):
        with suppress(CryptoError):
            content = SecretBox(unlocked.key_for(FOR_COPY_KEYS, epoch=epoch)).decrypt(sealed)
            return CopyKeys.of(content[32:].decode(), content[:32])
    raise CaseFileDamagedError(path="", detail=SEALED_KEYS)
