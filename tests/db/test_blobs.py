"""Contents lie in parts in the same encrypted file: put in and given out without ever being held whole."""

import hashlib
import io
import os
import tracemalloc
from datetime import datetime

import pytest

from conftest import PASSWORD
from kazanlak_case.db.blobs import LARGEST, PART, Blob, cut
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.attachment_errors import (
    AttachmentDamagedError,
    AttachmentEmptyError,
    AttachmentTooLargeError,
    AttachmentWaitsError,
)
from kazanlak_case.domain.changes import Born, Deleted
from kazanlak_case.domain.records import Attachment


def put(file: CaseFile, content: bytes, now: datetime) -> Blob:
    with file.writing(now) as uow:
        blob = uow.blobs.put(io.BytesIO(content))
        uow.commit()
    return blob


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1, 3 * PART + 7])
def test_content_comes_back_as_it_went(centre_file: CaseFile, now: datetime, size: int) -> None:
    content = os.urandom(size)
    blob = put(centre_file, content, now)
    assert blob == Blob(hashlib.sha256(content).hexdigest(), size)
    with centre_file.reading(now) as uow:
        parts = list(uow.blobs.open_parts(blob.sha256))
        assert b"".join(parts) == content
        assert max(map(len, parts)) <= PART
        assert uow.blobs.all() == [blob]


def test_same_content_is_kept_once(case_file: CaseFile, now: datetime) -> None:
    assert put(case_file, b"scan", now) == put(case_file, b"scan", now)
    with case_file.reading(now) as uow:
        assert len(uow.blobs.all()) == 1


def test_what_cannot_be_kept_leaves_nothing(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        with pytest.raises(AttachmentTooLargeError):
            uow.blobs.put(io.BytesIO(bytes(11)), limit=10)
        with pytest.raises(AttachmentEmptyError):
            uow.blobs.put(io.BytesIO())
        assert uow.blobs.all() == []
        with pytest.raises(AttachmentDamagedError):
            uow.blobs.take(Blob(hashlib.sha256(b"one").hexdigest(), 3), [b"two"])
        assert uow.blobs.all() == []


def test_damage_is_found_when_it_is_read(case_file: CaseFile, now: datetime) -> None:
    blob = put(case_file, bytes(2 * PART), now)
    with case_file.writing_raw() as connection:
        connection.exec_driver_sql("UPDATE blob_part SET data = zeroblob(5) WHERE part = 1")
        connection.commit()
    with case_file.reading(now) as uow, pytest.raises(AttachmentDamagedError):
        uow.blobs.content(blob.sha256)
    with case_file.reading(now) as uow, pytest.raises(AttachmentWaitsError):
        uow.blobs.content("00" * 32)


def test_only_what_nobody_names_is_dropped(case_file: CaseFile, now: datetime) -> None:
    kept, deleted, orphan = (put(case_file, one, now) for one in (b"kept", b"deleted", b"orphan"))
    with case_file.writing(now) as uow:
        rows = [
            Attachment(id=uow.new_id(), title=blob.sha256[:4], sha256=blob.sha256)
            for blob in (kept, deleted)
        ]
        uow.log.append([Born(row) for row in rows], "attachment_added")
        uow.log.append([Deleted("attachment", rows[1].id)], "attachment_removed")
        assert uow.blobs.missing() == set()
        assert uow.blobs.drop_unused() == 1
        # a delete can be taken back
        assert {blob.sha256 for blob in uow.blobs.all()} == {kept.sha256, deleted.sha256}
        assert not uow.blobs.has(orphan.sha256)
        uow.commit()


class Zeros(io.RawIOBase):
    """A long file that takes no memory."""

    def __init__(self, size: int) -> None:
        self._size, self._at = size, 0

    def seek(self, to: int, _whence: int = 0) -> int:
        self._at = to
        return to

    def read(self, count: int = -1) -> bytes:
        piece = bytes(min(count, self._size - self._at))
        self._at += len(piece)
        return piece


def test_memory_stays_flat(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        blobs = uow.blobs
        tracemalloc.start()
        blob = blobs.put(Zeros(LARGEST))
        size = sum(len(part) for part in blobs.open_parts(blob.sha256))
        _, height = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        uow.commit()
    assert size == LARGEST
    assert height < 16 * PART


def test_nothing_of_it_can_be_read_on_the_disk(case_file: CaseFile, now: datetime) -> None:
    word = "Щурчолана ".encode() * 1000
    put(case_file, word, now)
    held = b"".join(path.read_bytes() for path in case_file.path.rglob("*") if path.is_file())
    assert "Щурчолана".encode() not in held
    assert PASSWORD.encode() not in held


def test_parts_are_cut_to_one_size() -> None:
    parts = list(cut([bytes(3), bytes(2 * PART), b"", bytes(1)]))
    assert [len(part) for part in parts] == [PART, PART, 4]
