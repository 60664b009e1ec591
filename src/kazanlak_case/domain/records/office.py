"""The offices and who works there: sites, staff and partners. They live in the common scope."""

from dataclasses import dataclass
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import full_name
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A family house, or the municipality's team."""

    id: RecordId
    code: Annotated[str, Field(N_("Code"), required=True)] = ""
    name: Annotated[str | None, Field(N_("Name"))] = None
    kind: Annotated[str | None, Field(N_("Kind"), choices="site_kind")] = None
    settlement: Annotated[str | None, Field(N_("Settlement"), kind=Kind.SETTLEMENT)] = None
    prefix: Annotated[str | None, Field(N_("Prefix of numbers"))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who works in a site."""

    id: RecordId
    given_name: Annotated[str, Field(N_("Given name"), required=True)] = ""
    family_name: Annotated[str | None, Field(N_("Family name"))] = None
    role: Annotated[str | None, Field(N_("Post"), choices="role")] = None
    site: Annotated[RecordId | None, Field(N_("Site"), refers="site")] = None
    phone: Annotated[str | None, Field(N_("Phone"), privacy=Privacy.PERSONAL)] = None

    @property
    def name(self) -> str:
        """The name as it is signed."""
        return full_name(self.given_name, None, self.family_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A school, employer or other institution the houses work with."""

    id: RecordId
    code: Annotated[str | None, Field(N_("Code"))] = None
    name: Annotated[str, Field(N_("Name"), required=True)] = ""
    kind: Annotated[str | None, Field(N_("Kind"), choices="partner_kind")] = None
    settlement: Annotated[str | None, Field(N_("Settlement"), kind=Kind.SETTLEMENT)] = None
    phone: Annotated[str | None, Field(N_("Phone"), privacy=Privacy.PERSONAL)] = None
