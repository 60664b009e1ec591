"""Referral to an institution: the letter with the least that serves its purpose, and the slip for the answer."""

from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.export.forms.blocks import Lines, Said, Sections, Signatures, Text, Ticks
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _


def referral(words: FormWords) -> Sections:
    """Fill the letter from the referral: of the person only the data that may go, which the record names."""
    facts = words.facts
    record: Referral | None = facts.record
    partner = facts.partners.get(record.partner, "") if record and record.partner else ""
    institution = words.of(record, "institution")
    return {
        1: [
            Lines(
                [
                    (_("From"), words.house),
                    (_("Contact"), words.staff(record.staff_member) if record else ""),
                    (_("To"), ", ".join(one for one in (partner, institution) if one)),
                    words.line(Referral, record, "addressee", _("For the attention of")),
                ]
            )
        ],
        2: [_person(words, record)],
        3: [
            Text(words.of(record, "reason"), 4),
            Ticks(
                words.options("urgency"),
                (record.urgency or "",) if record else (),
                label=words.line(Referral, record, "urgency")[0],
                columns=3,
            ),
        ],
        4: [
            Text(words.of(record, "data_given"), 3),
            Lines([words.line(Referral, record, "basis")]),
        ],
        5: [
            Lines(
                [
                    words.line(Referral, record, "answer_due_on"),
                    words.line(Referral, record, "outcome"),
                    words.line(Referral, record, "answer"),
                    words.line(Referral, record, "answered_on"),
                ]
            ),
            Said(_("Please send this part back to the house within the term."), is_small=True),
            Signatures(
                [
                    (
                        _("Referred by"),
                        words.staff_name(record.staff_member if record else facts.written_by),
                    ),
                    (_("Head of the house"), ""),
                ]
            ),
        ],
    }


def _person(words: FormWords, record: Referral | None) -> Lines | Said:
    """Say of the person what may be said; on a blank form there is a line for each."""
    born_on = words.facts.person.born_on if words.facts.person else None
    lines = {
        "names": (_("Name in full"), words.person),
        "birth_year": (_("Year of birth"), str(born_on.year) if born_on else ""),
        "national_id": words.national_id(),
        "address": (_("Address"), words.address()),
        "phone": words.line(Person, words.facts.person, "phone"),
    }
    if record is None:
        return Lines(list(lines.values()))
    given = (record.data or "").split()
    if not given:
        return Said(
            _(
                "Data are not handed over: there is no consent. The person will introduce themselves."
            )
        )
    return Lines([line for code, line in lines.items() if code in given])
