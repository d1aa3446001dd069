"""Badges that were made (documents): as one PDF, or ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.domain import Finding
    from checkin.layout import Composed


@dataclass(frozen=True, slots=True)
class BadgeDocument:
    """A badge PDF: the delegates in it, the number of pages, and the findings."""

    pdf: bytes
    delegates: tuple[str, ...]
    pages: int
    findings: tuple[Finding, ...]
    protected: int = 0  # of the delegates

    @property
    def badges(self) -> int:
        return len(self.delegates)


@dataclass(frozen=True, slots=True)
class PreparedBadges:
    """Badges with their codes, ready to be drawn or printed, and their delegates in the same order."""

    badges: tuple[Composed, ...]
    delegates: tuple[str, ...]
    findings: tuple[Finding, ...]
    pages: tuple[Composed, ...] = ()  # the badges, and the dividers between their piles
    protected: int = 0  # of the delegates
