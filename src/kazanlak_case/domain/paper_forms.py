"""The forms of paper a house works with: their names and sections, as `document_forms.csv` declares them."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormSection:
    """One numbered section of a form."""

    number: int
    title_bg: str
    title_en: str
    fields: str
    is_required: bool

    def title(self, language: str) -> str:
        """Give the heading in a language we ship."""
        return self.title_en if language == "en" else self.title_bg


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form: its code is the one of the list `document_type`."""

    code: str
    name_bg: str
    name_en: str
    when: str
    sections: tuple[FormSection, ...]

    def name(self, language: str) -> str:
        """Give the title in a language we ship."""
        return self.name_en if language == "en" else self.name_bg


def parse_forms(text: str) -> Mapping[str, PaperForm]:
    """Read the forms from CSV text, by code, in the order of the file."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        rows.setdefault(row["form_code"], []).append(row)
    return {code: _form(code, of_form) for code, of_form in rows.items()}


def _form(code: str, rows: list[dict[str, str]]) -> PaperForm:
    sections = tuple(
        FormSection(
            int(row["section_no"]),
            row["section_bg"],
            row["section_en"],
            row["fields_bg"],
            row["required"] == "да",
        )
        for row in rows
    )
    return PaperForm(code, rows[0]["form_bg"], rows[0]["form_en"], rows[0]["when_bg"], sections)
