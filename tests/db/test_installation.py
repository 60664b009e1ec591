"""What an installation remembers outside the case files."""

import subprocess
import sys

import pytest

from kazanlak_case.db.installation import ID_NAME, Installation

FILE = bytes(range(16))


def test_id_is_made_once_and_stays(tmp_path):
    folder = tmp_path / "състояние на програмата"
    first = Installation(folder)
    assert len(first.id) == 16
    assert Installation(folder).id == first.id
    assert Installation(tmp_path / "друга").id != first.id
    assert sorted(path.name for path in folder.iterdir()) == ["counts", ID_NAME]


def test_environment_says_where(tmp_path):
    env = {"KAZANLAK_CASE_HOME": str(tmp_path)}
    assert Installation.here(env).id == Installation(tmp_path / "state").id


def test_count_is_known_only_where_it_was_set(tmp_path):
    here = Installation(tmp_path)
    assert here.count_of(FILE) is None
    here.set_count(FILE, 41)
    here.set_count(FILE, 42, durable=True)
    assert Installation(tmp_path).count_of(FILE) == 42
    assert here.count_of(bytes(16)) is None


def test_count_may_be_set_back_for_a_new_incarnation(tmp_path):
    here = Installation(tmp_path)
    here.set_count(FILE, 12345678901234567890)
    here.set_count(FILE, 3)
    assert here.count_of(FILE) == 3


@pytest.mark.parametrize("content", [b"", b"12", b"x" * 20, b"1" * 50, bytes(20)])
def test_torn_count_is_unknown_and_mended_by_the_next(tmp_path, content):
    here = Installation(tmp_path)
    (tmp_path / "counts" / FILE.hex()).write_bytes(content)
    assert here.count_of(FILE) is None
    here.set_count(FILE, 7)
    assert here.count_of(FILE) == 7


@pytest.mark.parametrize("content", ["", "00", "не е номер", "zz" * 16])
def test_damaged_id_makes_another_installation(tmp_path, content):
    before = Installation(tmp_path).id
    (tmp_path / ID_NAME).write_text(content, encoding="utf-8")
    after = Installation(tmp_path).id
    assert after != before
    assert Installation(tmp_path).id == after


def test_two_first_starts_at_once_agree(tmp_path):
    script = (
        "import sys; from pathlib import Path; from kazanlak_case.db.installation import Installation;"
        "sys.stdin.readline(); print(Installation(Path(sys.argv[1])).id.hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert len({process.communicate()[0].strip() for process in started}) == 1
