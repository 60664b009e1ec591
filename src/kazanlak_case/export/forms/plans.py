"""The individual plan of support, and its review."""

from collections.abc import Sequence

from kazanlak_case.domain.records.plan import Goal, Plan, PlanReview
from kazanlak_case.export.forms.blocks import (
    Block,
    Grid,
    Lines,
    Said,
    Sections,
    Signatures,
    Text,
    Ticks,
)
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _


def support_plan(words: FormWords) -> Sections:
    """Fill the plan from its goals and actions."""
    facts = words.facts
    plan: Plan | None = facts.record
    assessment = next(
        (one for one in facts.of("assessment") if plan and one.id == plan.assessment), None
    )
    version = str(plan.version) if plan and plan.version else ""
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    (_("Assessment of"), words.of(assessment, "made_on")),
                    (_("Period of the plan"), _period(words, plan)),
                    (_("Version"), version),
                ]
            )
        ],
        2: [_goals(words), *_unplanned(words)],
        3: [_actions(words)],
        4: [_referrals(words)],
        5: [Text(words.of(plan, "commitments"), 3)],
        6: [
            Lines([words.line(Plan, plan, "review_on")]),
            Said(_("Not later than six months after the beginning of the plan."), is_small=True),
        ],
        7: [
            Lines([words.line(Plan, plan, "approval_comment")]) if _is_commented(plan) else Said(""),
            Signatures(
                [
                    (_("Person or representative"), words.person),
                    (_("Case leader"), words.leader),
                    (_("Head of the house"), words.of(plan, "approved_by")),
                ],
                fingerprint=True,
            ),
        ],
    }  # fmt: skip


def _is_commented(plan: Plan | None) -> bool:
    return bool(plan and plan.approval_comment)


def _period(words: FormWords, plan: Plan | None) -> str:
    return words.period(plan.from_on, plan.until_on) if plan else ""


def _ordered(goals: Sequence[Goal]) -> list[Goal]:
    return sorted(goals, key=lambda one: (one.position or 0, one.id))


def _goals(words: FormWords) -> Grid:
    rows = [
        (
            str(at),
            one.text,
            words.of(one, "domain"),
            one.sign or "",
            words.of(one, "due_on"),
        )
        for at, one in enumerate(_ordered(words.facts.of("goal")), start=1)
    ]
    heads = (_("No."), _("Goal"), _("Domain"), _("Measurable sign"), _("By when"))
    return Grid(heads, rows, (0.06, 0.36, 0.15, 0.28, 0.15), empty=0 if rows else 4, tall=34)


def _unplanned(words: FormWords) -> list[Block]:
    rows = [(words.of(one, "domain"), one.reason) for one in words.facts.of("unplanned_need")]
    if not rows:
        return []
    return [Grid((_("Domain without a goal"), _("Why")), rows, (0.3, 0.7), empty=0)]


def _actions(words: FormWords) -> Grid:
    number = {one.id: str(at) for at, one in enumerate(_ordered(words.facts.of("goal")), start=1)}
    rows = []
    for one in sorted(words.facts.of("plan_action"), key=lambda each: number.get(each.goal, "")):
        service = words.of(one, "service")
        what = one.text if one.text or not service else service
        how = ", ".join(part for part in (words.of(one, "form"), one.frequency) if part)
        who = words.staff_name(one.owner) or one.owner_other or ""
        rows.append((number.get(one.goal, ""), what, how, who, words.of(one, "due_on")))
    heads = (_("Goal"), _("Action, service"), _("How, how often"), _("Responsible"), _("By when"))
    return Grid(heads, rows, (0.07, 0.36, 0.2, 0.22, 0.15), empty=0 if rows else 5, tall=30)


def _referrals(words: FormWords) -> Grid:
    """List the referrals of the plan's time: to whom, until when."""
    plan: Plan | None = words.facts.record
    rows = [
        (words.of(one, "institution"), one.reason or "", words.of(one, "answer_due_on"))
        for one in words.facts.of("referral")
        if plan is None or not (one.sent_on and plan.from_on) or one.sent_on >= plan.from_on
    ]
    heads = (_("Institution"), _("Occasion"), _("Answer by"))
    return Grid(heads, rows, (0.34, 0.5, 0.16), empty=0 if rows else 2)


def plan_review(words: FormWords) -> Sections:
    """Fill the review from its record and what was written of each goal."""
    facts = words.facts
    review: PlanReview | None = facts.record
    plan: Plan | None = next(
        (one for one in facts.of("plan") if review and one.id == review.plan), None
    )
    said = {one.goal: one for one in facts.of("goal_review")}
    rows = []
    for at, goal in enumerate(_ordered(facts.of("goal")), start=1):
        one = said.get(goal.id)
        state = words.of(one, "status") or words.of(goal, "status")
        helped, hindered = (getattr(one, name, None) or "" for name in ("helped", "hindered"))
        rows.append((str(at), goal.text, state, helped, hindered))
    heads = (_("No."), _("Goal"), _("State"), _("What helped"), _("What did not"))
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    (_("Plan"), words.of(plan, "number")),
                    (_("Period"), words.period(plan.from_on, review.reviewed_on) if plan and review else ""),
                    words.line(PlanReview, review, "team"),
                ]
            )
        ],
        2: [Grid(heads, rows, (0.06, 0.3, 0.16, 0.24, 0.24), empty=0 if rows else 4, tall=34)],
        3: [Text(words.of(review, "changes"), 4)],
        4: [
            Ticks(words.options("review_decision"), ((review.decision or "") if review else "",), columns=3),
            Lines([words.line(PlanReview, review, "next_review_on")]),
        ],
        5: [
            Text(words.of(review, "own_view"), 3, label=label_of(PlanReview, "own_view")),
            Signatures(
                [
                    (_("Person or representative"), words.person),
                    (_("Case leader"), words.leader),
                    (_("Head of the house"), ""),
                ]
            ),
        ],
    }  # fmt: skip
