"""Bundles by command: out, in, looked into, taken back."""

from pathlib import Path

from support.command import Terminal
from support.travel import change_phone, write_people

COUNTS = {"new", "changed", "conflicts", "duplicates", "rejected"}


def written(terminal: Terminal, file: Path, *words: object) -> Path:
    return Path(terminal.open("export", file, terminal.folder, *words, "--json").json["path"])


def test_a_bundle_is_rehearsed_taken_and_known_again(
    terminal: Terminal, pair: tuple[Path, Path]
) -> None:
    house, centre = pair
    write_people(house, "Мария Петрова", "Иван Колев")
    bundle = written(terminal, house, "--now", "2022-05-14")
    assert bundle.name == "KRAN-MUNICIPALITY-2022-05-14-0001.kbundle"
    before = terminal.open("verify", centre, "--json").json["digest"]
    rehearsed = terminal.open("import", centre, bundle, "--rehearse", "--json").json
    assert (rehearsed["status"], rehearsed["new"], rehearsed["undo"]) == ("merged", 2, None)
    assert terminal.open("verify", centre, "--json").json["digest"] == before
    taken = terminal.open("import", centre, bundle, "--json").json
    assert {name: taken[name] for name in COUNTS} == {**dict.fromkeys(COUNTS, 0), "new": 2}
    again = terminal.open("import", centre, bundle, "--json").json
    assert (again["status"], again["new"], again["undo"]) == ("already", 0, None)
    here, there = (terminal.open("verify", file, "--json").json for file in pair)
    assert here["scopes"]["kran"] == there["scopes"]["kran"]
    terminal.open("undo", centre, taken["undo"])
    assert terminal.open("verify", centre, "--json").json["digest"] == before
    assert terminal.open("import", centre, bundle, "--json").json["status"] == "merged"


def test_several_bundles_are_one_answer(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, centre = pair
    write_people(house, "Мария Петрова")
    first = written(terminal, house, "--now", "2022-05-14")
    write_people(house, "Иван Колев")
    second = written(terminal, house, "--now", "2022-05-21")
    answer = terminal.open("import", centre, second, first, "--json").json
    assert (answer["status"], answer["new"], len(answer["bundles"])) == ("merged", 2, 2)
    junk = terminal.folder / "junk.kbundle"
    junk.write_bytes(b"nothing")
    refused = terminal.open("import", centre, junk, second, "--json", expect=1)
    assert refused.json["status"] == "refused"
    assert [one["status"] for one in refused.json["bundles"]] == ["refused", "already"]
    assert refused.err.count("\n") == 1


def test_plain_answers_are_sentences(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, centre = pair
    write_people(house, "Мария Петрова")
    assert "the stick may be removed" in terminal.open("export", house, terminal.folder).out
    (bundle,) = terminal.folder.glob("*.kbundle")
    assert "would be taken in" in terminal.open("import", centre, bundle, "--rehearse").out
    answer = terminal.open("import", centre, bundle).out
    assert "New records: 1" in answer
    assert "undo FILE" in answer
    assert "nothing was changed" in terminal.open("import", centre, bundle).out


def test_a_bundle_is_looked_into(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, centre = pair
    write_people(house, "Мария Петрова")
    bundle = written(terminal, house)
    outside = terminal.run("inspect", bundle, "--json").json
    assert outside == {"file": bundle.name, "bytes": bundle.stat().st_size, "verified": False}
    assert "--file" in terminal.run("inspect", bundle).out
    words = ["--file", centre, "--password-file", terminal.password]
    inside = terminal.run("inspect", bundle, *words, "--json").json
    assert (inside["sender"], inside["receiver"]) == ("kran", "municipality")
    assert inside["counts"]["person"] == 1
    assert "Петрова" not in terminal.run("inspect", bundle, *words).out


def test_changes_are_taken_back_too(terminal: Terminal, pair: tuple[Path, Path]) -> None:
    house, _centre = pair
    (person,) = write_people(house, "Мария Петрова")
    change_phone(house, person, "0880 00 00 01")
    for wrong in ("nonsense", "a-b-1"):
        assert "cannot be undone" not in terminal.refused("undo", house, wrong).out
