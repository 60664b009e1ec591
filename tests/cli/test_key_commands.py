"""Recovery by command: the letters and the passwords come from files or prompts, never as words of the command."""

import re
from pathlib import Path

import pypdfium2

from kazanlak_case.db.casefile import CaseFile
from support.command import Terminal

NEW = "друга хубава парола тук"


def letters_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    lines = document[0].get_textpage().get_text_bounded().splitlines()
    document.close()
    groups = [line.replace("\u2009", "").replace(" ", "") for line in lines]
    return " ".join(one for one in groups if re.fullmatch("[0-9A-Z]{5}", one))


def test_recovery_sheet_gives_a_new_password(terminal: Terminal, house: Path) -> None:
    out, sheet, new = (terminal.folder / name for name in ("a.pdf", "sheet.txt", "new.txt"))
    assert terminal.open("recovery-sheet", house, out, "--json").json["sheet"] == "A"
    letters = letters_of(out)
    sheet.write_text(f"{letters.lower()}\n", encoding="utf-8")
    new.write_text(f"{NEW}\n", encoding="utf-8")
    words = ("recover", house, "--sheet-file", sheet, "--new-password-file", new, "--json")
    answer = terminal.run(*words)
    assert answer.json == {"status": "recovered", "file": str(house), "user": "head"}
    assert letters not in answer.out + answer.err
    CaseFile.open(house, password=NEW).close()


def test_mistyped_and_wrong_sheets_are_told_apart(terminal: Terminal, house: Path) -> None:
    sheet, new = terminal.folder / "sheet.txt", terminal.folder / "new.txt"
    new.write_text(f"{NEW}\n", encoding="utf-8")
    words = ("recover", house, "--sheet-file", sheet, "--new-password-file", new, "--json")
    out = terminal.folder / "a.pdf"
    sheet.write_text("AAAAA\n", encoding="utf-8")
    assert terminal.run(*words, expect=1).json["error"] == "sheet_mistyped"
    terminal.open("recovery-sheet", house, out)
    sheet.write_text(letters_of(out) + "\n", encoding="utf-8")
    terminal.open("recovery-sheet", house, terminal.folder / "b.pdf")
    assert terminal.run(*words, expect=1).json["error"] == "sheet_wrong"


def test_sheet_b_is_made_by_who_holds_the_key(terminal: Terminal, house: Path) -> None:
    out = terminal.folder / "b.pdf"
    terminal.refused("recovery-sheet", house, out, "--secret", "psychologist")
    assert not out.exists()


def test_house_is_prepared_with_the_sheets_the_centre_locks_away(
    terminal: Terminal, centre: Path
) -> None:
    folder, starter = terminal.folder / "sheets", terminal.folder / "kran.kstarter"
    folder.mkdir()
    words = ("--site", "kran", starter, "--sheets", folder, "--json")
    answer = terminal.open("prepare", centre, *words)
    assert {path.name for path in folder.iterdir()} == {"kran-health.pdf", "kran-psychologist.pdf"}
    letters = {path.name: letters_of(path) for path in folder.iterdir()}
    assert len(set(letters.values())) == 2
    assert not [one for one in letters.values() if one in answer.out]
    # a further laptop gets no new sheets: those of the first open its notes too
    for path in folder.iterdir():
        path.unlink()
    again = ("--site", "kran", terminal.folder / "two.kstarter", "--sheets", folder)
    terminal.open("prepare", centre, *again)
    assert list(folder.iterdir()) == []
