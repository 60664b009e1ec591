"""All 21 forms of paper, filled and blank: every section, what is known, no personal number where none is asked for."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kazanlak_case.db.readings import readings
from kazanlak_case.db.reference import paper_forms
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.paper_errors import NothingToFillError, UnknownFormError
from kazanlak_case.domain.records import IssuedDocument, Person, Referral
from kazanlak_case.export.form_pdf import preview_form, print_form, write_form
from kazanlak_case.export.forms.every import FORMS
from kazanlak_case.services.paper_facts import NATURAL, PaperWish
from support.office import EGN_OF_WOMAN
from support.paper import write_papers

WITH_NUMBER = {"application", "referral", "consent", "participant_card", "exit_card"}
"""Forms that ask for the personal number (document_forms.csv); the register has it masked."""
WITHOUT_NAMES = {"team_meeting", "monthly_report", "timesheet"}
SAID = {
    "application": ["Търси работа и място", "Акт за раждане", "трудова интеграция"],
    "referral": ["Бюро по труда", "Регистрация като търсещо", "имена и телефон", "16.06.2022"],
    "consent": ["Участие в проекта", "отказ", "Ваня Колева"],
    "participant_card": ["безработно лице", "Потребител на услуги", "отказва да отговори", "36"],
    "exit_card": ["20.10.2022", "участие до планирания край", "КР-2022-0007"],
    "followup": ["Милена", "индивидуална", "0888123456"],
    "initial_assessment": ["без личен лекар", "отваря се случай", "без работа от три години"],
    "needs_assessment": ["Една стая с печка", "Работа в момента", "Искам да работя", "Стефан"],
    "support_plan": ["подписан трудов договор", "всяка седмица", "Чака решение на общината"],
    "plan_review": ["редовните срещи", "Намери работа", "приключва"],
    "consultation": ["Говорихме за училището", "10:30 – 12:00", "Среща с класната"],
    "home_visit": ["Росен Минчев", "ул. „Роза“ 12", "Стефан Демирев"],
    "group_list": ["Стефан Демирев", "Придружител"],
    "team_meeting": ["КР-2022-0009", "социален работник"],
    "report": ["01.03.2022", "Започна работа и записа"],
    "incident": ["Детето дойде само", "14:40", "съседка"],
    "monthly_report": ["225", "КР-2022-0007", "3:45"],
    "timesheet": ["3:45", "02.11.2022", "болничен"],
    "closing": ["постигнати цели по плана", "подписан трудов договор", "връзка с личния лекар"],
    "certificate": ["Милена Асенова Демирева", "Семейна къща – гр. Крън"],
    "register": ["КР-2022-0007", "850310", "план 20.03.2022"],
}


@pytest.fixture(scope="module")
def papers(open_for_all_papers):
    return open_for_all_papers


@pytest.fixture(scope="module")
def open_for_all_papers(templates, tmp_path_factory):
    """One house's file for all forms: each adds a number, none changes what another says."""
    import shutil

    from conftest import NOW, PASSWORD
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.installation import Installation

    folder = tmp_path_factory.mktemp("papers")
    shutil.copytree(templates["kran"], folder / "kran.kcase")
    state = Installation(folder / "state")
    file = CaseFile.open(folder / "kran.kcase", password=PASSWORD, installation=state)
    with file.writing(NOW) as uow:
        made = write_papers(uow)
    yield file, made
    file.close()


def wish_of(form, made):
    """Say what a form is made from in the test file."""
    worker = made.of("staff_member")
    periods = {
        "monthly_report": f"2022-11/{worker}",
        "timesheet": f"2022-11/{worker}",
        "register": "2022",
        "team_meeting": "2022-11-14",
    }
    if form in periods:
        return PaperWish(form=form, source_type="period", source=periods[form])
    kind = NATURAL.get(form, "person")
    return PaperWish(form=form, source_type=kind, source=made.of(kind))


def words_of(content, folder):
    """Give the words of a PDF in one line, and what pdffonts says of its letters."""
    path = folder / "form.pdf"
    path.write_bytes(content)
    text, fonts = (
        subprocess.run([*command, str(path), *more], check=True, capture_output=True).stdout
        for command, more in ((["pdftotext", "-layout"], ["-"]), (["pdffonts"], []))
    )
    return " ".join(text.decode().split()), fonts.decode().splitlines()[2:]


