"""Who may see, write and export what. Roles with rights of their own come later; until then one rule is enough."""

from enum import StrEnum

from kazanlak_case.domain.fields import Privacy
from kazanlak_case.domain.records.system import User


class Action(StrEnum):
    """What somebody wants to do with a field."""

    SEE = "see"
    WRITE = "write"
    EXPORT = "export"


SPECIAL_ROLES = frozenset(
    {
        "manager",
        "social_worker",
        "psychologist",
        "health_specialist",
        "coordinator",
        "project_manager",
    }
)
"""Posts whose work needs the sensitive answers, in the houses and in the municipality's team (domain.md 8.4, 9)."""


def can(user: User, action: Action, privacy: Privacy) -> bool:  # noqa: ARG001 - every action has the same answer yet
    """Tell whether somebody may do something with fields of a privacy class.

    Everybody who signs in may work with open and personal fields. Special ones are for the posts that need them.
    Confidential ones are ciphertext: their keys decide, no rule can open them.
    """
    if privacy is Privacy.CONFIDENTIAL:
        return False
    return privacy is not Privacy.SPECIAL or user.role in SPECIAL_ROLES


KEY_ROLES = frozenset({"manager", "project_manager"})
"""The head of a house, and of the municipality's team."""


def may_take_out_keys(user: User) -> bool:
    """Tell whether somebody may have a key of the file written out; it opens everything, so only the heads may."""
    return user.role in KEY_ROLES


def may_erase(user: User) -> bool:
    """Tell whether somebody may erase a person for good; it cannot be undone, so only the heads may."""
    return user.role in KEY_ROLES
