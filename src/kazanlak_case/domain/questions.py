"""A place where people wrote different things, with all that was said in it: what a person needs to decide."""

from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.domain.fields import RecordId, Value


@dataclass(frozen=True, slots=True)
class Beside:
    """What the same changeset changed beside, in the same record."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One of the edits that stand against each other in a place.

    Attributes:
        value: The value; in a record's own place True deletes and False keeps.
        before: What its author saw there.
        at: The author's clock as it stood; it informs, it never decides.
        clock: "ahead" or "behind" where that clock cannot have been right.
        what: Code of what was done, worded by `services.intentions`.
        beside: What else was changed with it.
        mark: Which edit it is, the same in every copy.
    """

    value: Value
    before: Value
    at: datetime
    clock: str
    author: str
    site: str
    what: str
    shown: bool
    beside: tuple[Beside, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place and its voices. Field "" is the record's own place: keep or delete."""

    record: str
    id: RecordId
    field: str
    voices: tuple[Voice, ...]

    @property
    def marks(self) -> frozenset[str]:
        """Which edits stand there: what somebody has seen, and what an answer is an answer to."""
        return frozenset(voice.mark for voice in self.voices)
