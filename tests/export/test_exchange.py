"""Bundles between a real house and a real centre: everything arrives, once, whatever the order."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.digest import digests
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.moving import move_to_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.domain.bundle_errors import (
    BundleForSomebodyElseError,
    ReceiverNeededError,
    UnknownReceiverError,
)
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.errors import CancelledError, NothingToUndoError, UnknownSiteError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import CaseFileExistsError, StorageError
from kazanlak_case.domain.records import Copy, Person
from kazanlak_case.export.exchange import (
    export_bundle,
    import_bundles,
    inspect_bundle,
    rehearse_import,
    undo_import,
)
from kazanlak_case.export.starter import enrol, prepare
from support.server import Server

ONE_TIME = "само за първия път 7"


@pytest.fixture(scope="session")
def pair_template(templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a centre and two houses enrolled from its starters, once."""
    folder = tmp_path_factory.mktemp("pair")
    centre_path = folder / "municipality.kcase"
    shutil.copytree(templates["municipality"], centre_path)
    here = Installation(folder / "state")
    centre = CaseFile.open(centre_path, password=PASSWORD, installation=here)
    for site in ("kran", "razhena"):
        starter = folder / f"{site}.kstarter"
        prepare(centre, site, starter, password=ONE_TIME, now=NOW, cost=CHEAP)
        enrol(
            starter,
            folder / f"{site}.kcase",
            one_time_password=ONE_TIME,
            new_password=PASSWORD,
            now=NOW,
            installation=here,
        )
        starter.unlink()
    centre.close()
    return folder


@dataclass
class Exchange:
    """A centre, two houses and the stick between them; each file is opened when first asked for."""

    folder: Path
    opened: dict[str, CaseFile] = field(default_factory=dict)
    now: datetime = NOW

    def file(self, site: str) -> CaseFile:
        if site not in self.opened:
            path, here = self.folder / f"{site}.kcase", Installation(self.folder / "state")
            self.opened[site] = CaseFile.open(path, password=PASSWORD, installation=here)
        return self.opened[site]

    @property
    def centre(self) -> CaseFile:
        return self.file("municipality")

    @property
    def kran(self) -> CaseFile:
        return self.file("kran")

    @property
    def razhena(self) -> CaseFile:
        return self.file("razhena")

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def later(self) -> datetime:
        self.now += timedelta(minutes=5)
        return self.now

    def write(self, file: CaseFile, *changes, scope=None) -> str:
        with file.writing(self.later()) as uow:
            written = uow.log.append(changes, "person_saved", scope=scope)
            uow.commit()
        return written.undo

    def person(self, file: CaseFile, **values) -> RecordId:
        with file.reading(self.now) as uow:
            person_id = uow.new_id()
        self.write(file, Born(Person(id=person_id, **values)))
        return person_id

    def edit(self, file: CaseFile, person_id: RecordId, **values) -> None:
        self.write(file, Edited("person", person_id, values))

    def send(self, file: CaseFile, to: str | None = None, **others) -> Path:
        report = export_bundle(file, self.stick, to_site=to, now=self.later(), **others)
        return Path(report.path)

    def take(self, file: CaseFile, *paths: Path):
        return import_bundles(file, paths, now=self.later())

    def people(self, file: CaseFile) -> dict[str, Person]:
        with file.reading(self.now) as uow:
            return {person.id: person for person in uow.records.all(Person)}

    def conflicts(self, file: CaseFile) -> list[tuple[str, str]]:
        with file.reading(self.now) as uow:
            return [(one.id, one.field) for one in uow.history.conflicts()]

    def digest(self, file: CaseFile, scope: str) -> str:
        with file.reading_raw() as connection:
            return digests(connection, file.names).get(scope, "")


