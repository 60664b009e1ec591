"""Users by command: added, reset, removed; a one-time password is shown once and replaced."""

from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from support.command import Terminal

OWN = "моята много лична парола"


def test_user_is_added_listed_and_chooses_an_own_password(terminal: Terminal, house: Path) -> None:
    words = ("ana", "--role", "psychologist", "--shown", "Ана", "--json")
    given = terminal.open("user-add", house, *words).json["one_time_password"]
    listed = terminal.open("users", house, "--json").json
    assert [(one["user"], one["one_time_password"]) for one in listed] == [
        ("ana", True),
        ("head", False),
    ]
    assert "psychologist" in terminal.open("users", house).out
    once, own = terminal.folder / "once.txt", terminal.folder / "own.txt"
    once.write_text(f"{given}\n", encoding="utf-8")
    own.write_text(f"{OWN}\n", encoding="utf-8")
    words = ("--user", "ana", "--password-file", once, "--new-password-file", own)
    terminal.run("password", house, *words)
    file = CaseFile.open(house, user="ana", password=OWN)
    assert not file.unlocked.one_time
    file.close()
    terminal.refused("user-grant", house, "ana")
    again = terminal.open("user-reset", house, "ana", "--json").json["one_time_password"]
    assert again != given
    terminal.open("user-remove", house, "ana")
    assert [one["user"] for one in terminal.open("users", house, "--json").json] == ["head"]
    assert terminal.open("verify", house, "--json").json["ok"]


def test_who_may_not_manage_users_does_not(terminal: Terminal, house: Path) -> None:
    assert terminal.refused("user-add", house, "head", "--role", "pedagogue")
    assert terminal.refused("user-add", house, "ana", "--role", "king")
    assert terminal.refused("user-remove", house, "head")
    assert terminal.refused("user-reset", house, "никой")
