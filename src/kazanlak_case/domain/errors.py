"""What can be expected to go wrong, each with a sentence (what, why, what stays whole, what next) and its facts.

`i18n.sentence` is the only place that turns one into words.
"""

from typing import ClassVar

from kazanlak_case.i18n import N_


class ExpectedError(Exception):
    """Something a person can understand and mend. `code` is stable for scripts."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = N_("This cannot be done. Nothing was changed.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts: dict[str, object] = facts


class RecordMissingError(ExpectedError):
    code = "no_record"
    message = N_(
        "This record is not in the file any more. Nothing was changed. Go back and open the list again."
    )


class UnknownRecordTypeError(ExpectedError):
    code = "record_type"
    message = N_("There is no record type “{name}”. Choose one of: {names}.")


class InvalidRecordError(ExpectedError):
    """A form holds problems; `problems` is {field: English message}."""

    code = "invalid"
    message = N_("{count} field(s) need attention. Nothing was changed; what you typed is kept.")

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class ChangedMeanwhileError(ExpectedError):
    """Two people had the same record open, and the other one saved first."""

    code = "changed_meanwhile"
    message = N_(
        "Somebody else has changed this meanwhile. Nothing was overwritten, and what you typed is kept. Look at what stands there now, then save again."
    )


class NumbersDifferError(ExpectedError):
    """Two valid personal numbers are two people, unless somebody knows better."""

    code = "two_numbers"
    message = N_(
        "These two have different valid personal numbers: {first} and {second}. Nothing was joined. Look into a document, then confirm, or say that they are two people."
    )


class RecordInUseError(ExpectedError):
    code = "record_in_use"
    message = N_(
        "This cannot be deleted: {count} other record(s) point to it. Nothing was changed. Delete or change those first."
    )


class NotAllowedError(ExpectedError):
    """The user's post does not allow something: an act with the file, or an action with some values."""

    code = "not_allowed"
    message = N_("Your post does not allow this: {reason}. Nothing was changed. Ask {whom}.")

    def __init__(self, *, act: str = "", action: str = "", **facts: object) -> None:
        about = {"reason": NOT_ALLOWED.get(act or action, NOT_ALLOWED[""])}
        whom = ASK_THE_CENTRE if act in OF_THE_CENTRE else ASK_THE_HEAD
        super().__init__(act=act, action=action, whom=whom, **about, **facts)


class FieldNotAllowedError(NotAllowedError):
    """As above, of one field, which is named: `about` is its English label."""

    message = N_(
        "Your post does not allow this: {reason} (“{about}”). Nothing was changed. Ask {whom}."
    )


NOT_ALLOWED: dict[str, str] = {
    "": N_("what was asked for"),
    "see": N_("seeing this data"),
    "write": N_("writing this data"),
    "export": N_("taking this data out of the file"),
    "manage_users": N_("adding and removing users"),
    "recover": N_("making and using recovery sheets"),
    "take_out_keys": N_("taking keys out of the file"),
    "prepare": N_("preparing a house"),
    "move": N_("moving the file"),
    "exchange": N_("exchanging bundles"),
    "undo_import": N_("taking an import out again"),
    "back_up": N_("making a backup by hand"),
    "restore": N_("restoring a backup"),
    "intake": N_("taking in lists from Excel"),
    "settle": N_("settling differences"),
    "join": N_("deciding whether two people are one"),
    "transfer": N_("transferring cases between houses"),
    "delete": N_("deleting records"),
    "undo_others": N_("taking back what somebody else wrote"),
    "report": N_("making reports"),
    "report_microdata": N_("making the microdata for ISUN"),
    "evaluate": N_("taking out data for evaluators"),
    "answer_request": N_("answering requests about personal data"),
    "record_death": N_("writing down a death"),
    "erase": N_("erasing a person for good"),
    "open_in_emergency": N_("opening confidential notes in an emergency"),
    "see_readings": N_("seeing who read what"),
    "approve": N_("approving plans"),
    "approve_own": N_("approving a plan of one's own"),
    "supervise": N_("seeing the work of everybody and handing cases over"),
}
"""What is not allowed, in words, by act or action."""

ASK_THE_HEAD = N_("the head of the house or of the project")
ASK_THE_CENTRE = N_("the municipality")
OF_THE_CENTRE = frozenset({"prepare"})


class NothingToUndoError(ExpectedError):
    code = "undo"
    message = N_("“{id}” is not something that can be undone here. Nothing was changed.")


class AlreadyUndoneError(ExpectedError):
    code = "undone"
    message = N_("This was undone before. Nothing was changed.")


class UndoTooLateError(ExpectedError):
    code = "undo_late"
    message = N_("This cannot be taken back: {reason}. Nothing was changed.")


class UnknownReportError(ExpectedError):
    code = "report"
    message = N_("There is no report “{name}”. Choose one of: {names}.")


class UnknownSiteError(ExpectedError):
    code = "site"
    message = N_("There is no site “{site}”. Nothing was changed. Choose one of: {sites}.")


class UnknownFundError(ExpectedError):
    code = "fund"
    message = N_("There is no fund “{fund}”. Nothing was changed. Choose one of: {funds}.")


class PeriodError(ExpectedError):
    code = "period"
    message = N_(
        "The period ends on {until} before it begins on {since}. Nothing was written. Turn the dates round."
    )


class SiteRoleError(ExpectedError):
    code = "site_role"
    message = N_(
        "By the profile, “{site}” is not a {role} (house or centre). Nothing was changed. "
        "Choose the other role, or another site."
    )


class UnknownProfileError(ExpectedError):
    code = "profile"
    message = N_("There is no profile “{name}”. Nothing was changed. Choose one of: {names}.")


class NotAHouseError(ExpectedError):
    code = "not_house"
    message = N_(
        "Only a house's file can be mended this way. Nothing was changed. The central copy is set up again from its newest backup."
    )


class NotTheCentreError(ExpectedError):
    code = "not_centre"
    message = N_("Only the central copy can do this. Nothing was changed.")


class CancelledError(ExpectedError):
    code = "cancelled"
    message = N_("Stopped at your wish. Nothing was changed.")


class UnfitTargetError(ExpectedError):
    code = "target"
    message = N_("A file “{path}” cannot be written here: choose a name ending in {endings}.")
