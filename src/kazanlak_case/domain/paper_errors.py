"""What is refused around paper: documents issued, forms, and prints that wait for a printer."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class AnnulledError(ExpectedError):
    """A document is annulled once, and an annulled one is not issued again."""

    code = "annulled"
    message = N_(
        "The document {number} is annulled already. Nothing was changed. A new print gets a new number."
    )


class UnknownFormError(ExpectedError):
    """There is no such form of paper."""

    code = "unknown_form"
    message = N_("There is no form “{name}”. Nothing was printed. The forms are: {names}.")


class NothingToFillError(ExpectedError):
    """A form needs to be told what it is made from."""

    code = "nothing_to_fill"
    message = N_(
        "Choose what the form is to be filled from, or print it blank. Nothing was printed."
    )


class PrintedAlreadyError(ExpectedError):
    """A print is done once."""

    code = "printed_already"
    message = N_("This document was printed on {day} already. Nothing was changed.")
