"""Pictures of referrals and signals: written, listed, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.services.referrals import referrals_of
from kazanlak_case.services.signals import signals

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.shell import Shell


def referral_new(shell: Shell) -> None:
    """Write a referral to an institution nobody asked consent for."""
    person, name = _worked_on(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.write_referral(person, name)
    form = shell.workspace.panel.content.editor.form
    form.put("institution", "dsp")
    form.box("reason").editor.part.setFocus()
    form.put("reason", "Съдействие за еднократна помощ за отопление и месечни помощи за дете.")


def referral_by_consent(shell: Shell) -> None:
    """Write one the person agreed to."""
    person, name = _worked_on(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.write_referral(person, name)
    form = shell.workspace.panel.content.editor.form
    form.put("institution", "dbt")
    form.put("reason", "Регистрация като търсещо работа лице.")


def referral_standing(shell: Shell) -> None:
    """Open a referral that was answered."""
    person, _name = _worked_on(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.open_referral(_answered(shell, person))


def referrals(shell: Shell) -> None:
    """List the referrals of a person."""
    person, _name = _worked_on(shell)
    shell.workspace.open_person(person)
    page = shell.workspace._person
    page.tabs.go_to("referrals")
    page._whole.show_part(page.tabs)


def signal_new(shell: Shell) -> None:
    """Write a signal for a child."""
    person, name = _worked_on(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.write_signal(person, name)
    form = shell.workspace.panel.content.editor.form
    form.put("facts", "Двете по-малки деца са сами у дома от предния ден, без отопление и храна.")
    form.put("place", "домът на семейството")


def signal_standing(shell: Shell) -> None:
    """Open a signal that stands."""
    shell.workspace.go("signals")
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        found = signals(uow)
    shell.workspace.openings.open_signal(found[0].signal.id)


def register(shell: Shell) -> None:
    """List the signals."""
    shell.workspace.go("signals")


def _worked_on(shell: Shell) -> tuple[RecordId, str]:
    """Find somebody with several referrals."""
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        counts: dict[RecordId, int] = {}
        for one in uow.records.all(Referral):
            counts[one.person] = counts.get(one.person, 0) + (2 if one.answered_on else 1)
        person = max(counts, key=lambda key: (counts[key], key))

        return person, uow.records.get(Person, person).name


def _answered(shell: Shell, person: RecordId) -> RecordId:
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        rows = referrals_of(uow, person)
        return next((one for one in rows if one.referral.answered_on), rows[0]).referral.id
