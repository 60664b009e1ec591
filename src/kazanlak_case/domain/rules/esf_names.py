"""What the funds call their indicators, and what is known of each."""

import csv
import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One indicator's official name. The code alone does not identify it: sets use the same codes."""

    set: str
    code: str
    kind: str
    name_bg: str
    name_en: str
    is_sensitive: bool
    reported_now: str

    def name(self, language: str) -> str:
        """Give the name in a language we ship."""
        return self.name_en if language == "en" else self.name_bg


class IndicatorTexts:
    """All indicators by set and code, in the order of the list."""

    def __init__(self, texts: dict[tuple[str, str], IndicatorText]) -> None:
        self._texts = texts

    @classmethod
    def parse(cls, text: str) -> "IndicatorTexts":
        """Read the list (CSV)."""
        return cls(
            {
                (row["set"], row["code"]): IndicatorText(
                    row["set"],
                    row["code"],
                    row["kind"],
                    row["name_bg"],
                    row["name_en"],
                    row["sensitive"] == "yes",
                    row["reported_now"],
                )
                for row in csv.DictReader(io.StringIO(text))
            }
        )

    def get(self, rule_set: str, code: str) -> IndicatorText:
        """Find one.

        Raises:
            KeyError: The list has no such indicator.
        """
        return self._texts[rule_set, code]
