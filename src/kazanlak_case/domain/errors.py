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


# the case file ------------------------------------------------------------------------------------------------------
class WrongPasswordError(ExpectedError):
    code = "password"
    message = N_(
        "The password is not right for {user}. Nothing was changed. Check the keyboard language and Caps Lock."
    )


class UnknownUserError(ExpectedError):
    code = "user"
    message = N_(
        "This case file knows no user “{user}”. Nothing was changed. Choose one of: {users}."
    )


class WeakPasswordError(ExpectedError):
    code = "weak_password"
    message = N_(
        "The password is too short. Nothing was changed. Use at least 12 characters or four words."
    )


class NotEnoughMemoryError(ExpectedError):
    code = "memory"
    message = N_(
        "There is not enough memory to check the password. Close other programs and try again."
    )


class NotACaseFileError(ExpectedError):
    code = "not_a_case_file"
    message = N_(
        "“{path}” is not a case file. Nothing was changed. Choose a folder whose name ends in .kcase."
    )


class CaseFileMissingError(ExpectedError):
    code = "missing"
    message = N_(
        "There is no case file “{path}”. Nothing was changed. Check the name, or make one with “new”."
    )


class CaseFileExistsError(ExpectedError):
    code = "exists"
    message = N_("“{path}” already exists. Nothing was changed. Choose another name.")


class CaseFileDamagedError(ExpectedError):
    code = "damaged"
    message = N_(
        "The case file “{path}” is damaged: {detail}. Nothing was changed. Restore the newest backup into a new file."
    )


class CaseFileInUseError(ExpectedError):
    code = "in_use"
    message = N_(
        "The case file is open already ({holder}). Nothing was changed. Close it there first."
    )


class NewerFileError(ExpectedError):
    code = "newer"
    message = N_(
        "“{path}” was made by a newer version of the program. Nothing was changed. Install the newer version first."
    )


class ReadOnlyError(ExpectedError):
    code = "read_only"
    message = N_(
        "“{path}” cannot be written: the folder or disk is read-only. Nothing was changed. Check the rights or the lock of the stick."
    )


class DiskFullError(ExpectedError):
    code = "disk_full"
    message = N_(
        "The disk of “{path}” is full. Nothing was changed and what was saved before is safe. Free some space and try again."
    )


class StorageError(ExpectedError):
    code = "io"
    message = N_(
        "“{path}” could not be read or written ({detail}). Nothing was changed. Check the disk or the stick and try again."
    )


class RemovableMediaError(ExpectedError):
    code = "removable"
    message = N_(
        "“{path}” is on a removable or network disk. Nothing was changed. Copy it to this computer first."
    )


class UnfitSystemError(ExpectedError):
    code = "system"
    message = N_("This computer's {library} cannot be used: {detail}.")


# records ------------------------------------------------------------------------------------------------------------
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


# bundles: the codes of security.md, section 7 -----------------------------------------------------------------------
class BundleError(ExpectedError):
    code = "bundle"
    message = N_("The bundle “{path}” cannot be taken. Nothing was changed.")


class BundleUnreadableError(BundleError):
    code = "io"
    message = N_(
        "The bundle “{path}” cannot be read ({detail}). Nothing was changed. Check the stick and copy the bundle again."
    )


class BundleForSomebodyElseError(BundleError):
    code = "recipient"
    message = N_(
        "The bundle “{path}” is not meant for this copy. Nothing was changed. Bring it to the site it was written for."
    )


class BundleDamagedError(BundleError):
    code = "decrypt"
    message = N_(
        "The bundle “{path}” is damaged or incomplete. Nothing was changed. Write it to the stick once more."
    )


class BundleTruncatedError(BundleDamagedError):
    code = "truncated"


class BundleMembersError(BundleDamagedError):
    code = "members"


class BundleHashError(BundleDamagedError):
    code = "hash"


class BundleTrailingError(BundleDamagedError):
    code = "trailing"


