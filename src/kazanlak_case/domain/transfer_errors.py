"""What can be expected to go wrong when a case goes to another house."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class TransferredAwayError(ExpectedError):
    """Somebody writes into a case that is only a trace here."""

    code = "transferred"
    message = N_(
        "The case {number} went to {site} on {day}. It stays here to be read. Nothing was changed. "
        "What is new is written down there."
    )


class TransferPendingError(ExpectedError):
    """A case is offered a second time."""

    code = "transfer_pending"
    message = N_(
        "This case was offered to {site} on {day} and waits for the answer. Nothing was changed. "
        "Withdraw that offer first."
    )


class TransferAnsweredError(ExpectedError):
    """An answer comes too late."""

    code = "transfer_answered"
    message = N_(
        "This transfer does not wait for an answer any more. Nothing was changed. Look at the list of transfers."
    )


class CaseIsClosedError(ExpectedError):
    """A closed case is offered."""

    code = "case_closed"
    message = N_(
        "The case {number} is closed and cannot be offered. Nothing was changed. Open it again first."
    )


class NotOurTransferError(ExpectedError):
    """The other house must do this."""

    code = "transfer_elsewhere"
    message = N_("This is for {site} to do. Nothing was changed. It will travel with the bundles.")
