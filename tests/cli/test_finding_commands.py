"""`findings` lists what does not fit together."""

from pathlib import Path

from support.command import Terminal
from support.office import EGN_OF_WOMAN
from support.travel import acquainted, write_people


def test_one_number_in_two_houses_is_found_by_the_import_and_listed(
    terminal: Terminal, pair: tuple[Path, Path]
) -> None:
    house, centre = pair
    other = terminal.copy_of(acquainted()["razhena"])
    ids = []
    for file in (house, other):
        ids += write_people(file, "Мария Петрова", number=EGN_OF_WOMAN)
        bundle = terminal.open("export", file, terminal.folder, "--json").json["path"]
        terminal.open("import", centre, bundle)
    (found,) = terminal.open("findings", centre, "--json").json
    assert (found["rule"], found["type"], found["label"]) == (
        "same_number",
        "person",
        "Мария Петрова",
    )
    assert {found["id"], *found["others"]} == set(ids)
    assert set(found["sites"]) == {"kran", "razhena"}
    plain = terminal.open("findings", centre).out
    assert "The same personal number" in plain
    assert "1 thing to attend to" in plain
    assert EGN_OF_WOMAN not in plain
    assert terminal.open("findings", house, "--json").json == []
