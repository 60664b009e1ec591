"""What can go wrong with a case file, its password and the disk it lies on; as domain/errors.py."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


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
