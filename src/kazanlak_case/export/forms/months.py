"""A month of one member of staff: the report by days, and the hours. Both come from the same entries, so they agree."""

from collections import Counter, defaultdict
from datetime import timedelta

from kazanlak_case.db.work.rows import VisitRow
from kazanlak_case.export.forms.blocks import Grid, Lines, Pair, Sections, Signatures, Text
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _
from kazanlak_case.services.paper_periods import PeriodFacts

GROUPED = frozenset({"group", "event"})
LEAST_ROWS = 18


def monthly_report(words: FormWords) -> Sections:
    """Fill the report from the entries of the month; people go by the number of their case."""
    period = words.facts.period
    visits = period.visits if period else ()
    rows = [
        (
            words.day(one.provided_on),
            words.code("service_type", one.service),
            words.code("activity_form", one.form),
            one.case_number or "–",
            str(one.minutes or ""),
        )
        for one in visits
    ]
    heads = (_("Date"), _("Service"), _("How"), _("Case number"), _("Minutes"))
    total = ("", _("All together"), "", "", str(_minutes(visits))) if visits else ()
    return {
        1: [Lines(_who(words, period))],
        2: [
            Grid(
                heads,
                rows,
                (0.15, 0.37, 0.19, 0.18, 0.11),
                empty=0 if rows else LEAST_ROWS,
                right=(4,),
                total=total,
            )
        ],
        3: [Lines(_summary(period)), *([_by_kind(words, visits)] if visits else [])],
        4: [Text("", 6)],
        5: [Text("", 3, label=_("Records and lists, by number"))],
        6: [
            Signatures(
                [(_("Made out by"), _name(words, period)), (_("Checked by"), ""), (_("Signed off by"), "")]
            )
        ],
    }  # fmt: skip


def timesheet(words: FormWords) -> Sections:
    """Fill the hours by day from the entries; what was done besides is written in by hand."""
    period = words.facts.period
    visits = period.visits if period else ()
    per_day: dict[str, int] = defaultdict(int)
    for one in visits:
        per_day[words.day(one.provided_on)] += one.minutes or 0
    heads = (_("Date"), _("With people"), _("Other work on the project"), _("Outside it"), _("All together"))  # fmt: skip
    rows = [(day, _hours(per_day.get(day, 0)), "", "", "") for day in _days(words, period)]
    total = (_("All together"), _hours(_minutes(visits)) if visits else "", "", "", "")
    absences = [(label, "", "") for _code, label in words.options("staff_absence")]
    return {
        1: [Lines([*_who(words, period), (_("Contract"), "")])],
        2: [Grid(heads, rows, (0.2, 0.18, 0.26, 0.18, 0.18), empty=0, right=(1,), total=total)],
        3: [Grid((_("Absence"), _("Days"), _("From – to")), absences, (0.5, 0.2, 0.3), empty=0)],
        4: [
            Lines(
                [
                    (_("Hours with people"), _hours(_minutes(visits)) if visits else ""),
                    (_("Hours all together"), ""),
                ]
            ),
            Signatures([(_("Employee"), _name(words, period)), (_("Head of the house"), "")]),
        ],
    }


def _who(words: FormWords, period: PeriodFacts | None) -> list[Pair]:
    month = f"{period.first:%m.%Y}" if period else ""
    return [
        (_("Name and post"), words.staff(period.staff_member) if period else ""),
        (_("House"), words.house),
        (_("Month"), month),
    ]


def _name(words: FormWords, period: PeriodFacts | None) -> str:
    return words.staff_name(period.staff_member) if period else ""


def _minutes(visits: tuple[VisitRow, ...]) -> int:
    return sum(one.minutes or 0 for one in visits)


def _hours(minutes: int) -> str:
    """Write minutes as hours and minutes: 7:30."""
    return f"{minutes // 60}:{minutes % 60:02d}" if minutes else ""


def _summary(period: PeriodFacts | None) -> list[Pair]:
    visits = period.visits if period else ()
    grouped = sum(one.form in GROUPED for one in visits)
    said = {
        _("Number of people"): str(len({one.person for one in visits})),
        _("of them new"): str(period.new_people) if period else "",
        _("Individual"): str(len(visits) - grouped),
        _("In groups"): str(grouped),
        _("Hours"): _hours(_minutes(visits)),
    }
    return [(label, value if visits else "") for label, value in said.items()]


def _by_kind(words: FormWords, visits: tuple[VisitRow, ...]) -> Grid:
    """Add the hours up by kind of service: their sum is that of the days."""
    minutes: Counter[str] = Counter()
    for one in visits:
        minutes[words.code("service_type", one.service)] += one.minutes or 0
    rows = [(name, _hours(count)) for name, count in minutes.most_common()]
    total = (_("All together"), _hours(minutes.total()))
    return Grid((_("Service"), _("Hours")), rows, (0.82, 0.18), empty=0, right=(1,), total=total)


def _days(words: FormWords, period: PeriodFacts | None) -> list[str]:
    if period is None:
        return [str(number) for number in range(1, 32)]
    count = (period.last - period.first).days + 1
    return [words.day(period.first + timedelta(days=at)) for at in range(count)]
