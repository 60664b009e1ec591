"""What a merge may break although every part of it was right: one thing „за внимание“, and where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kazanlak_case.domain.fields import RecordId

Fact: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit together. It refuses nothing; it goes away when it is mended.

    Attributes:
        rule: Code of the rule that found it.
        type: Record type of `id`.
        id: The record it is about; of several, the one that is older.
        others: The records of the same type that it clashes with.
        facts: What the words need beside.
    """

    rule: str
    type: str
    id: RecordId
    others: tuple[RecordId, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    at: str = ""
    """When it was first found here; "" before it was kept."""

    @property
    def key(self) -> tuple[str, RecordId]:
        """What it is known by."""
        return self.rule, self.id
