"""Contents of attachments travel with their records: once, checked, and never larger than what was said."""

import hashlib
import io
import os
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.blobs import Blob, drop
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.purging import purge
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Erased
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Attachment, Person
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles, undo_import
from kazanlak_case.export.bundle_partners import BundleReader
from kazanlak_case.services.attachments import (
    AttachmentDraft,
    Content,
    add_attachment,
    attachments_of,
    open_attachment,
    remove_attachment,
)
from support.bundles import Courier, visits
from support.office import id_of
from support.pages import traces

MARK = "Shturcholana-Zyumbyulska"
HOUR = timedelta(hours=1)


@pytest.fixture
def house(centre_file: CaseFile, tmp_path: Path, now: datetime) -> Iterator[CaseFile]:
    """A laptop of a house that the centre prepared."""
    path = tmp_path / "laptop.kcase"
    create_starter(path, centre_file, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    file = CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / "laptop"))
    yield file
    file.close()


def attach(file: CaseFile, content: bytes, now: datetime) -> tuple[RecordId, RecordId]:
    """Somebody with one document."""
    with file.writing(now) as uow:
        person = Person(id=uow.new_id(), given_name="Мария")
        uow.log.append([Born(person)], "person_made")
        draft = AttachmentDraft(person=person.id, title="Договор", type="housing_document")
        kept = Content(stream=io.BytesIO(content), file_name="договор.pdf", media_type="text/plain")
        written = add_attachment(uow, draft, kept)
    return person.id, id_of(written, "attachment")


def send(source: CaseFile, target: CaseFile, stick: Path, now: datetime, **how: bool) -> Path:
    stick.mkdir(exist_ok=True)
    report = export_bundle(source, stick, now=now, to_site=target.site, **how)
    [taken] = import_bundles(target, [Path(report.path)], now=now)
    assert taken.status in {"merged", "already"}, taken
    return Path(report.path)


def enclosed_in(bundle: Path, reader: CaseFile, now: datetime) -> tuple[Blob, ...]:
    with BundleReader.of(reader, now=now, own_too=True).open(bundle) as opened:
        return opened.enclosed.blobs


def contents_of(file: CaseFile, now: datetime) -> list[Blob]:
    with file.reading(now) as uow:
        return uow.blobs.all()


