"""What people do wrong and what disks do: one clear sentence, exit 1, nothing changed, and the file verifies after."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import PASSWORD
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.engine import connect
from support.command import Terminal
from support.travel import acquainted, write_people

SAMPLE = Path(__file__).parents[1] / "files" / "uchastnitsi-kran.xlsx"


@pytest.fixture
def house(terminal: Terminal) -> Path:
    path = terminal.copy_of(acquainted()["kran"])
    write_people(path, "Мария Петрова", "Иван Колев")
    return path


@pytest.fixture
def centre(terminal: Terminal) -> Path:
    return terminal.copy_of(acquainted()["municipality"])


@pytest.fixture
def bundle(terminal: Terminal, house: Path) -> Path:
    stick = terminal.folder / "флашка"
    stick.mkdir()
    return Path(terminal.open("export", house, stick, "--json").json["path"])


@pytest.fixture
def unchanged(terminal: Terminal) -> Callable[[Path], contextlib.AbstractContextManager[None]]:
    """Hold a file to what it was before."""

    @contextlib.contextmanager
    def holding(file: Path) -> Iterator[None]:
        before = terminal.open("verify", file, "--json").json
        yield
        after = terminal.open("verify", file, "--json").json
        assert after["ok"]
        assert after["digest"] == before["digest"]

    return holding


Holding = Callable[[Path], contextlib.AbstractContextManager[None]]


def system(*words: str) -> int:
    """Run a program of the system."""
    return subprocess.run(words, check=False, capture_output=True).returncode


@contextlib.contextmanager
def small_disk(place: Path, kibibytes: int) -> Iterator[Path]:
    place.mkdir()
    if system("mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(place)):
        pytest.skip("mounting is not allowed here")
    try:
        yield place
    finally:
        assert system("umount", str(place)) == 0


def test_wrong_password(terminal: Terminal, house: Path, unchanged: Holding) -> None:
    with unchanged(house):
        right = terminal.password.read_text("utf-8")
        terminal.password.write_text("не е тази парола", encoding="utf-8")
        assert "password is not right" in terminal.refused("list", house, "person").err
        terminal.password.write_text(right, encoding="utf-8")
        assert "knows no user" in terminal.refused("list", house, "person", "--user", "никой").err


def test_file_in_use(terminal: Terminal, house: Path, unchanged: Holding) -> None:
    with unchanged(house):
        held = CaseFile.open(house, password=PASSWORD)
        assert "open already" in terminal.refused("intake", house, SAMPLE).err
        held.close()


def test_not_a_case_file(terminal: Terminal) -> None:
    empty = terminal.folder / "empty.kcase"
    empty.mkdir()
    for path in (empty, terminal.password, SAMPLE):
        assert "not a case file" in terminal.refused("verify", path).err
    assert "There is no case file" in terminal.refused("verify", terminal.folder / "x.kcase").err


def test_damaged_case_file(terminal: Terminal, house: Path) -> None:
    database = house / DATABASE
    content = bytearray(database.read_bytes())
    content[40:80] = os.urandom(40)
    database.write_bytes(content)
    assert "damaged" in terminal.refused("verify", house).err
    (house / "keys.json").write_bytes(b"{")
    (house / "keys.prev.json").write_bytes(b"{")
    assert "damaged" in terminal.refused("verify", house).err


def test_case_file_of_a_newer_version(terminal: Terminal, house: Path) -> None:
    opened = CaseFile.open(house, password=PASSWORD)
    key, salt = opened.unlocked.database_keys()
    opened.close()
    connection = connect(house / DATABASE, key, salt=salt)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in terminal.refused("verify", house).err


def test_read_only_target(terminal: Terminal, house: Path, unchanged: Holding) -> None:
    with unchanged(house), small_disk(terminal.folder / "locked", 2048) as stick:
        assert system("mount", "-o", "remount,ro", str(stick)) == 0
        assert "read-only" in terminal.refused("export", house, stick).err


def test_full_disk_and_pulled_stick(terminal: Terminal, house: Path, unchanged: Holding) -> None:
    with unchanged(house):
        with small_disk(terminal.folder / "stick", 4) as stick:
            assert "full" in terminal.refused("export", house, stick).err
            assert list(stick.iterdir()) == []
        out = terminal.folder / "stick" / "gone"
        terminal.refused("export", house, out)
        assert not out.exists()


def test_case_file_on_a_read_only_disk(terminal: Terminal, templates: dict[str, Path]) -> None:
    with small_disk(terminal.folder / "disk", 8192) as disk:
        shutil.copytree(templates["kran"], disk / "kran.kcase")
        assert system("mount", "-o", "remount,ro", str(disk)) == 0
        answer = terminal.refused("intake", disk / "kran.kcase", SAMPLE)
        assert "read-only" in answer.err


def test_bundle_cut_short_or_with_a_bit_changed(
    terminal: Terminal, centre: Path, bundle: Path, unchanged: Holding
) -> None:
    whole = bundle.read_bytes()
    with unchanged(centre):
        for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
            bundle.write_bytes(whole[:length])
            terminal.refused("import", centre, bundle)
            terminal.refused("import", centre, bundle, "--rehearse")
        for at in (0, 30, 200, len(whole) // 2, len(whole) - 1):
            bundle.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            terminal.refused("import", centre, bundle)
    bundle.write_bytes(whole)
    assert terminal.open("import", centre, bundle, "--json").json["status"] == "merged"


def test_bundle_for_somebody_else_or_of_a_stranger(
    terminal: Terminal, centre: Path, bundle: Path, unchanged: Holding
) -> None:
    other = terminal.copy_of(acquainted()["razhena"])
    with unchanged(other):
        assert "not meant for this copy" in terminal.refused("import", other, bundle).err
    stranger = terminal.folder / "stranger.kcase"
    terminal.open("new", stranger, "--site", "municipality", "--role", "centre")
    with unchanged(stranger):
        assert "not meant for this copy" in terminal.refused("import", stranger, bundle).err


def test_bundle_out_of_sequence(terminal: Terminal, house: Path, centre: Path) -> None:
    stick = terminal.folder / "s"
    stick.mkdir()
    backup = terminal.open("backup", centre, terminal.folder / "backup", "--json").json["backup"]
    first = terminal.open("export", house, stick, "--json").json["path"]
    terminal.open("import", centre, first)
    answer = terminal.open("export", centre, stick, "--to", "kran", "--json").json["path"]
    terminal.open("import", house, answer)
    write_people(house, "Трети Човек")
    second = terminal.open("export", house, stick, "--json").json["path"]
    shutil.rmtree(centre)
    terminal.open("restore", backup, centre)
    before = terminal.open("verify", centre, "--json").json
    refusal = terminal.refused("import", centre, second)
    assert "First take in the bundle" in refusal.err
    after = terminal.open("verify", centre, "--json").json
    assert (after["ok"], after["digest"]) == (True, before["digest"])
    answer = terminal.open("import", centre, second, first, "--json").json
    assert [one["status"] for one in answer["bundles"]] == ["merged", "merged"]


def junk_rows(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(100_000):
        sheet.append([number, "нищо", None, 3.5])
    book.save(path)


def empty_book(path: Path) -> None:
    Workbook().save(path)


def text(path: Path) -> None:
    path.write_bytes(b"\x00\x01 not a workbook at all " * 50)


def protected(path: Path) -> None:
    """The beginning of what Excel writes with a password: an OLE file with an EncryptedPackage."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900")
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(head.ljust(512, b"\0") + name.ljust(512, b"\0") + bytes(2048))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (junk_rows, []),
        (empty_book, []),
        (empty_book, ["--rehearse"]),
        (text, []),
        (protected, []),
        (protected, ["--rehearse"]),
    ],
)
def test_workbook_that_is_none(
    terminal: Terminal,
    house: Path,
    make: Callable[[Path], None],
    words: list[str],
    unchanged: Holding,
) -> None:
    path = terminal.folder / "списък.xlsx"
    make(path)
    with unchanged(house):
        refusal = terminal.refused("intake", house, path, *words)
        assert "списък.xlsx" in refusal.err
        assert "Nothing was changed" in refusal.err


def test_workbook_that_is_not_there(terminal: Terminal, house: Path, unchanged: Holding) -> None:
    with unchanged(house):
        assert "няма.xlsx" in terminal.refused("intake", house, "няма.xlsx").err
        assert terminal.refused("intake", house, terminal.folder).err
