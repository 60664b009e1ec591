"""Print a form: preview it, give it its number, write it. One PDF is looked at, printed and kept (desktop.md)."""

from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import paper_forms
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.paper_errors import NothingToFillError, UnknownFormError
from kazanlak_case.domain.paper_forms import PaperForm
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.forms.every import FORMS
from kazanlak_case.export.forms.setting import joined_to_the_last, set_head, set_section
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.export.paper import print_document, use_own_fonts
from kazanlak_case.export.report_words import day_in_words, made_on, practice_mark
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.issuing import Paper, issue
from kazanlak_case.services.paper_facts import PaperFacts, PaperWish, paper_facts
from kazanlak_case.services.paper_leaving import require_leaving
from kazanlak_case.services.paper_periods import PERIOD_FORMS

ENDING = ".pdf"
PRINTED, SAVED = "printed", "form_saved"
"""What the record of readings says of a paper."""


@dataclass(frozen=True, slots=True)
class FormPaper:
    """A form as it is printed.

    Attributes:
        content: The PDF.
        title: Its name.
        number: Empty as long as it has none.
        is_copy: It had its number before.
        document: What the register knows it by.
        written: What giving it a number wrote.
    """

    content: bytes
    title: str
    number: str = ""
    is_copy: bool = False
    document: RecordId | None = None
    written: Written | None = None


def preview_form(uow: UnitOfWork, wish: PaperWish, *, language: str = "bg") -> FormPaper:
    """Show how a form would be printed now; nothing is numbered or recorded.

    Raises:
        NotAllowedError: The user's post may not see what it is about.
        NothingToFillError: It is neither blank nor said what it is made from.
        UnknownFormError: There is no such form.
    """
    _require_known(wish)
    return _rendered(uow, paper_facts(uow, wish), language=language, is_preview=True)


def print_form(
    case_file: CaseFile,
    wish: PaperWish,
    *,
    now: datetime,
    language: str = "bg",
    what: str = PRINTED,
) -> FormPaper:
    """Give a form its number, if it has none, and make the paper; that it was is on the record first.

    A blank one has no number and says nothing of anybody.

    Raises:
        NotAllowedError: The user's post may not see what it is about, issues no documents, or may not let it out.
        NothingToFillError: It is neither blank nor said what it is made from.
        UnknownFormError: There is no such form.
    """
    _require_known(wish)
    if wish.blank:
        with case_file.reading(now) as uow:
            return _rendered(uow, paper_facts(uow, wish), language=language)
    with case_file.writing(now) as uow:
        require_leaving(uow, wish, as_file=what == SAVED)
        facts = paper_facts(uow, wish)
        had_number = facts.issued is not None
        written = issue(uow, paper_of(facts))
    with case_file.writing(now) as uow:
        facts = paper_facts(uow, wish)
        kind, row = _read_as(facts)
        uow.readings.record(what, record=kind, row=row, facts=wish.form)
        uow.commit()
    with case_file.reading(now) as uow:
        paper = _rendered(uow, facts, language=language, is_copy=had_number)
    return replace(paper, written=written if written.undo else None)


def write_form(  # noqa: PLR0913 - each is a word of the command line
    case_file: CaseFile,
    form: str,
    *,
    out: Path,
    now: datetime,
    source_type: str = "",
    source: str = "",
    person: str = "",
    language: str = "bg",
    blank: bool = False,
    for_signature: bool = True,
) -> FormPaper:
    """Write a form into a file.

    Args:
        case_file: The open file.
        form: Its code.
        out: Where; one of that name is replaced when the new one is whole.
        now: The moment.
        source_type: The type of the record it is made from.
        source: That record; for a month or a year its name.
        person: Whom it is about, where no record is named.
        language: The language of the paper.
        blank: To be filled in by hand.
        for_signature: Give it its number; else it is a draft.

    Raises:
        UnfitTargetError: The name does not end in .pdf.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
        NotAllowedError, NothingToFillError, UnknownFormError: As `print_form` says.
    """
    require_target(out, ENDING)
    wish = PaperWish(form=form, source_type=source_type, source=source, person=person, blank=blank)
    if for_signature:
        paper = print_form(case_file, wish, now=now, language=language, what=SAVED)
    else:
        with case_file.reading(now) as uow:
            require_leaving(uow, wish, as_file=True)
            paper = preview_form(uow, wish, language=language)
    write_whole(out, paper.content)
    return paper


