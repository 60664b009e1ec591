"""The letters of a recovery sheet: read back however they are typed, and every slip is told as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.key_errors import MistypedSheetError
from kazanlak_case.domain.sheet_letters import letters_of, secret_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = bytes(range(20))
seeds = st.binary(min_size=20, max_size=20)


def test_sheet_is_eight_groups_of_five_letters_that_cannot_be_confused():
    groups = letters_of(SECRET).split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert set("".join(groups)) <= set(ALPHABET)
    with pytest.raises(ValueError, match="160"):
        letters_of(bytes(19))


@given(seed=seeds)
def test_what_is_printed_is_read_back(seed):
    assert secret_of(letters_of(seed)) == seed


@given(seed=seeds, place=st.integers(0, 39), letter=st.sampled_from(ALPHABET))
def test_every_single_wrong_letter_is_told_as_mistyped(seed, place, letter):
    letters = letters_of(seed).replace(" ", "")
    if letters[place] == letter:
        return
    with pytest.raises(MistypedSheetError) as caught:
        secret_of(letters[:place] + letter + letters[place + 1 :])
    assert letters[:5] not in repr(caught.value.facts)


@given(seed=seeds, place=st.integers(0, 38))
def test_two_letters_changed_round_are_told_as_mistyped(seed, place):
    letters = letters_of(seed).replace(" ", "")
    one, other = letters[place : place + 2]
    if one == other:
        return
    with pytest.raises(MistypedSheetError):
        secret_of(letters[:place] + other + one + letters[place + 2 :])


@given(seed=seeds, data=st.data())
def test_letters_that_look_alike_are_one_letter(seed, data):
    alike = {"0": "0OoОо", "1": "1IiLlІі", "3": "3Зз", "A": "AaАа", "B": "BbВв", "C": "CcСс"}
    alike |= {"E": "EeЕе", "H": "HhНн", "K": "KkКк", "M": "MmМм", "P": "PpРр", "T": "TtТт"}
    alike |= {"X": "XxХх", "Y": "YyУу"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", "", " ", "-", " – ", "\n"]))
        for letter in letters_of(seed).replace(" ", "")
    )
    assert secret_of(typed) == seed


@given(text=st.text(max_size=60))
def test_anything_else_is_mistyped_and_nothing_worse(text):
    with pytest.raises(MistypedSheetError):
        secret_of(text)


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "A"])
def test_a_letter_missing_or_too_many_is_told(change):
    with pytest.raises(MistypedSheetError) as caught:
        secret_of(change(letters_of(SECRET)))
    assert "8 groups" in str(caught.value.facts["reason"])
