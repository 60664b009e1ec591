"""Rows for evaluators, through the window: who stands out is seen before anything is written."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from kazanlak_case.domain.rules.anonymity import LADDERS
from kazanlak_case.ui.screens.evaluation import EvaluationScreen
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.workspace import Workspace
from support.esf_case import READY, take_in


@pytest.fixture
def screen(workspace: Workspace, case_file, now) -> EvaluationScreen:
    """The page over forty people, one of whom nobody is like."""
    chance = Random(5)
    everybody = [
        {
            **READY,
            "given_name": f"Ана{number}",
            "national_id": None,
            "id_type": None,
            "entered_on": date(2022, 1, 1) + timedelta(days=chance.randrange(200)),
        }
        for number in range(40)
    ]
    alone = {**everybody[0], "given_name": "Самин", "sex": "m", "born_on": date(1940, 1, 1)}
    take_in(case_file, now, *everybody, alone)
    workspace.go("reports")
    button = workspace.findChild(QPushButton, "forEvaluators")
    assert button is not None
    button.click()
    found = workspace.findChild(EvaluationScreen)
    assert found is not None
    return found


def words(screen: EvaluationScreen) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if not one.isHidden())


def test_who_stands_out_is_named_and_left_out(
    workspace: Workspace, screen: EvaluationScreen, tmp_path: Path
) -> None:
    assert "40 rows will be written." in words(screen)
    assert "Left out because they could be recognised: 1." in words(screen)
    links = [one for one in screen.risks.findChildren(LinkRow) if not one.isHidden()]
    assert [one.accessibleName().partition(",")[0] for one in links] == ["Самин Петрова Стоянова"]
    out = tmp_path / "e.json"
    screen.write_to(out)
    rows = json.loads(out.read_text("utf-8"))
    assert len(rows) == 40
    assert "Самин" not in out.read_text("utf-8")
    links[0].click()
    assert workspace.here == "people"


def test_coarser_answers_let_people_in_and_finest_takes_them_back(
    screen: EvaluationScreen, qapp: QApplication
) -> None:
    finest = screen.levels.levels
    assert screen.found is not None
    for _step in range(20):
        buttons = [
            one
            for one in screen.risks.findChildren(QPushButton)
            if one.objectName() == "coarser0" and not one.isHidden()
        ]
        if not buttons:
            break
        buttons[-1].click()
        qapp.processEvents()
    assert screen.found.left_out == 0
    assert screen.levels.levels != finest
    screen.findChild(QPushButton, "finestLevels").click()
    assert screen.levels.levels == finest


def test_too_few_are_said_and_nothing_can_be_written(screen: EvaluationScreen) -> None:
    line = screen.selection.findChild(QLineEdit, "reportUntil")
    assert line is not None
    line.setText("02.01.2000")
    line.editingFinished.emit()
    assert "too few" in words(screen)
    assert not screen.write.isEnabled()
    assert len(screen.levels.levels) == len(LADDERS)
