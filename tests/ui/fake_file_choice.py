"""Fake file dialogs with predefined answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


@dataclass
class Answered:
    """Implements `ui.parts.file_choice.FileChoice`; records the proposed names."""

    path: Path | None = None
    proposed: list[str] = field(default_factory=list)

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self._chosen()

    def to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.proposed.append(name)
        return self._chosen()

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self._chosen()

    def _chosen(self) -> Path | None:
        """Events go on while a dialog is open: a form that was closed before it is gone after it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return self.path
