"""All answers that a desk can give, as rows: outcome, reason, manner and facts, with their words.

`python -m tests.checkin.wording.sentences` prints them in every language, to be proof-read.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from checkin import visibility, wording
from checkin.domain import (
    Category,
    Direction,
    Event,
    Outcome,
    Person,
    Question,
    Reason,
    Role,
    Session,
    Verdict,
)
from checkin.language import LANGUAGES, load
from checkin.visibility import Audience, Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.language import Language
    from checkin.wording import VerdictWords

HOUR: Final = 3_600_000
NOW: Final = 1_793_322_000_000  # 2026-10-30 10:00 in Tokyo
ALONE: Final = Viewer(Role.VOLUNTEER, audience=Audience.SELF_CHECK_IN)
EVENT: Final = Event(
    id="e",
    name="Forum",
    time_zone="Asia/Tokyo",
    days=("2026-10-30", "2026-10-31"),
    venue="",
    categories=(Category("guest", {"en": "Guest"}),),
    sessions=(
        Session(
            "entrance",
            {"en": "Entrance", "ja": "入口", "zh-Hant": "入口", "ug": "كىرىش ئېغىزى"},
        ),
        Session("opening", {"en": "Opening"}, room="Room 201", requires="entrance"),
        Session("press", {"en": "Press briefing"}, room="Room 103"),
    ),
)
PERSON: Final = Person("id", 7, "Ito Aki", "伊藤 亜紀", "Archive", "", "guest", (), "", "ja")

# What may be known beside the outcome and its reason.
FACTS: Final[dict[Outcome, tuple[dict[str, Any], ...]]] = {
    Outcome.READMITTED: ({"first_at": NOW - HOUR},),
    Outcome.ALREADY_IN: (
        {},
        {"first_at": NOW - HOUR, "first_desk": "Desk 1"},
        {"first_at": NOW - HOUR, "first_desk": "Desk 2"},
        {"first_at": NOW - HOUR, "first_desk": "Desk 2", "seat_taken_by": "Sato Hanako"},
    ),
    Outcome.WRONG_SESSION: ({}, {"right_session": "press"}),
    Outcome.TOO_EARLY: ({}, {"opens_at": NOW + HOUR}),
    Outcome.TOO_LATE: ({}, {"opens_at": NOW - HOUR}),
    Outcome.FULL: ({}, {"capacity": 1}, {"capacity": 120}),
    Outcome.NEEDS_ANSWER: (
        {"questions": (Question.IDENTITY,)},
        {"questions": (Question.CONSENT,)},
        {"questions": tuple(Question)},
    ),
}
REASONS: Final[dict[Outcome, tuple[Reason, ...]]] = {
    Outcome.WRONG_SESSION: (Reason.CATEGORY, Reason.PERSON, Reason.REQUIRES),
    Outcome.TOO_EARLY: (Reason.NONE, Reason.VALIDITY),
    Outcome.TOO_LATE: (Reason.NONE, Reason.VALIDITY),
    Outcome.LEFT: (Reason.NONE, Reason.NOT_INSIDE),
    Outcome.ALREADY_IN: (Reason.NONE, Reason.NO_RE_ENTRY),
}
OF_NOBODY: Final = frozenset(
    {Outcome.PROVISIONAL, Outcome.UNREADABLE, Outcome.OTHER_EVENT, Outcome.UNKNOWN}
)
WELCOMED: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED})
MANNERS: Final = ("entry", "exit", "forced", "by proxy", "self-check-in")


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One answer: what was decided, how, and the words of it."""

    outcome: Outcome
    reason: Reason
    manner: str
    printed: int
    words: VerdictWords
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_exit(self) -> bool:
        return self.manner == "exit"

    @property
    def refuses(self) -> bool:
        lets_pass = {*WELCOMED, Outcome.PROVISIONAL, Outcome.LEFT, Outcome.ALREADY_IN}
        return self.outcome not in lets_pass or self.reason is Reason.NO_RE_ENTRY

    def line(self) -> str:
        told = self.words
        how = f"{self.outcome} {self.reason} | {self.manner} | printed {self.printed}"
        return f"{how} | {', '.join(self.facts)} | {told.tone} {told.icon} | {told.headline} | {told.detail!r} | {told.tag}"


def rows(language: Language) -> Iterator[SentenceRow]:
    """Every answer that can be given."""
    for outcome, manner, printed in product(Outcome, MANNERS, (0, 1)):
        for reason in REASONS.get(outcome, (Reason.NONE,)):
            for facts in FACTS.get(outcome, ({},)):
                if _possible(outcome, manner):
                    words = _words(language, outcome, reason, manner, printed, facts)
                    yield SentenceRow(outcome, reason, manner, printed, words, facts)


def _possible(outcome: Outcome, manner: str) -> bool:
    match manner:
        case "exit":
            return outcome is Outcome.LEFT or outcome in OF_NOBODY
        case "forced" | "by proxy":
            return outcome in WELCOMED
        case _:
            return outcome is not Outcome.LEFT


def _words(
    language: Language,
    outcome: Outcome,
    reason: Reason,
    manner: str,
    printed: int,
    facts: dict[str, Any],
) -> VerdictWords:
    verdict = Verdict(
        outcome,
        "opening",
        NOW,
        "entry",
        Direction.EXIT if manner == "exit" else Direction.ENTRY,
        reason,
        None if outcome in OF_NOBODY else PERSON,
        forced="known to us" if manner == "forced" else "",
        represented_by="Sato Hanako" if manner == "by proxy" else "",
        badge_printed=printed,
    )
    verdict = replace(verdict, **facts)
    if manner == "self-check-in":
        alone = visibility.verdict(verdict, ALONE)
        return wording.self_checkin.to_themselves(
            alone, EVENT, language, let_in=outcome in WELCOMED, badge=not printed
        )
    return wording.of(verdict, EVENT, language, desk_name="Desk 1")


if __name__ == "__main__":
    for code in LANGUAGES:
        lines = dict.fromkeys(row.line() for row in rows(load(code)))
        sys.stdout.write("\n".join((f"# {code}", *lines, "", "")))
