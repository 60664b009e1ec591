"""What can be expected to go wrong with consents and signed cards."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class NothingToWithdrawError(ExpectedError):
    """A consent is withdrawn that does not stand."""

    code = "nothing_to_withdraw"
    message = N_(
        "There is no consent of this kind that could be withdrawn. Nothing was changed. "
        "If the person says no, write down a refusal."
    )


class FrozenCardError(ExpectedError):
    """Somebody would change what stands on a signed participant card."""

    code = "frozen_card"
    message = N_(
        "The participant card was signed on {day}, and what stands on it does not change any more. Nothing was changed. "
        "If the card itself is wrong, choose “Correct the card” and write why."
    )


class NotSignedError(ExpectedError):
    """A card that nobody signed is to be corrected."""

    code = "card_not_signed"
    message = N_(
        "The participant card is not signed yet. Nothing was changed. Write the answers into the form itself."
    )
