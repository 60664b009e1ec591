"""What goes into a letter to an institution: the least it needs, and only where somebody or the law allows it.

Without consent nothing personal goes, unless the ground is the law or somebody's vital interest (GDPR art. 6(1); domain.md, section 9).
"""

WITHOUT_CONSENT = frozenset({"law", "vital_interest"})
"""Grounds on which data go out whatever the person answered."""

USUAL = ("names", "birth_year")
WORK_BY_NUMBER = frozenset(
    {"dsp", "ozd", "dbt", "opl", "rzok", "hospital", "dkc", "csmp", "telk", "nssi", "nra", "municipality"}
)  # fmt: skip
"""Institutions that find nobody without the personal number."""
VISIT_AT_HOME = frozenset({"ozd", "dsp", "csmp", "police"})
"""Institutions that come to the address."""

SOCIAL = frozenset({"dsp", "csri", "crisis_centre", "shelter"})
HEALTH = frozenset({"opl", "hospital", "dkc", "csmp", "telk", "rzok"})
SERVING = SOCIAL | HEALTH
"""A referral to one of these that was completed is an inclusion in social or health services (Р2111, Р2112)."""

USUAL_SERVICE = {
    "dsp": "soc_benefits",
    "csri": "soc_counselling",
    "crisis_centre": "soc_crisis",
    "shelter": "soc_housing",
    "opl": "hea_gp",
    "rzok": "hea_insurance",
    "telk": "hea_telk",
    "hospital": "hea_prevention",
    "dkc": "hea_prevention",
}
"""What the house did as a rule when somebody was included there: proposed, and easily changed."""

COMPLETED = "completed"
"""The outcome that says so."""


def usual_data(institution: str | None) -> tuple[str, ...]:
    """Give what an institution needs as a rule, as codes of the list `referral_data`."""
    data = list(USUAL)
    if institution in WORK_BY_NUMBER:
        data = ["names", "national_id"]
    if institution in VISIT_AT_HOME:
        data.append("address")
    return tuple(data)


def may_hand_over(basis: str | None, *, consented: bool) -> bool:
    """Tell whether personal data may go out on a ground."""
    return basis in WITHOUT_CONSENT or consented
