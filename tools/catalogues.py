"""Keep the message catalogues: one .po per room, one compiled .mo for the program.

    catalogues.py extract [ROOM…]   take new texts from the source into the .po files, drop those no longer used
    catalogues.py check             fail when a .po is stale, a translation is missing, fuzzy or has other placeholders
    catalogues.py compile           merge all rooms into the one .mo that the program reads

The .po files hold no line numbers and no dates, so that two people's changes merge.
"""

import argparse
import ast
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kazanlak_case"
CATALOGUES = ROOT / "resources" / "locale" / "bg" / "LC_MESSAGES"
COMPILED = CATALOGUES / "kazanlak_case.mo"

ROOMS = ("domain", "db", "services", "sync", "export", "intake", "ui", "cli", "demo", "i18n")
# Start-up belongs to the command line's room; the other single modules to i18n's.
SINGLE_MODULES = {
    "cli": ("__main__.py", "app.py"),
    "i18n": ("i18n.py", "preflight.py", "paths.py", "settings.py"),
}
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HEADER = r"""msgid ""
msgstr ""
"Language: bg\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

# The compiled file must not change when no text did.
LONG_AGO = datetime(2022, 1, 1, tzinfo=UTC)

# A message is known by its context and its English text.
MessageKey = tuple[str | None, str]


def key_of(message: Message) -> MessageKey:
    """Tell a message by its context and its (singular) English text."""
    return message.context, ids_of(message)[0]


def ids_of(message: Message) -> tuple[str, ...]:
    """Give the English forms: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """Give the Bulgarian forms: one, or singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message) -> bool:
    """Tell whether every Bulgarian form is there and none is a guess."""
    return not message.fuzzy and bool(strings_of(message)) and all(strings_of(message))


def sources_of(room: str) -> list[Path]:
    """List the modules whose texts stand in this room's catalogue."""
    modules = [SOURCE / name for name in SINGLE_MODULES.get(room, ())]
    return sorted([*(SOURCE / room).rglob("*.py"), *(path for path in modules if path.exists())])


def po_of(room: str) -> Path:
    """Say where a room's catalogue is."""
    return CATALOGUES / f"{room}.po"


def read_room(room: str) -> Catalog:
    """Read a room's catalogue as it stands; a missing one is empty."""
    path = po_of(room)
    if not path.exists():
        return Catalog(locale="bg")
    with path.open("rb") as file:
        return read_po(file, locale="bg", abort_invalid=True)


def translations_of(rooms: Iterable[str]) -> dict[MessageKey, Message]:
    """Gather what is translated; of a text with and one without a plural the one with it."""
    found: dict[MessageKey, Message] = {}
    for room in rooms:
        for message in read_room(room):
            if not message.id or not is_translated(message):
                continue
            known = found.get(key_of(message))
            if known is None or len(ids_of(message)) > len(ids_of(known)):
                found[key_of(message)] = message
    return found


def extract_room(room: str) -> Catalog:
    """Gather a room's texts from its source, without translations."""
    catalogue = Catalog(locale="bg")
    for path in sources_of(room):
        # A module caught in the middle of an edit would seem to have no texts, and its translations would go.
        ast.parse(path.read_bytes(), str(path))
        place = path.relative_to(ROOT).as_posix()
        texts = extract_from_file("python", path, keywords=KEYWORDS, comment_tags=("Translators:",))
        for line, text, comments, context in texts:
            catalogue.add(text, locations=[(place, line)], auto_comments=comments, context=context)
    return catalogue


def render(room: str, known: dict[MessageKey, Message]) -> str:
    """Write a room's catalogue as it should stand: its texts of today, with the translations we have."""
    catalogue = extract_room(room)
    own = {key_of(message): message for message in read_room(room)}
    for message in catalogue:
        if not message.id:
            continue
        have = own.get(key_of(message))
        if have is None or not any(strings_of(have)):
            have = known.get(key_of(message))
        if have is None:
            continue
        if len(ids_of(have)) == len(ids_of(message)):
            message.string = have.string
            message.user_comments = have.user_comments
            message.flags |= have.flags & {"fuzzy"}
            if ids_of(have) != ids_of(message):
                message.flags.add("fuzzy")  # the plural's English changed: somebody must look again
        elif len(ids_of(message)) == 1:
            message.string = strings_of(have)[0]
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_by_file=True, include_lineno=False)
    return (HEADER + body.getvalue().decode()).rstrip("\n") + "\n"


def extract(rooms: Iterable[str]) -> int:
    """Bring the .po files up to date with the source."""
    known = translations_of(ROOMS)
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    for room in rooms:
        text = render(room, known)
        path = po_of(room)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
        waiting = [
            message for message in read_room(room) if message.id and not is_translated(message)
        ]
        if waiting:
            print(f"{room}: {len(waiting)} to translate")
    return 0


def placeholders(text: str) -> set[str] | None:
    """Name the {fields} of a text; None when it is not a format string."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def placeholder_problem(message: Message) -> str | None:
    """Say how the placeholders of a translation differ from those of its English text."""
    ids, strings = ids_of(message), strings_of(message)
    if "" in placeholders_of_all(ids):
        return "a placeholder without a name"
    for index, string in enumerate(strings):
        # English may leave the number out of its singular only, so there either English form is a measure.
        allowed = [placeholders(ids[-1])] if index else [placeholders(text) for text in ids]
        if placeholders(string) not in allowed:
            return f"placeholders differ: {string!r}"
    return None


def placeholders_of_all(texts: Iterable[str]) -> set[str]:
    """Name the {fields} of several texts together."""
    return set().union(*(placeholders(text) or set() for text in texts))


def problems_of(room: str, known: dict[MessageKey, Message]) -> Iterator[str]:
    """Tell what is wrong with a room's catalogue, a line for each finding."""
    path = po_of(room)
    if not path.exists() or path.read_text(encoding="utf-8") != render(room, known):
        yield f"{room}: stale; run `make catalogues`"
    for message in read_room(room):
        if not message.id:
            continue
        english = ids_of(message)[0]
        if message.fuzzy:
            yield f"{room}: only a guess (fuzzy): {english!r}"
        elif not is_translated(message):
            yield f"{room}: not translated: {english!r}"
        elif problem := placeholder_problem(message):
            yield f"{room}: {problem}; English: {english!r}"
        elif strings_of(known[key_of(message)])[0] != strings_of(message)[0]:
            yield f"{room}: translated otherwise in another room: {english!r} (give them contexts, or one wording)"


def check() -> int:
    """Tell everything that is wrong with the catalogues."""
    known = translations_of(ROOMS)
    problems = [problem for room in ROOMS for problem in problems_of(room, known)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def compile_all() -> int:
    """Merge all rooms into the one file that the program reads."""
    merged = Catalog(locale="bg", project="kazanlak_case", revision_date=LONG_AGO)
    merged.creation_date = LONG_AGO
    for message in translations_of(ROOMS).values():
        merged.add(message.id, message.string, context=message.context)
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    fresh = COMPILED.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        write_mo(file, merged)
    fresh.replace(COMPILED)
    return 0


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description="Keep the message catalogues.")
    parser.add_argument("action", choices=("extract", "check", "compile"))
    parser.add_argument(
        "rooms", nargs="*", metavar="ROOM", help=f"extract only these: {', '.join(ROOMS)}"
    )
    asked = parser.parse_args()
    if unknown := set(asked.rooms) - set(ROOMS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    if asked.action == "extract":
        return extract(asked.rooms or ROOMS)
    return check() if asked.action == "check" else compile_all()


if __name__ == "__main__":
    sys.exit(main())
