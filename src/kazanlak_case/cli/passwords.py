"""Ask for passwords: at a prompt, from a file, or from standard input; never as a word of the command line."""

import getpass
import sys
from pathlib import Path

from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.i18n import N_, _


class NoPasswordError(ExpectedError):
    """Nobody is there to be asked, and no file was named."""

    code = "no_password"
    message = N_("No password was given. Nothing was changed. Use --password-file, or a terminal.")


class PasswordsDifferError(ExpectedError):
    """A new password was typed in two ways."""

    code = "passwords_differ"
    message = N_("The two passwords differ. Nothing was changed. Type the same one twice.")


def from_file(path: Path) -> str:
    """Read a password: the first line of a file, without its line end."""
    return _lines_of(path)[0]


def second_of_file(path: Path) -> str:
    """Read the second password of a file: its second line; a file of one line holds one password for both."""
    first, *rest = _lines_of(path)
    return rest[0] if rest and rest[0] else first


def _lines_of(path: Path) -> list[str]:
    if not path.exists():
        raise StorageError(path=path, detail=_("there is no such file"))
    with translating_disk(path):
        content = path.read_bytes()
    # Windows editors put a mark before the text.
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    if not lines or not lines[0]:
        raise NoPasswordError
    return lines


def existing(path: Path | None, *, question: str) -> str:
    """Give a password that is checked against one that stands."""
    return from_file(path) if path else _asked(question)


def new(path: Path | None, *, question: str, shared: Path | None = None) -> str:
    """Give a password that will stand from now on; whoever types it does so twice.

    Args:
        path: The file it stands in.
        question: Asked where no file is named.
        shared: A file with another password in its first line; it may hold this one in its second.
    """
    if path:
        return from_file(path)
    if shared:
        return second_of_file(shared)
    password = _asked(question)
    if sys.stdin.isatty() and _asked(_("The same once more: ")) != password:
        raise PasswordsDifferError
    return password


def _asked(question: str) -> str:
    if sys.stdin.isatty():
        password = getpass.getpass(question)
    else:  # a script at the other end of the pipe
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise NoPasswordError
    return password
