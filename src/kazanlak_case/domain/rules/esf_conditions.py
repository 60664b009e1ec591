"""What the funds' indicators ask of one participant (domain.md, section 2), as expressions with their words."""

from kazanlak_case.domain.rules.expressions import (
    Age,
    AllOf,
    AnyOf,
    Compared,
    Condition,
    DaysAfter,
    Fact,
    IsKnown,
    MonthsAfter,
    Not,
    OneOf,
    Order,
    Proven,
    Said,
    StartOfMonth,
    Value,
    all_of,
    any_of,
    is_,
)
from kazanlak_case.i18n import N_

RESULT_DAYS = 28
"""Immediate results: from the exit day to four weeks after it, that day included."""

YOUNG, OLD = 25, 55
"""Below 25 years of age; above 54."""

LONG_MONTHS_YOUNG, LONG_MONTHS = 6, 12
"""Long-term unemployed below 25: more than 6 months; from 25 on: more than 12."""

CUSTOMARY_YEARS, CUSTOMARY_MONTH = 11, 7
"""A child below the customary age for finishing class IV: entry before 1 July of the year of birth + 11."""

DERIVED: dict[str, Value] = {
    "age": Age(Fact("born_on"), Fact("entered_on")),
    "results_until": DaysAfter(Fact("left_on"), RESULT_DAYS),
}
"""Facts that follow from others, worked out once for each participant."""


def _spellings(*words: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(form for word in words for form in (word, word.capitalize(), word.upper()))
    )


REFUSED_WORDS = _spellings(
    "refused",
    "refuses",
    "refuses to answer",
    "отказ",
    "отказва",
    "отказвам",
    "отказва да отговори",
    "отказвам да отговоря",
)
NOTHING_WORDS = _spellings("no", "none", "не", "няма", "-", "–")
NO_OTHER_DISADVANTAGE = (*NOTHING_WORDS, *REFUSED_WORDS)
"""What people write where there is no other disadvantage, or where they refuse: none of it counts (domain.md 2.2)."""


def _compared(left: str, order: Order, right: str | Value) -> Compared:
    return Compared(Fact(left), order, Fact(right) if isinstance(right, str) else right)


YOUNGER = _compared("age", Order.LESS, YOUNG)
GROWN = _compared("age", Order.AT_LEAST, YOUNG)
COMPLETE: Condition = all_of(
    is_("sex", "f", "m"),
    is_("labour_situation", "employed", "self_employed", "unemployed", "inactive"),
    _compared("age", Order.AT_LEAST, 0),
    IsKnown(Fact("isced")),
)
"""Only then somebody counts at all, except in the grand total (domain.md 2.2)."""

# the situation at entry ---------------------------------------------------------------------------------------------
UNEMPLOYED: Condition = Said(is_("labour_situation", "unemployed"), N_("unemployed at entry"))
INACTIVE: Condition = Said(is_("labour_situation", "inactive"), N_("inactive at entry"))
EMPLOYED: Condition = Said(
    is_("labour_situation", "employed", "self_employed"), N_("in employment at entry")
)
WITHOUT_WORK: Condition = any_of(UNEMPLOYED, INACTIVE)
NOT_LEARNING: Condition = Said(
    is_("in_education", "no"), N_("not in education or training at entry")
)

LONG_UNEMPLOYED: Condition = any_of(
    Said(
        all_of(
            YOUNGER,
            _compared(
                "entered_on", Order.MORE, MonthsAfter(Fact("unemployed_since"), LONG_MONTHS_YOUNG)
            ),
        ),
        N_(
            "{age} years old and without work since {unemployed_since:%d.%m.%Y}: more than 6 months"
        ),
    ),
    Said(
        all_of(
            GROWN,
            _compared("entered_on", Order.MORE, MonthsAfter(Fact("unemployed_since"), LONG_MONTHS)),
        ),
        N_(
            "{age} years old and without work since {unemployed_since:%d.%m.%Y}: more than 12 months"
        ),
    ),
)
BELOW_25: Condition = Said(YOUNGER, N_("{age} years old at entry: below 25"))
ABOVE_54: Condition = Said(
    _compared("age", Order.AT_LEAST, OLD), N_("{age} years old at entry: above 54")
)