@pytest.mark.parametrize("form", list(FORMS))
def test_form_says_what_is_known_and_no_more(form, papers, now, tmp_path):
    file, made = papers
    with file.reading(now) as uow:
        preview = preview_form(uow, wish_of(form, made))
    text, fonts = words_of(preview.content, tmp_path)
    declared = paper_forms()[form]
    assert declared.name_bg in text
    for section in declared.sections:
        assert section.title_bg in text, section.title_bg
    plain = re.sub(r"\s+", "", text)
    for said in SAID[form]:
        assert re.sub(r"\s+", "", said) in plain, said
    assert (EGN_OF_WOMAN in text) is (form in WITH_NUMBER)
    if form in WITHOUT_NAMES:
        assert "Демирева" not in text
    assert re.search(r"стр\. 1 от \d", text)
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), "every letter is embedded"
    with file.reading(now) as uow:
        blank = preview_form(uow, PaperWish(form=form, blank=True))
    text, fonts = words_of(blank.content, tmp_path)
    for section in declared.sections:
        assert section.title_bg in text, section.title_bg
    assert "Демирев" not in text
    assert EGN_OF_WOMAN not in text
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_forms_are_those_of_the_reference():
    assert list(FORMS) == list(paper_forms())
    assert len(FORMS) == 21


def test_printed_form_gets_its_number_once_and_is_a_copy_after(papers, now, tmp_path):
    file, made = papers
    wish = wish_of("closing", made)
    first = print_form(file, wish, now=now)
    again = print_form(file, wish, now=now)
    assert first.number == again.number
    assert re.fullmatch(r"КР[A-Z]*-ПЗ-2022-0001", first.number)
    assert (first.is_copy, again.is_copy) == (False, True)
    assert (first.written is None, again.written is None) == (False, True)
    assert "ПРЕПИС" not in words_of(first.content, tmp_path)[0]
    assert "ПРЕПИС" in words_of(again.content, tmp_path)[0]
    seen = [one for one in readings(file) if one.what == "printed"]
    assert [(one.record, one.row, one.facts) for one in seen[-2:]] == [
        ("person", made.of("person"), "closing")
    ] * 2


def test_report_and_note_say_only_what_was_chosen(papers, now, tmp_path):
    file, made = papers
    wish = replace(wish_of("certificate", made), addressee="ДСП", purpose="помощ")
    with file.reading(now) as uow:
        least = words_of(preview_form(uow, wish).content, tmp_path)[0]
        more = replace(wish, parts=frozenset({"address", "services", "born_on"}))
        whole = words_of(preview_form(uow, more).content, tmp_path)[0]
    assert "ДСП" in least
    assert "помощ" in least
    assert "Роза" not in least
    assert "1985" not in least
    assert "мотивиране" not in least
    assert "Роза" in whole
    assert "10.03.1985" in whole
    assert "мотивиране" in whole


def test_form_of_a_person_finds_its_own_record(papers, now, tmp_path):
    file, made = papers
    with file.reading(now) as uow:
        wish = PaperWish(form="support_plan", source_type="person", person=made.of("person"))
        text = words_of(preview_form(uow, wish).content, tmp_path)[0]
    assert "Започва работа" in text


def test_english_paper_speaks_english(papers, now, tmp_path):
    file, made = papers
    with file.reading(now) as uow:
        paper = preview_form(uow, wish_of("exit_card", made), language="en")
    text = words_of(paper.content, tmp_path)[0]
    assert "Exit card" in text
    assert "Situation within 4 weeks" in text
    assert "page 1 of" in text


def test_nothing_is_written_where_nothing_is_said(papers, now, tmp_path):
    file, _made = papers
    count = _issued(file, now)
    with pytest.raises(UnknownFormError):
        write_form(file, "poem", out=tmp_path / "x.pdf", now=now)
    with pytest.raises(NothingToFillError):
        write_form(file, "closing", out=tmp_path / "x.pdf", now=now)
    with pytest.raises(UnfitTargetError):
        write_form(file, "closing", out=tmp_path / "x.doc", now=now, blank=True)
    assert not list(tmp_path.iterdir())
    written = write_form(file, "closing", out=tmp_path / "x.pdf", now=now, blank=True)
    assert (written.number, _issued(file, now)) == ("", count)
    assert Path(tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def _issued(file, now):
    with file.reading(now) as uow:
        return uow.records.count(IssuedDocument)


def test_a_referral_without_consent_names_nobody(papers, now, tmp_path):
    file, _made = papers
    with file.writing(now) as uow:
        person = Person(id=uow.new_id(), given_name="Румяна", national_id=EGN_OF_WOMAN)
        sent = Referral(id=uow.new_id(), person=person.id, institution="dbt", basis="consent")
        uow.log.append([Born(person), Born(sent)], "test")
        uow.commit()
    with file.reading(now) as uow:
        wish = PaperWish(form="referral", source_type="referral", source=sent.id)
        text, _ = words_of(preview_form(uow, wish).content, tmp_path)
    assert "Данни не се предават" in text
    assert "Румяна" not in text
    assert EGN_OF_WOMAN not in text
