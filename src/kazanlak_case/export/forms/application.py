"""Application for support: who asks for what, for whom, with which documents."""

from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.domain.records.person import Person
from kazanlak_case.export.forms.blocks import Grid, Lines, Sections, Signatures, Text, Ticks
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _


def application(words: FormWords) -> Sections:
    """Fill the application from the person and the intake."""
    facts = words.facts
    intake: Intake | None = facts.record
    person = facts.person
    head = _("the head of the house")
    whom = _("the head of {house}").format(house=words.house) if words.house else head
    documents = [
        (str(at), words.of(one, "title") or words.of(one, "type"), words.of(one, "number"))
        for at, one in enumerate(facts.of("attachment"), start=1)
    ]
    return {
        1: [Lines([(_("To"), whom), (_("Municipality"), words.profile.name)])],
        2: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    words.national_id(),
                    (_("Address"), words.address()),
                    words.line(Person, person, "phone"),
                ]
            ),
            Ticks(
                [
                    ("self", _("for myself")),
                    ("child", _("for my child")),
                    ("family", _("for a member of the family")),
                ],
                label=_("I ask for support"),
                columns=3,
            ),
        ],
        3: [
            Ticks(words.options("domain"), (intake.domains or "").split() if intake else ()),
            Text((intake.reason or "") if intake else "", 4, label=_("In short")),
        ],
        4: [
            Lines(
                [
                    words.line(Intake, intake, "representative", _("Name in full")),
                    words.line(Intake, intake, "representative_quality"),
                    (_("Document"), ""),
                ]
            )
        ],
        5: [
            Grid(
                (_("No."), _("Document"), words.line(Attachment, None, "number")[0]),
                documents,
                (0.1, 0.6, 0.3),
                empty=max(0, 3 - len(documents)),
            )
        ],
        6: [Signatures([(_("Applicant"), words.person)], fingerprint=True)],
        7: [
            Lines(
                [
                    (_("Registered under No."), words.of(intake, "number")),
                    words.line(Intake, intake, "received_on", _("Date")),
                    (_("Received by"), words.staff(intake.staff_member) if intake else ""),
                    words.line(Intake, intake, "source"),
                ]
            )
        ],
    }
