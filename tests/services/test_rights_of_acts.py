"""Every act by every role, every field written by every role, and what is taken out of the file."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import NOW, PASSWORD
from kazanlak_case.cli.list_commands import rows_of
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import NOT_ALLOWED, ExpectedError, NotAllowedError
from kazanlak_case.domain.fields import Kind, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.rights import Act, Action, can
from kazanlak_case.export.exchange import (
    export_bundle,
    import_bundles,
    inspect_bundle,
    mend_fork,
    rehearse_import,
    undo_import,
)
from kazanlak_case.export.key_reveal import AGE, reveal_key
from kazanlak_case.export.list_xlsx import write_list
from kazanlak_case.export.moving import move_case_file
from kazanlak_case.export.reports import write_report
from kazanlak_case.export.starter import prepare
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.plan import IntakePlan
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import take_in
from kazanlak_case.services import (
    history,
    indicators,
    joining,
    joining_mend,
    receipts,
    records,
    reports,
    transfers,
)
from kazanlak_case.services import microdata as isun
from kazanlak_case.services.conflicts import settle, settle_alike
from kazanlak_case.services.records import seen_fields
from kazanlak_case.services.writing import prepare_edit
from support.acting import OF_A_KIND, SHIPPED, Acting, places
from support.handed_out import INNER, all_services, arguments_of
from support.marked_file import NOT_MARKED, Marked

GONE = RecordId("0" * 32)
Trial = Callable[[CaseFile, Marked, Path], object]


def _writing(service: Callable[..., object], *given: object) -> Trial:
    """Try a service that writes; what it is given is not there, or stands so already: it writes nothing."""

    def run(file: CaseFile, _made: Marked, _folder: Path) -> object:
        with file.writing(NOW) as uow:
            return service(uow, *given)

    return run


def _reading(service: Callable[..., object], *given: object) -> Trial:
    def run(file: CaseFile, _made: Marked, _folder: Path) -> object:
        with file.reading(NOW) as uow:
            answer = service(uow, *given)
            return list(answer) if hasattr(answer, "__next__") else answer

    return run


TRIALS: dict[Act, tuple[Trial, ...]] = {
    Act.TAKE_OUT_KEYS: (lambda file, _m, at: reveal_key(file, AGE, at, now=NOW),),
    Act.PREPARE: (lambda file, _m, at: prepare(file, "enina", at, password=PASSWORD, now=NOW),),
    Act.MOVE: (lambda file, _m, at: move_case_file(file, at / "x.kcase", now=NOW),),
    Act.EXCHANGE: (
        lambda file, _m, at: export_bundle(file, at / "x", now=NOW),
        lambda file, _m, at: _refused(import_bundles(file, [at / "x"], now=NOW)),
        lambda file, _m, at: _refused(rehearse_import(file, [at / "x"], now=NOW)),
        lambda file, _m, at: mend_fork(file, at / "x", now=NOW),
        lambda file, _m, at: inspect_bundle(_bundle(at), file, now=NOW),
        _reading(receipts.receipts),
    ),
    Act.UNDO_IMPORT: (lambda file, _m, _at: undo_import(file, "00" * 16, now=NOW),),
    Act.BACK_UP: (lambda file, _m, at: backup_case_file(file, _bundle(at), now=NOW),),
    Act.INTAKE: (
        lambda file, _m, at: rehearse(file, _bundle(at), now=NOW),
        lambda file, _m, at: take_in(
            file, IntakePlan(at, None, ListMapping(), (), (), 0, ()), now=NOW
        ),
    ),
    Act.SETTLE: (
        lambda file, made, at: _writing(settle, made.question, "x")(file, made, at),
        _writing(settle_alike, []),
    ),
    Act.JOIN: (
        _writing(joining.decide_different, GONE, GONE),
        _writing(joining.split, GONE),
        _writing(joining_mend.move_left_behind, GONE),
        _writing(joining_mend.bring_back, GONE),
        _writing(joining_mend.stay_joined, GONE),
        lambda file, made, at: _writing(joining.join, replace(made.plan, doubled=(), kept=replace(made.plan.kept, phone="1")))(file, made, at),
    ),
    Act.TRANSFER: (
        _writing(transfers.offer, transfers.Offer(case=GONE)),
        _writing(transfers.withdraw, GONE),
        _writing(transfers.accept, GONE),
        _writing(transfers.decline, GONE, "x"),
        _writing(transfers.register, GONE),
    ),
    Act.UNDO_OTHERS: (lambda file, made, at: _writing(history.undo, made.undo)(file, made, at),),
    Act.REPORT: (
        _reading(reports.run_report, "esf-indicators"),
        _reading(indicators.count_indicators),
    ),
}  # fmt: skip
"""What each act is tried with: whoever may is told that there is nothing such, and nothing is written."""

NARROWER: dict[Act, tuple[Trial, ...]] = {
    Act.DELETE: (
        _writing(lambda uow: records.delete_record(uow, RECORDS["person"], GONE, what="x")),
    ),
    Act.REPORT_MICRODATA: (_reading(isun.microdata),),
}
"""Acts that a right to the fields must come with."""

OF_OTHERS = frozenset(
    {
        Act.MANAGE_USERS,
        Act.RECOVER,
        Act.RESTORE,
        Act.EVALUATE,
        Act.ANSWER_REQUEST,
        Act.RECORD_DEATH,
        Act.ERASE,
        Act.OPEN_IN_EMERGENCY,
        Act.SEE_READINGS,
        Act.APPROVE,
        Act.APPROVE_OWN,
        Act.SUPERVISE,
    }
)
"""Tried in the tests of what they are for; here it is only looked at that somebody asks for them."""


def _refused(reports: list) -> None:
    """Nothing is there to be taken in: a report says so."""


def _bundle(at: Path) -> Path:
    """Give a file that is none of what is wanted."""
    path = at / "нищо.xlsx"
    path.write_bytes(b"x")
    return path


def _is_refused(trial: Trial, file: CaseFile, made: Marked, folder: Path) -> bool:
    try:
        trial(file, made, folder)
    except NotAllowedError:
        return True
    except (ExpectedError, AttributeError, OSError):
        return False
    return False


def test_every_act_is_tried_or_asked_for_somewhere() -> None:
    assert {*TRIALS, *NARROWER, *OF_OTHERS} == set(Act)
    assert {*Act, *Action} <= {*NOT_ALLOWED}
    source = Path(records.__file__).parent.parent
    rooms = [source / room for room in ("services", "export", "db", "intake")]
    texts = [path.read_text("utf-8") for room in rooms for path in room.rglob("*.py")]
    asked = {
        act
        for act in Act
        if any(re.search(rf"\b(require|may)\(Act\.{act.name}\)", text) for text in texts)
    }
    # a backup is restored while no file is open: there is nobody to be asked for
    assert set(Act) - asked <= {Act.RESTORE}


def test_nobody_reads_past_the_services() -> None:
    """A window, a command or a writer of files that asks the store itself would not ask who is asking."""
    source = Path(records.__file__).parent.parent
    found = {
        str(path.relative_to(source))
        for room in ("ui", "cli", "export", "intake")
        for path in (source / room).rglob("*.py")
        if _STORE.search(text := path.read_text("utf-8")) or _imports_inner(text)
    }
    assert found <= set(KNOWN_READERS), found - set(KNOWN_READERS)


_STORE = re.compile(
    r"\buow\.(records|work|people|search|history|duplicates|disagreements|findings|indicators)\b"
)
_YES_OR_NO = frozenset({"transfers.is_incoming", "plan_approval.may_approve"})
"""Answer yes or no about what is known already."""
_IMPORTED = re.compile(r"^from kazanlak_case\.services\.(\w+) import (\([^)]*\)|.*)$", re.MULTILINE)


def _imports_inner(text: str) -> bool:
    """Tell whether a module imports what services only hand to each other."""
    return any(
        f"{module}.{name}" in INNER - _YES_OR_NO
        for module, names in _IMPORTED.findall(text)
        for name in re.findall(r"\w+", names)
    )


KNOWN_READERS = {
    "export/bundle_import.py": "only looks for findings anew",
    "export/family_map_pdf.py": "only whether the household stands, and what of it may be seen",
    "export/note_pdf.py": "the page of a note for who has opened it with a key",
    "export/reports.py": "how many rows there will be",
    "export/week_pdf.py": "the name of the colleague whose week it is, as far as it may be seen",
    "intake/rehearse.py": "compares a list with everybody, for who may take lists in and sees all that is compared",
    "intake/take_in.py": "as above",
    "ui/backup_parts/work.py": "names of users",
    "ui/duplicate_parts/pairs.py": "ids only",
    "ui/rights_parts/request_form.py": "the request that is open in the form",
}
"""Who may all the same, and why that hands out nothing."""


@pytest.mark.parametrize("role", OF_A_KIND)
def test_acts_are_for_who_was_given_them(
    role: str | None, marked_file: CaseFile, marked: Marked, acting: Acting, tmp_path: Path
) -> None:
    for act, trials in TRIALS.items():
        for at, trial in enumerate(trials):
            # who writes has the file read its facts anew
            user = acting(role, of_another=True)
            refused = _is_refused(trial, marked_file, marked, tmp_path)
            assert refused is not can(SHIPPED, user, act), (act, at)
    for act, trials in NARROWER.items():
        for trial in trials:
            user = acting(role, of_another=True)
            if not can(SHIPPED, user, act):
                assert _is_refused(trial, marked_file, marked, tmp_path), act


@pytest.mark.parametrize("role", OF_A_KIND)
def test_every_field_is_written_by_who_may(
    role: str | None, marked_file: CaseFile, marked: Marked, acting: Acting
) -> None:
    user = acting(role)
    wrong = []
    with marked_file.reading(NOW) as uow:
        for name in set(RECORDS) - NOT_MARKED:
            for spec in specs_of(RECORDS[name]):
                try:
                    # nothing of the kind can be kept: whoever may write the field hears that
                    wrong_value = GONE if spec.kind is Kind.REFERENCE else "х" * 100_001
                    prepare_edit(uow, RECORDS[name], marked.ids[name], {spec.name: wrong_value})
                    refused = False
                except NotAllowedError as error:
                    refused = error.facts["about"] == spec.label
                except ExpectedError:
                    refused = False
                if refused is can(SHIPPED, user, Action.WRITE, spec):
                    wrong.append(f"{name}.{spec.name}")
    assert wrong == []


@pytest.mark.parametrize("role", ["auditor", None])
def test_who_writes_nothing_is_refused_by_every_service_that_writes(
    role: str | None, marked_file: CaseFile, marked: Marked, acting: Acting
) -> None:
    accepted = []
    for service in all_services():
        if not service.writes or service.takes_file or service.name in INNER | PIECES:
            continue
        acting(role, of_another=True)
        with marked_file.writing(NOW) as uow:
            for arguments in arguments_of(uow, marked, service):
                try:
                    service.call(uow, **arguments)
                    accepted.append(service.name)
                except (NotAllowedError, KeyError):  # or a record type that has no such field
                    continue
                except ExpectedError as error:
                    if error.code not in REFUSED_TO_ALL:
                        accepted.append(f"{service.name}: {error.code}")
    assert not accepted, " ".join(sorted(set(accepted)))


PIECES = frozenset({"writing.append_by_scope", "emergency.acknowledge"})
"""Writes what others prepared; tells only that a notice was seen."""

REFUSED_TO_ALL = frozenset({"append_only", "no_secret_key"})
"""What stands in the way of whoever it is."""


@pytest.mark.parametrize("role", OF_A_KIND)
def test_what_is_taken_out_is_for_who_may_take_it_out(
    role: str | None, marked_file: CaseFile, marked: Marked, acting: Acting, tmp_path: Path
) -> None:
    user = acting(role)
    allowed = set(places(SHIPPED, user, Action.EXPORT, marked))
    seen = set(places(SHIPPED, user, Action.SEE, marked))
    out, printed = set(), set()
    with marked_file.reading(NOW) as uow:
        for name in set(RECORDS) - NOT_MARKED:
            cls = RECORDS[name]
            for action, found in ((Action.SEE, printed), (Action.EXPORT, out)):
                specs = seen_fields(uow, cls, action)
                try:
                    rows = list(rows_of(uow, name, specs=specs, action=action))
                except NotAllowedError:
                    continue
                if action is Action.SEE:
                    text = json.dumps(rows, ensure_ascii=False)
                else:
                    path = tmp_path / "list.xlsx"
                    write_list(path, specs, rows=rows, language="bg")
                    text = _text_of(path) + json.dumps(rows, ensure_ascii=False)
                found.update(marked.found_in(text))
    assert (printed, out) == (seen, allowed)
    for name, kind in reports.REPORTS.items():
        for ending in kind.endings:
            path = tmp_path / f"{name}{ending}"
            try:
                written = write_report(marked_file, name, path, now=NOW)
            except NotAllowedError:
                assert not path.exists()
                continue
            paths = [path, *([written.beside] if written.beside else [])]
            shown = {place for one in paths for place in marked.found_in(_text_of(one))}
            assert shown <= allowed, (name, ending, shown - allowed)


def _text_of(path: Path) -> str:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return path.read_bytes().decode("utf-8", "replace")
