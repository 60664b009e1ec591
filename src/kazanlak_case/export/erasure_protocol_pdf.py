"""The protocol of an erasure on paper, to be signed: what was decided and what went, with no name but initials."""

from collections.abc import Iterable, Iterator
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.old_backups import backups_with_erased
from kazanlak_case.db.reference import code_lists
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    MUTED,
    paragraph,
    print_document,
    style,
    use_own_fonts,
)
from kazanlak_case.export.paper_tables import lines_table
from kazanlak_case.export.report_words import day_in_words, made_on, practice_mark
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _, ngettext, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.erasure_protocol import ProtocolFacts, protocol_facts
from kazanlak_case.services.record_words import part_words, told_at

ENDING = ".pdf"
_SHARE = 0.36


def write_protocol(
    case_file: CaseFile, protocol: RecordId, out: Path, *, now: datetime, language: str = "bg"
) -> Path:
    """Write the protocol as it stands today, with the copies that have confirmed by now.

    Raises:
        RecordMissingError: There is no such protocol.
        UnfitTargetError: The ending is another one.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.reading(now) as uow:
        facts = protocol_facts(uow, protocol)
        profile = uow.profile
    backups = len(backups_with_erased(case_file))
    content = copy_context().run(_content, facts, profile, backups=backups, language=language)
    write_whole(out, content)
    return out


def _content(
    facts: ProtocolFacts, profile: MunicipalityProfile, *, backups: int, language: str
) -> bytes:
    # a document carries its own language, whatever the window speaks
    use_language_here(language, locale_dir=locale_folder())
    return protocol_pdf(facts, profile, backups=backups, language=language)


def protocol_pdf(
    facts: ProtocolFacts, profile: MunicipalityProfile, *, backups: int, language: str
) -> bytes:
    """Write the document."""
    use_own_fonts()
    story = [
        *_head(facts),
        _lines(_decision(facts, profile, language)),
        _title(_("What was erased")),
        _lines(_counts(facts)),
        paragraph(
            _(
                "Erased: the values and texts of these records in the tables, in the history of changes, in search, in "
                "drafts and in the free pages of the file. The chain of changes still verifies."
            ),
            style("said", 9, textColor=MUTED, spaceBefore=4),
        ),
        _title(_("Where else")),
        _lines(_copies(facts, profile)),
        *(paragraph(text, style("said", 9, spaceBefore=4)) for text in _remains(backups)),
        *_signatures(facts),
    ]
    mark = practice_mark() if facts.is_practice else ""
    title = _("Protocol of erasure {number}").format(number=facts.protocol.number)
    return print_document(story, profile, title=title, made=made_on(facts.made_at), mark=mark)


def _head(facts: ProtocolFacts) -> Iterator[Any]:
    number, day = facts.protocol.number, facts.protocol.erased_on
    yield paragraph(
        _("Protocol of erasure of personal data"), style("title", 17, font=BOLD, textColor=ACCENT)
    )
    yield paragraph(
        _("No. {number} of {day}").format(number=number, day=day_in_words(day) if day else ""),
        style("number", 12, font=BOLD, spaceBefore=2, spaceAfter=10),
    )


def _decision(
    facts: ProtocolFacts, profile: MunicipalityProfile, language: str
) -> Iterator[tuple[str, str]]:
    protocol = facts.protocol
    yield _("Person (initials)"), protocol.initials or "–"
    yield _("House"), _site(profile, facts.site)
    yield _("Decided by"), facts.decided_by or "–"
    ground = code_lists().label("erasure_ground", protocol.ground or "", language)
    yield _("On what ground"), ground
    if protocol.reason:
        yield _("Why before the end of the retention period"), protocol.reason


def _counts(facts: ProtocolFacts) -> Iterator[tuple[str, str]]:
    for record in sorted(facts.counts, key=told_at):
        yield _(part_words(record)), str(facts.counts[record])


def _copies(facts: ProtocolFacts, profile: MunicipalityProfile) -> Iterator[tuple[str, str]]:
    yield _("This copy"), _("erased, and its free pages emptied")
    for one in facts.copies:
        name = " ".join(part for part in (_site(profile, one.site), one.mark) if part)
        if not one.has_it:
            yield name, _("waits for the next bundle")
        elif one.on:
            yield name, _("has erased: receipt of {day}").format(day=day_in_words(one.on))
        else:
            yield name, _("erased there first")


def _remains(backups: int) -> Iterator[str]:
    if backups:
        text = ngettext(
            "{n} backup beside this copy was made before and still holds the data, encrypted.",
            "{n} backups beside this copy were made before and still hold the data, encrypted.",
            backups,
        )
        yield text.format(n=backups)
    else:
        yield _("No backup beside this copy holds the data any more.")
    yield _(
        "Backups kept elsewhere and bundles on sticks written before are encrypted and are to be destroyed by hand."
    )


def _signatures(facts: ProtocolFacts) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Spacer

    dots, line = "." * 40, style("sign", 9, spaceBefore=16)
    label = _("Decided by:")
    decided = f"{label} {facts.decided_by} {dots}"
    rest = (f"{who} {dots}" for who in (_("Carried out by:"), _("Data protection officer:")))
    yield KeepTogether([Spacer(0, 14), *(paragraph(text, line) for text in (decided, *rest))])


def _title(text: str) -> Any:
    return paragraph(text, style("part", 12, font=BOLD, spaceBefore=12, spaceAfter=4))


def _lines(lines: Iterable[tuple[str, str]]) -> Any:
    return lines_table(lines, share=_SHARE)


def _site(profile: MunicipalityProfile, code: str) -> str:
    found = profile.site(code)
    return found.name if found else code
