"""Everything kept about one person, on paper: in plain words, with the changes in an annex (GDPR art. 15)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    LINE,
    MUTED,
    paragraph,
    print_document,
    style,
    use_own_fonts,
)
from kazanlak_case.export.paper_tables import lines_table, rows_table
from kazanlak_case.export.person_file_words import FileWords
from kazanlak_case.export.report_words import birth_in_words, day_in_words, made_on, practice_mark
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.disclosure import FileRecord, PersonFile

_LABEL_SHARE = 0.32
"""How much of a line the label takes."""


def person_file_pdf(file: PersonFile, profile: MunicipalityProfile, *, language: str) -> bytes:
    """Write the document."""
    use_own_fonts()
    sex = None if "person.sex" in file.left_out else file.person.sex
    words = FileWords(profile, language, sex=sex)
    story = [
        *_head(file, words),
        *_keeping(file, words),
        *_records(file, words),
        *_given(file, words),
        *_left_out(file, words),
        *_signatures(),
        *_annex(file, words),
    ]
    mark = practice_mark() if file.is_practice else ""
    title = _("What is kept about a person")
    return print_document(story, profile, title=title, made=made_on(file.made_at), mark=mark)


def _head(file: PersonFile, words: FileWords) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    person = file.person
    yield paragraph(
        _("What is kept about you"), style("title", 17, font=BOLD, spaceAfter=4, textColor=ACCENT)
    )
    yield paragraph(person.name, style("name", 13, font=BOLD, spaceAfter=2))
    day = birth_in_words(person.born_on, person.born_precision)
    born = _("born {day}").format(day=day) if day else ""
    line = " · ".join(part for part in (born, words.site(file.site)) if part)
    yield paragraph(line, style("line", 9, textColor=MUTED))
    yield paragraph(
        _(
            "An extract by art. 15 of Regulation (EU) 2016/679. Data of other people are left out or shortened. "
            "Keep it where others cannot read it."
        ),
        style("said", 9, textColor=MUTED, spaceBefore=4),
    )
    yield Spacer(0, 8)


def _keeping(file: PersonFile, words: FileWords) -> Iterator[Any]:
    yield _title(_("How the data are kept"))
    yield _lines(words.about_the_keeping(file))


def _records(file: PersonFile, words: FileWords) -> Iterator[Any]:
    for record, found in file.records.items():
        yield _title(words.title(record))
        if record == "confidential_note":
            yield _said(_sealed(file))
        if record == "household" and file.others:
            text = ngettext(
                "{n} other person lives or lived there; their data are not shown.",
                "{n} other people live or lived there; their data are not shown.",
                file.others,
            )
            yield _said(text.format(n=file.others))
        if record == "service_entry":
            yield _visits(found, words)
            continue
        if record == "assessment_score":
            yield _answers(found, words)
            continue
        for number, one in enumerate(found, start=1):
            yield from _record(one, words, number=number if len(found) > 1 else 0)


def _visits(found: Sequence[FileRecord], words: FileWords) -> Any:
    """Set visits as the diary they are: a line for each, by day."""
    by_day = sorted(found, key=lambda one: str(one.values.get("provided_on", "")))
    rows = []
    for one in by_day:
        what = ", ".join(filter(None, (words.of(one, "service"), words.of(one, "form"))))
        deleted = _("deleted, and still kept in the history") if one.is_deleted else ""
        said = "\n".join(filter(None, (words.of(one, "note"), deleted)))
        day, minutes = words.of(one, "provided_on"), words.of(one, "minutes")
        rows.append((day, what, minutes, said, words.of(one, "staff_member")))
    heads = (_("When"), _("What"), _("Minutes"), _("What was done and agreed"), _("By"))
    return _table(heads, rows, shares=(0.14, 0.26, 0.1, 0.34, 0.16))


def _answers(found: Sequence[FileRecord], words: FileWords) -> Any:
    """Set the answers of assessments as the sheets they are."""
    names = ("assessment", "question", "score", "note")
    rows = [tuple(words.of(one, name) for name in names) for one in found]
    heads = (_("Assessment"), _("Question"), _("Answer"), _("In words"))
    return _table(heads, rows, shares=(0.2, 0.3, 0.3, 0.2))


def _record(one: FileRecord, words: FileWords, *, number: int) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    lines = list(words.lines(one))
    if one.is_deleted:
        lines.insert(0, (_("State"), _("deleted, and still kept in the history")))
    if one.text is not None:
        lines.append((_("Text"), one.text))
    if lines:
        yield _lines(lines, mark=f"{number}." if number else "")
        yield Spacer(0, 5)


def _sealed(file: PersonFile) -> str:
    if not file.sealed:
        return _("Their text is in here, at the wish of the one who holds the key.")
    text = ngettext(
        "{n} note was written in confidence. Its text is not in here: ask its author.",
        "{n} notes were written in confidence. Their text is not in here: ask their authors.",
        file.sealed,
    )
    return text.format(n=file.sealed)


def _given(file: PersonFile, words: FileWords) -> Iterator[Any]:
    """Tell who was given the data: other copies of the program, and what was printed or taken out."""
    yield _title(_("Who was given the data"))
    houses: dict[str, list[Any]] = {}
    for one in file.bundles:
        houses.setdefault(one.site, []).append(one.on)
    lines = [
        (
            words.site(site),
            ngettext(
                "in {n} sealed bundle, {first}",
                "in {n} sealed bundles, {first} – {last}",
                len(days),
            ).format(n=len(days), first=day_in_words(days[0]), last=day_in_words(days[-1])),
        )
        for site, days in houses.items()
    ]
    lines += [
        (f"{day_in_words(one.at.date())}", f"{words.taken_out(one.what)} – {one.user}")
        for one in file.taken_out
    ]
    if lines:
        yield _lines(lines)
    else:
        yield _said(_("Nobody outside this house, as far as this program has written down."))
    yield _said(
        _("The funds are given participants' data in the reports of the project, as the law asks.")
    )


def _left_out(file: PersonFile, words: FileWords) -> Iterator[Any]:
    if not file.left_out:
        return
    parts = dict.fromkeys(words.title(one.partition(".")[0]) for one in file.left_out)
    yield _title(_("What is not in here"))
    text = _(
        "Whoever made this extract may not take out some of the data of: {parts}. The head of the house can make "
        "a whole one."
    )
    yield _said(text.format(parts=", ".join(parts)))


def _signatures() -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Spacer

    dots = "." * 46
    line = style("sign", 9, spaceBefore=14)
    yield KeepTogether(
        [
            Spacer(0, 8),
            *(
                paragraph(f"{who} {dots}", line)
                for who in (_("Made by:"), _("Received by:"), _("Date:"))
            ),
        ]
    )


def _annex(file: PersonFile, words: FileWords) -> Iterator[Any]:
    """List every change of every record, the newest first."""
    from reportlab.platypus import PageBreak

    if not file.history:
        return
    yield PageBreak()
    yield _title(_("Annex: every change"))
    heads = (_("When"), _("What"), _("Change"), _("By"))
    rows = [
        (
            f"{fact.entry.at.astimezone():%d.%m.%Y %H:%M}",
            words.title(fact.entry.record),
            words.change(fact),
            fact.entry.author,
        )
        for fact in file.history
    ]
    yield _table(heads, rows, shares=(0.16, 0.2, 0.46, 0.18))


def _title(text: str) -> Any:
    look = style("part", 12, font=BOLD, textColor=ACCENT, spaceBefore=12, spaceAfter=4)
    look.keepWithNext = 1
    return paragraph(text, look)


def _said(text: str) -> Any:
    return paragraph(text, style("note", 9, textColor=MUTED, spaceAfter=4))


def _lines(lines: Iterable[tuple[str, str]], *, mark: str = "") -> Any:
    """Set labels and values side by side; a mark numbers the record."""
    marked = (
        (f"{mark} {name}".strip() if at == 0 else name, value)
        for at, (name, value) in enumerate(lines)
    )
    rule = ("LINEABOVE", (0, 0), (-1, 0), 0.8, LINE)
    return lines_table(marked, share=_LABEL_SHARE, size=9, first=[rule])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, shares: Sequence[float]) -> Any:
    return rows_table(heads, rows, shares=shares)
