"""A person as the house knows them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import full_name, not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, as of one point in the change log. The number's type is chosen, never guessed (domain.md 4)."""

    id: RecordId
    given_name: Annotated[str, Field(N_("Given name"), required=True, searched=True)] = ""
    middle_name: Annotated[str | None, Field(N_("Middle name"), searched=True)] = None
    family_name: Annotated[str | None, Field(N_("Family name"), searched=True)] = None
    sex: Annotated[str | None, Field(N_("Sex"), choices="sex")] = None
    born_on: Annotated[date | None, Field(N_("Date of birth"), rules=(not_in_future,))] = None
    id_type: Annotated[str | None, Field(N_("Kind of number"), choices="id_type")] = None
    national_id: Annotated[
        str | None,
        Field(
            N_("Personal number"), privacy=Privacy.PERSONAL, searched=True, hint=N_("Ten digits")
        ),
    ] = None
    national_id_reason: Annotated[
        str | None,
        Field(
            N_("Reason for a number that fails its check"),
            privacy=Privacy.PERSONAL,
            hint=N_("Only for a number recorded as it stands in a document"),
        ),
    ] = None
    settlement: Annotated[
        str | None, Field(N_("Settlement"), kind=Kind.SETTLEMENT, privacy=Privacy.PERSONAL)
    ] = None
    address: Annotated[str | None, Field(N_("Street and number"), privacy=Privacy.PERSONAL)] = None
    phone: Annotated[str | None, Field(N_("Phone"), privacy=Privacy.PERSONAL, searched=True)] = None
    email: Annotated[str | None, Field(N_("E-mail"), privacy=Privacy.PERSONAL)] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
    died_on: Annotated[
        date | None,
        Field(N_("Date of death"), privacy=Privacy.PERSONAL, rules=(not_in_future,)),
    ] = None
    nickname: Annotated[
        str | None,
        Field(N_("Called"), searched=True, hint=N_("What people call them")),
    ] = None
    born_precision: Annotated[
        str | None, Field(N_("How exact the date is"), choices="born_precision")
    ] = None
    languages: Annotated[
        str | None,
        Field(
            N_("Speaks"),
            kind=Kind.CODES,
            choices="language",
            privacy=Privacy.PERSONAL,
            searched=True,
        ),
    ] = None

    @property
    def name(self) -> str:
        """The full name, in the order it is said."""
        return full_name(self.given_name, self.middle_name, self.family_name)
