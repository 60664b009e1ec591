"""What can go wrong with backups, and with a file in which damage was found."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class NotABackupError(ExpectedError):
    """What should be restored is no backup."""

    code = "not_a_backup"
    message = N_(
        "“{path}” is not a backup of a case file. Nothing was changed. Choose a folder whose name ends in .kcase."
    )


class BackupDamagedError(ExpectedError):
    """A backup does not verify."""

    code = "backup_damaged"
    message = N_(
        "The backup “{path}” is damaged ({detail}). Nothing was changed. Choose an older backup, or one on a stick."
    )


class OtherFileError(ExpectedError):
    """A backup would take the place of another file."""

    code = "other_file"
    message = N_(
        "“{path}” is a backup of another case file. Nothing was changed. It can be restored beside this one, under a name of its own."
    )


class DamageFoundError(ExpectedError):
    """A file in which damage was found is only read."""

    code = "damage_found"
    message = N_(
        "Damage was found in this case file, so nothing more is written into it. Everything that can be read stays readable. Restore a backup, or save what can be read into a new file."
    )


class NotSalvageableError(ExpectedError):
    """No record of a damaged file can be read."""

    code = "not_salvageable"
    message = N_(
        "Nothing can be read from “{path}” any more ({detail}). Nothing was changed. Restore the newest backup."
    )
