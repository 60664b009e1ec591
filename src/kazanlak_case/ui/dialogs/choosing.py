"""Choosing files and folders. Where the system brings no dialog of its own, Qt's speaks our language too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kazanlak_case.i18n import _


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Let a folder be chosen; None when nobody did."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def choose_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Let one file of these kinds ("Words (*.xlsx *.csv)") be chosen; None when nobody did."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def choose_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Let several files be chosen."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def choose_target(parent: QWidget, title: str, *, name: str, kinds: str) -> Path | None:
    """Let be chosen where to write, with a name to begin with; None when nobody did."""
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Write"))
    return next(iter(_chosen(dialog)), None)


def _dialog(parent: QWidget, title: str, kinds: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("choosing")
    if kinds:
        dialog.setNameFilter(kinds)
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, _("In:"))
    dialog.setLabelText(labels.FileName, _("Name:"))
    dialog.setLabelText(labels.FileType, _("Kind:"))
    dialog.setLabelText(labels.Accept, _("Choose"))
    dialog.setLabelText(labels.Reject, _("Cancel"))
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    try:
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return []
        return [Path(path) for path in dialog.selectedFiles()]
    finally:
        dialog.deleteLater()
