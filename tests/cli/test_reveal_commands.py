"""Keys for public tools."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings
from support.command import Terminal
from support.travel import write_people


def test_a_key_is_for_its_owner_alone_and_leaves_a_trace(terminal: Terminal, house: Path) -> None:
    for kind in ("age", "sqlcipher"):
        out = terminal.folder / f"{kind}.key"
        terminal.open("reveal", house, kind, out)
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert (terminal.folder / "sqlcipher.key").read_text().startswith("PRAGMA key = \"x'")
    file = CaseFile.open(house, password=PASSWORD)
    assert [one.facts for one in readings(file) if one.what == "key_revealed"] == [
        "age",
        "sqlcipher",
    ]
    file.close()
    assert terminal.open("verify", house, "--json").json["ok"]


def test_nothing_is_overwritten_and_the_password_must_be_right(
    terminal: Terminal, house: Path
) -> None:
    assert "already exists" in terminal.refused("reveal", house, "age", terminal.password).err
    assert terminal.password.read_text("utf-8").strip() == PASSWORD
    wrong = terminal.folder / "wrong.txt"
    wrong.write_text("не е тази парола", encoding="utf-8")
    out = terminal.folder / "a.key"
    terminal.run("reveal", house, "age", out, "--password-file", wrong, expect=1)
    assert not out.exists()


@pytest.mark.system
@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_age_itself_opens_a_bundle(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, centre = pair
    write_people(house, "Мария Петрова")
    bundle = terminal.open("export", house, terminal.folder, "--json").json["path"]
    key = terminal.folder / "centre.key"
    terminal.open("reveal", centre, "age", key)
    words = ["age", "-d", "-i", str(key), bundle]
    done = subprocess.run(words, check=True, capture_output=True)
    assert b"municipality" in done.stdout
