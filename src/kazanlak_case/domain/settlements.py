"""Settlements by EKATTE code (domain.md, section 5)."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern


@dataclass(frozen=True, slots=True)
class Settlement:
    """One settlement. The name alone does not identify it: names repeat across the country."""

    ekatte: str
    kind: str
    name: str
    name_en: str
    municipality_code: str
    municipality: str
    oblast: str
    isun_district: str
    isun_settlement: str

    @property
    def short(self) -> str:
        """Kind and name: „с. Ръжена“."""
        return f"{self.kind} {self.name}"

    @property
    def label(self) -> str:
        """What identifies it: „с. Ръжена, общ. Казанлък, обл. Стара Загора“."""
        return f"{self.short}, общ. {self.municipality}, обл. {self.oblast}"


class Settlements:
    """All settlements, found by code or by name."""

    def __init__(self, entries: Iterable[Settlement]) -> None:
        self._by_code = {entry.ekatte: entry for entry in entries}
        self._by_name: dict[str, list[Settlement]] = defaultdict(list)
        for entry in self._by_code.values():
            self._by_name[entry.name.casefold()].append(entry)

    @classmethod
    def parse(cls, text: str) -> "Settlements":
        """Read the EKATTE extract (CSV)."""
        return cls(
            Settlement(
                row["ekatte"],
                intern(row["type_abbr"]),  # of 5 250 rows few differ here: each word is kept once
                row["name_bg"],
                row["name_en"],
                intern(row["municipality_code"]),
                intern(row["municipality_bg"]),
                intern(row["oblast_bg"]),
                intern(row["isun_district"]),
                row["isun_settlement"],
            )
            for row in csv.DictReader(io.StringIO(text))
        )

    def by_code(self, ekatte: str | None) -> Settlement | None:
        """Give the settlement of a code; None for an unknown one."""
        return self._by_code.get(ekatte or "")

    def named(self, name: str, *, kind: str | None = None) -> list[Settlement]:
        """All settlements of exactly this name, whatever the case; `kind` („гр.“, „с.“) narrows."""
        return [
            entry for entry in self._by_name.get(name.casefold(), []) if kind in {None, entry.kind}
        ]

    def find(
        self, text: str, *, near_municipality: str | None = None, limit: int = 20
    ) -> list[Settlement]:
        """Settlements whose name begins with `text`, those of the given municipality first."""
        folded = text.casefold().strip()
        hits = [
            entry
            for name, entries in self._by_name.items()
            if name.startswith(folded)
            for entry in entries
        ]
        hits.sort(
            key=lambda entry: (
                entry.municipality_code != near_municipality,
                entry.name.casefold(),
                entry.ekatte,
            )
        )
        return hits[:limit]

    def of_municipality(self, code: str) -> list[Settlement]:
        """All settlements of one municipality."""
        return [entry for entry in self._by_code.values() if entry.municipality_code == code]
