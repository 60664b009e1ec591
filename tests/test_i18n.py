"""Errors in words: the sentence, and the reason in it, in the language spoken."""

import gettext
from collections.abc import Iterator

import pytest

from kazanlak_case import paths
from kazanlak_case.domain.errors import UndoTooLateError
from kazanlak_case.i18n import DOMAIN, Catalogue, sentence, use_language


@pytest.fixture
def bulgarian() -> Iterator[None]:
    use_language("bg", locale_dir=paths.locale_folder())
    yield
    use_language("en", locale_dir=paths.locale_folder())


def test_the_reason_in_a_sentence_is_in_its_language(bulgarian: None) -> None:
    error = UndoTooLateError(reason="another bundle was taken in after it")
    assert "another" not in sentence(error)
    assert "пакет" in sentence(error)


def test_every_message_is_read_as_the_library_reads_it() -> None:
    folder = paths.locale_folder()
    theirs = gettext.translation(DOMAIN, folder, languages=["bg"])
    ours = Catalogue(folder / "bg" / "LC_MESSAGES" / f"{DOMAIN}.mo")
    assert ours.info() == theirs.info()
    known = list(theirs._catalog)  # type: ignore[attr-defined]
    assert len(known) > 3_000
    for key in known:
        if isinstance(key, tuple):
            for n in (0, 1, 2, 21):
                assert ours.ngettext(key[0], "", n) == theirs.ngettext(key[0], "", n)
        elif "\x04" in key:
            context, message = key.split("\x04")
            assert ours.pgettext(context, message) == theirs.pgettext(context, message)
        else:
            assert ours.gettext(key) == theirs.gettext(key)
    assert (ours.gettext("zzz"), ours.ngettext("zzz", "zzzs", 2)) == ("zzz", "zzzs")
    assert ours.pgettext("nowhere", "zzz") == "zzz"
