"""The texts of consents: what one agrees to, word for word, under a version that is never changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

BLANK = "…………………………"
"""What stands where the municipality has not said yet: room to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """What one kind of consent says.

    Attributes:
        statement: The sentence that is signed.
        refusal: What follows from saying no.
    """

    type: str
    version: str
    title: str
    statement: str
    purpose: str
    data: str
    recipients: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentNotice:
    """What stands before all consents: who keeps the data, on what ground, how long, and everybody's rights."""

    version: str
    controller: str
    law: str
    support: str
    consent: str
    special: str
    recipients: str
    term: str
    rights: str


def parse_texts(text: str) -> tuple[ConsentText, ...]:
    """Read the versions of one kind of consent, the oldest first.

    Raises:
        ValueError: It is not TOML, or something is missing.
    """
    data = tomllib.loads(text)
    try:
        return tuple(ConsentText(type=data["type"], **one) for one in data["versions"])
    except (KeyError, TypeError) as error:
        msg = f"the text of a consent lacks {error}"
        raise ValueError(msg) from error


def parse_notice(text: str) -> tuple[ConsentNotice, ...]:
    """Read the versions of the notice, the oldest first.

    Raises:
        ValueError: It is not TOML, or something is missing.
    """
    try:
        return tuple(ConsentNotice(**one) for one in tomllib.loads(text)["versions"])
    except (KeyError, TypeError) as error:
        msg = f"the notice before consents lacks {error}"
        raise ValueError(msg) from error


def filled(notice: ConsentNotice, known: Mapping[str, str]) -> ConsentNotice:
    """Put what the municipality's profile says into the notice; what it does not say is left to be written by hand."""
    said = {name: value or BLANK for name, value in known.items()}
    texts = {one.name: getattr(notice, one.name).format(**said) for one in fields(notice)}
    return replace(notice, **texts)
