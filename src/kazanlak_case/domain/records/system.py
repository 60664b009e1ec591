"""What the program itself must know in every copy: users, copies and the profile."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, RecordId
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may sign in. The keys stand in the key file; here is who it is."""

    id: RecordId
    name: Annotated[str, Field(N_("User name"), required=True)] = ""
    display_name: Annotated[str | None, Field(N_("Name shown"))] = None
    role: Annotated[str | None, Field(N_("Post"), choices="role")] = None
    staff_member: Annotated[RecordId | None, Field(N_("Staff member"), refers="staff_member")] = (
        None
    )
    site: Annotated[str | None, Field(N_("Site"), choices="@sites")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One installation of a case file: the public halves of its keys (security.md, section 3)."""

    id: RecordId
    site: Annotated[str, Field(N_("Site"), choices="@sites", required=True)] = ""
    mark: Annotated[str | None, Field(N_("Mark in numbers"))] = None
    age_public: Annotated[str | None, Field(N_("Public key for bundles"))] = None
    sign_public: Annotated[str | None, Field(N_("Public key for signatures"))] = None
    closed_on: Annotated[date | None, Field(N_("Closed on"))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The municipality's profile as it was when the file was made."""

    id: RecordId
    code: Annotated[str, Field(N_("Code"), required=True)] = ""
    text: Annotated[str | None, Field(N_("Content"), kind=Kind.NOTE)] = None
