"""Who may let which paper out of the house: by the rights as they are shipped."""

import pytest

from kazanlak_case.domain.records import User
from kazanlak_case.domain.rules.sight import Sight
from kazanlak_case.services.paper_facts import PaperWish
from kazanlak_case.services.paper_leaving import may_leave
from support.acting import SHIPPED


def allowed(form: str, *, as_file: bool = False, **more: object) -> set[str]:
    """List the posts that may let a form out."""
    wish = PaperWish(form=form, **more)
    return {
        role
        for role in SHIPPED.roles
        if may_leave(Sight(SHIPPED, User(id="0" * 32, name="x", role=role)), wish, as_file=as_file)
    }


TAKE_OUT_SPECIAL = {"manager", "social_worker", "coordinator", "project_manager"}
TAKE_OUT = TAKE_OUT_SPECIAL | {"psychologist", "health_specialist"}
WITH_PEOPLE = TAKE_OUT | {
    "pedagogue", "social_assistant", "roma_mediator", "health_mediator", "education_mediator",
    "labour_mediator", "career_counsellor",
}  # fmt: skip


@pytest.mark.parametrize("as_file", [False, True])
def test_letter_goes_out_by_whoever_may_write_it(as_file: bool) -> None:
    for form in ("referral", "incident"):
        assert allowed(form, as_file=as_file) == WITH_PEOPLE | {"lawyer"}


def test_paper_for_others_takes_out_what_stands_on_it() -> None:
    assert allowed("certificate") == WITH_PEOPLE
    assert allowed("certificate", parts=frozenset({"address"})) == TAKE_OUT
    assert allowed("report") == TAKE_OUT


def test_paper_for_the_folder_is_printed_by_all_and_written_into_a_file_by_some() -> None:
    assert allowed("support_plan") == set(SHIPPED.roles)
    assert allowed("support_plan", as_file=True) == TAKE_OUT
    assert allowed("participant_card", as_file=True) == TAKE_OUT_SPECIAL
    assert "accountant" in allowed("timesheet", as_file=True)


def test_blank_form_says_nothing_of_anybody() -> None:
    assert allowed("report", as_file=True, blank=True) == set(SHIPPED.roles)