@pytest.fixture(scope="session")
def pair_on_server(
    server: Server, pair_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Move a copy of the pair's centre to a server, once."""
    name, path = server.make(), tmp_path_factory.mktemp("moved") / "municipality.kcase"
    shutil.copytree(pair_template / path.name, path)
    move_to_server(CaseFile.open(path, password=PASSWORD), parse_address(server.address(name)))
    return name


@pytest.fixture
def exchange_on_server(
    server: Server, pair_on_server: str, pair_template: Path, tmp_path: Path
) -> Iterator[Exchange]:
    """The same, and the centre is on a server."""
    folder, name = tmp_path / "обмен № 2", server.make(pair_on_server)
    shutil.copytree(pair_template, folder)
    address, here = parse_address(server.address(name)), Installation(folder / "state")
    centre = ServerFile.open_server(address, password=PASSWORD, installation=here)
    made = Exchange(folder, {"municipality": centre})
    made.stick.mkdir()
    yield made
    for file in made.opened.values():
        file.close()
    server.drop(name)


@pytest.fixture
def exchange(pair_template: Path, tmp_path: Path) -> Iterator[Exchange]:
    folder = tmp_path / "обмен № 1"
    shutil.copytree(pair_template, folder)
    made = Exchange(folder)
    made.stick.mkdir()
    yield made
    for file in made.opened.values():
        file.close()


# there and back -----------------------------------------------------------------------------------------------------
def test_what_a_house_wrote_arrives_at_the_centre(exchange):
    person = exchange.person(exchange.kran, given_name="Мария", family_name="Илиева")
    [report] = exchange.take(exchange.centre, exchange.send(exchange.kran))
    assert (report.status, report.sender_site, report.touched["person"]) == ("merged", "kran", 1)
    assert report.new >= 1
    assert exchange.people(exchange.centre)[person].family_name == "Илиева"


def test_second_import_says_already_and_changes_nothing(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)
    exchange.take(exchange.centre, path)
    before = exchange.digest(exchange.centre, "kran")
    [report] = exchange.take(exchange.centre, path)
    assert (report.status, report.new, report.undo) == ("already", 0, None)
    assert exchange.digest(exchange.centre, "kran") == before


def test_both_copies_end_the_same(exchange):
    person = exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.edit(exchange.centre, person, phone="0888 111222")
    exchange.take(exchange.kran, exchange.send(exchange.centre, "kran"))
    assert exchange.people(exchange.kran)[person].phone == "0888 111222"
    assert exchange.digest(exchange.kran, "kran") == exchange.digest(exchange.centre, "kran")


def test_edits_that_have_not_seen_each_other_are_a_conflict_in_both_copies(exchange):
    person = exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.edit(exchange.kran, person, phone="0888 111111")
    exchange.edit(exchange.centre, person, phone="0888 222222")
    there, back = exchange.send(exchange.kran), exchange.send(exchange.centre, "kran")
    [report] = exchange.take(exchange.centre, there)
    assert report.conflicts == 1
    exchange.take(exchange.kran, back)
    assert exchange.conflicts(exchange.kran) == exchange.conflicts(exchange.centre)
    assert exchange.conflicts(exchange.kran) == [(person, "phone")]
    assert exchange.people(exchange.kran) == exchange.people(exchange.centre)


def test_deleted_person_is_deleted_there_too(exchange):
    person = exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.write(exchange.kran, Deleted("person", person))
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    assert person not in exchange.people(exchange.centre)


def test_undone_work_travels_as_it_is(exchange):
    person = exchange.person(exchange.kran, given_name="Мария")
    edit = exchange.write(exchange.kran, Edited("person", person, {"phone": "0888 111111"}))
    with exchange.kran.writing(exchange.later()) as uow:
        uow.undo(edit)
        uow.commit()
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    assert exchange.people(exchange.centre)[person].phone is None
    assert exchange.digest(exchange.kran, "kran") == exchange.digest(exchange.centre, "kran")


def test_a_house_never_hears_of_another(exchange):
    secret = exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    path = exchange.send(exchange.centre, "razhena", full=True)
    exchange.take(exchange.razhena, path)
    assert secret not in exchange.people(exchange.razhena)
    found = inspect_bundle(path, exchange.razhena, now=exchange.now)
    assert {one["scope"] for one in found["ranges"]} <= {"common", "razhena"}


def test_repeated_person_is_told(exchange):
    values = {"given_name": "Мария", "national_id": "8503109277", "id_type": "egn"}
    exchange.person(exchange.kran, **values)
    exchange.person(exchange.razhena, **values)
    paths = [exchange.send(exchange.kran), exchange.send(exchange.razhena)]
    reports = exchange.take(exchange.centre, *paths)
    assert sorted(report.duplicates for report in reports) == [0, 1]


# receipts -----------------------------------------------------------------------------------------------------------
def test_next_bundle_holds_only_what_is_new(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.take(exchange.kran, exchange.send(exchange.centre, "kran"))
    exchange.person(exchange.kran, given_name="Асен")
    report = export_bundle(exchange.kran, exchange.stick, now=exchange.later())
    assert [(site, scope) for site, scope, _first, _last in report.ranges] == [("kran", "kran")]
    assert report.changes == 1


def test_without_a_receipt_everything_is_sent_again(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    first = exchange.send(exchange.kran)
    exchange.person(exchange.kran, given_name="Асен")
    second = exchange.send(exchange.kran)
    [report] = exchange.take(exchange.centre, second)
    assert report.touched["person"] == 2
    [late] = exchange.take(exchange.centre, first)
    assert late.status == "already"


def test_full_bundle_holds_everything_again(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.take(exchange.kran, exchange.send(exchange.centre, "kran"))
    small = export_bundle(exchange.kran, exchange.stick, now=exchange.later())
    full = export_bundle(exchange.kran, exchange.stick, full=True, now=exchange.later())
    assert small.changes == 0
    assert full.changes > 1


def test_receipt_counts_in_a_bundle_that_brings_nothing(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    empty = exchange.send(exchange.centre, "kran")
    exchange.take(exchange.kran, empty)
    [again] = exchange.take(exchange.kran, empty)
    assert again.status == "already"
    with exchange.kran.reading(exchange.now) as uow:
        [delivery] = uow.exchange.deliveries()
    assert delivery.ours == delivery.delivered > 0


# several, in any order ----------------------------------------------------------------------------------------------
def test_several_bundles_are_taken_oldest_first(exchange):
    paths = []
    for name in ("Мария", "Асен", "Роза"):
        exchange.person(exchange.kran, given_name=name)
        paths.append(exchange.send(exchange.kran))
    reports = exchange.take(exchange.centre, *reversed(paths))
    assert [report.touched.get("person") for report in reports] == [1, 1, 1]
    assert [report.created for report in reports] == sorted(report.created for report in reports)


def test_same_file_named_twice_is_taken_once(exchange):
    path = exchange.send(exchange.kran)
    assert len(exchange.take(exchange.centre, path, path)) == 1


def test_refused_bundle_does_not_stop_the_others(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    exchange.person(exchange.razhena, given_name="Асен")
    good, bad = exchange.send(exchange.kran), exchange.send(exchange.razhena)
    bad.write_bytes(bad.read_bytes()[:-10])
    reports = {report.status: report for report in exchange.take(exchange.centre, bad, good)}
    assert set(reports) == {"merged", "refused"}
    assert reports["refused"].code == "decrypt"
    assert bad.name in reports["refused"].reason


def bytes_of(file: CaseFile) -> list[tuple[object, ...]]:
    """All that a file holds of records and logs."""
    with file.reading_raw() as connection:
        tables = ("log", "vector", "changeset", "change", "clock", "conflict", "person", "bundle")
        return [
            tuple(row)
            for name in tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
        ]


def test_damaged_bundle_changes_nothing(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)
    content = path.read_bytes()
    before = bytes_of(exchange.centre)
    for place in range(0, len(content), len(content) // 20):
        damaged = bytearray(content)
        damaged[place] ^= 4
        path.write_bytes(damaged)
        [report] = exchange.take(exchange.centre, path)
        assert report.status == "refused"
    assert bytes_of(exchange.centre) == before


# rehearsal and undo -------------------------------------------------------------------------------------------------
def test_rehearsal_tells_the_same_and_keeps_nothing(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    first = exchange.send(exchange.kran)
    exchange.person(exchange.kran, given_name="Асен")
    paths = [first, exchange.send(exchange.kran)]
    before = bytes_of(exchange.centre)
    rehearsed = rehearse_import(exchange.centre, paths, now=exchange.later())
    assert bytes_of(exchange.centre) == before
    merged = exchange.take(exchange.centre, *paths)
    counts = [(one.new, one.changed, one.conflicts, one.duplicates) for one in rehearsed]
    assert counts == [(one.new, one.changed, one.conflicts, one.duplicates) for one in merged]
    assert all(one.rehearsal and one.undo is None for one in rehearsed)


def test_rehearsal_goes_on_after_a_refusal(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    good, bad = exchange.send(exchange.kran), exchange.stick / "a.kbundle"
    bad.write_bytes(b"")
    reports = rehearse_import(exchange.centre, [bad, good], now=exchange.later())
    assert [report.status for report in reports] == ["refused", "merged"]


def test_import_is_undone_whole_and_can_be_taken_again(exchange):
    before = exchange.digest(exchange.centre, "kran")
    person = exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)
    [report] = exchange.take(exchange.centre, path)
    undo_import(exchange.centre, report.undo, now=exchange.later())
    assert person not in exchange.people(exchange.centre)
    assert exchange.digest(exchange.centre, "kran") == before
    [again] = exchange.take(exchange.centre, path)
    assert again.status == "merged"
    assert person in exchange.people(exchange.centre)


def test_unknown_import_cannot_be_undone(exchange):
    with pytest.raises(NothingToUndoError):
        undo_import(exchange.centre, "00" * 16, now=exchange.now)


def test_backup_is_made_before_a_merge_and_only_then(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)
    backups = exchange.centre.path / "backup"
    rehearse_import(exchange.centre, [path], now=exchange.later())
    assert not backups.exists()
    exchange.take(exchange.centre, path)
    exchange.take(exchange.centre, path)
    assert len(list(backups.iterdir())) == 1


def test_stopped_import_keeps_nothing(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)

    def stop(done, of):
        raise CancelledError

    before = bytes_of(exchange.centre)
    [report] = import_bundles(exchange.centre, [path], now=exchange.later(), progress=stop)
    assert (report.status, report.code) == ("refused", "cancelled")
    [report] = rehearse_import(exchange.centre, [path], now=exchange.later(), progress=stop)
    assert (report.status, report.code) == ("refused", "cancelled")
    assert bytes_of(exchange.centre) == before


def test_progress_rises_over_all_bundles(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    exchange.person(exchange.razhena, given_name="Асен")
    told = []

    def progress(done, of):
        told.append((done, of))

    paths = [exchange.send(exchange.kran), exchange.send(exchange.razhena)]
    import_bundles(exchange.centre, paths, now=exchange.later(), progress=progress)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


# refusals -----------------------------------------------------------------------------------------------------------
def copied(path: Path, to: Path) -> None:
    shutil.copytree(path, to)


def test_gap_is_refused_named_and_its_receipt_taken(exchange, tmp_path):
    """The centre is set back to before an import that its receipt had told of."""
    kept = tmp_path / "kept.kcase"
    copied(exchange.centre.path, kept)
    exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    exchange.take(exchange.kran, exchange.send(exchange.centre, "kran"))
    exchange.person(exchange.kran, given_name="Асен")
    path = exchange.send(exchange.kran)
    centre = CaseFile.open(kept, password=PASSWORD, installation=Installation(tmp_path / "state"))
    try:
        [report] = exchange.take(centre, path)
        assert (report.status, report.code) == ("refused", "gap")
        assert "Крън" in report.reason
        assert path.name in report.reason
        with centre.reading(exchange.now) as uow:
            delivery = next(one for one in uow.exchange.deliveries() if one.site == "kran")
        assert delivery.last_receipt is not None
        # everything, once more: the way out that the sentence points to
        full = exchange.send(exchange.kran, full=True)
        [mended] = exchange.take(centre, full)
        assert mended.status == "merged"
    finally:
        centre.close()


def test_closed_copy_is_refused(exchange):
    path = exchange.send(exchange.kran)
    with exchange.centre.writing(exchange.later()) as uow:
        [copy] = uow.exchange.copies_of("kran")
        uow.log.append([Edited("copy", copy.id, {"closed_on": exchange.now.date()})], "copy_closed")
        uow.commit()
    [report] = exchange.take(exchange.centre, path)
    assert (report.status, report.code) == ("refused", "signer")
    with pytest.raises(UnknownReceiverError):
        exchange.send(exchange.centre, "kran")


def test_bundle_for_the_other_house_is_refused(exchange):
    path = exchange.send(exchange.centre, "kran")
    [report] = exchange.take(exchange.razhena, path)
    assert (report.status, report.code) == ("refused", "recipient")


def test_own_bundle_cannot_be_taken(exchange):
    [report] = exchange.take(exchange.kran, exchange.send(exchange.kran))
    assert (report.status, report.code) == ("refused", "recipient")


def test_stranger_is_refused(exchange, case_file):
    """A house that was not prepared here, though it found out the centre's public key."""
    with exchange.centre.reading(exchange.now) as ours:
        key = ours.exchange.own_copy().age_public
    with case_file.writing(exchange.now) as uow:
        centre = Copy(id=uow.new_id(), site="municipality", age_public=key)
        uow.log.append([Born(centre)], "copy_made")
        uow.commit()
    [report] = exchange.take(exchange.centre, exchange.send(case_file))
    assert (report.status, report.code) == ("refused", "signer")


def test_a_copied_house_that_goes_on_is_no_fork(exchange, tmp_path):
    """Two copies of one file, both written to: each is a log of its own, and nothing is lost."""
    twin_path = tmp_path / "twin.kcase"
    copied(exchange.kran.path, twin_path)
    there = Installation(tmp_path / "elsewhere")
    twin = CaseFile.open(twin_path, password=PASSWORD, installation=there)
    try:
        one = exchange.person(exchange.kran, given_name="Мария")
        other = exchange.person(twin, given_name="Асен")
        reports = exchange.take(exchange.centre, exchange.send(exchange.kran), exchange.send(twin))
        assert [report.status for report in reports] == ["merged", "merged"]
        assert {one, other} <= set(exchange.people(exchange.centre))
    finally:
        twin.close()


@pytest.mark.parametrize("more", [0, 2], ids=["as long", "longer"])
def test_disk_image_that_goes_on_is_a_fork(exchange, tmp_path, more):
    """The whole disk was copied, what is kept outside the file too: both write one log."""
    copied(exchange.kran.path, tmp_path / "twin.kcase")
    copied(exchange.kran.path.parent / "state", tmp_path / "twin state")
    image = Installation(tmp_path / "twin state")
    twin = CaseFile.open(tmp_path / "twin.kcase", password=PASSWORD, installation=image)
    try:
        exchange.person(exchange.kran, given_name="Мария")
        for name in ("Асен", "Роза", "Иво")[: 1 + more]:
            exchange.person(twin, given_name=name)
        exchange.take(exchange.centre, exchange.send(exchange.kran))
        before = bytes_of(exchange.centre)
        path = exchange.send(twin)
        for take in (rehearse_import, import_bundles):
            [report] = take(exchange.centre, [path], now=exchange.later())
            assert (report.status, report.code) == ("refused", "fork")
            assert "Крън" in report.reason
        assert bytes_of(exchange.centre) == before
    finally:
        twin.close()


def test_file_set_back_with_its_disk_goes_on_as_another(exchange, tmp_path):
    """Only the receipt tells it; afterwards nothing is lost and nothing forks."""
    copied(exchange.kran.path, tmp_path / "back.kcase")
    copied(exchange.kran.path.parent / "state", tmp_path / "back state")
    lost = exchange.person(exchange.kran, given_name="Мария")
    exchange.take(exchange.centre, exchange.send(exchange.kran))
    back = CaseFile.open(
        tmp_path / "back.kcase",
        password=PASSWORD,
        installation=Installation(tmp_path / "back state"),
    )
    try:
        exchange.take(back, exchange.send(exchange.centre, "kran"))
        assert back.facts.incarnation == exchange.kran.facts.incarnation + 1
        written = exchange.person(back, given_name="Асен")
        [report] = exchange.take(exchange.centre, exchange.send(back))
        assert report.status == "merged"
        exchange.take(back, exchange.send(exchange.centre, "kran"))
        assert {lost, written} <= set(exchange.people(back))
        assert exchange.digest(back, "kran") == exchange.digest(exchange.centre, "kran")
    finally:
        back.close()


@pytest.mark.parametrize(
    ("site", "error"), [("nowhere", UnknownSiteError), ("kran", UnknownReceiverError)]
)
def test_receiver_must_be_known(open_copy: Callable[[str], CaseFile], tmp_path, site, error):
    with pytest.raises(error):
        export_bundle(open_copy("municipality"), tmp_path, to_site=site, now=NOW)


def test_house_alone_has_nobody_to_write_to(case_file, tmp_path):
    with pytest.raises(UnknownReceiverError):
        export_bundle(case_file, tmp_path, now=NOW)


def test_house_never_writes_to_a_house(exchange):
    with pytest.raises(UnknownReceiverError):
        exchange.send(exchange.kran, "razhena")


def test_centre_must_say_for_whom(exchange):
    with pytest.raises(ReceiverNeededError):
        exchange.send(exchange.centre)


# names and places ---------------------------------------------------------------------------------------------------
def test_bundle_is_named_after_its_way(exchange):
    first, second = exchange.send(exchange.kran), exchange.send(exchange.kran)
    assert first.name == "KRAN-MUNICIPALITY-2022-11-14-0001.kbundle"
    assert second.name == "KRAN-MUNICIPALITY-2022-11-14-0002.kbundle"


def test_name_that_is_taken_moves_the_number_on(exchange):
    taken = exchange.stick / "KRAN-MUNICIPALITY-2022-11-14-0001.kbundle"
    taken.write_text("mine")
    assert exchange.send(exchange.kran).name.endswith("-0002.kbundle")
    assert taken.read_text() == "mine"


def test_bundle_can_be_given_a_name(exchange):
    out = exchange.stick / "за общината.kbundle"
    report = export_bundle(exchange.kran, out, now=exchange.later())
    assert report.path == str(out)
    with pytest.raises(CaseFileExistsError):
        export_bundle(exchange.kran, out, now=exchange.later())


def test_missing_stick_is_named(exchange):
    with pytest.raises(StorageError):
        export_bundle(exchange.kran, exchange.stick / "gone", now=exchange.later())


def test_failed_export_is_not_remembered_as_sent(exchange):
    def stop(done, of):
        raise CancelledError

    with pytest.raises(CancelledError):
        export_bundle(exchange.kran, exchange.stick, now=exchange.later(), progress=stop)
    assert exchange.send(exchange.kran).name.endswith("-0001.kbundle")


# looking in ---------------------------------------------------------------------------------------------------------
def test_receiver_and_sender_can_look_in(exchange):
    exchange.person(exchange.kran, given_name="Мария")
    path = exchange.send(exchange.kran)
    facts = [
        inspect_bundle(path, one, now=exchange.now) for one in (exchange.kran, exchange.centre)
    ]
    assert facts[0] == facts[1]
    assert facts[0]["verified"]
    assert (facts[0]["sender"], facts[0]["receiver"]) == ("kran", "municipality")
    assert facts[0]["counts"]["person"] == 1
    with pytest.raises(BundleForSomebodyElseError):
        inspect_bundle(path, exchange.razhena, now=exchange.now)


def test_stranger_sees_only_the_outside(exchange):
    path = exchange.send(exchange.kran)
    found = inspect_bundle(path, now=exchange.now)
    assert found == {"file": path.name, "bytes": path.stat().st_size, "verified": False}


# the centre on a server ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "story",
    [
        test_second_import_says_already_and_changes_nothing,
        test_edits_that_have_not_seen_each_other_are_a_conflict_in_both_copies,
        test_deleted_person_is_deleted_there_too,
        test_a_house_never_hears_of_another,
        test_damaged_bundle_changes_nothing,
        test_rehearsal_tells_the_same_and_keeps_nothing,
        test_rehearsal_goes_on_after_a_refusal,
        test_import_is_undone_whole_and_can_be_taken_again,
        test_backup_is_made_before_a_merge_and_only_then,
        test_stopped_import_keeps_nothing,
        test_failed_export_is_not_remembered_as_sent,
    ],
)
def test_the_same_with_the_centre_on_a_server(
    exchange_on_server: Exchange, story: Callable[[Exchange], None]
) -> None:
    story(exchange_on_server)
