"""Cells and headings in words, in the language of the report."""

from contextvars import copy_context
from datetime import date

import pytest

from kazanlak_case import paths
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.export.report_words import cell_as_data, cell_in_words, selection_in_words
from kazanlak_case.i18n import use_language_here
from kazanlak_case.services.report_model import Cell

PROFILE = MunicipalityProfile.parse(paths.resource("profiles/kazanlak.toml").read_text("utf-8"))
REASONS = (Reason("sex is not known", {}), Reason("{count} of them", {"count": 3}))
DAY = date(2022, 9, 1)


def in_language(language: str, function, *args):
    def speak():
        use_language_here(language, locale_dir=paths.locale_folder())
        return function(*args)

    return copy_context().run(speak)


@pytest.mark.parametrize(
    ("cell", "words", "data"),
    [
        (None, "", None),
        ("текст", "текст", "текст"),
        (0, "0", 0),
        (DAY, "01.09.2022", "2022-09-01"),
        (REASONS, "sex is not known; 3 of them", ["sex is not known", "3 of them"]),
        ((), "", []),
    ],
)
def test_cells(cell: Cell, words: str, data: object) -> None:
    assert in_language("en", cell_in_words, cell) == words
    assert in_language("en", cell_as_data, cell) == data


@pytest.mark.parametrize(
    ("selection", "bulgarian", "english"),
    [
        (
            Selection(),
            "Всички къщи общо · ОПРЧР, ОПНОИР · от началото на проекта",
            "All houses together · ОПРЧР, ОПНОИР · since the beginning",
        ),
        (
            Selection(fund="oprchr", since=DAY),
            "Всички къщи общо · ОПРЧР · от 01.09.2022\u00a0г.",
            "All houses together · ОПРЧР · since 01.09.2022",
        ),
        (
            Selection(site="kran", fund="opnoir", until=DAY),
            "Семейна къща – гр. Крън · ОПНОИР · до 01.09.2022\u00a0г.",
            "Семейна къща – гр. Крън · ОПНОИР · until 01.09.2022",
        ),
    ],
)
def test_what_a_report_is_about(selection: Selection, bulgarian: str, english: str) -> None:
    assert in_language("bg", selection_in_words, PROFILE, selection) == bulgarian
    assert in_language("en", selection_in_words, PROFILE, selection) == english
