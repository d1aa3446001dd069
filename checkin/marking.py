"""Marks a text for translation (like gettext's `N_`); `checkin.language` translates it later."""

from __future__ import annotations


def mark(text: str) -> str:
    """Marks a text for the translation catalogue (a no-op like gettext's `N_`)."""
    return text
