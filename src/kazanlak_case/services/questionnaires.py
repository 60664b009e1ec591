"""The questionnaires of needs: those the program brings, and those the municipality made of them.

A version is never changed: an assessment keeps the one it was made with readable. A new text is a new version.
"""

import functools
import re
from dataclasses import dataclass, replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.planning_errors import (
    QuestionnaireAtCentreError,
    QuestionnaireFaultError,
    UnknownQuestionnaireError,
)
from kazanlak_case.domain.questionnaires import FOR_WHOM, NeedsForm, parse_questionnaire
from kazanlak_case.domain.records.assessment import Questionnaire
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.paths import resource
from kazanlak_case.services.writing import prepare_birth, prepare_edit

SAVED, RETIRED = "questionnaire_saved", "questionnaire_retired"
_VERSION = re.compile(r"^version\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a questionnaire; the program's own ones have no record."""

    form: NeedsForm
    record: RecordId | None = None
    is_retired: bool = False


@functools.cache
def shipped() -> tuple[NeedsForm, ...]:
    """Give the questionnaires the program brings."""
    return tuple(
        parse_questionnaire(resource(f"questionnaires/{name}.toml").read_text(encoding="utf-8"))
        for name in FOR_WHOM
    )


def questionnaires(uow: UnitOfWork) -> tuple[NeedsForm, ...]:
    """List what may be asked now: of each code the newest version, retired ones left out.

    Raises:
        NotAllowedError: The user's post sees no questionnaires.
    """
    uow.sight.require("questionnaire")
    newest: dict[str, NeedsForm | None] = {}
    newest.update((one.code, one) for one in shipped())
    for record in sorted(uow.records.all(Questionnaire), key=lambda one: one.version or 0):
        form = _form_of(record)
        if form is not None:
            newest[record.code] = None if record.retired else form
    return tuple(one for one in newest.values() if one is not None)


def questionnaire(uow: UnitOfWork, code: str, version: int) -> NeedsForm:
    """Give one version of a questionnaire, however old.

    Raises:
        NotAllowedError: The user's post sees no questionnaires.
        UnknownQuestionnaireError: This copy does not hold it (yet).
    """
    uow.sight.require("questionnaire")
    for one in shipped():
        if (one.code, one.version) == (code, version):
            return one
    for record in uow.records.find(Questionnaire, code=code, version=version):
        form = _form_of(record)
        if form is not None:
            return form
    raise UnknownQuestionnaireError(name=code, version=version)


def versions(uow: UnitOfWork) -> tuple[Version, ...]:
    """List every version there is, the newest of each code first.

    Raises:
        NotAllowedError: The user's post sees no questionnaires.
    """
    uow.sight.require("questionnaire")
    own = [
        Version(form=form, record=record.id, is_retired=bool(record.retired))
        for record in uow.records.all(Questionnaire)
        if (form := _form_of(record)) is not None
    ]
    brought = [Version(form=form) for form in shipped()]
    return tuple(sorted([*brought, *own], key=lambda one: (one.form.code, -one.form.version)))


def check_questionnaire(text: str) -> QuestionnaireFaultError | None:
    """Say what is wrong with a text while it is being typed; None when nothing is."""
    try:
        parse_questionnaire(text)
    except QuestionnaireFaultError as fault:
        return fault
    return None


def save_questionnaire(uow: UnitOfWork, text: str) -> Written:
    """Keep a text as the next version of its code; what stood before stays readable.

    Raises:
        NotAllowedError: The user's post writes no questionnaires.
        QuestionnaireAtCentreError: This copy is a house's.
        QuestionnaireFaultError: Something is wrong in the text; its line is named.
    """
    _require(uow)
    form = _with_next_version(uow, parse_questionnaire(text))
    values: dict[str, Value] = {
        "code": form.code,
        "version": form.version,
        "title": form.title,
        "text": form.text,
    }
    written = uow.log.append([prepare_birth(uow, Questionnaire, values)], SAVED)
    uow.commit()
    return written


def retire_questionnaire(uow: UnitOfWork, record_id: RecordId) -> Written:
    """Ask a questionnaire of the municipality no more; assessments made with it stay readable.

    Raises:
        NotAllowedError: The user's post writes no questionnaires.
        QuestionnaireAtCentreError: This copy is a house's.
        RecordMissingError: There is no such questionnaire.
    """
    _require(uow)
    change = prepare_edit(uow, Questionnaire, record_id, {"retired": True})
    written = uow.log.append([change], RETIRED)
    uow.commit()
    return written


def may_write_questionnaires(uow: UnitOfWork) -> bool:
    """Tell whether this user may write questionnaires on this copy."""
    return uow.is_centre and uow.sight.sees("questionnaire", action=Action.WRITE)


def _require(uow: UnitOfWork) -> None:
    uow.sight.require("questionnaire", action=Action.WRITE)
    if not uow.is_centre:
        raise QuestionnaireAtCentreError


def _with_next_version(uow: UnitOfWork, form: NeedsForm) -> NeedsForm:
    given = [one.version or 0 for one in uow.records.find(Questionnaire, code=form.code)]
    given += [one.version for one in shipped() if one.code == form.code]
    version = max(given, default=0) + 1
    text = _VERSION.sub(f"version = {version}", form.text, count=1)
    return replace(form, version=version, text=text)


def _form_of(record: Questionnaire) -> NeedsForm | None:
    """Read a record; one that a newer program wrote and this one cannot read is left out."""
    try:
        form = parse_questionnaire(record.text or "")
    except QuestionnaireFaultError:
        return None
    return replace(form, code=record.code, version=record.version or form.version)
