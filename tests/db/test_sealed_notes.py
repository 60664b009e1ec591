"""A sealed text opens with its key in its place, and nowhere else."""

from base64 import b64decode, b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.db.sealed_notes import BLOCK, NotePlace, open_sealed, seal
from kazanlak_case.domain.confidential_errors import SealedNoteError
from kazanlak_case.domain.fields import RecordId

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
PLACE = NotePlace(RecordId("01" * 16), "kran", "psychologist", 1)
OVERHEAD = 24 + 16
TEXTS = st.text(st.characters(codec="utf-8"), max_size=600)


@given(TEXTS)
def test_what_was_sealed_is_what_is_read(text: str) -> None:
    assert open_sealed(seal(text, KEY, PLACE), KEY, PLACE) == text


@given(TEXTS)
def test_the_length_tells_only_the_number_of_blocks(text: str) -> None:
    length = len(b64decode(seal(text, KEY, PLACE))) - OVERHEAD
    assert length % BLOCK == 0
    assert length - BLOCK <= len(text.encode()) < length


@given(TEXTS, st.data())
def test_one_changed_bit_is_refused(text: str, data: st.DataObject) -> None:
    content = bytearray(b64decode(seal(text, KEY, PLACE)))
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealedNoteError):
        open_sealed(b64encode(content).decode(), KEY, PLACE)


@pytest.mark.parametrize(
    "other",
    [
        {"note": RecordId("02" * 16)},
        {"scope": "razhena"},
        {"secret": "health"},
        {"epoch": 2},
        {"version": 2},
    ],
    ids=str,
)
def test_moved_to_another_place_it_is_refused(other: dict[str, object]) -> None:
    sealed = seal("Сподели, че се страхува.", KEY, PLACE)
    with pytest.raises(SealedNoteError):
        open_sealed(sealed, KEY, replace(PLACE, **other))


@pytest.mark.parametrize("wrong", ["", "не е base64", "AAAA", "a", b64encode(bytes(100)).decode()])
def test_what_was_never_sealed_is_refused(wrong: str) -> None:
    with pytest.raises(SealedNoteError):
        open_sealed(wrong, KEY, PLACE)


def test_another_key_is_refused() -> None:
    with pytest.raises(SealedNoteError):
        open_sealed(seal("Сподели, че се страхува.", KEY, PLACE), OTHER_KEY, PLACE)


def test_the_same_text_twice_does_not_look_the_same() -> None:
    assert seal("същото", KEY, PLACE) != seal("същото", KEY, PLACE)
