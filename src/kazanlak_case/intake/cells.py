"""What stands in a cell, and how its text is compared: without case, signs and Latin twins of Cyrillic letters."""

import functools
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from kazanlak_case.domain.rules.names import tidy_name

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""A value as the workbook holds it; nothing is "" or None."""

BLANK_WORDS = frozenset(
    {
        "",
        "n/a",
        "na",
        "none",
        "null",
        "unknown",
        "not known",
        "н/д",
        "няма данни",
        "няма инф",
        "няма информация",
        "не е посочен",
        "не е посочена",
        "не е посочено",
        "непосочено",
        "неизвестен",
        "неизвестна",
        "неизвестно",
        "не е известно",
        "не знае",
        "без данни",
        "липсва",
        "празно",
    }
)
"""What people write into a cell that has no answer (compare with `fold`)."""

_JOINED = str.maketrans(dict.fromkeys("„“”\"«»'’`,;:!?*_()[]{}|•·…\\", " "))
_SIGNS = re.compile(r"[\s\u00a0]+")
_NO_SIGNS = " \t\r\n\u00a0.,?/_-‐‑‒–—―−…*"
_LONGEST_BLANK = max(map(len, BLANK_WORDS))
_BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[а-яa-z])")


def column_letter(index: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def as_text(cell: Cell) -> str:
    """Say a cell as a person reads it; a whole number has no decimal tail."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (
            cell.strftime("%d.%m.%Y") if cell.time() == time() else cell.strftime("%d.%m.%Y %H:%M")
        )
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)


def one_line(text: str) -> str:
    """Join the lines of a cell and mend words broken at a line's end."""
    return " ".join(_BROKEN_WORD.sub("", text).split())


@functools.lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Bring a text into the shape it is compared in: „Дата на РАЖДАНЕ:“ on two lines is „дата на раждане“."""
    plain = tidy_name(unicodedata.normalize("NFKC", one_line(text))).casefold().translate(_JOINED)
    return _SIGNS.sub(" ", plain).strip(" .-–—")


def words_of(folded: str) -> list[str]:
    """Take a folded text apart; a slash and a dot end a word."""
    return [word for word in re.split(r"[\s./\-–—]+", folded) if word]


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell, not even a word."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_unanswered(cell: Cell) -> bool:
    """Whether the cell holds no answer: nothing, a dash, „няма данни“."""
    if not isinstance(cell, str):
        return cell is None
    said = cell.strip(_NO_SIGNS)
    return not said or (len(said) <= _LONGEST_BLANK and said.casefold() in BLANK_WORDS)
