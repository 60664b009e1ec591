"""Backups by command: written, listed, looked into, brought back."""

from pathlib import Path

from support.command import Terminal
from support.travel import write_people


def test_backup_comes_back_as_it_was(terminal: Terminal, house: Path) -> None:
    before = terminal.open("verify", house, "--json").json
    made = terminal.open("backup", house, terminal.folder / "копия", "--json").json["backup"]
    restored = terminal.folder / "върнат.kcase"
    terminal.open("restore", made, restored)
    after = terminal.open("verify", restored, "--json").json
    assert (after["ok"], after["digest"]) == (True, before["digest"])
    assert "already exists" in terminal.refused("restore", made, restored).err
    target = terminal.folder / "z.kcase"
    assert "not a case file" in terminal.refused("restore", terminal.password, target).err


def test_backups_are_listed_and_looked_into_before_one_is_restored(
    terminal: Terminal, house: Path
) -> None:
    folder = house / "backup"
    assert terminal.run("backups", house).out == "There are no backups there.\n"
    made = terminal.open("backup", house, folder, "--json").json["backup"]
    write_people(house, "Мила Асенова")
    (listed,) = terminal.run("backups", house, "--json").json
    assert (listed["path"], listed["people"], listed["verified"]) == (made, 0, True)
    assert terminal.run("backups", house, "--in", folder).out.count("\n") == 1
    seen = terminal.open("restore", made, house, "--preview", "--json").json
    assert seen["counts"]["person"] == 0
    assert seen["loss"]["gone"] == seen["loss"]["changes"] == 1
    said = terminal.open("restore", made, house, "--preview").out
    assert "would be lost" in said
    assert house.is_dir()
    aside = terminal.open("restore", made, house, "--aside", "--json").json["aside"]
    assert terminal.open("list", house, "person", "--json").json == []
    (kept,) = terminal.open("list", Path(aside), "person", "--json").json
    assert kept["given_name"] == "Мила"
    assert "Nothing would be lost" in terminal.open("restore", made, house, "--preview").out


def test_a_post_that_may_not_restore_does_not(terminal: Terminal, house: Path) -> None:
    made = terminal.open("backup", house, terminal.folder / "b", "--json").json["backup"]
    answer = terminal.open("restore", made, house, "--user", "nobody", expect=1)
    assert "nobody" in answer.err


def test_what_can_be_read_of_a_damaged_file_is_saved(terminal: Terminal, house: Path) -> None:
    write_people(house, *(f"Лице Асенова{number}" for number in range(3)))
    target = terminal.folder / "спасен.kcase"
    answer = terminal.open("salvage", house, target, "--json").json
    assert (answer["whole"], answer["missing"]) == (True, {})
    assert terminal.open("verify", target, "--json").json["ok"]
    assert "already exists" in terminal.refused("salvage", house, target).err