def paper_of(facts: PaperFacts) -> Paper:
    """Say what is issued: the form, what it is made from, whom it is about."""
    kind, source = facts.period.source if facts.period else facts.source
    if not source and facts.person is not None:
        kind, source = "person", facts.person.id
    return Paper(
        form=facts.wish.form,
        source_type=kind,
        source=source,
        person=facts.person.id if facts.person else None,
        case=facts.case.id if facts.case else None,
        addressee=facts.wish.addressee,
        purpose=facts.wish.purpose,
    )


def _read_as(facts: PaperFacts) -> tuple[str, RecordId | None]:
    """Say what the record of readings names: the person, for it is by people that one asks."""
    if facts.person is not None:
        return "person", facts.person.id
    kind, source = facts.source
    return kind, RecordId(source) if source and not facts.period else None


def _require_known(wish: PaperWish) -> None:
    if wish.form not in FORMS:
        raise UnknownFormError(name=wish.form, names=", ".join(FORMS))
    is_said = wish.source or wish.person or wish.form in PERIOD_FORMS
    if not (wish.blank or is_said):
        raise NothingToFillError


def _rendered(
    uow: UnitOfWork,
    facts: PaperFacts,
    *,
    language: str,
    is_preview: bool = False,
    is_copy: bool = False,
) -> FormPaper:
    form = paper_forms()[facts.wish.form]
    content = copy_context().run(
        _content, facts, uow.profile, form, language=language, is_preview=is_preview, is_copy=is_copy
    )  # fmt: skip
    number = facts.issued.number if facts.issued else ""
    return FormPaper(
        content,
        form.name(language),
        number,
        is_copy=is_copy or (is_preview and bool(number)),
        document=facts.issued.id if facts.issued else None,
    )


def _content(  # noqa: PLR0913 - what a paper says of itself
    facts: PaperFacts,
    profile: MunicipalityProfile,
    form: PaperForm,
    *,
    language: str,
    is_preview: bool,
    is_copy: bool,
) -> bytes:
    # a document carries its own language, whatever the window speaks
    use_language_here(language, locale_dir=locale_folder())
    use_own_fonts()
    maker = FORMS[form.code]
    words = FormWords(facts, profile, language)
    sections = maker.fill(words)
    head = list(_head(facts, words, form, is_preview=is_preview, is_copy=is_copy))
    set_ones = [
        set_section(
            "" if maker.is_table else f"{one.number}. {one.title(language)}",
            sections[one.number],
            wide=maker.is_wide,
        )
        for one in form.sections
        if one.number in sections
    ]
    story = [*head, *joined_to_the_last(set_ones)]
    mark = practice_mark() if facts.is_practice else ""
    made = _("Blank form") if facts.wish.blank else made_on(facts.now)
    title = form.name(language)
    return print_document(story, profile, title=title, made=made, mark=mark, wide=maker.is_wide)


def _head(
    facts: PaperFacts, words: FormWords, form: PaperForm, *, is_preview: bool, is_copy: bool
) -> Iterator[Any]:
    issued = facts.issued
    if facts.wish.blank:
        number = _("No. {number} of {day}").format(number="_" * 16, day="_" * 14)
    elif issued is not None:
        day = day_in_words(issued.issued_on) if issued.issued_on else ""
        number = _("No. {number} of {day}").format(number=issued.number, day=day)
    else:
        number = _("No.: given when it is printed") if is_preview else ""
    contract = words.profile.contract_number
    below = [
        words.house,
        words.profile.title,
        _("Contract {number}").format(number=contract) if contract else "",
    ]
    mark = _("COPY") if is_copy else ""
    yield from set_head(form.name(words.language), number, below=below, mark=mark)
