"""Where passwords come from, and what happens when there is none."""

import io
import os
import sys
from pathlib import Path

import pytest

from kazanlak_case.cli import passwords
from kazanlak_case.cli.passwords import NoPasswordError, PasswordsDifferError
from kazanlak_case.domain.errors import ExpectedError

ANY = "четири думи стигат тук"


def write(folder: Path, content: bytes) -> Path:
    path = folder / "p.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n", b"\n\n\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_first_line_is_the_password(tmp_path: Path, mark: bytes, ending: bytes) -> None:
    path = write(tmp_path, mark + ANY.encode() + ending)
    assert passwords.from_file(path) == ANY
    assert passwords.second_of_file(path) == ANY


def test_second_line_is_the_other_password(tmp_path: Path) -> None:
    path = write(tmp_path, f"{ANY}\nдруга парола за после\n".encode())
    assert passwords.existing(path, question="?") == ANY
    assert passwords.new(None, question="?", shared=path) == "друга парола за после"
    assert passwords.new(path, question="?", shared=tmp_path / "нищо") == ANY


def test_a_file_without_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoPasswordError):
        passwords.from_file(write(tmp_path, b"\n"))
    with pytest.raises(NoPasswordError):
        passwords.from_file(write(tmp_path, b""))
    with pytest.raises(ExpectedError):
        passwords.from_file(tmp_path / "няма")
    with pytest.raises(ExpectedError):
        passwords.from_file(tmp_path)


def test_a_pipe_gives_one_password_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ANY}\nвтора парола за всички\n"))
    assert passwords.existing(None, question="?") == ANY
    assert passwords.new(None, question="?") == "втора парола за всички"
    with pytest.raises(NoPasswordError):
        passwords.existing(None, question="?")


@pytest.mark.parametrize(("second", "error"), [(ANY, None), ("друго", PasswordsDifferError)])
def test_at_a_terminal_a_new_password_is_typed_twice(
    monkeypatch: pytest.MonkeyPatch, second: str, error: type[ExpectedError] | None
) -> None:
    typed = iter([ANY, second])
    master, slave = pytest.importorskip("pty").openpty()
    with os.fdopen(slave) as terminal, os.fdopen(master, "wb", buffering=0):
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
        if error is None:
            assert passwords.new(None, question="?") == ANY
        else:
            with pytest.raises(error):
                passwords.new(None, question="?")
