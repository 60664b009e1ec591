"""Write the rows without names for evaluators: a workbook or JSON, and what was left out of it in words."""

from contextvars import copy_context
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.anonymity import ANY, LADDERS, UNKNOWN, USUAL_K, Levels
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.export.report_json import report_json
from kazanlak_case.export.report_xlsx import report_xlsx
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import N_, _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.anonymised import (
    DOMAINS,
    GAINED,
    OUTCOMES,
    SECRETS,
    Evaluation,
    EvaluationRow,
    evaluation,
)
from kazanlak_case.services.report_model import Cell, Column, ColumnKind, Report, Section

NAME = "evaluation"
TITLE = N_("Participants without names, for evaluation")
PSEUDONYMS_TITLE = N_("Participants under pseudonyms, for evaluation")
ENDINGS = (".xlsx", ".json")

SECRET_LABELS = {
    "minority": N_("Minority, Roma"),
    "disability": N_("Disability"),
    "foreign": N_("Migrant or of foreign background"),
    "housing": N_("Homeless or badly housed"),
    "household": N_("Jobless household or single adult with children"),
    "other": N_("Other disadvantage"),
}
DOMAIN_LABELS = {
    "labour": (N_("Labour: services"), N_("Labour: hours")),
    "social": (N_("Social: services"), N_("Social: hours")),
    "health": (N_("Health: services"), N_("Health: hours")),
    "education": (N_("Education: services"), N_("Education: hours")),
}
OUTCOME_LABELS = {
    "state": (N_("How the participation ended"), "participation_state"),
    "exit_state": (N_("Situation on leaving"), "exit_state"),
    "status_6m": (N_("Six months after leaving"), "status_6m"),
}
GAINED_LABELS = {
    "in_work": N_("Found work"),
    "qualified": N_("Gained a qualification"),
    "studies": N_("In education or training"),
}
_WORDS = {
    UNKNOWN: N_("not known"),
    ANY: N_("any"),
    "in_work": N_("works"),
    "not_in_work": N_("does not work"),
}
_PLACES = {"town": N_("town"), "village": N_("village")}


def write_evaluation(  # noqa: PLR0913 - each is a word of the command line
    case_file: CaseFile,
    out: Path,
    *,
    now: datetime,
    selection: Selection | None = None,
    k: int = USUAL_K,
    levels: Levels | None = None,
    pseudonyms: bool = False,
    language: str = "bg",
) -> Evaluation:
    """Write who can be hidden among others, and answer what was written and what was left out.

    Raises:
        NotAllowedError: The user's post takes out nothing for evaluators.
        TooFewPeopleError, UnfitGroupSizeError: Nobody can be hidden so.
        UnfitTargetError, DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, *ENDINGS)
    with case_file.reading(now) as uow:
        found = evaluation(uow, selection, k=k, levels=levels, pseudonyms=pseudonyms)
        practice = uow.is_practice
    note_written(case_file, found, now=now)
    report = copy_context().run(_report, found, case_file.profile, language, is_practice=practice)
    content = copy_context().run(_content, report, out, case_file.profile, now, language)
    write_whole(out, content)
    return found


def note_written(case_file: CaseFile, found: Evaluation, *, now: datetime) -> None:
    """Write down that rows are about to leave: how many, and how well hidden."""
    kind = "pseudonyms" if found.has_pseudonyms else "anonymous"
    facts = f"{kind}, k={found.k}, {len(found.rows)}"
    record_leaving(case_file, "evaluation_exported", now=now, facts=facts)


def answer_in_words(name: str, answer: str, profile: MunicipalityProfile, language: str) -> str:
    """Word one answer of a ladder: a code by its label, a kind of settlement, a time."""
    if answer in _WORDS:
        return _(_WORDS[answer])
    lists = {"sex": "sex", "work": "labour_situation"}
    if name in lists:
        return code_lists_of(profile).label(lists[name], answer, language)
    if name == "place":
        oblast, _space, kind = answer.rpartition(" ")
        return f"{oblast}, {_(_PLACES[kind])}" if kind in _PLACES else answer
    if name == "entered" and "-Q" in answer:
        year, _dash, quarter = answer.partition("-Q")
        return _("quarter {quarter} of {year}").format(quarter=quarter, year=year)
    return answer


def _content(
    report: Report, out: Path, profile: MunicipalityProfile, now: datetime, language: str
) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    if out.suffix.lower() == ".json":
        return report_json(report)
    return report_xlsx(report, profile, now=now)


def _report(
    found: Evaluation, profile: MunicipalityProfile, language: str, *, is_practice: bool
) -> Report:
    use_language_here(language, locale_dir=locale_folder())
    rows = tuple(_cells(found, row, profile, language) for row in found.rows)
    return Report(
        name=NAME,
        title=PSEUDONYMS_TITLE if found.has_pseudonyms else TITLE,
        columns=_columns(found),
        sections=(Section("", rows),),
        notes=notes_of(found),
        selection=found.selection,
        is_practice=is_practice,
    )


def _columns(found: Evaluation) -> tuple[Column, ...]:
    number = ColumnKind.NUMBER
    first = (Column("pseudonym", N_("Pseudonym"), width=20),) if found.has_pseudonyms else ()
    return (
        *first,
        *(Column(ladder.name, ladder.label, width=18) for ladder in LADDERS),
        *(Column(name, SECRET_LABELS[name], number, 15) for name in SECRETS),
        *(
            Column(f"{domain}_{what}", label, number, 12)
            for domain in DOMAINS
            for what, label in zip(("count", "hours"), DOMAIN_LABELS[domain], strict=True)
        ),
        *(Column(name, OUTCOME_LABELS[name][0], width=24) for name in OUTCOMES),
        *(Column(f"gained_{name}", GAINED_LABELS[name], number, 14) for name in GAINED),
    )


def _cells(
    found: Evaluation, row: EvaluationRow, profile: MunicipalityProfile, language: str
) -> tuple[Cell, ...]:
    lists = code_lists_of(profile)
    first: tuple[Cell, ...] = (row.pseudonym,) if found.has_pseudonyms else ()
    outcomes: list[Cell] = []
    for name in OUTCOMES:
        code = row.outcomes[name]
        outcomes.append(lists.label(OUTCOME_LABELS[name][1], code, language) if code else None)
    return (
        *first,
        *(
            answer_in_words(ladder.name, answer, profile, language)
            for ladder, answer in zip(LADDERS, row.group, strict=True)
        ),
        *(row.secrets[name] for name in SECRETS),
        *(figure for domain in DOMAINS for figure in row.services[domain]),
        *outcomes,
        *(row.gained[name] for name in GAINED),
    )


def notes_of(found: Evaluation) -> tuple[Reason, ...]:
    """Say below the rows how people are hidden, who is not in it, and where something secret shows."""
    notes = [
        Reason(
            N_(
                "Each participant says the same of sex, age, settlement, entry, education and work as at least {others} others here."
            ),
            {"others": found.k - 1},
        ),
        Reason(
            N_("Left out because they could be recognised: {count}."), {"count": found.left_out}
        ),
    ]
    if found.withheld:
        notes.append(
            Reason(
                N_("Left out because their data may only be kept: {count}."),
                {"count": found.withheld},
            )
        )
    notes.extend(
        Reason(
            N_("In {alike} of {groups} groups everybody gave the same answer to “{column}”."),
            {
                "alike": alike,
                "groups": found.diversity.groups,
                "column": _(SECRET_LABELS[column]),
            },
        )
        for column, alike in found.diversity.alike.items()
        if alike
    )
    return tuple(notes)
