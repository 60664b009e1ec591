"""The record types, one module each. Listing a class here gives it a table, history, form, list and bundle."""

from kazanlak_case.domain.fields import FieldSpec, record_type, specs_of
from kazanlak_case.domain.records.assessment import Assessment, AssessmentScore, Questionnaire
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.confidential import ConfidentialNote, EmergencyOpening
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.data_request import DataRequest
from kazanlak_case.domain.records.document import Attachment, IssuedDocument, PrintJob
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.domain.records.kinship import Kinship, Residence
from kazanlak_case.domain.records.office import Partner, Site, StaffMember
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import (
    Goal,
    GoalReview,
    Plan,
    PlanAction,
    PlanReview,
    UnplannedNeed,
)
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.records.repeats import Continuation, DuplicateDecision, Transfer
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson, ServiceWorker
from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.domain.records.system import Copy, Profile, User
from kazanlak_case.domain.records.task import Task, TextBlock

__all__ = [
    "COMMON",
    "COMMON_RECORDS",
    "RECORDS",
    "Assessment",
    "AssessmentScore",
    "Attachment",
    "Case",
    "ConfidentialNote",
    "Consent",
    "Continuation",
    "Copy",
    "DataRequest",
    "DuplicateDecision",
    "EmergencyOpening",
    "Enrolment",
    "ErasureProtocol",
    "Goal",
    "GoalReview",
    "Household",
    "HouseholdMember",
    "Intake",
    "IntakeRisks",
    "IssuedDocument",
    "Kinship",
    "Participation",
    "Partner",
    "Person",
    "Plan",
    "PlanAction",
    "PlanReview",
    "PrintJob",
    "Profile",
    "Questionnaire",
    "Referral",
    "Residence",
    "ServiceEntry",
    "ServicePerson",
    "ServiceWorker",
    "Signal",
    "Site",
    "Spell",
    "StaffMember",
    "Task",
    "TextBlock",
    "Transfer",
    "UnplannedNeed",
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
        ServicePerson,
        ServiceWorker,
        Kinship,
        Residence,
        Intake,
        IntakeRisks,
        Consent,
        Questionnaire,
        Assessment,
        AssessmentScore,
        Plan,
        UnplannedNeed,
        Goal,
        PlanAction,
        PlanReview,
        GoalReview,
        Referral,
        Signal,
        Task,
        TextBlock,
        IssuedDocument,
        Attachment,
        PrintJob,
        Enrolment,
    )
}
"""Every record type by its name in files, bundles and the command line."""

COMMON = "common"
"""The scope every copy holds: users, profile, copies, sites, partners and staff."""

COMMON_RECORDS = frozenset(
    {"staff_member", "site", "partner", "user", "copy", "profile", "questionnaire"}
)
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
