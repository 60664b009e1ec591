"""What is refused where visits are written, corrected and moved."""

from collections.abc import Mapping

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.i18n import N_


class InvalidVisitsError(InvalidRecordError):
    """Some rows of a day's notebook are not well; `rows` says by row what is: {row: {field: English message}}."""

    code = "invalid_rows"
    message = N_(
        "{count} row(s) need attention; they are marked. Nothing was saved yet, and all you typed is kept."
    )

    def __init__(self, rows: Mapping[int, dict[str, str]]) -> None:
        super().__init__(next(iter(rows.values())))
        self.facts["count"] = len(rows)
        self.rows = dict(rows)


class OtherHouseError(ExpectedError):
    """A record stays for life in the house it was written in."""

    code = "other_house"
    message = N_(
        "This person is of another house, and the visit belongs to this one. Nothing was changed. Write the visit down anew for that person."
    )


class NotYourTextError(ExpectedError):
    """A text block of one's own is changed by its owner alone."""

    code = "not_your_text"
    message = N_(
        "This text belongs to a colleague. Nothing was changed. Make one of your own from it."
    )
