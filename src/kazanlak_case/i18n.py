"""Turn messages, counts and errors into sentences: one gettext catalogue for window, paper and command line."""

import gettext
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

LANGUAGES = ("bg", "en")
DOMAIN = "kazanlak_case"

_current: ContextVar[gettext.NullTranslations | None] = ContextVar("catalogue", default=None)
_default: list[gettext.NullTranslations] = [gettext.NullTranslations()]


class Sentence(Protocol):
    """What `sentence` can put in words: an English message and the facts that fill it."""

    @property
    def message(self) -> str:
        """Give the English message with named places for the facts."""

    @property
    def facts(self) -> dict[str, object]:
        """Give what fills the places."""


def N_(message: str) -> str:
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message


def use_language(code: str, *, locale_dir: Path) -> None:
    """Speak `code` ("bg" or "en") from now on, in every thread; English is the source text itself."""
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    if code != "en":
        catalogue = gettext.translation(DOMAIN, locale_dir, languages=[code], fallback=True)
    _default[0] = catalogue


def use_language_here(code: str, *, locale_dir: Path) -> None:
    """Speak `code` in this context only: a report carries its own language, whatever the window speaks."""
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    if code != "en":
        catalogue = gettext.translation(DOMAIN, locale_dir, languages=[code], fallback=True)
    _current.set(catalogue)


def _catalogue() -> gettext.NullTranslations:
    return _current.get() or _default[0]


def language() -> str:
    """Tell which language is spoken here and now: the labels of code lists are not messages."""
    return _catalogue().info().get("language", "en")


def _(message: str) -> str:
    """Translate `message`; an empty one stays empty (gettext would answer with its header)."""
    return _catalogue().gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a counted message with the language's own plural rule."""
    return _catalogue().ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a short word whose meaning needs a context."""
    return _catalogue().pgettext(context, message)


MESSAGES = frozenset({"reason", "about", "whom"})
"""Facts that are messages themselves."""


def sentence(error: Sentence) -> str:
    """Say in one sentence what happened, why, that nothing was lost, and what to do next."""
    # Why something cannot be is a message itself, declared in a room that does not translate.
    facts = {
        name: _(fact) if name in MESSAGES and isinstance(fact, str) else fact
        for name, fact in error.facts.items()
    }
    return _(error.message).format(**facts)
