"""What can be expected to go wrong with what was told in confidence."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class SealedNoteError(ExpectedError):
    """A ciphertext is not what was sealed under this key for this place."""

    code = "sealed_note"
    message = N_(
        "This confidential note cannot be opened: it was changed, or does not belong here. Nothing was changed. "
        "Do not write it anew; tell the municipality's administrator."
    )


class NoSecretKeyError(ExpectedError):
    """The user has no key for a confidential note."""

    code = "no_secret_key"
    message = N_(
        "You have no key for these confidential notes. Nothing was changed. A colleague of the same post who has it "
        "can hand it to you under “Users”."
    )


class AppendOnlyError(ExpectedError):
    """Somebody would change or delete what is only ever added."""

    code = "append_only"
    message = N_(
        "What was written in confidence is never changed or deleted. Nothing was changed. Write a correction: it stands "
        "beside the first note and names it."
    )
