"""A mediator with the file's key and any tool: no word of a confidential note is to be found, in no form, nowhere."""

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from sqlcipher3 import dbapi2

from conftest import NOW, PASSWORD
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.drafts import FOLDER, Drafts
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.role_drafts import RoleDrafts, draft_name
from kazanlak_case.db.sealed_notes import NotePlace, open_sealed
from kazanlak_case.domain.confidential_errors import NoSecretKeyError, SealedNoteError
from kazanlak_case.domain.records import ConfidentialNote, Person, User
from kazanlak_case.export.bundle_partners import BundleReader
from kazanlak_case.export.exchange import export_bundle, import_bundles
from kazanlak_case.export.key_reveal import reveal_key
from kazanlak_case.services import users
from kazanlak_case.services.confidential import NoteDraft, find_notes, read_note, write_note
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import VisitDraft, record_visit
from support.pages import pages_of
from support.travel import acquainted

PROFESSION = "psychologist"
NOTES = (
    "Щурмановица разказва за кошмари: вълчища, глухарници и пъстроперести птичища. Насинявана е от шуренайко.",
    "Поправка: насинявана от девероглавия братовчедник, не от шуренайко. Убежище при Зюмбюлковица.",
    "Трета среща. Плачеливост, безсънийност; съгласна е на прибежищница. " * 40,
)
DRAFT = "Недописвано: хлипаница, препотяване, тъгувалница."
PLAIN = "Обикновенооткрито посещение"
"""What anybody may read: were it not found, the search itself would be blind."""
LEAST = 4
OWN = "моята много лична парола"


def words_of(*texts: str) -> frozenset[str]:
    """Every word of four letters or more."""
    return frozenset(
        word for text in texts for word in re.findall(r"\w+", text) if len(word) >= LEAST
    )


def forms_of(word: str) -> set[bytes]:
    """The forms a word may lie in: its letters big and small, in the encodings programs use, and as JSON has it."""
    shapes = {word, word.casefold(), word.upper(), word.capitalize()}
    return {
        form
        for shape in shapes
        for form in (
            shape.encode(),
            shape.encode("utf-16-le"),
            shape.encode("utf-16-be"),
            shape.encode("cp1251"),
            json.dumps(shape)[1:-1].encode(),
        )
    }


SOUGHT = {form: word for word in words_of(*NOTES, DRAFT) for form in forms_of(word)}
ANY = re.compile(b"|".join(re.escape(form) for form in SOUGHT))
CONTROL = re.compile(b"|".join(re.escape(form) for form in forms_of(PLAIN.split(maxsplit=1)[0])))


def leaked(*contents: bytes) -> set[str]:
    return {SOUGHT[found.group()] for content in contents for found in ANY.finditer(content)}


@dataclass
class World:
    """A house with a head, a psychologist and a mediator, and the centre; the psychologist has written."""

    folder: Path
    person: str
    notes: list[str]
    snapshot: Path
    """The folder as it lay while the psychologist was at work: with its write-ahead log."""

    def open(self, user: str, password: str = OWN) -> CaseFile:
        state = Installation(self.folder.parent / "state")
        return CaseFile.open(self.folder, user=user, password=password, installation=state)


def _sign_up(folder: Path, head: CaseFile, name: str, role: str) -> str:
    return users.add_user(head, name=name, display_name=None, role=role, staff_member=None, now=NOW)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("confidential")
    for site in ("kran", "municipality"):
        shutil.copytree(acquainted()[site], place / f"{site}.kcase")
    world = World(place / "kran.kcase", "", [], place / "snapshot.kcase")
    head = world.open("head", PASSWORD)
    given = {
        name: _sign_up(world.folder, head, name, role)
        for name, role in (("ани", PROFESSION), ("мая", "roma_mediator"))
    }
    head.close()
    for name, password in given.items():
        file = world.open(name, password)
        users.change_password(file, old=password, new=OWN, now=NOW)
        if name == "ани":
            _write(world, file)
        file.close()
    return world


