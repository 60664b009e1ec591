"""What waits for a person."""

from pathlib import Path

from support.command import Terminal
from support.office import EGN_OF_WOMAN
from support.travel import acquainted, change_phone, write_people


def test_different_phones_are_one_conflict_until_settled(
    terminal: Terminal, pair: tuple[Path, Path]
) -> None:
    house, centre = pair
    (person,) = write_people(house, "Мария Петрова")
    bundle = terminal.open("export", house, terminal.folder, "--json").json["path"]
    terminal.open("import", centre, bundle)
    change_phone(house, person, "0880 00 00 01")
    change_phone(centre, person, "0880 00 00 02")
    bundle = terminal.open("export", house, terminal.folder, "--json").json["path"]
    assert terminal.open("import", centre, bundle, "--json").json["conflicts"] == 1
    (conflict,) = terminal.open("conflicts", centre, "--json").json
    assert (conflict["record"], conflict["id"], conflict["field"]) == ("person", person, "phone")
    assert {one["value"] for one in conflict["values"]} == {"0880 00 00 01", "0880 00 00 02"}
    assert sum(one["shown"] for one in conflict["values"]) == 1
    assert conflict["label"] == "Мария Петрова"
    plain = terminal.open("conflicts", centre).out
    assert "0880 00 00 01" in plain
    assert "1 place to decide" in plain
    assert terminal.open("conflicts", house, "--json").json == []


def test_one_number_in_two_houses_is_a_repeat(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, centre = pair
    other = terminal.copy_of(acquainted()["razhena"])
    ids = []
    for file in (house, other):
        ids += write_people(file, "Мария Петрова", number=EGN_OF_WOMAN)
        bundle = terminal.open("export", file, terminal.folder, "--json").json["path"]
        terminal.open("import", centre, bundle)
    (pair_found,) = terminal.open("duplicates", centre, "--json").json
    assert {pair_found["first"]["id"], pair_found["second"]["id"]} == set(ids)
    assert pair_found["certain"] is True
    assert {pair_found["first"]["site"], pair_found["second"]["site"]} == {"kran", "razhena"}
    plain = terminal.open("duplicates", centre).out
    assert "the same personal number" in plain
    assert EGN_OF_WOMAN not in plain
