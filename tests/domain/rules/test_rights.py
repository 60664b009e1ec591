"""Rights are read strictly, and what is not given is denied; the whole matrix is in tests/services/test_rights_matrix.py."""

import pytest

from kazanlak_case.domain.fields import Privacy, RecordId
from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.rights import Act, Action, Rights, can

TEXT = """
[rights.pedagogue]
fields = { open = "see write", personal = "see" }
records = { user = "see" }
acts = "report"
secrets = ["health"]
"""


def user(role: str | None) -> User:
    return User(id=RecordId("0" * 32), name="u", role=role)


def test_what_is_not_given_is_denied() -> None:
    rights = Rights.parse([TEXT])
    for role in (None, "", "manager", "Pedagogue"):
        for wanted in (*Action, *Act):
            for what in (None, *Privacy, spec_of("person", "given_name")):
                assert not can(rights, user(role), wanted, what)


def test_a_field_obeys_its_class_and_its_record() -> None:
    rights, who = Rights.parse([TEXT]), user("pedagogue")
    assert can(rights, who, Action.WRITE, spec_of("person", "given_name"))
    assert can(rights, who, Action.SEE, spec_of("person", "phone"))
    assert not can(rights, who, Action.WRITE, spec_of("person", "phone"))
    assert can(rights, who, Action.SEE, spec_of("user", "name"))
    assert not can(rights, who, Action.WRITE, spec_of("user", "name"))
    assert not can(rights, who, Action.SEE, Privacy.SPECIAL)
    assert can(rights, who, Act.REPORT)
    assert not can(rights, who, Act.ERASE)


def test_a_confidential_text_is_written_by_who_may_hold_a_key_and_seen_by_no_rule() -> None:
    rights = Rights.parse([TEXT])
    text = spec_of("confidential_note", "text")
    assert can(rights, user("pedagogue"), Action.WRITE, text)
    assert not can(rights, user("pedagogue"), Action.SEE, text)
    assert not can(rights, user("pedagogue"), Action.EXPORT, text)


def test_a_profile_replaces_a_whole_role() -> None:
    own = '[rights.pedagogue]\nfields = { open = "see" }\n'
    rights = Rights.parse([TEXT, own])
    assert not can(rights, user("pedagogue"), Act.REPORT)
    assert not can(rights, user("pedagogue"), Action.WRITE, Privacy.OPEN)


@pytest.mark.parametrize(
    "text",
    [
        '[rights.x]\nfields = { open = "read" }',
        '[rights.x]\nfields = { secret = "see" }',
        '[rights.x]\nacts = "fly"',
        '[rights.x]\nact = "erase"',
        "[rights.x]\nfields = 3",
        "[rights.x]\nsecrets = 3",
    ],
)
def test_a_slip_of_the_pen_is_refused_and_gives_nobody_anything(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Rights.parse([text])
