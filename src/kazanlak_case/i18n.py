"""Turn messages, counts and errors into sentences: one gettext catalogue for window, paper and command line."""

import gettext
import struct
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from kazanlak_case.overriding import override

LANGUAGES = ("bg", "en")
DOMAIN = "kazanlak_case"

MAGIC = 0x950412DE
SEPARATOR = "\x04"
"""Between a context and its message, in a compiled catalogue."""

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


class Catalogue(gettext.NullTranslations):
    """A compiled catalogue, read where it lies: a message becomes text when it is first shown.

    The library's own reads in all of them: a twentieth of the start, and four times the memory.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._data = file.read_bytes()
        magic, _version, count, ids, texts = struct.unpack_from("<5I", self._data)
        if magic != MAGIC:
            raise OSError(f"{file} is no compiled catalogue")
        self._texts = texts
        # a plural's message holds both forms; the first finds it
        self._at = {
            self._data[start : start + size].split(b"\0", 1)[0]: at
            for at, (size, start) in enumerate(
                struct.iter_unpack("<2I", self._data[ids : ids + 8 * count])
            )
        }
        self._said: dict[str, tuple[str, ...]] = {}
        lines = [line.partition(":") for line in "".join(self._forms("") or ()).splitlines()]
        self._info = {name.strip().lower(): value.strip() for name, _colon, value in lines}
        rule = self._info.get("plural-forms", "plural=n != 1").rpartition("plural=")[2]
        self._form_for = gettext.c2py(rule.strip(" ;"))

    @override
    def info(self) -> dict[str, str]:
        """Give what the head of the catalogue says."""
        return self._info

    @override
    def gettext(self, message: str) -> str:
        """Translate a message."""
        forms = self._forms(message)
        return forms[0] if forms else message

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a counted message."""
        forms = self._forms(msgid1)
        if forms:
            return forms[self._form_for(n)]
        return msgid1 if n == 1 else msgid2

    @override
    def pgettext(self, context: str, message: str) -> str:
        """Translate a message that needs a context."""
        forms = self._forms(f"{context}{SEPARATOR}{message}")
        return forms[0] if forms else message

    def _forms(self, message: str) -> tuple[str, ...] | None:
        """Find the forms of a message; of one that is not counted there is one."""
        said = self._said.get(message)
        at = None if said else self._at.get(message.encode())
        if at is not None:
            size, start = struct.unpack_from("<2I", self._data, self._texts + 8 * at)
            said = tuple(self._data[start : start + size].decode().split("\0"))
            self._said[message] = said
        return said


def _catalogue_of(code: str, locale_dir: Path) -> gettext.NullTranslations:
    """Give the catalogue of a language, or none where it was not compiled; English is the source text itself."""
    file = locale_dir / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    return Catalogue(file) if code != "en" and file.is_file() else gettext.NullTranslations()


def use_language(code: str, *, locale_dir: Path) -> None:
    """Speak `code` ("bg" or "en") from now on, in every thread; English is the source text itself."""
    _default[0] = _catalogue_of(code, locale_dir)


def use_language_here(code: str, *, locale_dir: Path) -> None:
    """Speak `code` in this context only: a report carries its own language, whatever the window speaks."""
    _current.set(_catalogue_of(code, locale_dir))


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
