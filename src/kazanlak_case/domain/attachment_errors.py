"""What can go wrong with a file that is attached."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class AttachmentTooLargeError(ExpectedError):
    """One file may hold so much, or every bundle and backup would carry it for years."""

    code = "attachment_too_large"
    message = N_(
        "“{path}” is larger than {limit} MB and was not attached; everything else is as it was. Scan it again at 200 dots per inch, or attach only the pages that are needed."
    )


class AttachmentUnreadableError(ExpectedError):
    """The file is damaged, or is not what its name says."""

    code = "attachment_unreadable"
    message = N_(
        "“{path}” cannot be read: it is damaged or not a picture. Nothing was attached, and the file stays where it is. Open it in another program and save it again, or scan it again."
    )


class PhonePictureError(ExpectedError):
    """A picture as some phones write it, which is not read here."""

    code = "attachment_heic"
    message = N_(
        "“{path}” is a HEIC picture, as some phones write, and these are not read here. Nothing was attached, and the file stays where it is. Save it as JPEG on the phone, or let the phone take JPEG from now on: Settings, Camera, Formats, “Most Compatible”."
    )


class AttachmentEmptyError(ExpectedError):
    """There is nothing in the file."""

    code = "attachment_empty"
    message = N_("“{path}” is empty. Nothing was attached. Choose another file.")


class AttachmentWaitsError(ExpectedError):
    """The record came without its content, which is still on another computer."""

    code = "attachment_waits"
    message = N_(
        "The file of this document is not here yet: it waits for the next bundle. Nothing is lost. Ask for a full bundle."
    )


class AttachmentElsewhereError(ExpectedError):
    """The record came without its content, and it is known who has it."""

    code = "attachment_elsewhere"
    message = N_(
        "The file of this document is in {site} and has not come here yet. Nothing is lost. Ask {site} for a bundle to the municipality, and the municipality for a full bundle."
    )


class PhotoWithheldError(ExpectedError):
    """A photo is to leave the house without the consent of somebody on it."""

    code = "photo_withheld"
    message = N_(
        "This photo does not leave the house: somebody on it has not agreed to photos, or does not agree any more. It was neither printed nor saved, and stays here as it is. If the person agrees, record the answer under “Consents” first."
    )


class AttachmentDamagedError(ExpectedError):
    """What is kept does not give the checksum it was put under."""

    code = "attachment_damaged"
    message = N_(
        "The file of this document is damaged in the case file. Nothing was changed. Run the check, and bring the file back from a backup or a full bundle."
    )


class AttachmentKindError(ExpectedError):
    """A program is no document, and nobody here could look at it."""

    code = "attachment_kind"
    message = N_(
        "“{path}” is of a kind that is not kept here. Nothing was attached. Choose a PDF, a picture (JPEG, PNG, TIFF), or a document of an office program."
    )


class TooManyPagesError(ExpectedError):
    """A document of so many pages is a book."""

    code = "attachment_pages"
    message = N_(
        "These are {count} pages; one document has {limit} at most. Nothing was attached. Attach them in several parts."
    )
