"""What a table shows of its rows: a column says how it words a row, how wide it likes to be, and when it may go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a word in a chip: `tone` is a token's name, "" for a plain one."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        title: English heading, translated where shown.
        text: Words a row.
        mark: Gives a chip instead of words.
        least: Width below which it is of no use (at scale 1).
        share: How much of the spare width it takes.
        goes: When there is no room the highest goes first; 0 always stays.
        is_figure: Stands at the right, in figures of one width.
        is_strong: What one looks for first.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    mark: Callable[[Row], Mark] | None = None
    least: int = 90
    share: int = 1
    goes: int = 0
    is_figure: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A row told in two lines, for lists beside an opened page."""

    title: str
    detail: str
    mark: Mark = Mark("")
