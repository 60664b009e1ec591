"""The 21 forms, each with what fills it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kazanlak_case.export.forms.application import application
from kazanlak_case.export.forms.assessments import initial_assessment, needs_assessment
from kazanlak_case.export.forms.blocks import Sections
from kazanlak_case.export.forms.closing import closing
from kazanlak_case.export.forms.consent import consent
from kazanlak_case.export.forms.incident import incident
from kazanlak_case.export.forms.leaving import exit_card, followup
from kazanlak_case.export.forms.letters import certificate, report
from kazanlak_case.export.forms.months import monthly_report, timesheet
from kazanlak_case.export.forms.participant_card import participant_card
from kazanlak_case.export.forms.plans import plan_review, support_plan
from kazanlak_case.export.forms.referral import referral
from kazanlak_case.export.forms.register import register
from kazanlak_case.export.forms.visits import consultation, group_list, home_visit, team_meeting
from kazanlak_case.export.forms.words import FormWords


@dataclass(frozen=True, slots=True)
class FormMaker:
    """How one form is made."""

    fill: Callable[[FormWords], Sections]
    is_wide: bool = False
    """The paper is turned."""
    is_table: bool = False
    """Its sections are columns of one table, without headings of their own."""


FORMS: Mapping[str, FormMaker] = {
    "application": FormMaker(application),
    "referral": FormMaker(referral),
    "consent": FormMaker(consent),
    "participant_card": FormMaker(participant_card),
    "exit_card": FormMaker(exit_card),
    "followup": FormMaker(followup),
    "initial_assessment": FormMaker(initial_assessment),
    "needs_assessment": FormMaker(needs_assessment),
    "support_plan": FormMaker(support_plan),
    "plan_review": FormMaker(plan_review),
    "consultation": FormMaker(consultation),
    "home_visit": FormMaker(home_visit),
    "group_list": FormMaker(group_list),
    "team_meeting": FormMaker(team_meeting),
    "report": FormMaker(report),
    "incident": FormMaker(incident),
    "monthly_report": FormMaker(monthly_report),
    "timesheet": FormMaker(timesheet),
    "closing": FormMaker(closing),
    "certificate": FormMaker(certificate),
    "register": FormMaker(register, is_wide=True, is_table=True),
}
"""By code, as `document_forms.csv` names them."""
