"""Ready texts: one's own, the house's, and examples that are taken over."""

from PySide6.QtWidgets import QAbstractButton

from kazanlak_case.domain.records.task import TextBlock
from kazanlak_case.ui.visit_parts.text_block_form import TextBlockForm


def _texts(case_file, now) -> list[TextBlock]:
    with case_file.reading(now) as uow:
        return uow.records.all(TextBlock)


def _page(workspace):
    workspace.go("text_blocks")
    return workspace._screens["text_blocks"]


def test_texts_are_ones_own_or_the_houses(workspace, case_file, now) -> None:
    page = _page(workspace)
    for button, title in ((page.new_own, "Мой"), (page.new_shared, "Общ")):
        button.click()
        form = workspace.panel.content
        assert isinstance(form, TextBlockForm)
        form.editor.form.put("title", title)
        form.editor.form.put("text", "Проведен разговор.")
        form.editor.save()
    me = case_file.user.staff_member
    assert {one.title: one.owner for one in _texts(case_file, now)} == {"Мой": me, "Общ": None}
    assert not page._own.isHidden()
    assert not page._shared.isHidden()


def test_example_is_offered_taken_over_and_then_no_longer_offered(
    workspace, case_file, now
) -> None:
    page = _page(workspace)
    assert _texts(case_file, now) == []
    page._examples.findChild(QAbstractButton, "example_0").click()
    workspace.panel.content.editor.save()
    (taken,) = _texts(case_file, now)
    assert taken.title == "Nobody at home"
    titles = [one.accessibleName() for one in page._examples.findChildren(QAbstractButton)]
    assert not any(one.startswith("Nobody at home") and "Use it" in one for one in titles[1:])
