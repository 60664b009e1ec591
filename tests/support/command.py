"""Give commands as somebody at a terminal would, and look at everything they answer."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case import cli, i18n, paths
from kazanlak_case.db.calibration import remember


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The facts on standard output."""
        return json.loads(self.out)


class Terminal:
    """A folder to work in, a password file in it, and nothing of the account that runs the tests."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.password = folder / "password.txt"
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        self._capsys = capsys

    def run(self, *words: object, expect: int = 0) -> Answer:
        """Give a command; words that name a file are in the folder."""
        self._capsys.readouterr()
        code = cli.main(["--lang", "en", *map(str, words)])
        out, err = self._capsys.readouterr()
        answer = Answer(code, out, err)
        assert "Traceback" not in err
        assert code == expect, answer
        return answer

    def open(self, command: str, file: Path, *words: object, expect: int = 0) -> Answer:
        """Give a command that opens a case file with the usual password."""
        return self.run(command, file, *words, "--password-file", self.password, expect=expect)

    def refused(self, command: str, file: Path, *words: object) -> Answer:
        """Give a command that must be refused in one sentence."""
        answer = self.open(command, file, *words, expect=1)
        assert answer.err.count("\n") == 1, answer.err
        assert "{" not in answer.err
        return answer

    def copy_of(self, template: Path) -> Path:
        """Copy a case file into the folder."""
        target = self.folder / template.name
        shutil.copytree(template, target)
        return target


@contextmanager
def terminal_in(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    """Open a terminal; afterwards the language is as it was."""
    monkeypatch.setenv(paths.HOME, str(folder / "home"))
    remember(CHEAP)
    monkeypatch.chdir(folder)
    yield Terminal(folder, capsys)
    i18n.use_language("en", locale_dir=paths.locale_folder())
