"""An enrolment in words, as the pages of a person and of a family tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from kazanlak_case.domain.records.enrolment import Enrolment
    from kazanlak_case.ui.lookups import Lookups


def place_in_words(one: Enrolment, lookups: Lookups) -> str:
    """Say where: by its name where somebody wrote it, else by its kind."""
    name = lookups.name_of("partner", one.partner) or one.institution
    return name or lookups.label("education_institution_type", one.kind)


def grade_in_words(one: Enrolment, lookups: Lookups) -> str:
    """Say in which grade, and of which school year that is."""
    grade = lookups.label("school_grade", one.grade)
    return " ".join(
        part for part in (grade, f"({one.school_year})" if one.school_year else "") if part
    )


def stay_in_words(one: Enrolment, lookups: Lookups) -> str:
    """Tell what stands under the name: kind, grade, since when and until when."""
    wording = lookups.wording
    kind = lookups.label("education_institution_type", one.kind)
    parts = (
        kind if kind != place_in_words(one, lookups) else "",
        grade_in_words(one, lookups),
        _("since {day}").format(day=wording.day(one.since)) if one.since else "",
        _("until {day}").format(day=wording.day(one.until)) if one.until else "",
    )
    return " · ".join(part for part in parts if part)
