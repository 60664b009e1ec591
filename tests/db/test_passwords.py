"""Passwords: what is weak, what a guess costs, what a small computer takes."""

import pytest

from kazanlak_case.db import passwords
from kazanlak_case.db.passwords import CHEAPEST, Cost
from kazanlak_case.domain.file_errors import NotEnoughMemoryError, WeakPasswordError


def test_new_slot_steps_down_where_memory_is_short(monkeypatch):
    taken = []

    def short(length, password, salt, *, opslimit, memlimit):
        taken.append((memlimit // passwords.MEBIBYTE, opslimit))
        if memlimit > 64 * passwords.MEBIBYTE:
            raise RuntimeError
        return bytes(length)

    monkeypatch.setattr(passwords.pwhash.argon2id, "kdf", short)
    assert passwords.derive_new("x", bytes(16), cost=Cost()) == (bytes(32), Cost(64, 4))
    assert taken == [(128, 3), (64, 4)]
    monkeypatch.setattr(passwords, "LESS_MEMORY", ())
    with pytest.raises(NotEnoughMemoryError):
        passwords.derive_new("x", bytes(16), cost=Cost())


@pytest.mark.parametrize("cost", [Cost(), CHEAPEST, *passwords.LESS_MEMORY])
def test_every_cost_we_write_is_one_we_read(cost):
    assert cost.is_acceptable


@pytest.mark.parametrize(
    "password", ["дванадесетте", "x" * 12, "ще си ям ух", "to be or so", "ﬃﬃﬃﬃ"]
)
def test_long_password_or_four_words_will_do(password):
    passwords.check_new_password(password)


@pytest.mark.parametrize(
    "password", ["", "kazanlak", "единадесет1", "a b c d", "три къси ум", " " * 20]
)
def test_short_password_is_refused(password):
    with pytest.raises(WeakPasswordError):
        passwords.check_new_password(password)
