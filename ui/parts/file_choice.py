"""File dialogs: the system's open, save and folder choosers, behind an interface for tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FileChoice(Protocol):
    """Asks for a path; returns None when the dialog is cancelled."""

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None: ...

    def to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None: ...

    def folder(self, parent: QWidget, title: str) -> Path | None: ...


class NativeFiles:
    """The native file dialogs."""

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(chosen) if chosen else None

    def to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None
