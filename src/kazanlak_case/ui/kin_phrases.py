"""Ties between people as the window says them: always whose, so that nobody mistakes which end is meant."""

from __future__ import annotations

from kazanlak_case.i18n import _
from kazanlak_case.services.kin_words import kin_word


def kin_of(relation: str, of: str, sex: str | None = None) -> str:
    """Say what somebody of a sex is to another: “mother of Ana”."""
    return _("{relation} of {person}").format(relation=_(kin_word(relation, sex)), person=of)


def kin_in_words(name: str, relation: str, of: str, sex: str | None = None) -> str:
    """Say a whole tie: “Maria Asenova: mother of Ana”."""
    return f"{name}: {kin_of(relation, of, sex)}"
