"""Decrypt a case file page by page, as a thief with the key would: free pages, gaps and the write-ahead log too."""

import ctypes
import ctypes.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import inspect

from kazanlak_case.db.casefile import DATABASE, CaseFile

PAGE, RESERVED, IV = 4096, 80, 16
SALT, WAL_HEAD, FRAME_HEAD = 16, 32, 24


@cache
def _library() -> ctypes.CDLL:
    """The system's own cipher: what reads here must not be what wrote."""
    name = ctypes.util.find_library("crypto")
    if not name:
        pytest.skip("no libcrypto to decrypt pages with")
    library = ctypes.CDLL(name)
    for function in ("EVP_CIPHER_CTX_new", "EVP_aes_256_cbc"):
        getattr(library, function).restype = ctypes.c_void_p
    return library


def _decrypted(key: bytes, page: bytes, *, skip: int) -> bytes:
    crypto = _library()
    sealed, iv = page[skip : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + IV]
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    out, size = ctypes.create_string_buffer(len(sealed) + 32), ctypes.c_int(0)
    try:
        cipher = ctypes.c_void_p(crypto.EVP_aes_256_cbc())
        assert crypto.EVP_DecryptInit_ex(context, cipher, None, key, iv) == 1
        crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        assert crypto.EVP_DecryptUpdate(context, out, ctypes.byref(size), sealed, len(sealed)) == 1
    finally:
        crypto.EVP_CIPHER_CTX_free(context)
    return out.raw[: size.value]


def pages_of(folder: Path, key: bytes) -> Iterator[bytes]:
    """Every page of a case file in plain bytes, those of the write-ahead log after the others."""
    database = folder / DATABASE
    content = database.read_bytes()
    for at in range(0, len(content), PAGE):
        yield _decrypted(key, content[at : at + PAGE], skip=SALT if at == 0 else 0)
    log = database.with_name(f"{DATABASE}-wal")
    frames = log.read_bytes()[WAL_HEAD:] if log.exists() else b""
    for at in range(0, len(frames), FRAME_HEAD + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        page = frames[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
        if len(page) == PAGE:
            yield _decrypted(key, page, skip=SALT if number == 1 else 0)


def _texts_of(file: CaseFile) -> Iterator[str]:
    """Every row of every table as text: the pages of a server are its administrator's."""
    with file.reading_raw() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            yield from (" ".join(map(str, row)) for row in rows)


def traces(file: CaseFile, values: list[str], *, folder: Path | None = None) -> set[str]:
    """Which of these texts stand anywhere in the decrypted pages of a file, or of a backup under its key."""
    if file.is_on_server and folder is None:
        return {one for one in values if any(one in text for text in _texts_of(file))}
    key, _salt = file.unlocked.database_keys()
    wanted = {one: [part.encode() for part in {one, one.casefold(), one.upper()}] for one in values}
    found = set()
    for page in pages_of(folder or file.path, key):
        found |= {one for one, parts in wanted.items() if any(part in page for part in parts)}
    return found
