"""What a command tells: plain lines for people, or facts as JSON for scripts."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from kazanlak_case.db.small_files import from_os_error
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import sentence

Facts: TypeAlias = object
"""Whatever JSON can say: texts, numbers, yes and no, nothing, and lists and objects of these."""

GAP = "  "


STANDARD_OUTPUT = Path("stdout")


class ReaderGoneError(Exception):
    """Whoever read our output has read enough. Not the system's error: the case file's edge would take it for its own."""


class Console:
    """Standard output and standard error of one command."""

    def __init__(self, *, speaks_json: bool, language: str) -> None:
        self.speaks_json = speaks_json
        self.language = language

    def tell(self, facts: Facts, lines: Iterable[str]) -> None:
        """Print the facts for a script, or the lines for a person."""
        if self.speaks_json:
            _print(json.dumps(facts, ensure_ascii=False))
        else:
            for line in lines:
                _print(line)

    def say(self, line: str) -> None:
        """Print a line for a person; a script does not see it."""
        if not self.speaks_json:
            _print(line)
            self.flush()

    def flush(self) -> None:
        """Let everything out that was printed."""
        if sys.stdout:
            with _outside():
                sys.stdout.flush()

    def tell_rows(self, rows: Iterable[Mapping[str, Facts]], heading: Sequence[str]) -> int:
        """Print a list row by row, however long it is, and tell how many there were."""
        return self._json_rows(rows) if self.speaks_json else _plain_rows(rows, heading)

    def _json_rows(self, rows: Iterable[Mapping[str, Facts]]) -> int:
        count = 0
        for row in rows:
            _print("[" if count == 0 else ",")
            _print(json.dumps(row, ensure_ascii=False), end="")
            count += 1
        _print("\n]" if count else "[]")
        return count

    def refuse(self, error: ExpectedError) -> None:
        """Say in one sentence why nothing was done; a script reads the code beside it."""
        words = sentence(error)
        if self.speaks_json:
            refused = {"status": "refused", "error": error.code, "message": words}
            _print(json.dumps(refused, ensure_ascii=False))
        print(words, file=sys.stderr)


def _print(text: str, end: str = "\n") -> None:
    with _outside():
        print(text, end=end)


@contextmanager
def _outside() -> Iterator[None]:
    """Say what happened to our output as such, wherever it was printed from."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise from_os_error(error, STANDARD_OUTPUT) from error


def _plain_rows(rows: Iterable[Mapping[str, Facts]], heading: Sequence[str]) -> int:
    count = 0
    _print("\t".join(heading))
    for row in rows:
        _print("\t".join(_cell(value) for value in row.values()))
        count += 1
    return count


def _cell(value: Facts) -> str:
    """Put a value in one line: a note may hold tabs and line breaks."""
    return "" if value is None else " ".join(str(value).split())


def aligned(rows: Iterable[Sequence[object]]) -> list[str]:
    """Set short rows in columns, as wide as their widest cell; numbers stand to the right."""
    table = [[str(cell) for cell in row] for row in rows]
    numbers = [all(_is_number(cell) for cell in column) for column in zip(*table, strict=True)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        GAP.join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        for row in table
    ]


def _is_number(cell: str) -> bool:
    return cell.replace(" ", "").lstrip("-").isdecimal()
