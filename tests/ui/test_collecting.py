"""Dead widgets are torn down on the thread they lived on."""

import gc
import threading
import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kazanlak_case.ui.collecting import Collecting, collect_due


class _Part(QWidget):
    """Holds itself, as a widget does whose own method waits for its own signal."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _make_much() -> None:
    kept = [[at] for at in range(4 * gc.get_threshold()[0])]
    kept.clear()


def _in_a_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def _torn_down() -> list[int]:
    where: list[int] = []
    weakref.finalize(_Part(), lambda: where.append(threading.get_ident()))
    return where


def test_python_by_itself_tears_widgets_down_on_any_thread() -> None:
    where: list[int] = []

    class _Plain:
        def __init__(self) -> None:
            self.itself = self

    gc.collect()
    weakref.finalize(_Plain(), lambda: where.append(threading.get_ident()))
    gc.enable()
    _in_a_thread(_make_much)
    gc.disable()
    assert where, "the danger this module is there for"
    assert where != [threading.get_ident()]


def test_widgets_die_on_the_thread_of_the_window(qapp: QObject) -> None:
    Collecting(qapp).begin()
    where = _torn_down()
    _in_a_thread(_make_much)
    assert not where
    assert not gc.isenabled()
    _make_much()
    collect_due()
    assert where == [threading.get_ident()]


def test_it_goes_on_by_itself(qtbot, qapp: QObject) -> None:
    Collecting(qapp).begin()
    where = _torn_down()
    _in_a_thread(_make_much)
    qtbot.waitUntil(lambda: bool(where), timeout=20_000)
    assert where == [threading.get_ident()]
