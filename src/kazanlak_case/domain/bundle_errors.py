"""What can go wrong with a bundle or a starter: the codes of security.md, section 7; as domain/errors.py."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


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