def _write(world: World, file: CaseFile) -> None:
    with file.writing(NOW) as uow:
        save_person(uow, None, {"given_name": "Мария", "family_name": "Петрова"})
    with file.writing(NOW) as uow:
        world.person = uow.records.all(Person)[0].id
        record_visit(
            uow,
            VisitDraft(
                person=world.person, service="soc_counselling", provided_on=NOW.date(), note=PLAIN
            ),
        )
    for text in NOTES:
        corrects = world.notes[0] if len(world.notes) == 1 else None
        draft = NoteDraft(person=world.person, secret=PROFESSION, text=text, corrects=corrects)
        with file.writing(NOW) as uow:
            written = write_note(uow, draft)
        world.notes += [one for name, one in written.touched if name == "confidential_note"]
        with file.writing(NOW) as uow:
            assert read_note(uow, world.notes[-1]).text == text.strip()
    with file.reading(NOW) as uow:
        assert len(find_notes(uow, "шуренайко")) == 2
    drafts = RoleDrafts(file.path, file.secrets, scope="kran", owner=file.user.id)
    drafts.keep(draft_name(world.person, PROFESSION), {"text": DRAFT})
    plain = Drafts(file.path, file.unlocked.drafts_key, owner=file.user.id)
    plain.keep("visit", {"note": PLAIN})
    shutil.copytree(file.path, world.snapshot)


@pytest.fixture
def mediator(world):
    file = world.open("мая")
    yield file
    file.close()


def test_the_file_key_is_what_the_owner_would_be_given(world, mediator, tmp_path):
    head = None
    key, salt = mediator.unlocked.database_keys()
    mediator.close()
    try:
        head = world.open("head", PASSWORD)
        reveal_key(head, "sqlcipher", tmp_path / "key.txt", now=NOW)
    finally:
        if head is not None:
            head.close()
    assert f"{key.hex()}{salt.hex()}" in (tmp_path / "key.txt").read_text("ascii")


def test_no_word_in_any_page_free_ones_and_the_log_of_writes_too(world, mediator):
    key, _salt = mediator.unlocked.database_keys()
    for folder in (world.folder, world.snapshot):
        pages = list(pages_of(folder, key))
        assert leaked(*pages) == set()
        assert any(CONTROL.search(page) for page in pages)
    assert (world.snapshot / f"{DATABASE}-wal").stat().st_size > 0


def test_no_word_in_any_table_nor_in_the_search(world, mediator):
    key, salt = mediator.unlocked.database_keys()
    mediator.close()
    with dbapi2.connect(str(world.folder / DATABASE)) as connection:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables = dict(found.fetchall())
        assert {"confidential_note", "change"} <= tables.keys()
        contents = []
        for table, sql in tables.items():
            source = table
            if sql.startswith(
                "CREATE VIRTUAL"
            ):  # its shadow tables are read as the others; here its words
                source = f"words_of_{table}"
                connection.execute(
                    f"CREATE VIRTUAL TABLE temp.{source} USING fts5vocab(main, {table}, row)"
                )
            for row in connection.execute(f'SELECT * FROM "{source}"'):
                contents += [one if isinstance(one, bytes) else str(one).encode() for one in row]
    connection.close()
    assert any(CONTROL.search(one) for one in contents)
    assert leaked(*contents) == set()


def test_no_word_in_any_draft(world, mediator):
    """Who has the file key can derive the keys of all other drafts: those are a matter of manners."""
    with mediator.reading(NOW) as uow:
        owners = [one.id for one in uow.records.all(User)]
    opened = []
    for path in (world.folder / FOLDER).iterdir():
        content = path.read_bytes()
        assert leaked(content, path.name.encode()) == set()
        for owner in owners:
            drafts = Drafts(mediator.path, mediator.unlocked.drafts_key, owner=owner)
            try:
                opened.append(drafts._box.decrypt(content))
            except CryptoError:
                continue
    assert [json.loads(one) for one in opened] == [{"note": PLAIN}]


