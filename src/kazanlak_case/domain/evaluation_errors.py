"""What can be expected to go wrong when rows without names are taken out for evaluators."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class TooFewPeopleError(ExpectedError):
    """However coarse the answers, too few people are alike."""

    code = "too_few"
    message = N_(
        "There are {count} participants, too few to hide each among {k}. Nothing was written. Choose a longer period or more houses."
    )


class UnfitGroupSizeError(ExpectedError):
    """The size of groups that was asked for hides nobody, or cannot be."""

    code = "group_size"
    message = N_(
        "Groups of {k} are not possible; choose a number from {least} to {most}. Nothing was written."
    )
