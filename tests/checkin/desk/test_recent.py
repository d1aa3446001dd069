"""The debounce's drafts: what a transaction adds or forgets counts when it is kept."""

from __future__ import annotations

from checkin import rules
from checkin.desk.recent import Recent, RecentDraft, Repeatable
from checkin.domain import Direction, Outcome

NOW = 1_000_000


def test_a_draft_counts_once_it_is_kept() -> None:
    recent = Recent()
    draft = RecentDraft(recent)
    draft.add(scan("A"), NOW)
    assert found(draft, "A") is not None
    assert found(recent, "A") is None
    recent.keep(draft)
    assert found(recent, "A") is not None


def test_a_draft_sees_what_was_kept_before() -> None:
    recent = kept(scan("A"))
    assert found(RecentDraft(recent), "A") is not None


def test_what_a_draft_forgets_is_there_until_it_is_kept() -> None:
    recent = kept(scan("A"), scan("B"))
    draft = RecentDraft(recent)
    draft.forget("entry of A")
    assert found(draft, "A") is None
    assert found(draft, "B") is not None
    assert found(recent, "A") is not None
    recent.keep(draft)
    assert found(recent, "A") is None
    assert found(recent, "B") is not None


def test_what_is_forgotten_and_added_again_is_the_new_one() -> None:
    recent = kept(scan("A"))
    draft = RecentDraft(recent)
    draft.forget("entry of A")
    draft.add(scan("A", entry="the second"), NOW)
    recent.keep(draft)
    again = found(recent, "A")
    assert again is not None
    assert again.entry == "the second"


def test_what_has_expired_goes_with_the_next_scan() -> None:
    recent = kept(scan("A"))
    later = NOW + rules.REPEAT_MS
    draft = RecentDraft(recent)
    draft.add(scan("B", at=later), later)
    recent.keep(draft)
    assert found(recent, "A", NOW) is None  # though the clock went back
    assert found(recent, "B", later) is not None


def test_a_scan_of_another_time_is_not_kept() -> None:
    recent, draft = Recent(), RecentDraft(Recent())
    draft.add(scan("A", at=NOW + rules.REPEAT_MS), NOW)
    recent.keep(draft)
    assert not recent.scans


def scan(presented: str, *, at: int = NOW, entry: str = "") -> Repeatable:
    entry = entry or f"entry of {presented}"
    return Repeatable(
        presented,
        "entrance",
        Direction.ENTRY,
        Outcome.ADMITTED,
        entry,
        at,
        forced="",
        represented_by="",
    )


def kept(*scans: Repeatable) -> Recent:
    recent = Recent()
    draft = RecentDraft(recent)
    for repeatable in scans:
        draft.add(repeatable, NOW)
    recent.keep(draft)
    return recent


def found(recent: Recent | RecentDraft, presented: str, now: int = NOW) -> Repeatable | None:
    draft = RecentDraft(recent) if isinstance(recent, Recent) else recent
    return draft.same(presented, "entrance", Direction.ENTRY, now)
