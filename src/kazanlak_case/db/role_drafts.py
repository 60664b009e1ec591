"""Drafts of confidential notes: beside the other drafts, under a key that colleagues do not hold (rule C)."""

from collections.abc import Mapping
from pathlib import Path

from kazanlak_case.db.drafts import Drafts
from kazanlak_case.db.sealing import Secrets
from kazanlak_case.domain.fields import RecordId

KIND = "confidential"


def draft_name(person: RecordId, secret: str) -> str:
    """Name the draft of a confidential note about a person."""
    return f"{KIND}-{person}-{secret}"


def parts_of(name: str) -> tuple[RecordId, str] | None:
    """Tell the person and the profession of a confidential draft; None for any other draft."""
    kind, _dash, rest = name.partition("-")
    person, dash, secret = rest.partition("-")
    return (RecordId(person), secret) if kind == KIND and dash else None


class RoleDrafts:
    """The confidential drafts one user holds the keys of; it has the manners of `Drafts`."""

    def __init__(self, folder: Path, secrets: Secrets, *, scope: str, owner: str) -> None:
        self._folder = folder
        self._secrets = secrets
        self._scope = scope
        self._owner = owner

    def keep(self, name: str, values: Mapping[str, object]) -> None:
        """Keep a draft under the newest key; without one nothing is written at all."""
        for newest in self._drafts(name)[:1]:
            newest.keep(name, values)

    def read(self, name: str) -> dict[str, object]:
        """Read a draft back, under whichever key it was kept."""
        found = (one.read(name) for one in self._drafts(name))
        return next((values for values in found if values), {})

    def drop(self, name: str) -> None:
        """Let a draft go."""
        self.keep(name, {})

    def names(self) -> tuple[str, ...]:
        """List the drafts that can be gone on with: those of professions whose key is held."""
        found = set()
        for secret in self._secrets.held(self._scope):
            for drafts in self._drafts(draft_name(RecordId(""), secret)):
                found |= {
                    name for name in drafts.names() if (parts_of(name) or ("", ""))[1] == secret
                }
        return tuple(sorted(found))

    def _drafts(self, name: str) -> tuple[Drafts, ...]:
        parts = parts_of(name)
        if parts is None:
            return ()
        return self._secrets.drafts(self._folder, self._scope, secret=parts[1], owner=self._owner)
