"""The fields of a participation in the order the card asks them."""

ENTRY_FIELDS = (
    "labour_situation",
    "unemployed_since",
    "in_education",
    "education",
    "jobless_household",
    "jobless_with_children",
    "single_adult_with_children",
    "activity",
    "funds",
)
ANSWER_FIELDS = (
    "ethnicity",
    "migrant",
    "foreign_background",
    "minority",
    "roma",
    "disability",
    "homeless",
    "other_disadvantage",
)
SPELL_FIELDS = (
    "entered_on",
    "left_on",
    "state",
    "leaving_reason",
    "exit_state",
    "job_search_from",
    "education_from",
    "qualification",
    "qualification_on",
    "employment_from",
    "services_from",
    "status_6m",
)
