"""After a day of work with mistakes in it no name, number, password or key lies anywhere but where it belongs."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kazanlak_case import paths

TOLD = {
    "name": "Щилянка",
    "national_id": "8503109277",
    "note": "удря я пред децата всяка събота",
    "password": "зелен трамвай пее нощем",
    "wrong": "лилав трамвай мълчи денем",
}
DRIVER = Path(__file__).parents[1] / "support" / "day_of_work.py"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Spend the day in folders of its own: home, settings, temporary files, work."""
    root = tmp_path_factory.mktemp("day")
    places = {
        name: root / name for name in ("home", "config", "cache", "state", "temporary", "work")
    }
    for place in places.values():
        place.mkdir()
    (places["work"] / "out").mkdir()
    (places["work"] / "password.txt").write_text(TOLD["password"], "utf-8")
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(places["home"]),
        "XDG_CONFIG_HOME": str(places["config"]),
        "XDG_CACHE_HOME": str(places["cache"]),
        "XDG_STATE_HOME": str(places["state"]),
        "XDG_DATA_HOME": str(places["state"]),
        "TMPDIR": str(places["temporary"]),
        paths.HOME: str(root / "program"),
    }
    done = subprocess.run(
        [sys.executable, str(DRIVER)],
        input=json.dumps(TOLD),
        cwd=places["work"],
        env=env,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (places["work"] / "made.json").exists(), done.stderr
    return root, done


@pytest.fixture
def made(day) -> dict[str, object]:
    return json.loads((day[0] / "work" / "made.json").read_text("utf-8"))


@pytest.fixture
def secrets(made) -> set[bytes]:
    """Every secret in every spelling that a careless program would write it in."""
    found: set[bytes] = set()
    for text in (*TOLD.values(), *made["secrets"]):
        found |= {text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode()}
        if text.isascii() and len(text) == 64:
            raw = bytes.fromhex(text)
            found |= {raw, base64.b64encode(raw), text.upper().encode(), repr(raw)[2:-1].encode()}
        elif not text.isascii():
            found.add(text.encode("cp1251"))
    return found


def test_the_day_was_a_day(day, made) -> None:
    """Else nothing of this would prove anything."""
    root, done = day
    out = sorted(path.suffix for path in (root / "work" / "out").iterdir())
    assert ".xlsx" in out
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert "day_of_work.py" in done.stderr, "a report says where"
    assert done.stderr.count("_fail") == 1, "the mistake in the thread was told"
    assert done.stderr.count("__del__") == 1, "so was the one nobody could catch"
    assert len(made["secrets"]) == 7


def test_nothing_is_said_on_the_terminal(day, secrets) -> None:
    _, done = day
    said = (done.stdout + done.stderr).encode()
    assert [one for one in secrets if one in said] == []


def test_nothing_lies_in_any_file(day, secrets) -> None:
    """Also not in the encrypted store, its log, the backup and the drafts, nor in settings and what Qt keeps."""
    root, _ = day
    mine = {root / "work" / "password.txt", root / "work" / "made.json"}
    looked = 0
    for path in root.rglob("*"):
        if path.is_file() and path not in mine and "out" not in path.relative_to(root).parts:
            content = path.read_bytes()
            looked += 1
            assert [one for one in secrets if one in content] == [], path
            assert TOLD["name"] not in path.name
    assert looked > 10


def test_nothing_stays_in_the_temporary_folder(day, made) -> None:
    root, _ = day
    assert sorted((root / "temporary").iterdir()) == []
    inside = [one for one in made["temporary"] if str(root / "temporary") in one]
    assert inside == [], "written to a folder that everybody shares"


def test_nothing_stands_on_the_command_line_or_in_the_environment(made, secrets) -> None:
    seen = (made["cmdline"] + made["environment"]).encode()
    assert [one for one in secrets if one in seen] == []
