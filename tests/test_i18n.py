"""Errors in words: the sentence, and the reason in it, in the language spoken."""

from collections.abc import Iterator

import pytest

from kazanlak_case import paths
from kazanlak_case.domain.errors import UndoTooLateError
from kazanlak_case.i18n import sentence, use_language


@pytest.fixture
def bulgarian() -> Iterator[None]:
    use_language("bg", locale_dir=paths.locale_folder())
    yield
    use_language("en", locale_dir=paths.locale_folder())


def test_the_reason_in_a_sentence_is_in_its_language(bulgarian: None) -> None:
    error = UndoTooLateError(reason="another bundle was taken in after it")
    assert "another" not in sentence(error)
    assert "пакет" in sentence(error)
