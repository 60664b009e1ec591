"""Words of needs and plans: scores, changes, what a plan lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.plan_parts.needs_chart import NeedBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.services.assessment_change import Comparison
    from kazanlak_case.services.plan_drafts import Lack
    from kazanlak_case.ui.kit import Kit

_LACKS = {
    "assessment": N_("Finish an assessment first: the plan begins from it."),
    "goals": N_("Write at least one goal."),
    "domain": N_("“{domain}” is weak: write a goal, or why there is none."),
    "sign": N_("Goal {goal}: by which sign will it be known to be reached?"),
    "due": N_("Goal {goal}: by when?"),
    "action": N_("Goal {goal}: what will be done for it?"),
    "owner": N_("Goal {goal}: who is responsible for each action?"),
    "action_due": N_("Goal {goal}: by when is each action done?"),
    "review": N_("When will the plan be reviewed? In six months at the latest."),
}
_STEPS = {1: N_("better"), -1: N_("worse"), 0: N_("as before")}
PLAN_TONES = {
    "draft": "",
    "submitted": "warn",
    "returned": "danger",
    "approved": "ok",
    "replaced": "",
    "ended": "",
}
GOAL_TONES = {"met": "ok", "partly": "warn", "not_met": "danger", "in_progress": "accent"}


def domain_title(code: str, kit: Kit) -> str:
    """Word a domain as a heading."""
    label = kit.lookups.label("domain_of_need", code)
    return label[:1].upper() + label[1:]


def about_person(title: str, name: str) -> str:
    """Say in a heading whom it is about: a wide panel covers the page behind it."""
    return f"{title} · {name}" if name else title


def lack_in_words(lack: Lack, kit: Kit) -> str:
    """Say kindly what is still to be written."""
    domain = kit.lookups.label("domain_of_need", lack.domain)
    return _(_LACKS[lack.code]).format(domain=domain, goal=lack.goal)


def score_in_words(score: float | None, kit: Kit) -> str:
    """Write a score of 0 to 4 with one decimal."""
    if score is None:
        return "–"
    return f"{score:.1f}".replace(".", "," if kit.wording.language == "bg" else ".")


def step_in_words(step: int) -> str:
    """Say whether something is better, worse or as before."""
    return _(_STEPS[step])


def bars_of(told: Comparison, kit: Kit) -> tuple[NeedBar, ...]:
    """Give the bars of a comparison."""
    return tuple(
        NeedBar(
            label=domain_title(one.domain, kit),
            before=one.before,
            now=one.now,
            words=_with_step(score_in_words(one.now, kit), one.before, one.step),
            is_weak=one.is_weak,
        )
        for one in told.domains
    )


def bars_in_words(bars: Sequence[NeedBar], kit: Kit) -> str:
    """Say a chart in words."""
    said = []
    for one in bars:
        was, now = score_in_words(one.before, kit), score_in_words(one.now, kit)
        if one.before is None:
            said.append(_("{domain}: {now} of 4").format(domain=one.label, now=now))
        else:
            text = _("{domain}: {now} of 4, before {was}")
            said.append(text.format(domain=one.label, now=now, was=was))
    return "; ".join(said)


def _with_step(now: str, before: float | None, step: int) -> str:
    return now if before is None else f"{now} · {step_in_words(step)}"
