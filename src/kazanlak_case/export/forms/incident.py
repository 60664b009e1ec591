"""Signal for a child at risk, or report of an incident: facts, hour, who was told."""

from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.export.forms.blocks import Lines, Said, Sections, Signatures, Text, Ticks
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _


def incident(words: FormWords) -> Sections:
    """Fill the signal from its record."""
    signal: Signal | None = words.facts.record
    whom = (words.person, (signal.concerned or "") if signal else "")
    concerned = "\n".join(one for one in whom if one)
    return {
        1: [
            Lines(
                [
                    words.line(Signal, signal, "type"),
                    words.line(Signal, signal, "happened_on"),
                    words.line(Signal, signal, "happened_at"),
                    words.line(Signal, signal, "place"),
                ]
            )
        ],
        2: [Text(concerned, 2)],
        3: [Text(words.of(signal, "facts"), 7), Lines([words.line(Signal, signal, "source")])],
        4: [
            Said(
                _("A child who needs protection: notify at once (Child Protection Act, art. 7)."),
                is_small=True,
            ),
            Ticks(
                words.options("notified_service"),
                (signal.notified or "").split() if signal else (),
                columns=3,
            ),
            Lines(words.lines(Signal, signal, "notified_on", "notified_at", "notified_whom")),
            Text(words.of(signal, "actions"), 3, label=label_of(Signal, "actions")),
        ],
        5: [Text(words.of(signal, "follow_up"), 4)],
        6: [
            Signatures(
                [
                    (
                        _("Made out by"),
                        words.staff_name(signal.staff_member if signal else words.facts.written_by),
                    ),
                    (_("Received by"), ""),
                ]
            )
        ],
    }