class BundleLimitsError(BundleDamagedError):
    code = "limits"


class BundleRecordsError(BundleDamagedError):
    code = "records"


class BundleChangedError(BundleDamagedError):
    code = "changed"


class NotABundleError(BundleError):
    code = "format"
    message = N_(
        "“{path}” is not a bundle of this program. Nothing was changed. Choose a file ending in .kbundle."
    )


class BundleVersionError(BundleError):
    code = "version"
    message = N_(
        "The bundle “{path}” comes from a newer version of the program. Nothing was changed. Install the newer version first."
    )


class UnknownSenderError(BundleError):
    code = "signer"
    message = N_(
        "The bundle “{path}” is signed by a copy this file does not know, or that was closed. Nothing was changed. Ask the municipality."
    )


class ForgedBundleError(BundleError):
    code = "signature"
    message = N_(
        "The signature of the bundle “{path}” is false. Nothing was changed. Do not use this stick; tell the municipality."
    )


class GapError(BundleError):
    code = "gap"
    message = N_(
        "First take in the bundle from {site} with changes {first}–{last}. Nothing was changed; “{path}” can be taken after it."
    )


class ForkError(BundleError):
    code = "fork"
    message = N_(
        "The history of {site} differs from the one known here (at change {at}): a copied or restored file went on by itself. Nothing was changed. Tell the municipality's administrator."
    )


class CentreForkedError(ForkError):
    code = "centre_fork"
    message = N_(
        "This central copy and an image of it have both gone on, so it takes no more bundles. Nothing was changed and nothing is lost. Set it up again from its newest backup; it then goes on under a new name, and takes from the houses what it lacks."
    )


class FullBundleNeededError(BundleError):
    code = "full"
    message = N_(
        "Two histories can only be brought together by a full bundle from the municipality. Nothing was changed. Ask the municipality for a full bundle and try again."
    )


class ContextError(BundleError):
    code = "context"
    message = N_(
        "The bundle “{path}” builds on changes of {site} up to {seq} that are not here yet. Nothing was changed. Take in the bundle of {site} first."
    )


class ErasureMissingError(BundleError):
    code = "erasure"
    message = N_(
        "The bundle “{path}” leaves out data that were erased by a decision which is not here yet. Nothing was changed. Take a bundle from here to the sender, and bring the next one back; it will hold what is missing."
    )


class ReceiverNeededError(ExpectedError):
    code = "receiver"
    message = N_("This file writes bundles for several sites. Nothing was changed. {hint}")


class UnknownReceiverError(ExpectedError):
    code = "receiver"
    message = N_(
        "This file knows no copy of “{site}” to write a bundle for. Nothing was changed. {hint}"
    )


class NotAStarterError(ExpectedError):
    """A file that should prepare a house does not."""

    code = "starter"
    message = N_(
        "“{path}” is not a starter for a house, or it is damaged. Nothing was changed. Ask the municipality to write it once more."
    )


# workbooks ----------------------------------------------------------------------------------------------------------
class WorkbookError(ExpectedError):
    code = "workbook"
    message = N_(
        "“{path}” is not a workbook this program can read ({detail}). Nothing was changed. Save it as .xlsx and try again."
    )


class WorkbookProtectedError(WorkbookError):
    code = "workbook_password"
    message = N_(
        "The workbook “{path}” is protected by a password. Nothing was changed. Open it in Excel, save it without a password and try again."
    )


class WorkbookEmptyError(WorkbookError):
    code = "workbook_empty"
    message = N_(
        "The workbook “{path}” holds no list. Nothing was changed. Check that the right file and sheet were chosen."
    )


class NoHeadingsError(WorkbookError):
    code = "headings"
    message = N_(
        "No column of “{path}” was recognised by its heading. Nothing was changed. Say by hand what each column means."
    )


class MappingError(WorkbookError):
    code = "mapping"
    message = N_("The mapping “{path}” cannot be used: {detail}. Nothing was changed.")
