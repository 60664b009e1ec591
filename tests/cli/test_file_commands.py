"""New files and starters."""

from pathlib import Path

import pytest

from support.command import Terminal


def test_a_new_centre_prepares_a_house_that_enrols(terminal: Terminal) -> None:
    centre, house = terminal.folder / "център.kcase", terminal.folder / "къща № 1.kcase"
    made = terminal.open("new", centre, "--site", "municipality", "--role", "centre", "--json")
    assert made.json == {
        "status": "made",
        "file": str(centre),
        "site": "municipality",
        "role": "centre",
        "user": "head",
    }
    one_time, new = terminal.folder / "one.txt", terminal.folder / "new.txt"
    one_time.write_text("еднократна парола 1\n", encoding="utf-8")
    new.write_text("съвсем нова парола\n", encoding="utf-8")
    starter = terminal.folder / "kran.kstarter"
    answer = terminal.open(
        "prepare", centre, "--site", "kran", starter, "--one-time-file", one_time
    )
    assert str(starter) in answer.out
    words = ["--one-time-file", one_time, "--new-password-file", new]
    assert terminal.run("enrol", starter, house, *words, "--json").json["status"] == "enrolled"
    assert terminal.run("verify", house, "--password-file", new, "--json").json["ok"]
    terminal.refused("verify", house)


def test_one_password_file_is_enough_for_prepare_and_enrol(
    terminal: Terminal, centre: Path
) -> None:
    starter, house = terminal.folder / "s.kstarter", terminal.folder / "kran.kcase"
    terminal.open("prepare", centre, "--site", "kran", starter)
    terminal.run("enrol", starter, house, "--password-file", terminal.password)
    terminal.open("verify", house)


def test_a_house_alone_says_that_it_knows_no_centre(terminal: Terminal) -> None:
    path = terminal.folder / "kran.kcase"
    answer = terminal.open("new", path, "--site", "kran", "--role", "house", "--user", "Мария")
    assert "no central copy" in answer.out
    refusal = terminal.refused("export", path, terminal.folder)
    assert "no copy of" in refusal.err
    assert terminal.open("verify", path, "--user", "Мария").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--site", "sofia", "--role", "house"], "There is no site"),
        (["--site", "kran", "--role", "house", "--profile", "sofia"], "There is no profile"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(
    terminal: Terminal, words: list[str], says: str
) -> None:
    path = terminal.folder / "x.kcase"
    assert says in terminal.refused("new", path, *words).err
    assert not path.exists()


def test_weak_password_existing_and_wrong_name_are_refused(terminal: Terminal, house: Path) -> None:
    words = ["--site", "kran", "--role", "house"]
    assert "already exists" in terminal.refused("new", house, *words).err
    assert ".kcase" in terminal.refused("new", terminal.folder / "x.db", *words).err
    terminal.password.write_text("къса", encoding="utf-8")
    assert "too short" in terminal.refused("new", terminal.folder / "y.kcase", *words).err


def test_profile_may_be_a_file_of_ones_own(terminal: Terminal, profile_text: str) -> None:
    own = terminal.folder / "own.toml"
    own.write_text(profile_text.replace("Община Казанлък", "Община Друга"), encoding="utf-8")
    path = terminal.folder / "o.kcase"
    terminal.open("new", path, "--site", "kran", "--role", "house", "--profile", own)
    profile = terminal.open("list", path, "profile", "--json").json[0]
    assert "Община Друга" in profile["text"]
