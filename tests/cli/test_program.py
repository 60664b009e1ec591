"""The command line as a whole: languages, exit codes, and what a script sees of a refusal."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case import cli, paths
from support.command import Terminal

COMMANDS = [
    "demo",
    "new",
    "prepare",
    "enrol",
    "export",
    "inspect",
    "import",
    "undo",
    "conflicts",
    "duplicates",
    "list",
    "intake",
    "report",
    "verify",
    "backup",
    "backups",
    "restore",
    "salvage",
    "doctor",
    "reveal",
]


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(terminal: Terminal, command: str, language: str) -> None:
    answer = terminal.run(command, "--help", "--lang", language)
    assert "--json" in answer.out
    has_cyrillic = any("а" <= letter <= "я" for letter in answer.out.lower())
    assert has_cyrillic == (language == "bg")


def test_words_that_are_wrong_are_usage(terminal: Terminal) -> None:
    for words in (["nonsense"], [], ["verify"], ["new", "x.kcase", "--role", "palace"]):
        answer = terminal.run(*words, expect=2)
        assert "usage" in answer.err
        assert not answer.out


def test_language_follows_the_words_else_the_settings(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", "няма.kcase"]) == 1
    assert "Няма файл със случаи" in capsys.readouterr().err
    assert cli.main(["verify", "няма.kcase", "--lang=en"]) == 1
    assert "There is no case file" in capsys.readouterr().err
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text('{"language": "en"}', encoding="utf-8")
    assert cli.main(["verify", "няма.kcase"]) == 1
    assert "There is no case file" in capsys.readouterr().err


def test_a_script_reads_the_refusal_too(terminal: Terminal, house: Path) -> None:
    wrong = terminal.folder / "wrong.txt"
    wrong.write_text("не е тази парола", encoding="utf-8")
    answer = terminal.run("verify", house, "--password-file", wrong, "--json", expect=1)
    assert answer.json["status"] == "refused"
    assert answer.json["error"] == "password"
    assert answer.json["message"] == answer.err.strip()


def test_program_runs_by_itself_and_speaks_unicode_everywhere(
    tmp_path: Path, templates: dict[str, Path]
) -> None:
    environment = {
        **os.environ,
        paths.HOME: str(tmp_path),
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
    }
    file = shutil.copytree(
        templates["kran"], tmp_path / "kran.kcase"
    )  # who signs in is written down
    words = [sys.executable, "-m", "kazanlak_case", "list", str(file), "site"]
    done = subprocess.run(
        words, env=environment, check=False, capture_output=True, input=PASSWORD.encode()
    )
    assert done.returncode == 0, done.stderr
    assert "Семейна къща – гр. Крън" in done.stdout.decode()


def test_reader_that_stops_reading_is_no_failure(
    tmp_path: Path, templates: dict[str, Path]
) -> None:
    environment = {**os.environ, paths.HOME: str(tmp_path)}
    file = shutil.copytree(
        templates["kran"], tmp_path / "kran.kcase"
    )  # who signs in is written down
    words = [sys.executable, "-m", "kazanlak_case", "list", str(file), "site"]
    with subprocess.Popen(
        words,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        running.stdin.write(PASSWORD.encode())
        running.stdin.close()
        errors = running.stderr.read().decode()
        assert running.wait() == 0
    assert "Traceback" not in errors


def test_stopped_by_the_keyboard_says_so(
    terminal: Terminal, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(io.StringIO):
        def readline(self, _size: int = -1, /) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Impatient())
    answer = terminal.run("verify", house, expect=1)
    assert "Stopped at your wish" in answer.err
