"""The record types, one module each. Listing a class here gives it a table, history, form, list and bundle."""

from kazanlak_case.domain.fields import FieldSpec, record_type, specs_of
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.confidential import ConfidentialNote, EmergencyOpening
from kazanlak_case.domain.records.data_request import DataRequest
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.office import Partner, Site, StaffMember
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import Continuation, DuplicateDecision, Transfer
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.records.system import Copy, Profile, User

__all__ = [
    "COMMON",
    "COMMON_RECORDS",
    "RECORDS",
    "Case",
    "ConfidentialNote",
    "Continuation",
    "Copy",
    "DataRequest",
    "DuplicateDecision",
    "EmergencyOpening",
    "ErasureProtocol",
    "Household",
    "HouseholdMember",
    "Participation",
    "Partner",
    "Person",
    "Profile",
    "ServiceEntry",
    "Site",
    "Spell",
    "StaffMember",
    "Transfer",
    "User",
    "Vulnerability",
    "spec_of",
]

RECORDS: dict[str, type] = {
    record_type(cls): cls
    for cls in (
        Person,
        Household,
        HouseholdMember,
        Case,
        ServiceEntry,
        Participation,
        Vulnerability,
        Spell,
        StaffMember,
        Site,
        Partner,
        User,
        Copy,
        Profile,
        DuplicateDecision,
        Transfer,
        Continuation,
        ConfidentialNote,
        EmergencyOpening,
        DataRequest,
        ErasureProtocol,
    )
}
"""Every record type by its name in files, bundles and the command line."""

COMMON = "common"
"""The scope every copy holds: users, profile, copies, sites, partners and staff."""

COMMON_RECORDS = frozenset({"staff_member", "site", "partner", "user", "copy", "profile"})
"""Record types that live in the common scope; all others live in the scope of a site."""


def spec_of(record: str, name: str) -> FieldSpec:
    """Find one declared field.

    Raises:
        KeyError: No such record type or field.
    """
    for spec in specs_of(RECORDS[record]):
        if spec.name == name:
            return spec
    raise KeyError(name)
