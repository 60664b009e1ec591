"""Pictures of attached documents: the panel, the list, the viewer. Every page in them is made up."""

import io
import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.intake.scans import as_pdf, pages_of
from kazanlak_case.paths import resource_folder
from kazanlak_case.services.attachments import (
    AttachmentDraft,
    Content,
    add_attachment,
    attachments_of,
)
from kazanlak_case.settings import Settings
from kazanlak_case.ui.shell import Shell
from pictures.people import busiest
from pictures.stage import settle

PAGE = (1240, 1754)
LINES = (
    "Днес, 3 октомври, между страните се сключи този договор:",
    "1. Наемодателят предоставя за ползване едностаен апартамент.",
    "2. Наемната цена е 80 лв. месечно, платима до пето число.",
    "3. Наемателят се задължава да пази имота и да плаща разходите.",
    "4. Договорът се сключва за срок от една година.",
    "5. При неплащане два последователни месеца договорът се прекратява.",
)


def scanned(title: str, *, number: int = 1) -> bytes:
    """Draw a page as a scanner would bring it."""
    page = Image.new("L", PAGE, 249)
    pen = ImageDraw.Draw(page)
    font = next(iter(sorted(resource_folder().rglob("*.ttf"))))
    large, small = (ImageFont.truetype(str(font), size) for size in (54, 30))
    pen.text((140, 160), title, font=large, fill=30)
    for at in range(34):
        text = LINES[at] if number == 1 and at < len(LINES) else ""
        top = 320 + at * 40
        if text:
            pen.text((140, top), text, font=small, fill=40)
        elif at % 5 != 4:
            pen.line((140, top + 18, 1100 - 37 * (at % 3), top + 18), fill=176, width=7)
    pen.ellipse((820, 1470, 1030, 1640), outline=120, width=5)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _attached(shell: Shell) -> tuple[str, RecordId]:
    """Attach what people bring, once; give the person and the longest document."""
    person = RecordId(busiest(shell))
    file, now = shell.operations.case_file, shell.operations.clock()
    with file.reading(now) as uow:
        held = attachments_of(uow, person=person)
    if not held:
        for at, (draft, content) in enumerate(_documents(person)):
            with file.writing(now + timedelta(seconds=at)) as uow:
                add_attachment(uow, draft, content)
        _let_one_wait(shell, person)
        with file.reading(now) as uow:
            held = attachments_of(uow, person=person)
    lease = next(row for row in held if row.attachment.type == "housing_document")
    return person, lease.attachment.id


def _documents(person: RecordId) -> list[tuple[AttachmentDraft, Content | None]]:
    pages = [
        next(iter(pages_of(io.BytesIO(scanned("ДОГОВОР ЗА НАЕМ", number=at)), "page.png")))
        for at in (1, 2, 3)
    ]
    lease = Content(
        stream=io.BytesIO(as_pdf(pages)), file_name="договор.pdf", media_type="application/pdf"
    )
    note = Content(stream=io.BytesIO(pages[1]), file_name="бележка.jpg", media_type="image/jpeg")
    letter = Content(stream=io.BytesIO(b"PK"), file_name="молба.docx", media_type="application/x")
    return [
        (
            AttachmentDraft(
                person=person,
                type="housing_document",
                title="Договор за общинско жилище",
                dated_on=date(2022, 10, 3),
            ),
            lease,
        ),
        (
            AttachmentDraft(person=person, type="medical_document", title="Епикриза", special=True),
            note,
        ),
        (
            AttachmentDraft(
                person=person, type="identity_card", number="640012345", seen_only=True
            ),
            None,
        ),
        (
            AttachmentDraft(
                person=person,
                type="application",
                title="Молба за еднократна помощ",
                dated_on=date(2022, 9, 19),
            ),
            letter,
        ),
    ]


def _let_one_wait(shell: Shell, person: RecordId) -> None:
    """Bring one record without its content, as an older version would."""
    from kazanlak_case.domain.changes import Born
    from kazanlak_case.domain.records import Attachment

    def write(uow: UnitOfWork) -> None:
        row = Attachment(
            id=uow.new_id(),
            person=person,
            type="school_document",
            title="Удостоверение за записан ученик",
            dated_on=date(2022, 9, 1),
            sha256="ab" * 32,
            size=212_000,
        )
        uow.log.append([Born(row)], "attachment_added")
        uow.commit()

    shell.operations.write(write, done=lambda _done: None)


def documents(shell: Shell) -> None:
    """List what is attached to somebody."""
    person, _ = _attached(shell)
    shell.workspace.open_person(person)
    shell.workspace._person.tabs.go_to("documents")


def attach(shell: Shell) -> None:
    """Attach a scan: three wait in the scanner's folder, one is taken."""
    folder = Path(tempfile.mkdtemp(prefix="scanner"))
    for at, title in enumerate(("ПЪЛНОМОЩНО", "СЛУЖЕБНА БЕЛЕЖКА", "УДОСТОВЕРЕНИЕ")):
        path = folder / f"Скан_2022-11-14_{at + 1:03}.png"
        path.write_bytes(scanned(title))
        moment = shell.operations.clock().timestamp() - 600 * (3 - at)
        os.utime(path, (moment, moment))
    shell.workspace.take_settings(Settings(scanner_folder=str(folder)))
    person, _ = _attached(shell)
    shell.workspace.open_person(person)
    name = shell.workspace._person.page.person.name
    shell.operations.keep_draft(f"attach-{person}", {})  # of the picture before
    shell.workspace.openings.attach(person, name)
    shell.workspace.panel.content.scanner.rows[0].click()


def attach_seen(shell: Shell) -> None:
    """Write down an identity card that was seen."""
    attach(shell)
    form = shell.workspace.panel.content
    form.editor.form.put("type", "identity_card")
    form.editor.form.edited.emit()


def originals(shell: Shell) -> None:
    """Offer to delete the plain original."""
    attach(shell)
    shell.workspace.panel.content.editor.save()
    settle(50)


def viewer(shell: Shell) -> None:
    """Look at a document of three pages."""
    person, document = _attached(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.view_attachment(document)


def viewer_copy(shell: Shell) -> None:
    """Ask for a plain copy."""
    from kazanlak_case.ui.attachment_parts.viewer import Viewer

    viewer(shell)
    settle(50)
    shell.workspace.findChild(Viewer).bar.copy.click()