def test_no_word_in_a_backup(world, mediator, tmp_path):
    key, _salt = mediator.unlocked.database_keys()
    backup = backup_case_file(mediator, tmp_path, now=NOW)
    pages = list(pages_of(backup, key))
    assert leaked(*(one.read_bytes() for one in backup.rglob("*") if one.is_file())) == set()
    assert any(CONTROL.search(page) for page in pages)
    assert leaked(*pages) == set()


def test_no_word_in_a_bundle_nor_at_the_centre(world, mediator, tmp_path):
    bundle = tmp_path / "kran.kbundle"
    export_bundle(mediator, bundle, now=NOW)
    assert leaked(bundle.read_bytes()) == set()
    state = Installation(tmp_path / "state")
    shutil.copytree(world.folder.parent / "municipality.kcase", tmp_path / "municipality.kcase")
    centre = CaseFile.open(tmp_path / "municipality.kcase", password=PASSWORD, installation=state)
    try:
        with BundleReader.of(centre, now=NOW).open(bundle) as opened:
            contents = [repr(one).encode() for one in opened.segments()]
        assert any(CONTROL.search(one) for one in contents)
        assert leaked(*contents) == set()
        (report,) = import_bundles(centre, [bundle], now=NOW)
        assert report.status == "merged"
        key, _salt = centre.unlocked.database_keys()
        assert leaked(*pages_of(centre.path, key)) == set()
        with centre.writing(NOW) as uow:
            assert len(uow.records.find(ConfidentialNote, person=world.person)) == len(NOTES)
            with pytest.raises(NoSecretKeyError):
                read_note(uow, world.notes[0])
    finally:
        centre.close()


def test_the_mediator_is_refused_and_the_psychologist_reads(world, mediator):
    with mediator.writing(NOW) as uow, pytest.raises(NoSecretKeyError):
        read_note(uow, world.notes[0])
    mediator.close()
    psychologist = world.open("ани")
    with psychologist.writing(NOW) as uow:
        assert [read_note(uow, one).text for one in world.notes] == [one.strip() for one in NOTES]
    psychologist.close()


def test_the_length_of_a_note_is_told_in_blocks_only(world, mediator):
    with mediator.reading(NOW) as uow:
        lengths = sorted(len(one.text) for one in uow.records.all(ConfidentialNote))
    assert lengths[0] == lengths[1]


def test_who_was_removed_reads_nothing_new(world, tmp_path):
    """A removed psychologist keeps old keys in the head: they open the old notes, and none written since."""
    # in a copy: the tests come in any order, and the others need that user
    shutil.copytree(world.folder, tmp_path / world.folder.name)
    world = replace(world, folder=tmp_path / world.folder.name)
    head = world.open("head", PASSWORD)
    password = _sign_up(world.folder, head, "ели", PROFESSION)
    head.close()
    second = world.open("ели", password)
    users.change_password(second, old=password, new=OWN, now=NOW)
    second.close()
    first = world.open("ани")
    users.grant_role_keys(first, user="ели", now=NOW)
    old_keys = {name: bytes(key) for name, key in first.unlocked.role_keys.items()}
    first.close()
    head = world.open("head", PASSWORD)
    users.remove_user(head, user="ани", now=NOW)
    head.close()
    second = world.open("ели")
    try:
        text = "Ново: прибежищницата прие Щурмановица."
        with second.writing(NOW) as uow:
            draft = NoteDraft(person=world.person, secret=PROFESSION, text=text)
            written = write_note(uow, draft)
        new = next(one for name, one in written.touched if name == "confidential_note")
        with second.writing(NOW) as uow:
            assert read_note(uow, new).text == text
            assert read_note(uow, world.notes[0]).text == NOTES[0]
            note = uow.records.get(ConfidentialNote, new)
    finally:
        second.close()
    for name, key in old_keys.items():
        for epoch in {note.epoch, name.epoch}:
            with pytest.raises(SealedNoteError):
                open_sealed(note.text, key, NotePlace(note.id, "kran", PROFESSION, epoch))