def test_content_travels_once_and_comes_whole(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    content = os.urandom(700_000)
    person, document = attach(house, content, now)
    bundle = send(house, centre_file, tmp_path / "stick", now)
    assert enclosed_in(bundle, house, now) == (
        Blob(hashlib.sha256(content).hexdigest(), len(content)),
    )
    with centre_file.writing(now) as uow:
        assert open_attachment(uow, document).content == content
        [row] = attachments_of(uow, person=person)
        assert row.is_here
    answer = send(centre_file, house, tmp_path / "stick", now + HOUR)
    assert enclosed_in(answer, centre_file, now) == ()
    again = send(house, centre_file, tmp_path / "stick", now + 2 * HOUR)
    assert enclosed_in(again, house, now) == ()
    for file in (house, centre_file):
        assert verify(file).ok, verify(file).checks


def test_new_laptop_of_a_house_gets_them_with_its_starter(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    _, document = attach(house, b"scan" * 100_000, now)
    send(house, centre_file, tmp_path / "stick", now)
    path = tmp_path / "second.kcase"
    create_starter(path, centre_file, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    second = CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / "second"))
    with second.writing(now) as uow:
        assert open_attachment(uow, document).content == b"scan" * 100_000
    second.close()


def test_what_came_without_its_content_waits_for_a_full_bundle(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    person, document = attach(house, b"scan", now)
    send(house, centre_file, tmp_path / "stick", now)
    with centre_file.writing(now) as uow:
        drop(uow._connection, [blob.sha256 for blob in uow.blobs.all()])
        uow.commit()
    with centre_file.reading(now) as uow:
        [row] = attachments_of(uow, person=person)
        assert not row.is_here
    assert verify(centre_file).ok
    # nothing in it is new but the content
    send(house, centre_file, tmp_path / "stick", now + HOUR, full=True)
    with centre_file.writing(now) as uow:
        assert open_attachment(uow, document).content == b"scan"


def test_import_taken_out_again_takes_its_contents_along(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    attach(house, b"scan", now)
    stick = tmp_path / "stick"
    stick.mkdir()
    report = export_bundle(house, stick, now=now)
    [taken] = import_bundles(centre_file, [Path(report.path)], now=now)
    assert contents_of(centre_file, now)
    undo_import(centre_file, taken.bundle, now=now)
    assert contents_of(centre_file, now) == []
    import_bundles(centre_file, [Path(report.path)], now=now)
    assert len(contents_of(centre_file, now)) == 1


def test_deleted_and_damaged_contents_do_not_travel(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    _, deleted = attach(house, b"deleted", now)
    _, damaged = attach(house, b"damaged", now + timedelta(seconds=1))
    attach(house, b"sound", now + timedelta(seconds=2))
    with house.writing(now) as uow:
        remove_attachment(uow, deleted)
    with house.writing_raw() as connection:
        connection.exec_driver_sql(
            "UPDATE blob_part SET data = CAST('DAMAGED' AS BLOB) WHERE data = CAST('damaged' AS BLOB)"
        )
        connection.commit()
    send(house, centre_file, tmp_path / "stick", now)
    [blob] = contents_of(centre_file, now)
    assert blob.sha256 == hashlib.sha256(b"sound").hexdigest()
    found = {one.name: one for one in verify(house).checks}["attachments"]
    assert not found.ok
    assert damaged in found.detail


def test_erased_content_is_gone_here_there_and_from_later_bundles(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    content = (MARK * 30_000).encode()
    _, document = attach(house, content, now)
    send(house, centre_file, tmp_path / "stick", now)
    for file in (house, centre_file):
        assert traces(file, [MARK]) == {MARK}
    later = now + HOUR
    with house.writing(later) as uow:
        uow.log.append([Erased("attachment", document)], "person_erased")
        uow.commit()
    purge(house, now=later)
    assert traces(house, [MARK]) == set()
    bundle = send(house, centre_file, tmp_path / "stick", later, full=True)
    assert enclosed_in(bundle, house, later) == ()
    assert traces(centre_file, [MARK]) == set()
    for file in (house, centre_file):
        assert contents_of(file, later) == []
        assert verify(file).ok


def test_content_no_record_names_is_not_kept(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    """Its record was erased here while the bundle was on its way."""
    _, document = attach(house, b"scan", now)
    send(house, centre_file, tmp_path / "stick", now)
    with centre_file.writing(now) as uow:
        uow.log.append([Erased("attachment", document)], "person_erased", scope="kran")
        uow.commit()
    send(house, centre_file, tmp_path / "stick", now + HOUR, full=True)
    assert contents_of(centre_file, now) == []


def test_record_with_nonsense_for_a_checksum_only_waits(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    with house.writing(now) as uow:
        wrong = Attachment(id=uow.new_id(), title="Договор", sha256="../../етц")
        uow.log.append([Born(wrong)], "attachment_added")
        uow.commit()
    send(house, centre_file, tmp_path / "stick", now)
    with centre_file.reading(now) as uow:
        assert uow.blobs.missing() == {wrong.sha256}
    assert verify(centre_file).ok


def test_memory_stays_flat_there_and_back(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    with house.writing(now) as uow:
        rows = []
        for at in range(2):
            blob = uow.blobs.put(io.BytesIO(bytes([at]) * (20 << 20)))
            rows.append(Attachment(id=uow.new_id(), title=f"Скан {at}", sha256=blob.sha256))
        uow.log.append([Born(row) for row in rows], "attachment_added")
        uow.commit()
    tracemalloc.start()
    send(house, centre_file, tmp_path / "stick", now)
    _, height = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(contents_of(centre_file, now)) == 2
    # the spool keeps its first 16 MiB in memory; of 40 MiB no more than that and some pieces
    assert height < 36 << 20


def test_bundle_of_the_first_version_is_read_as_before(courier: Courier) -> None:
    report = courier.write([visits(1, 6)])
    with courier.open(Path(report.path)) as opened:
        assert opened.enclosed.blobs == ()
