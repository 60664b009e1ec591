"""What a section of a form is made of, before anybody sets it: lines, texts, tables, boxes to tick, signatures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Labels with values; an empty value leaves a line to write on."""

    pairs: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of some length; an empty one leaves ruled lines."""

    text: str
    rules: int = 4
    label: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that stand on every copy of the form; small, if they only explain."""

    text: str
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Answers to choose from; those chosen are ticked."""

    options: Sequence[Pair]
    ticked: Collection[str] = ()
    label: str = ""
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; empty rows follow what is known, to be written on."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    empty: int = 3
    right: Collection[int] = ()
    total: Sequence[str] = ()
    tall: float = 22


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign: who, and the name where it is known."""

    people: Sequence[Pair]
    fingerprint: bool = False
    """Who cannot write leaves a fingerprint before a witness."""
    stamp: bool = False


Block: TypeAlias = Lines | Text | Said | Ticks | Grid | Signatures
Sections: TypeAlias = dict[int, list[Block]]
