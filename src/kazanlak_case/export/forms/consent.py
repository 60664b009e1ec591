"""Declaration of informed consent: what the law has said to the person, and every consent by itself."""

from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.export.forms.blocks import Grid, Lines, Said, Sections, Signatures, Ticks
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _
from kazanlak_case.services.consent_texts import consent_notice, consent_text
from kazanlak_case.services.consents import kinds_for


def consent(words: FormWords) -> Sections:
    """Fill the declaration; each answer stands as it was last given, under the text it was given to."""
    facts = words.facts
    newest: Consent | None = facts.newest("consent")
    version = newest.text_version if newest else None
    notice = consent_notice(words.profile)
    return {
        1: [Said(notice.controller), Lines([(_("House"), words.house)])],
        2: [
            Lines([(_("Name in full"), words.person), words.national_id()]),
            Ticks(
                [("own", _("for myself")), ("child", _("as the legal representative of the child"))],
                _as_whom(newest),
            ),
            Lines([words.line(Consent, newest, "representative")]),
        ],
        3: [Said(text) for text in (notice.law, notice.support, notice.consent)],
        4: [Said(notice.special)],
        5: [Said(notice.recipients)],
        6: [Said(notice.term)],
        7: [Said(notice.rights)],
        8: [_answers(words)],
        9: [
            Lines(
                [
                    (_("Version of the text"), version or notice.version),
                    words.line(Consent, newest, "explained_by"),
                    words.line(Consent, newest, "language"),
                ]
            ),
            Signatures(
                [
                    (_("Declared by"), (newest.representative if newest else "") or words.person),
                    (_("Explained by"), words.staff_name(newest.explained_by) if newest else ""),
                ],
                fingerprint=True,
            ),
        ],
    }  # fmt: skip


def _as_whom(newest: Consent | None) -> tuple[str, ...]:
    if newest is None:
        return ()
    return ("child",) if newest.representative else ("own",)


def _answers(words: FormWords) -> Grid:
    """Give every kind of consent a row and a signature of its own; nothing is agreed to in a heap."""
    facts = words.facts
    age = words.age_on(facts.today)
    given: dict[tuple[str, str], Consent] = {
        (one.type, one.institution or ""): one for one in facts.of("consent")
    }
    kinds = kinds_for(int(age) if age else None)
    asked = [*((kind, "") for kind in kinds if (kind, "") in given or not _is_said(kind, given))]
    asked += [key for key in given if key not in asked]
    rows = [_row(words, kind, given.get((kind, whose))) for kind, whose in asked]
    heads = (_("Consent"), _("Answer"), _("On"), _("Signature"))
    return Grid(heads, rows, (0.54, 0.15, 0.14, 0.17), empty=0)


def _is_said(kind: str, given: dict[tuple[str, str], Consent]) -> bool:
    return any(kind == of for of, _whose in given)


def _row(words: FormWords, kind: str, one: Consent | None) -> tuple[str, ...]:
    text = consent_text(kind, one.text_version if one else None)
    title = text.title if text else words.code("consent_type", kind)
    whom = words.of(one, "institution")
    head = f"{title}: {whom}" if whom else title
    answer, on = words.of(one, "answer") or _("yes / no"), words.of(one, "answered_on")
    if one is not None and one.withdrawn_on:
        answer, on = words.code("consent_answer", "withdrawn"), words.of(one, "withdrawn_on")
    return (f"{head}\n{text.statement}" if text else head, answer, on, "")
