"""What can go wrong with a workbook that is taken in; as domain/errors.py."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class WorkbookError(ExpectedError):
    code = "workbook"
    message = N_(
        "“{path}” is not a workbook this program can read ({detail}). Nothing was changed. Save it as .xlsx and try again."
    )


class WorkbookProtectedError(WorkbookError):
    code = "workbook_password"
    message = N_(
        "The workbook “{path}” is protected by a password. Nothing was changed. Open it in Excel, save it without a password and try again."
    )


class WorkbookEmptyError(WorkbookError):
    code = "workbook_empty"
    message = N_(
        "The workbook “{path}” holds no list. Nothing was changed. Check that the right file and sheet were chosen."
    )


class NoHeadingsError(WorkbookError):
    code = "headings"
    message = N_(
        "No column of “{path}” was recognised by its heading. Nothing was changed. Say by hand what each column means."
    )


class MappingError(WorkbookError):
    code = "mapping"
    message = N_("The mapping “{path}” cannot be used: {detail}. Nothing was changed.")
