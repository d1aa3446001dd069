"""Confirmations before operations on registrations and codes that cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Session
    from checkin.language import Language
    from ui.parts.theme import Theme


def cancel(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Cancel this registration?"),
        tr.text(
            "No code of theirs admits anybody from now on. What happened until now stays, and "
            "the registration can be reinstated."
        ),
        tr.text("Cancel registration"),
        tr.text("Back"),
        theme,
    )


def lost_badge(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Is the badge lost?"),
        tr.text(
            "The code on it is revoked, and a new badge is printed. Their invitation still holds."
        ),
        tr.text("Revoke and print"),
        tr.text("Back"),
        theme,
    )


def part(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Are they two people?"),
        tr.text("Each has their own codes, scans and badges again. They can be joined once more."),
        tr.text("Part them"),
        tr.text("Back"),
        theme,
    )


def revoke(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Revoke this code?"),
        tr.text(
            "Whoever presents it is told that it was replaced. This cannot be undone, but a new "
            "code can be issued."
        ),
        tr.text("Revoke"),
        tr.text("Back"),
        theme,
    )


def issue(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Issue a new invitation code?"),
        tr.text("It holds beside those that they have. Revoke the old one if it was leaked."),
        tr.text("Issue"),
        tr.text("Back"),
        theme,
    )


def limit(sessions: Iterable[Session], language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Limit the session?"),
        tr.text(
            "So far {session} is for everybody. With this, only those invited by name may enter.",
            session=tr.listed(tr.name(session.name) for session in sessions),
        ),
        tr.text("Limit"),
        tr.text("Back"),
        theme,
    )
