"""Access control for personal data on screens (redaction, field permissions): by role and by mode.

It is decided only here, for the verdict, the last scans, the search, the delegate card with its
history and notes, self-check-in and the second screen. What is removed here never reaches a screen.

A *quiet check* (`Flag.CALL_LEAD`) is visible to leads and organisers only. Volunteers are told to
ask the lead; nothing else distinguishes that delegate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, assert_never

from checkin import roles, rules
from checkin.domain import NOTHING, Delegate, Flag, Onlookers, Outcome, Person, Reason, Role
from checkin.roles import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Card, Code, Companion, FocalPoint, Found, PastScan, Verdict

# Flags with a fixed action or question of the desk; other flags may contain anything.
SAID_AT_THE_DESK: Final = frozenset(
    {Flag.CHECK_IDENTITY, Flag.ASK_CONSENT, Flag.ATTENTION, Flag.NO_PHOTO}
)
# A delegate not named on paper is not named on a public screen either.
_KEPT_FOR_SCREENS: Final = SAID_AT_THE_DESK | {Flag.PROTECTED}
_DELEGATION: Final = frozenset({Flag.DELEGATION_HEAD, Flag.DELEGATION_CONTACT})
MOST_HITS: Final = 8  # search results for a role that must not see the whole roster
LETTERS: Final = 4  # visible end of a masked code: tells two apart, forges none
_GREETED: Final = rules.LETS_IN | {Outcome.LEFT}
_LET_IN_ALONE: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED})
_TOLD_ALONE: Final = frozenset({Outcome.UNREADABLE, Outcome.TOO_EARLY})
# Replaces every answer that only staff may give.
_BY_A_HUMAN: Final = Outcome.NEEDS_ANSWER


class Audience(Enum):
    """Who reads the screen."""

    OPERATOR = auto()  # staff, with the queue looking over their shoulder
    SELF_CHECK_IN = auto()
    SECOND_SCREEN = auto()


@dataclass(frozen=True, slots=True)
class Viewer:
    """The reader of a value. `nameless`: the desk shows no names, whatever the role."""

    role: Role
    nameless: bool = False
    audience: Audience = Audience.OPERATOR
    onlookers: Onlookers = Onlookers.AUTOMATIC

    @property
    def overlooked(self) -> bool:
        """Whether visitors can see the screen: unless it was said, where volunteers are at work.

        They stand at the counter, where the queue is; leads and organisers mostly sit behind it.
        """
        if self.onlookers is Onlookers.AUTOMATIC:
            return self.role is Role.VOLUNTEER
        return self.onlookers is Onlookers.YES

    @property
    def unnamed(self) -> bool:
        """Whether lists and cards may identify delegates by number only."""
        return self.nameless or self.audience is not Audience.OPERATOR

    def may(self, action: Action) -> bool:
        permitted = roles.may(self.role, action)
        return permitted and (not self.unnamed or action in roles.NAMELESS)

    @property
    def leads(self) -> bool:
        """Whether the viewer may know of a quiet check."""
        return self.may(Action.FLAG)


def verdict(told: Verdict, viewer: Viewer) -> Verdict:
    """The redacted answer to one scan."""
    if told.person and (person := named(told.person)) is not told.person:
        told = replace(told, person=person)
    if told.outcome is Outcome.REVOKED:
        # A stranger may have found the old badge: the journal keeps its owner, the screen hides it.
        told = replace(told, person=None, represented_by="")
    if told.condition and (viewer.unnamed or (not viewer.leads and told.condition.needs_desk)):
        # What the roster says of somebody is no matter of the queue; the organiser's own sentence is meant for it.
        kept = told.condition if told.condition.sentence and not viewer.unnamed else None
        told = replace(told, condition=kept)
    match viewer.audience:
        case Audience.OPERATOR:
            return _to_operator(told, viewer)
        case Audience.SELF_CHECK_IN:
            return _to_themselves(told, viewer)
        case Audience.SECOND_SCREEN:
            return _to_greet(told)
        case _:
            assert_never(viewer.audience)


def past_scan(scan: PastScan, viewer: Viewer) -> PastScan:
    """A redacted line of the last scans. The queue can read them, so some lines never show a name."""
    person = named(scan.person) if scan.person else None
    unnamed = viewer.unnamed or scan.outcome in {Outcome.CALL_LEAD, Outcome.REVOKED}
    if scan.outcome is Outcome.REVOKED:
        person = None
    elif person is not None:
        person = _without_name(person) if unnamed else person
        person = replace(person, notes="", flags=(), columns=())
    return replace(
        scan,
        person=person,
        forced=scan.forced if viewer.leads else "",
        operator=scan.operator if viewer.leads else "",
        by_lead=scan.by_lead and not unnamed and (viewer.leads or not _is_quiet(scan.person)),
        replies=scan.replies if viewer.leads and not unnamed else (),
        represented_by="" if unnamed else scan.represented_by,
    )


def at_rest(scan: PastScan, viewer: Viewer) -> PastScan:
    """A line of the last scans while the card names nobody, and nobody looks at the list.

    The card goes away by itself; beside it ten names would stay for everybody who walks past.
    """
    return past_scan(scan, replace(viewer, nameless=True)) if viewer.overlooked else scan


def found(hit: Found, viewer: Viewer) -> Found:
    """A redacted search result: a delegate under a quiet check looks like any other."""
    if not viewer.unnamed:
        return hit
    return replace(
        hit,
        name="",
        native_name="",
        organisation="",
        reading="",
        country="",
        marked_name=(),
        marked_native=(),
        guess="",
        namesake=False,
    )


def most_hits(wanted: int, viewer: Viewer) -> int:
    """Limit of search results: the roster must not be readable by searching for single letters."""
    return wanted if viewer.may(Action.SEE_EVERYBODY) else min(wanted, MOST_HITS)


def names_of(known: Delegate) -> tuple[str, str]:
    """The name that a desk shows of a delegate, and the one in the other script.

    A protected delegate with a name for the badge is called by it; the legal name is asked for.
    """
    if alias := alias_of(known.badge_name, known.flags):
        return alias, ""
    return known.display_name, known.second_name


def alias_of(badge_name: str, flags: Iterable[str]) -> str:
    """The name that stands for the legal one on every screen; empty where that may be shown."""
    return badge_name if Flag.PROTECTED in flags else ""


def named(somebody: Person) -> Person:
    """A person as a desk calls them, see `names_of`."""
    alias = alias_of(somebody.badge_name, somebody.flags)
    if alias:
        return replace(somebody, name=alias, native_name="")
    return replace(somebody, badge_name="") if somebody.badge_name else somebody


def has_photograph(flags: Iterable[str]) -> bool:
    """Whether a photograph of somebody is kept, printed and shown at all."""
    return not {Flag.PROTECTED, Flag.NO_PHOTO} & set(flags)


def shows_photograph(known: Delegate, viewer: Viewer) -> bool:
    """Whether the photograph stands beside the name: never where no name does."""
    return not viewer.unnamed and has_photograph(known.flags)


def asks_legal_name(somebody: Person | Delegate, viewer: Viewer) -> bool:
    """Whether somebody is shown by an alias, and the viewer may ask for the name behind it."""
    if not viewer.may(Action.CORRECT):
        return False
    if isinstance(somebody, Person):
        return bool(somebody.badge_name)  # see `named`; the marks may be hidden
    return bool(alias_of(somebody.badge_name, somebody.flags))


def searches_contacts(viewer: Viewer) -> bool:
    """Whether delegates are found by e-mail address and telephone: by those who see these on the card."""
    return viewer.may(Action.CORRECT)


def card(whole: Card, viewer: Viewer) -> Card:
    """A redacted delegate card with codes and history: no more than the desk shows at a scan."""
    return replace(
        whole,
        delegate=delegate(whole.delegate, viewer),
        codes=whole.codes if viewer.may(Action.CODES) else tuple(map(_masked, whole.codes)),
        scans=whole.scans if viewer.leads else _without_quiet_check(whole, viewer),
        changes=whole.changes if viewer.may(Action.SEE_HISTORY) else (),
        company=tuple(_companion(companion, viewer) for companion in whole.company),
        doubles=tuple(
            replace(double, delegate=delegate(double.delegate, viewer)) for double in whole.doubles
        ),
        focal_points=focal_points(whole.focal_points, viewer),
    )


def _companion(one: Companion, viewer: Viewer) -> Companion:
    role = "" if viewer.unnamed else one.role
    return replace(one, role=role, person=replace(_seen_by(viewer, one.person), notes="", flags=()))


def focal_points(known: tuple[FocalPoint, ...], viewer: Viewer) -> tuple[FocalPoint, ...]:
    """Whom to ask about a delegation, with their telephone: for leads and organisers, who see it on the card."""
    return known if viewer.may(Action.CORRECT) else ()


def delegate(known: Delegate, viewer: Viewer) -> Delegate:
    """The redacted roster fields of a delegate."""
    if viewer.unnamed:
        return Delegate(
            known.id,
            known.number,
            category=known.category,
            status=known.status,
            flags=_said(known.flags),
        )
    extras = known.extras if viewer.may(Action.SEE_EVERYBODY) else NOTHING
    if alias := alias_of(known.badge_name, known.flags):
        known = replace(
            known, name=alias, family_name="", given_name="", native_name="", reading=""
        )
    if viewer.may(Action.CORRECT):
        return replace(known, extras=extras)
    # A note that must be read is shown by the desk, once.
    withheld = {Flag.CALL_LEAD, Flag.ATTENTION} & set(known.flags)
    return replace(
        known,
        flags=tuple(flag for flag in known.flags if flag in SAID_AT_THE_DESK | _DELEGATION),
        notes="" if withheld else known.notes,
        language="",
        badge_name="",
        email="",
        phone="",
        extras=extras,
    )


def _to_operator(told: Verdict, viewer: Viewer) -> Verdict:
    shown = _seen_by(viewer, told.person) if told.person else None
    if shown is not None and _is_quiet(told.person):
        shown = replace(shown, columns=())
    if shown is not None and told.outcome is Outcome.CALL_LEAD:
        shown = replace(shown, flags=(), notes="")
    elif shown is not None and _was_read(told):
        shown = replace(shown, notes="")
    return replace(
        told,
        person=shown,
        forced=told.forced if viewer.leads else "",
        tell="" if viewer.unnamed else told.tell,
        represented_by="" if viewer.unnamed else told.represented_by,
        seat_taken_by="" if viewer.unnamed else told.seat_taken_by,
        # A hidden note needs no reading.
        attention=told.attention and shown is not None and bool(shown.notes),
    )


def _seen_by(viewer: Viewer, somebody: Person) -> Person:
    if viewer.unnamed:
        return _without_name(somebody)
    if viewer.leads:
        return somebody
    notes = "" if _is_quiet(somebody) else somebody.notes
    return replace(somebody, flags=_kept(somebody.flags), notes=notes)


def _to_themselves(told: Verdict, viewer: Viewer) -> Verdict:
    """For the delegate alone (kiosk): let in, or sent to staff without a reason."""
    in_by_themselves = told.outcome in _LET_IN_ALONE and not told.attention
    mine = told.person if in_by_themselves else None
    if mine is not None:
        protected = Flag.PROTECTED in mine.flags and not mine.badge_name
        hidden = viewer.nameless or protected
        bare = _nobody(mine.id, mine.number, mine.language)
        mine = bare if hidden else replace(bare, name=mine.name, native_name=mine.native_name)
    # Whose own days are over or not begun is told by staff: the doors are open.
    told_alone = told.outcome in _TOLD_ALONE and told.reason is Reason.NONE
    outcome = told.outcome if in_by_themselves or told_alone else _BY_A_HUMAN
    opens = told.opens_at if outcome is Outcome.TOO_EARLY else None
    printed = told.badge_printed if in_by_themselves else 0
    return replace(_bare(told, outcome, mine), opens_at=opens, badge_printed=printed)


def _to_greet(told: Verdict) -> Verdict:
    """For the greeting screen: whether a delegate came or left, and their language."""
    if told.outcome not in _GREETED:
        return replace(_bare(told, _BY_A_HUMAN, None), entry="")
    language = told.person.language if told.person else ""
    return replace(_bare(told, told.outcome, _nobody(language=language)), entry="")


def _bare(told: Verdict, outcome: Outcome, somebody: Person | None) -> Verdict:
    """A verdict with nothing else filled in."""
    return replace(
        told,
        outcome=outcome,
        reason=Reason.NONE,
        person=somebody,
        first_at=None,
        first_desk="",
        seat_taken_by="",
        right_session="",
        opens_at=None,
        capacity=None,
        questions=(),
        forced="",
        represented_by="",
        badge_printed=0,
        attention=False,
        tell="",
        heard_at=None,
        rules=0,
        way_back=True,
    )


def _nobody(delegate: str = "", number: int = 0, language: str = "") -> Person:
    return Person(delegate, number, "", "", "", "", "", (), "", language)


def _without_name(somebody: Person) -> Person:
    return replace(
        somebody,
        name="",
        native_name="",
        organisation="",
        country="",
        notes="",
        columns=(),
        flags=_kept(somebody.flags),
        badge_name="",
    )


def _without_quiet_check(whole: Card, viewer: Viewer) -> tuple[PastScan, ...]:
    """The scans of a card that reveal neither a quiet check nor the lead who settled it."""
    quiet = Flag.CALL_LEAD in whole.delegate.flags or any(
        scan.outcome is Outcome.CALL_LEAD for scan in whole.scans
    )
    return tuple(
        replace(
            scan,
            person=None,  # the card has the name already
            forced="",
            operator="",
            by_lead=scan.by_lead and not (quiet or viewer.unnamed),
            replies=(),
            represented_by="" if viewer.unnamed else scan.represented_by,
        )
        for scan in whole.scans
        if scan.outcome is not Outcome.CALL_LEAD
    )


def _is_quiet(somebody: Person | None) -> bool:
    return somebody is not None and Flag.CALL_LEAD in somebody.flags


def _was_read(told: Verdict) -> bool:
    """Whether a note was shown at the first entry; after a refusal it is shown again."""
    marked = told.person is not None and Flag.ATTENTION in told.person.flags
    return marked and not told.attention and not rules.refuses(told.outcome, told.reason)


def _said(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag in SAID_AT_THE_DESK)


def _kept(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag in _KEPT_FOR_SCREENS)


def _masked(code: Code) -> Code:
    return replace(code, code=code.code[-LETTERS:])
