"""What was done with people: a consultation, a visit at home, a group; and a meeting of the team."""

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.export.forms.blocks import Grid, Lines, Said, Sections, Signatures, Text
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _


def consultation(words: FormWords) -> Sections:
    """Fill the record of a consultation from the entry."""
    entry: ServiceEntry | None = words.facts.record
    goal = words.facts.newest("goal_of_action")
    return {
        1: [Lines(_when(words, entry)), Lines([_place(words, entry), _form(words, entry)])],
        2: [
            Lines(
                [
                    (_("Specialist"), _workers(words, entry)),
                    (_("Person or people"), _everybody(words)),
                    (_("Case number"), words.case_number),
                    (_("Accompanied by"), ""),
                ]
            )
        ],
        3: [
            Lines(
                [
                    words.line(ServiceEntry, entry, "service"),
                    (_("Goal of the plan"), goal.text if goal else ""),
                ]
            )
        ],
        4: [
            Said(_("Short; no diagnoses and no other people."), is_small=True),
            Text(words.of(entry, "note"), 7),
        ],
        5: [Text(words.of(entry, "agreed"), 3)],
        6: [
            Signatures(
                [
                    (_("Specialist"), _first_worker(words, entry)),
                    (_("Person (or a refusal, noted)"), words.person),
                ]
            )
        ],
    }


def home_visit(words: FormWords) -> Sections:
    """Fill the record of a visit at home from the entry; two go together."""
    entry: ServiceEntry | None = words.facts.record
    second = words.facts.newest("service_worker")
    return {
        1: [
            Lines(
                [
                    *_when(words, entry),
                    (_("Address"), (entry.place if entry else "") or words.address()),
                    (_("Present"), _everybody(words)),
                    (_("Staff (at least two)"), _workers(words, entry)),
                    (_("Case number"), words.case_number),
                ]
            )
        ],
        2: [
            Said(_("Conditions; children; risks."), is_small=True),
            Text(words.of(entry, "note"), 9),
        ],
        3: [Text(words.of(entry, "agreed"), 4)],
        4: [
            Signatures(
                [
                    (_("Specialist"), _first_worker(words, entry)),
                    (_("Specialist"), words.staff_name(second.staff_member) if second else ""),
                    (_("Person (or a refusal, noted)"), words.person),
                ]
            )
        ],
    }


ROOM = 15
"""Rows of an attendance list: a full page."""


def group_list(words: FormWords) -> Sections:
    """Fill the attendance list with those the entry names; no personal numbers on a list that lies about."""
    facts = words.facts
    entry: ServiceEntry | None = facts.record
    names = [facts.people_names.get(one, "") for one in _people(words)]
    rows = [(str(at), name, "", "", "") for at, name in enumerate(names, start=1)]
    rows += [(str(at), "", "", "", "") for at in range(len(rows) + 1, ROOM + 1)]
    heads = (_("No."), _("Names"), _("Case number"), _("Signature"), _("With the child"))
    count = str(len(names)) if names else ""
    return {
        1: [
            Lines(
                [
                    words.line(ServiceEntry, entry, "service", _("Service or club")),
                    (_("Topic"), ""),
                    *_when(words, entry),
                    _place(words, entry),
                    (_("Led by"), _workers(words, entry)),
                ]
            )
        ],
        2: [Grid(heads, rows, (0.06, 0.38, 0.16, 0.2, 0.2), empty=0, tall=24)],
        3: [
            Lines(
                [
                    (_("Participants of the project"), count),
                    (_("Others (number only)"), ""),
                    (_("All together"), ""),
                ]
            )
        ],
        4: [Signatures([(_("Led by"), _first_worker(words, entry)), (_("Head of the house"), "")])],
    }


def team_meeting(words: FormWords) -> Sections:
    """Give the minutes of a meeting: cases by number only."""
    facts = words.facts
    period = facts.period
    rows = [
        (one.row.case.number or "", "", one.row.case.leader_name, "")
        for one in (period.cases if period else ())
    ]
    team = "\n".join(words.staff(one) for one in facts.staff)
    heads = (_("Case number"), _("Decision"), _("Responsible"), _("By when"))
    return {
        1: [
            Lines(
                [
                    (_("Date"), words.day(period.first) if period else ""),
                    (_("Place"), words.house),
                    (_("Team"), team),
                    (_("Absent"), ""),
                ]
            ),
            Text("", 3, label=_("Agenda")),
        ],
        2: [
            Said(_("By number of the case only, without names."), is_small=True),
            Grid(heads, rows, (0.2, 0.44, 0.22, 0.14), empty=max(2, 10 - len(rows)), tall=30),
        ],
        3: [Signatures([(_("Minutes by"), words.staff_name(facts.written_by)), (_("Head of the house"), "")])],
    }  # fmt: skip


def _when(words: FormWords, entry: ServiceEntry | None) -> list[tuple[str, str]]:
    start = entry.started_at if entry else None
    span = f"{start or '…'} – {_end(start, entry.minutes)}" if entry and entry.minutes else ""
    return [
        (_("Date"), words.of(entry, "provided_on")),
        (_("From – to"), span if start else ""),
        (label_of(ServiceEntry, "minutes"), words.of(entry, "minutes")),
    ]


def _end(start: str | None, minutes: int | None) -> str:
    if not start or not minutes or ":" not in start:
        return "…"
    hours, _colon, rest = start.partition(":")
    total = int(hours) * 60 + int(rest) + minutes
    return f"{total // 60 % 24:02d}:{total % 60:02d}"


def _place(words: FormWords, entry: ServiceEntry | None) -> tuple[str, str]:
    known = (entry.place or words.of(entry, "institution") or words.house) if entry else ""
    return _("Place"), known


def _form(words: FormWords, entry: ServiceEntry | None) -> tuple[str, str]:
    return words.line(ServiceEntry, entry, "form")


def _workers(words: FormWords, entry: ServiceEntry | None) -> str:
    members = [entry.staff_member] if entry and entry.staff_member else []
    members += [one.staff_member for one in words.facts.of("service_worker")]
    return "; ".join(words.staff(one) for one in dict.fromkeys(members))


def _first_worker(words: FormWords, entry: ServiceEntry | None) -> str:
    return words.staff_name(entry.staff_member) if entry else ""


def _people(words: FormWords) -> list[RecordId]:
    entry = words.facts.record
    own = [entry.person] if entry is not None else []
    return list(dict.fromkeys([*own, *(one.person for one in words.facts.of("service_person"))]))


def _everybody(words: FormWords) -> str:
    found = (words.facts.people_names.get(one, "") for one in _people(words))
    return ", ".join(name for name in found if name)
