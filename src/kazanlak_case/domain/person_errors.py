"""What is refused because of what a person asked for, or of what became of the person."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class RestrictedError(ExpectedError):
    """The data may be kept, and used for legal claims or with consent; nothing else (GDPR art. 18)."""

    code = "restricted"
    message = N_(
        "The processing of this person's data has been restricted since {day}: they are kept, and used only for legal claims or with the person's consent. Nothing was changed. Lift the restriction first, with a reason."
    )


class RequestAnsweredError(ExpectedError):
    """A request is answered once."""

    code = "request_answered"
    message = N_("This request has its answer already. Nothing was changed.")


class NotRestrictedError(ExpectedError):
    """There is nothing to lift."""

    code = "not_restricted"
    message = N_("No restriction stands here. Nothing was changed.")


class AlreadyDeadError(ExpectedError):
    """Nobody dies twice."""

    code = "died"
    message = N_("The death of this person was written down before ({day}). Nothing was changed.")


class NoBackupError(ExpectedError):
    """No backup holds what was erased."""

    code = "no_backup"
    message = N_("There is no backup that still holds erased data. Nothing was deleted.")
