"""Keys of a copy, checked against age's own reading of them."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kazanlak_case.db.copy_keys import IDENTITY, RECIPIENT, CopyKeys, bech32, unbech32


def test_age_reads_the_identity_and_finds_the_same_recipient():
    keys = CopyKeys.new()
    identity = pyrage.x25519.Identity.from_str(keys.age_identity)
    assert str(identity.to_public()) == keys.age_recipient
    recipient = pyrage.x25519.Recipient.from_str(keys.age_recipient)
    assert (
        pyrage.decrypt(pyrage.encrypt("тайна".encode(), [recipient]), [identity]).decode()
        == "тайна"
    )


@given(st.binary(min_size=32, max_size=32))
def test_every_key_is_written_as_age_writes_it(private):
    identity = pyrage.x25519.Identity.from_str(bech32(IDENTITY, private).upper())
    assert str(identity) == bech32(IDENTITY, private).upper()
    assert str(identity.to_public()) == bech32(RECIPIENT, bytes(PrivateKey(private).public_key))


def test_signing_halves_belong_together():
    keys = CopyKeys.new()
    assert bytes(SigningKey(keys.sign_seed).verify_key) == keys.sign_public


def test_private_halves_are_never_printed():
    keys = CopyKeys.new()
    assert keys.age_identity not in repr(keys)
    assert repr(keys.sign_seed) not in repr(keys)
    assert keys.age_recipient in repr(keys)


def test_no_two_copies_share_a_key():
    one, other = CopyKeys.new(), CopyKeys.new()
    assert one.age_identity != other.age_identity
    assert one.sign_seed != other.sign_seed


def test_kept_private_halves_give_the_same_keys():
    keys = CopyKeys.new()
    assert CopyKeys.of(keys.age_identity, keys.sign_seed) == keys


@given(st.binary(min_size=32, max_size=32), st.data())
def test_mistyped_key_is_never_read(private, data):
    text = bech32(IDENTITY, private)
    assert unbech32(IDENTITY, text) == private
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters())
    if letter != text[place]:
        with pytest.raises(ValueError, match=r"not a key|substring"):
            unbech32(IDENTITY, text[:place] + letter + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", "qqqqqq", "x" * 1000])
def test_something_else_is_no_key(text):
    with pytest.raises(ValueError, match=r"not a key|substring|32 bytes|exactly 32|seed"):
        CopyKeys.of(text, bytes(32))
