"""User-facing texts (messages) of every answer: what it is, and what to do next.

One place to translate and to proof-read; the rest of the core works with codes. A volunteer reads
these with a queue in front: short sentences, no blame, always the next step.
"""

from checkin.wording import self_checkin
from checkin.wording.afterwards import problem_name
from checkin.wording.clocks import clock_of_desk, own_clock, span, times_moved
from checkin.wording.closing import still_open
from checkin.wording.conflicts import conflict_about, conflict_line, conflict_name
from checkin.wording.doubles import likeness_name
from checkin.wording.effects import check_lines, effect_lines
from checkin.wording.greetings import Greeting, greeting, known_language
from checkin.wording.held import held_about, held_advice, held_name
from checkin.wording.links import LinkLine, another_store, link_line, new_chain
from checkin.wording.names import (
    badge_line,
    change_lines,
    code_name,
    day_line,
    direction_name,
    flag_name,
    operator_name,
    override_text,
    question_text,
    quorum_line,
    remote_words,
    role_name,
    session_line,
    status_name,
    tag_of,
    tier_name,
    unconfirmed,
    what_tells,
    when,
)
from checkin.wording.own_columns import column_name, column_value, yes_or_no
from checkin.wording.own_questions import replies_line, reply_text
from checkin.wording.tones import Tone, icon_of, outcome_name, tone_of
from checkin.wording.verdicts import VerdictWords, asides, asks_lead, of

__all__ = [
    "Greeting",
    "LinkLine",
    "Tone",
    "VerdictWords",
    "another_store",
    "asides",
    "asks_lead",
    "badge_line",
    "change_lines",
    "check_lines",
    "clock_of_desk",
    "code_name",
    "column_name",
    "column_value",
    "conflict_about",
    "conflict_line",
    "conflict_name",
    "day_line",
    "direction_name",
    "effect_lines",
    "flag_name",
    "greeting",
    "held_about",
    "held_advice",
    "held_name",
    "icon_of",
    "known_language",
    "likeness_name",
    "link_line",
    "new_chain",
    "of",
    "operator_name",
    "outcome_name",
    "override_text",
    "own_clock",
    "problem_name",
    "question_text",
    "quorum_line",
    "remote_words",
    "replies_line",
    "reply_text",
    "role_name",
    "self_checkin",
    "session_line",
    "span",
    "status_name",
    "still_open",
    "tag_of",
    "tier_name",
    "times_moved",
    "tone_of",
    "unconfirmed",
    "what_tells",
    "when",
    "yes_or_no",
]
