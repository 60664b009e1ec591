"""Let somebody of another post work in an open file."""

from collections.abc import Callable
from dataclasses import replace

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import code_lists
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User, spec_of
from kazanlak_case.domain.rules.rights import Action, Rights, can
from kazanlak_case.paths import resource
from support.marked_file import Marked

SHIPPED = Rights.parse([resource("rights.toml").read_text("utf-8")])
ROLES = (*(entry.code for entry in code_lists().entries("role")), None)
OF_A_KIND = tuple(
    role
    for at, role in enumerate(ROLES)
    if SHIPPED.roles.get(role or "") not in [SHIPPED.roles.get(one or "") for one in ROLES[:at]]
)
"""One role of each set of rights: six mediators may do the same."""

Acting = Callable[..., User]


class AsRole:
    """Puts somebody else to work in the open file, perhaps under rights of a profile's own."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._facts = file.facts

    def __call__(self, role: str | None, own: str = "", *, of_another: bool = False) -> User:
        """Have the file opened by somebody of a role; of another person, nothing in it is their own."""
        profile = self._facts.profile
        if own:
            profile = MunicipalityProfile.parse(f"{profile.text}\n[rights.{role}]\n{own}\n")
        user = replace(self._facts.user, role=role)
        if of_another:
            user = replace(user, id=RecordId("0" * 32))
        self._file._facts = replace(self._facts, user=user, profile=profile)
        return user

    def leave(self) -> None:
        """Let whoever opened the file work on."""
        self._file._facts = self._facts


def places(rights: Rights, user: User, action: Action, made: Marked) -> frozenset[str]:
    """List the marked fields that somebody may see, or take out."""
    return frozenset(
        place for place in made.marks if can(rights, user, action, spec_of(*place.split(".")))
    )
