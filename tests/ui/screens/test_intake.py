"""An office's list through the wizard: the real workbook, a real case file."""

from pathlib import Path

import pytest

from conftest import NOW
from kazanlak_case.intake.plan import Outcome
from kazanlak_case.ui.screens.intake import Intake

FILES = Path(__file__).parents[2] / "files"
SAMPLE = FILES / "uchastnitsi-kran.xlsx"


@pytest.fixture
def screen(host, kit) -> Intake:
    host.show()
    screen = Intake(host, kit)
    screen.show()
    screen.look_at(SAMPLE)
    return screen


def people_in(case_file) -> int:
    with case_file.reading(NOW) as uow:
        return uow.people.count()


def test_columns_are_recognised_and_shown_with_samples(screen):
    targets = [box.currentData() for box in screen.columns._choices.values()]
    assert "full_name" in targets
    assert "spell.entered_on" in targets


def test_list_is_taken_in_and_back(screen, case_file, qtbot):
    screen.rehearse()
    plan = screen._plan
    assert len(plan.rows) == sum(len(plan.of(one)) for one in Outcome)
    assert people_in(case_file) == 0
    screen.take_in()
    assert people_in(case_file) == len(plan.of(Outcome.TAKEN)) > 0
    with qtbot.waitSignal(screen.undo_asked):
        screen._on_undo()


def test_each_outcome_can_be_looked_at(screen):
    screen.rehearse()
    for key, outcome in (("rejected", Outcome.REJECTED), ("repeated", Outcome.REPEATED)):
        screen.rows.filter._words[key].click()
        assert len(screen.rows.model.rows) == len(screen._plan.of(outcome))
        assert all(row.told for row in screen.rows.model.rows)


def test_column_mapped_by_hand_is_not_taken(screen):
    letter = next(
        letter
        for letter, box in screen.columns._choices.items()
        if box.currentData() == "spell.entered_on"
    )
    screen.columns.choose(letter, "ignored")
    screen.rehearse()
    assert not any("spell.entered_on" in row.values for row in screen._plan.rows)


def test_mapping_is_kept_and_used_again(screen, told):
    letter = next(iter(screen.columns._choices))
    screen.columns.choose(letter, "ignored")
    screen.columns.name.setText("списък крън")
    screen.columns.keep.click()
    assert "списък крън" in told[-1]
    screen.look_at(SAMPLE, "списък крън")
    assert screen.columns._choices[letter].currentData() == "ignored"


def test_rejects_are_saved(screen, tmp_path):
    screen.rehearse()
    screen.save_rejects(tmp_path / "rejected.xlsx")
    assert (tmp_path / "rejected.xlsx").stat().st_size > 1000


def test_file_that_is_no_workbook_is_refused_in_a_sentence(screen, kit, tmp_path):
    told: list[str] = []
    kit.messages.refusal_told.connect(told.append)
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"nothing of the kind")
    screen.look_at(path)
    assert len(told) == 1


def test_missing_answers_lead_to_the_work_list(screen, qtbot):
    screen.rehearse()
    screen.take_in()
    link = screen._card.findChild(object, "fillMissing")
    with qtbot.waitSignal(screen.work_list_opened):
        link.click()
