"""Messages where things are handed out (lending, check-out of equipment): receivers, kits, meals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import HandsOut, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Session, Verdict
    from checkin.language import Language


def said(
    verdict: Verdict, session: Session, language: Language, clock: Callable[[int], str]
) -> tuple[str, str] | None:
    """Headline and detail; None where the answer is that of any other session."""
    tr, thing = language, language.name(session.name)
    since = "" if verdict.first_at is None else clock(verdict.first_at)
    match verdict.outcome:
        case Outcome.ADMITTED | Outcome.READMITTED | Outcome.PROVISIONAL:
            detail = tr.text("Hand it over: {thing}.", thing=thing)
            return tr.text("Hand out"), detail
        case Outcome.LEFT if verdict.reason is Reason.NOT_INSIDE:
            return tr.text("Taken back"), tr.text("It was not noted as handed out.")
        case Outcome.LEFT:
            return tr.text("Taken back"), tr.text("{thing} is back.", thing=thing)
        case Outcome.ALREADY_IN if session.hands_out is HandsOut.LENT and since:
            return (
                tr.text("Has one already"),
                tr.text(
                    "{thing}, since {time}. Is it to come back? Then take it back.",
                    thing=thing,
                    time=since,
                ),
            )
        case Outcome.ALREADY_IN if since:
            return tr.text("Has had it"), tr.text("{thing}, at {time}.", thing=thing, time=since)
        case _:
            return None
