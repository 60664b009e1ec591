"""The whole matrix of rights, written out."""

import itertools

import pytest

from kazanlak_case.domain.fields import Privacy, RecordId
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.rights import Action, can, may_take_out_keys

ROLES = [
    None, "manager", "psychologist", "social_worker", "pedagogue", "health_specialist", "social_assistant",
    "roma_mediator", "health_mediator", "education_mediator", "labour_mediator", "career_counsellor", "lawyer",
    "coordinator", "project_manager", "accountant", "admin", "auditor",
]  # fmt: skip
SEE_SPECIAL = {
    "manager", "psychologist", "social_worker", "health_specialist", "coordinator", "project_manager",
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "action", "privacy"), list(itertools.product(ROLES, Action, Privacy)), ids=str
)
def test_open_and_personal_for_all_special_for_some_confidential_for_none(role, action, privacy):
    user = User(id=RecordId("0" * 32), name="u", role=role)
    expected = {
        Privacy.OPEN: True,
        Privacy.PERSONAL: True,
        Privacy.SPECIAL: role in SEE_SPECIAL,
        Privacy.CONFIDENTIAL: False,
    }
    assert can(user, action, privacy) is expected[privacy]


@pytest.mark.parametrize("role", ROLES)
def test_only_the_heads_take_out_keys(role):
    user = User(id=RecordId("0" * 32), name="u", role=role)
    assert may_take_out_keys(user) is (role in {"manager", "project_manager"})
