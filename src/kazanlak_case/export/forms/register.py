"""Register of cases of a year; personal numbers are masked."""

from kazanlak_case.export.forms.blocks import Grid, Said, Sections
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _

HEADS_OF = 5
LEAST_ROWS = 12


def register(words: FormWords) -> Sections:
    """List the cases; the five parts of the form are the groups of columns, told before the table."""
    period = words.facts.period
    rows = []
    for at, one in enumerate(period.cases if period else (), start=1):
        case = one.row.case
        dates = [
            *(_("plan {day}").format(day=words.day(day)) for day in one.plans),
            *(_("review {day}").format(day=words.day(day)) for day in one.reviews),
        ]
        closed = (words.day(case.closed_on), words.code("closing_reason", one.closing_reason))
        rows.append(
            (
                f"{at}\n{words.day(case.opened_on)}",
                "\n".join(part for part in (case.number, case.person_name, one.number) if part),
                "\n".join(part for part in (words.code("case_type", case.type), case.leader_name) if part),
                "\n".join(dates),
                "\n".join(part for part in closed if part),
            )
        )  # fmt: skip
    heads = tuple(words.section(number) for number in range(1, HEADS_OF + 1))
    shares = (0.17, 0.25, 0.2, 0.19, 0.19)
    year = _("Year: {year}").format(year=period.period if period else "________")
    return {
        1: [
            Said(year),
            Grid(heads, rows, shares, empty=0 if rows else LEAST_ROWS, tall=27),
        ]
    }
