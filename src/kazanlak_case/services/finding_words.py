"""What the kinds of finding are called, what is so, and what to do: „За внимание“ in words."""

from typing import NamedTuple

from kazanlak_case.i18n import N_


class Telling(NamedTuple):
    """How a rule is told: what the kind is called, what is so, and what to do."""

    title: str
    what: str
    hint: str


WORDS: dict[str, Telling] = {
    "same_number": Telling(
        N_("One number, two people"),
        N_("The same personal number"),
        N_("Join them if they are one person, or correct the number of one of them."),
    ),
    "open_cases": Telling(
        N_("Two open cases in one house"),
        N_("Open: {number} and {other_number}"),
        N_("Close the one that is not needed; the visits of both stay."),
    ),
    "heads": Telling(
        N_("Two heads of one household"),
        N_("Household: {household}"),
        N_("Choose who is the head, and what the other is to that person."),
    ),
    "memberships": Telling(
        N_("Twice in one household"),
        N_("Household: {household}"),
        N_("End or delete one of the two memberships."),
    ),
    "participations": Telling(
        N_("Two participations in one operation"),
        N_("Two participant cards"),
        N_("The figures count the person once. Keep the participation with the first entry."),
    ),
    "entries": Telling(
        N_("Entries that overlap"),
        N_("Entered on {entered_on} and again on {other_entered_on}"),
        N_("Correct the dates, or delete the entry that was written twice."),
    ),
    "case_numbers": Telling(
        N_("One case number, two cases"),
        N_("Number {number}"),
        N_("Give one of the cases another number; the paper file keeps what is written on it."),
    ),
    "erased_elsewhere": Telling(
        N_("Erased in another house"),
        N_("The same person was erased in another house"),
        N_("Erase the person here too, or write down why the data must be kept."),
    ),
    "orphans": Telling(
        N_("What it belongs to was deleted"),
        N_("{record}; deleted: {refers}"),
        N_("Delete it too, or bring back what it belongs to: its history opens."),
    ),
    "before_birth": Telling(
        N_("In a household before being born"),
        N_("In the household since {since}, born on {born_on}"),
        N_("One of the two dates is wrong."),
    ),
    "older_children": Telling(
        N_("A child older than the head of the household"),
        N_("Born on {born_on}, the head of the household on {head_born_on}"),
        N_("Correct a date of birth, or what they are to each other."),
    ),
    "posts": Telling(
        N_("More people than posts"),
        N_("{n} people for {most} posts"),
        N_("The profile of the municipality names fewer posts for this house."),
    ),
    "joined_written": Telling(
        N_("Written to somebody who was joined"),
        N_("Under the old record: {n}"),
        N_(
            "Another copy had not seen the joining. Move it to the person who stands; nothing is lost."
        ),
    ),
    "joined_gone": Telling(
        N_("Nobody is left of two who were joined"),
        N_("Both records are hidden"),
        N_(
            "Two copies decided at the same time. Bring the person back, with everything that is theirs."
        ),
    ),
    "joined_apart": Telling(
        N_("Joined here, told apart there"),
        N_("One decided that they are one person, another that they are two"),
        N_("Look at it together, then choose one of the two decisions."),
    ),
    "joined_twice": Telling(
        N_("One record joined into two people"),
        N_("Two copies joined it differently"),
        N_("Join the two if they are one person; else part one of them again."),
    ),
    "plan_goals": Telling(
        N_("An approved plan without goals"),
        N_("Plan {number}"),
        N_("Bring the goals back from their history, or make a new version of the plan."),
    ),
    "two_plans": Telling(
        N_("Two approved plans of one case"),
        N_("Approved: {number} and {other_number}"),
        N_("Choose which one holds, and end the other."),
    ),
    "consents_differ": Telling(
        N_("Yes and no on one day"),
        N_("Two answers of {day} to one question about consent"),
        N_("Ask the person again, and write down what they say."),
    ),
    "paper_numbers": Telling(
        N_("One number, two papers"),
        N_("Number {number}"),
        N_("Annul one of the two; it stays in the register, and the other keeps the number."),
    ),
    "tasks_of_nobody": Telling(
        N_("A task of somebody who has left"),
        N_("Due on {due_on}"),
        N_("Take it over, or give it to somebody else."),
    ),
    "clock_ahead": Telling(
        N_("A clock that is ahead"),
        N_("Saved with wrong dates: {n}, up to {last}"),
        N_("Set the clock of that computer. No value was decided by it."),
    ),
    "clock_behind": Telling(
        N_("A clock that is behind"),
        N_("Saved with wrong dates: {n}, as of {first}"),
        N_("Set the clock of that computer. No value was decided by it."),
    ),
}
"""By rule, in the order they are listed. English, translated where shown; the places are filled from the facts."""

UNKNOWN = Telling(
    N_("Other things that do not fit together"),
    N_("Rule: {rule}"),
    N_("A newer version of the program found this."),
)
