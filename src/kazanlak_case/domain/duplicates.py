"""Two records that are, or may be, one person: what is compared, and what is told of a pair."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, mask_number
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.domain.rules.values import full_name

NUMBER = "number"
"""The reason that makes a pair certain."""


class PersonRef(NamedTuple):
    """One person of a pair, with what tells people of one name apart."""

    id: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    settlement: Annotated[str | None, Of("person.settlement")]
    national_id_masked: Annotated[str, Of("person.national_id")]
    site: str


class Reason(NamedTuple):
    """Why two records may be one person, or what stands against it: a code (services/likeness_words.py) and its facts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that are, or may be, one person.

    Attributes:
        score: Weight of evidence in bits: each one more doubles the odds that they are one person.
        certain: Both bear the same ЕГН or ЛНЧ.
        reasons: What agrees, the weightiest first.
        against: What does not.
        sure: Nearly sure, though not certain: so high a score hardly ever belongs to two people.
    """

    first: PersonRef
    second: PersonRef
    score: float
    certain: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...] = ()
    sure: bool = False


class PersonFacts(NamedTuple):
    """What is compared of one person, as it stands in the file; days are ISO texts, "" where there is none."""

    id: RecordId
    given_name: str
    middle_name: str | None = None
    family_name: str | None = None
    sex: str | None = None
    born_on: str = ""
    id_type: str | None = None
    national_id: str | None = None
    national_id_reason: str | None = None
    settlement: str | None = None
    address: str | None = None
    phone: str | None = None
    site: str = ""
    households: tuple[str, ...] = ()
    relatives: frozenset[str] = frozenset()
    """Those the person lives with, by name and birth, so that they are known in another house too."""

    @property
    def name(self) -> str:
        """The full name, in the order it is said."""
        return full_name(self.given_name, self.middle_name, self.family_name)

    @property
    def number(self) -> tuple[str, str] | None:
        """The ЕГН or ЛНЧ with its type; one kept against its check, as a document says it, proves nothing."""
        if self.national_id and self.id_type in CHECKED_TYPES and not self.national_id_reason:
            return self.id_type, self.national_id
        return None

    @property
    def ref(self) -> PersonRef:
        """The person as a pair shows them."""
        born_on = date.fromisoformat(self.born_on) if self.born_on else None
        masked = mask_number(self.national_id)
        return PersonRef(self.id, self.name, born_on, self.settlement, masked, self.site)

    @classmethod
    def of(cls, person: Person, site: str = "") -> "PersonFacts":
        """Take from a record, perhaps one not saved yet, what is compared."""
        return cls(
            id=person.id,
            given_name=person.given_name,
            middle_name=person.middle_name,
            family_name=person.family_name,
            sex=person.sex,
            born_on=person.born_on.isoformat() if person.born_on else "",
            id_type=person.id_type,
            national_id=person.national_id,
            national_id_reason=person.national_id_reason,
            settlement=person.settlement,
            address=person.address,
            phone=person.phone,
            site=site,
        )
