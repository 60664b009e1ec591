"""Examples of ready texts: offered to be taken over and reworded, never stored by themselves."""

from kazanlak_case.i18n import N_

EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        N_("Nobody at home"),
        N_("Visited the address; nobody was at home. Left a message with a telephone number."),
    ),
    (
        N_("Visit at home"),
        N_(
            "Visited the family at home. We talked about the situation in the household, the children's attendance and the steps agreed last time. Done since: … Not done: … "
        ),
    ),
    (
        N_("Help with documents"),
        N_("Helped to fill in and hand in: … Incoming number: … An answer is expected by …"),
    ),
    (
        N_("Accompanied to an institution"),
        N_("Accompanied to …, on the matter of … Result: … Next appointment: …"),
    ),
    (
        N_("Attendance at school"),
        N_(
            "Spoke with the parent and the school. Absences since the last talk: … Reason: … Agreed: …"
        ),
    ),
    (
        N_("Job search"),
        N_("Looked through vacancies together and chose: … Sent: … Interview on …"),
    ),
    (
        N_("Telephone call"),
        N_("Reached by telephone. Reminded of: … The person confirmed that …"),
    ),
    (
        N_("Refusal"),
        N_(
            "The person refuses the service for now; the reason given: … Told that it can be asked for again at any time."
        ),
    ),
)
"""Names and texts, in English; translated where shown."""
