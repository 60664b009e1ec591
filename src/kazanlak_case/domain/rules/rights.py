"""Who may do what: by role, from the profile; what is not given is denied (security.md, section 1, rule P).

Confidential texts are beyond any rule here: they are ciphertext, and only the holder of a key reads them (rule C).
What is given here is who may be *handed* such a key.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kazanlak_case.domain.fields import FieldSpec, Privacy
from kazanlak_case.domain.records.system import User


class Action(StrEnum):
    """What somebody wants to do with a field."""

    SEE = "see"
    WRITE = "write"
    EXPORT = "export"


class Act(StrEnum):
    """What somebody wants to do with the file, or with a whole person."""

    MANAGE_USERS = "manage_users"
    RECOVER = "recover"
    TAKE_OUT_KEYS = "take_out_keys"
    PREPARE = "prepare"
    MOVE = "move"
    EXCHANGE = "exchange"
    UNDO_IMPORT = "undo_import"
    BACK_UP = "back_up"
    RESTORE = "restore"
    INTAKE = "intake"
    SETTLE = "settle"
    JOIN = "join"
    TRANSFER = "transfer"
    DELETE = "delete"
    UNDO_OTHERS = "undo_others"
    REPORT = "report"
    REPORT_MICRODATA = "report_microdata"
    EVALUATE = "evaluate"
    """Take out anonymised or pseudonymised rows for evaluators."""
    ANSWER_REQUEST = "answer_request"
    """Answer what a person asks about the data kept on them: extract, restriction, objection."""
    RECORD_DEATH = "record_death"
    ERASE = "erase"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    SEE_READINGS = "see_readings"
    APPROVE = "approve"
    """Approve plans that somebody else wrote."""
    APPROVE_OWN = "approve_own"
    SUPERVISE = "supervise"
    """See the board of the whole house, and hand the cases of one worker to another."""


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What one role may do.

    Attributes:
        fields: By class of privacy, what may be done with its fields.
        records: Record types narrower than their classes; both must allow. "*" are all that are not named, also those
            of a newer version.
        acts: What may be done with the file.
        secrets: Whose confidential notes the role may be handed the key of.
    """

    fields: Mapping[Privacy, frozenset[Action]]
    records: Mapping[str, frozenset[Action]]
    acts: frozenset[Act]
    secrets: frozenset[str]


ALL_OTHERS = "*"

NOBODY = RoleRights({}, {}, frozenset(), frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Rights:
    """All roles' rights; a role that is not named has none. Read once, and told apart by which reading it is."""

    roles: Mapping[str, RoleRights]

    @classmethod
    def parse(cls, texts: Iterable[str]) -> "Rights":
        """Read rights from TOML texts; a role in a later text (a profile's) takes the place of the earlier one.

        Raises:
            ValueError: It is not TOML, or names an action, act or class that there is not.
        """
        roles: dict[str, RoleRights] = {}
        for text in texts:
            for role, table in tomllib.loads(text).get("rights", {}).items():
                roles[role] = _role_of(table)
        return cls(roles)

    def of(self, user: User) -> RoleRights:
        """Give what a user may do."""
        return self.roles.get(user.role or "", NOBODY)


def can(
    rights: Rights, user: User, wanted: Action | Act, what: FieldSpec | Privacy | None = None
) -> bool:
    """Tell whether a user may do something: an act with the file, or an action with a field or a class of fields.

    A confidential field may be *written* as its ciphertext by those the key may be handed to; to see it takes the key.
    """
    mine = rights.of(user)
    if isinstance(wanted, Act):
        return wanted in mine.acts
    if what is None:
        return False
    privacy = what.privacy if isinstance(what, FieldSpec) else what
    if privacy is Privacy.CONFIDENTIAL:
        return wanted is Action.WRITE and bool(mine.secrets)
    narrowed = None
    if isinstance(what, FieldSpec):
        narrowed = mine.records.get(what.record, mine.records.get(ALL_OTHERS))
    return wanted in mine.fields.get(privacy, frozenset()) and (
        narrowed is None or wanted in narrowed
    )


def _role_of(table: Mapping[str, object]) -> RoleRights:
    unknown = set(table) - {"fields", "records", "acts", "secrets"}
    if unknown:
        msg = f"rights know nothing of {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    fields = _table(table, "fields")
    return RoleRights(
        fields={Privacy(name): _actions(words) for name, words in fields.items()},
        records={name: _actions(words) for name, words in _table(table, "records").items()},
        acts=frozenset(Act(word) for word in _words(table.get("acts", ()))),
        secrets=frozenset(_words(table.get("secrets", ()))),
    )


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = table.get(name, {})
    if not isinstance(found, Mapping):
        msg = f"{name} is not a table"
        raise ValueError(msg)  # noqa: TRY004 - what was read is wrong, not who called
    return found


def _actions(words: object) -> frozenset[Action]:
    return frozenset(Action(word) for word in _words(words))


def _words(found: object) -> tuple[str, ...]:
    if isinstance(found, str):
        return tuple(found.split())
    if isinstance(found, (list, tuple)) and all(isinstance(one, str) for one in found):
        return tuple(found)
    msg = f"{found!r} is not a list of words"
    raise ValueError(msg)
