"""The calendar outside of the file: read back by the library, and from the paper."""

import subprocess
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.errors import FieldNotAllowedError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.export.calendar_ics import write_calendar
from kazanlak_case.export.week_pdf import write_week_pdf
from kazanlak_case.services.calendar_out import CalendarOrder
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.people import save_person
from kazanlak_case.services.tasks import make_task, tick_task
from support.office import id_of

MONDAY = date(2022, 11, 14)


@pytest.fixture
def order(case_file, now):
    """A week with a meeting at an hour, something for a whole day, and something done."""
    with case_file.writing(now) as uow:
        values = {"given_name": "Милена", "family_name": "Асенова", "id_type": "none"}
        person = id_of(save_person(uow, None, values), "person")
    with case_file.writing(now) as uow:
        open_case(uow, {"person": person})
    for title, more in (
        (
            "Среща с г-жа Петрова",
            {"kind": "meeting", "due_at": "10:30", "minutes": 45, "place": "Читалище"},
        ),
        ("Документи", {}),
        ("Свършено", {}),
    ):
        with case_file.writing(now) as uow:
            whole = {
                "title": title,
                "person": RecordId(person),
                "due_on": MONDAY + timedelta(days=1),
                **more,
            }
            task = id_of(make_task(uow, whole), "task")
    with case_file.writing(now) as uow:
        tick_task(uow, task)
    return CalendarOrder(first=MONDAY, last=MONDAY + timedelta(days=6))


@pytest.fixture
def as_role(case_file, now):
    def change(role):
        with case_file.writing(now) as uow:
            uow.log.append([Edited("user", uow.user.id, {"role": role})], "test")
            uow.commit()
        case_file.load()

    return change


def _named(order):
    return CalendarOrder(first=order.first, last=order.last, with_names=True)


def _events(path):
    """Give the events by what is said of them before the number of the case."""
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    found = {str(one["summary"]).rpartition(" · "): one for one in events}
    assert all(number.endswith("2022-0001") for _, _, number in found)
    return {said: one for (said, _, _), one in found.items()}


def test_no_name_stands_in_the_file_unless_it_was_asked_for(case_file, now, order, tmp_path):
    out = tmp_path / "week.ics"
    assert write_calendar(case_file, order, out, now=now) == 2
    events = _events(out)
    assert sorted(events) == ["Задача · М. А.", "среща · М. А."]
    text = out.read_text("utf-8")
    for told in ("Милена", "Асенова", "Петрова", "Читалище"):
        assert told not in text


def test_what_was_written_is_read_back_with_its_times(case_file, now, order, tmp_path):
    out = tmp_path / "week.ics"
    write_calendar(case_file, _named(order), out, now=now)
    events = _events(out)
    meeting = events["Среща с г-жа Петрова · Милена Асенова"]
    assert meeting.decoded("dtstart") == datetime(2022, 11, 15, 10, 30)
    assert meeting.decoded("dtend") == datetime(2022, 11, 15, 11, 15)
    assert str(meeting["location"]) == "Читалище"
    whole_day = events["Документи · Милена Асенова"]
    assert whole_day.decoded("dtstart") == date(2022, 11, 15)
    assert whole_day.decoded("dtend") == date(2022, 11, 16)


def test_who_takes_no_names_out_still_takes_the_days(case_file, now, order, tmp_path, as_role):
    as_role("roma_mediator")
    assert write_calendar(case_file, order, tmp_path / "a.ics", now=now) == 2
    with pytest.raises(FieldNotAllowedError):
        write_calendar(case_file, _named(order), tmp_path / "b.ics", now=now)
    assert not (tmp_path / "b.ics").exists()


def test_the_week_stands_on_one_sheet_in_bulgarian(case_file, now, order, tmp_path):
    out = write_week_pdf(case_file, _named(order), tmp_path / "week.pdf", now=now)
    words = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True)
    text = words.stdout.decode()
    for told in ("14.11.2022 г.", "Вторник", "10:30", "Асенова", "Документи"):
        assert told in text, told
    assert "Свършено" not in text
    assert text.count("\f") == 1