BELOW_CUSTOMARY_AGE: Condition = _compared(
    "entered_on", Order.LESS, StartOfMonth(Fact("born_on"), CUSTOMARY_YEARS, CUSTOMARY_MONTH)
)
NO_LEVEL = is_("isced", 0)
CHILD_WITHOUT_LEVEL: Condition = Said(
    all_of(NO_LEVEL, BELOW_CUSTOMARY_AGE),
    N_("a child below the customary age for finishing class IV"),
)
GROWN_WITHOUT_LEVEL: Condition = Said(
    all_of(NO_LEVEL, Not(BELOW_CUSTOMARY_AGE)),
    N_("class IV not finished, beyond the customary age"),
)
LOWER_EDUCATION: Condition = Said(is_("isced", 1, 2), N_("highest completed level: ISCED {isced}"))
MIDDLE_EDUCATION: Condition = Said(is_("isced", 3, 4), N_("highest completed level: ISCED {isced}"))
HIGHER_EDUCATION: Condition = Said(
    is_("isced", 5, 6, 7, 8), N_("highest completed level: ISCED {isced}")
)

JOBLESS_HOUSEHOLD: Condition = Said(
    is_("jobless_household", "yes"), N_("lives in a jobless household")
)
JOBLESS_WITH_CHILDREN: Condition = Said(
    is_("jobless_with_children", "yes"), N_("lives in a jobless household with dependent children")
)
SINGLE_ADULT: Condition = Said(
    is_("single_adult_with_children", "yes"),
    N_("lives in a household of one adult with dependent children"),
)

# disadvantage -------------------------------------------------------------------------------------------------------
ORIGIN: AnyOf = any_of(
    Said(is_("migrant", "yes"), N_("migrant")),
    Said(is_("foreign_background", "yes"), N_("foreign background")),
)
ROMA: Condition = Said(is_("roma", "yes"), N_("Roma, by own statement"))
MINORITY: Condition = any_of(
    ORIGIN, Said(is_("minority", "yes"), N_("minority, by own statement")), ROMA
)
DISABILITY: Condition = Said(
    is_("disability", "yes"), N_("disability, by a decision of a commission")
)
HOMELESS: Condition = Said(is_("homeless", "yes"), N_("homeless or affected by housing exclusion"))
NAMED_DISADVANTAGE: Condition = Said(
    all_of(
        IsKnown(Fact("other_disadvantage")),
        Not(OneOf(Fact("other_disadvantage"), NO_OTHER_DISADVANTAGE)),
    ),
    N_("other disadvantage: {other_disadvantage}"),
)
OTHER_DISADVANTAGE: Condition = any_of(HOMELESS, GROWN_WITHOUT_LEVEL, NAMED_DISADVANTAGE)
DISADVANTAGED: Condition = any_of(MINORITY, DISABILITY, OTHER_DISADVANTAGE)

# results ------------------------------------------------------------------------------------------------------------
LEFT: Condition = _compared("left_on", Order.AT_LEAST, "entered_on")


def _by_four_weeks(name: str, since: Order) -> AllOf:
    """Dated after the entry (or on it), and not after four weeks from the exit."""
    return all_of(
        LEFT, _compared(name, since, "entered_on"), _compared(name, Order.AT_MOST, "results_until")
    )


_SEARCHES = _by_four_weeks("job_search_from", Order.MORE)
_WORKS = _by_four_weeks("employment_from", Order.MORE)

# CR01 and CR04 exclude each other: the last situation up to four weeks decides; begun on the same day, work decides.
SEARCHES_LAST: Condition = Said(
    all_of(
        _SEARCHES,
        Not(
            Proven(all_of(_WORKS, _compared("employment_from", Order.AT_LEAST, "job_search_from")))
        ),
    ),
    N_("looking for work since {job_search_from:%d.%m.%Y}, exit on {left_on:%d.%m.%Y}"),
)
WORKS_LAST: Condition = Said(
    all_of(
        _WORKS,
        Not(Proven(all_of(_SEARCHES, _compared("job_search_from", Order.MORE, "employment_from")))),
    ),
    N_("in work since {employment_from:%d.%m.%Y}, exit on {left_on:%d.%m.%Y}"),
)
LEARNS: Condition = Said(
    _by_four_weeks("education_from", Order.MORE),
    N_("in education or training since {education_from:%d.%m.%Y}, exit on {left_on:%d.%m.%Y}"),
)
QUALIFIED: Condition = Said(
    all_of(
        _by_four_weeks("qualification_on", Order.AT_LEAST),
        Not(Proven(is_("qualification", "attendance_only"))),
    ),
    N_("qualification gained on {qualification_on:%d.%m.%Y}, exit on {left_on:%d.%m.%Y}"),
)
SERVED: Condition = Said(
    _by_four_weeks("services_from", Order.AT_LEAST),
    N_(
        "included in social or health services on {services_from:%d.%m.%Y}, exit on {left_on:%d.%m.%Y}"
    ),
)
EMPLOYED_LATER: Condition = Said(
    all_of(LEFT, is_("status_6m", "employed", "employed_improved")),
    N_("in work six months after the exit"),
)
IMPROVED_LATER: Condition = Said(
    all_of(LEFT, is_("status_6m", "employed_improved")),
    N_("in a better situation six months after the exit"),
)
