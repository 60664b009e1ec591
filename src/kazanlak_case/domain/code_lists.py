"""Code lists: stable codes, labels that may change, and what each code means to the funds."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ISCED = re.compile(r"ISCED (\d)")


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of one list. `maps_to` names its meaning elsewhere, parts separated by "; "."""

    code: str
    label_bg: str
    label_en: str
    maps_to: str = ""
    notes: str = ""

    def label(self, language: str) -> str:
        """Give the label in a language we ship."""
        return self.label_en if language == "en" else self.label_bg


class CodeLists:
    """All code lists of this file: those shipped, and those of its profile (named with "@")."""

    def __init__(self, lists: Mapping[str, Mapping[str, CodeEntry]]) -> None:
        self._lists = {name: dict(entries) for name, entries in lists.items()}

    @classmethod
    def parse(cls, texts: Iterable[str]) -> "CodeLists":
        """Read lists from CSV texts (list, code, label_bg, label_en, maps_to, notes); later texts add codes."""
        lists: dict[str, dict[str, CodeEntry]] = {}
        for text in texts:
            for row in csv.DictReader(io.StringIO(text)):
                lists.setdefault(row["list"], {})[row["code"]] = CodeEntry(
                    row["code"], row["label_bg"], row["label_en"], row["maps_to"], row["notes"]
                )
        return cls(lists)

    def with_list(self, name: str, entries: Iterable[CodeEntry]) -> "CodeLists":
        """Answer the same lists and one more."""
        return CodeLists({**self._lists, name: {entry.code: entry for entry in entries}})

    def entries(self, name: str) -> tuple[CodeEntry, ...]:
        """Give the codes of a list, in order; none for an unknown list."""
        return tuple(self._lists.get(name, {}).values())

    def labels(self, name: str, language: str = "bg") -> dict[str, str]:
        """Code to label, in order."""
        return {entry.code: entry.label(language) for entry in self.entries(name)}

    def label(self, name: str, code: str, language: str = "bg") -> str:
        """Give the label of a code; a code nobody knows here any more is shown as it is."""
        entry = self._lists.get(name, {}).get(code)
        return entry.label(language) if entry else code

    def knows(self, name: str, code: str) -> bool:
        """Whether the list has the code."""
        return code in self._lists.get(name, {})

    def isced(self, education: str) -> int | None:
        """Give the ISCED level (0-8) of an education code; None where the level is not said."""
        entry = self._lists.get("education_level", {}).get(education)
        found = _ISCED.search(entry.maps_to) if entry else None
        return int(found.group(1)) if found else None

    def isun(self, name: str, code: str) -> str | None:
        """Give the exact text ISUN accepts for a code, never normalised (domain.md 3.2, trap 5)."""
        entry = self._lists.get(name, {}).get(code)
        for part in entry.maps_to.split("; ") if entry else ():
            if part.startswith("isun_") and "=" in part:
                return part.split("=", 1)[1]
        return None
