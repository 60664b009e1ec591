"""What can be expected to go wrong with signals."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class SignalStaysError(ExpectedError):
    """Somebody would delete a signal, take it back, or change what it says."""

    code = "signal_stays"
    message = N_(
        "A signal is never deleted, taken back or changed: the law wants it kept as it was written. Nothing was changed. "
        "Open it and write what is to be added under “Follow-up”."
    )
