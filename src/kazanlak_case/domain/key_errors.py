"""What can be expected to go wrong with keys, passwords and recovery sheets."""

from datetime import datetime

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class MistypedSheetError(ExpectedError):
    """The letters contradict each other: no sheet says this."""

    code = "sheet_mistyped"
    message = N_(
        "The letters of the sheet were not typed right: {reason}. Nothing was changed. Compare them with the paper, group by group, and type them again."
    )


class WrongSheetError(ExpectedError):
    """The letters are right, but of another sheet."""

    code = "sheet_wrong"
    message = N_(
        "The letters are right, but this sheet does not open this: it is of another file, for another purpose, or a newer sheet took its place. Nothing was changed. Look for the newest sheet."
    )


class NoSheetError(ExpectedError):
    """There is nothing a sheet could open."""

    code = "no_sheet"
    message = N_(
        "No recovery sheet was ever made for this. Nothing was changed. Ask a colleague who holds the key."
    )


class NoRoleKeyError(ExpectedError):
    """Somebody should hand on, or print, a key they do not hold themselves."""

    code = "no_role_key"
    message = N_(
        "You do not hold the key of these confidential notes yourself. Nothing was changed. Ask a colleague who does, or use the recovery sheet."
    )


class NotEntitledError(ExpectedError):
    """Somebody should get a key that the post does not allow."""

    code = "not_entitled"
    message = N_("The post of {user} does not allow these confidential notes. Nothing was changed.")


class OneTimeFirstError(ExpectedError):
    """Who gave the one-time password could read what is handed over before it is replaced."""

    code = "one_time_first"
    message = N_(
        "{user} still has a one-time password. Nothing was changed. Let {user} sign in first and choose an own password, then hand over the key."
    )


class SamePasswordError(ExpectedError):
    """A new password that is no other."""

    code = "same_password"
    message = N_(
        "The new password is the old one. Nothing was changed. Choose another: somebody else may know this one."
    )


class SignInAgainError(ExpectedError):
    """The keys in hand are older than the file's: another clerk removed a user."""

    code = "sign_in_again"
    message = N_(
        "The keys of this file were changed meanwhile. Nothing was changed now. Sign out and in again, then repeat."
    )


class UserGoneError(ExpectedError):
    """The password fits, but the user was removed at another computer."""

    code = "user_gone"
    message = N_(
        "{user} is no user of this house any more. Nothing was changed. Ask the head of the house."
    )


class TooManyTriesError(ExpectedError):
    """After several wrong passwords one waits; `until` is when the next try is taken."""

    code = "too_many_tries"
    message = N_(
        "Too many wrong passwords for {user}. Nothing was changed. Try again at {at} (in {seconds} seconds)."
    )

    def __init__(self, *, user: str, until: datetime, seconds: int) -> None:
        super().__init__(user=user, at=f"{until:%H:%M:%S}", seconds=seconds)
        self.until = until
        self.seconds = seconds
