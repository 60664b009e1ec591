"""What is put aside is not readable, and comes back unchanged or not at all."""

import pytest
from nacl.exceptions import CryptoError

from kazanlak_case.export.bundle_spool import IN_MEMORY, SealedSpool

SECRET = b"a name that nobody may find " * 100


def test_members_come_back_in_any_order():
    with SealedSpool() as spool:
        for number in range(5):
            spool.append(bytes([number]) * number)
        assert len(spool) == 5
        assert [spool[number] for number in (3, 0, 4)] == [b"\x03" * 3, b"", b"\x04" * 4]


def test_nothing_lies_on_the_disk_in_the_clear(tmp_path):
    with SealedSpool(tmp_path) as spool:
        spool.append(SECRET)
        spool.append(bytes(IN_MEMORY))
        spool._file.seek(0)
        assert SECRET[:28] not in spool._file.read()
        assert spool[0] == SECRET


def test_what_was_touched_is_found():
    with SealedSpool() as spool:
        spool.append(SECRET)
        spool._file.seek(30)
        spool._file.write(b"x")
        with pytest.raises(CryptoError):
            spool[0]


def test_nothing_is_left_behind(tmp_path):
    with SealedSpool(tmp_path) as spool:
        spool.append(bytes(IN_MEMORY + 1))
    assert list(tmp_path.iterdir()) == []
