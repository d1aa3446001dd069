"""Undo of scans, codes and imports, and the verdicts on codes afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import codes
from checkin.desk import Presentation
from checkin.domain import EXIT, CodeKind, Outcome, Reason
from checkin.errors import NotFound, NotPossible
from checkin.journal import (
    batch_applied,
    batch_undone,
    code_issued,
    code_revoked,
    delegate_changed,
    readable,
)
from checkin.store import people
from tests import factories, store_copies
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, DORA, HANA

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.domain import Verdict
    from checkin.journal import EntryDraft
    from checkin.station import Station

BATCH = "b1" * 16


def scan(desk: Desk, number: int, session: str = "entrance") -> Verdict:
    return desk.scan(store_copies.invitation(number), session)


def write(station: Station, *drafts: EntryDraft) -> None:
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)


def fresh_code(station: Station, seed: int) -> str:
    return codes.mint(store_copies.code_key(station), factories.randomness(seed))


def test_after_an_undo_the_same_code_is_a_new_scan_even_within_three_seconds(desk: Desk) -> None:
    first = scan(desk, ADA)
    desk.undo(first.entry)
    second = scan(desk, ADA)
    assert (second.outcome, second.repeated) == (Outcome.ADMITTED, False)
    assert second.entry != first.entry


def test_an_undone_scan_is_shown_as_undone_and_counts_nowhere(desk: Desk) -> None:
    verdict = scan(desk, ADA)
    desk.undo(verdict.entry)
    (past,) = desk.last()
    counts = desk.stats().sessions["entrance"]
    assert past.undone
    assert (counts.attended, counts.inside, counts.refused) == (0, 0, 0)


def test_an_undone_refusal_counts_nowhere_either(desk: Desk) -> None:
    verdict = scan(desk, DORA)
    assert desk.stats().sessions["entrance"].refused == 1
    desk.undo(verdict.entry)
    assert desk.stats().sessions["entrance"].refused == 0


def test_an_undone_exit_leaves_them_inside(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(MINUTE)
    out = desk.scan(store_copies.invitation(ADA), "entrance", EXIT)
    desk.undo(out.entry)
    assert desk.stats().sessions["entrance"].inside == 1
    clock.forward(MINUTE)
    assert scan(desk, ADA).outcome is Outcome.ALREADY_IN


def test_with_the_first_entry_undone_the_second_counts(desk: Desk, clock: Clock) -> None:
    first = scan(desk, ADA)
    clock.forward(MINUTE)
    second = scan(desk, ADA)
    desk.undo(first.entry)
    assert second.outcome is Outcome.ALREADY_IN
    clock.forward(MINUTE)
    assert scan(desk, ADA).outcome is Outcome.ADMITTED


def test_an_undo_frees_the_seat(desk: Desk) -> None:
    for number in (ADA, BEN, HANA):
        scan(desk, number)
    first, _ = scan(desk, ADA, "workshop"), scan(desk, BEN, "workshop")
    assert scan(desk, HANA, "workshop").outcome is Outcome.FULL
    desk.undo(first.entry)
    assert desk.stats().sessions["workshop"].inside == 1


def test_an_undo_is_an_entry_of_its_own(station: Station) -> None:
    verdict = scan(station.desk, ADA)
    before = station.journal.verify().entries
    station.desk.undo(verdict.entry)
    health = station.journal.verify()
    assert (health.entries, health.intact) == (before + 1, True)


def test_an_undo_names_the_chain_and_the_number_of_what_it_undoes(station: Station) -> None:
    verdict = scan(station.desk, ADA)
    station.desk.undo(verdict.entry)
    with station.store.read() as connection:
        *_, scanned, undone = station.journal.opened(connection)
    assert scanned.id == verdict.entry
    assert readable(undone).items() >= {
        ("entry", verdict.entry),
        ("desk", station.desk_id),
        ("seq", scanned.header.seq),
    }


def test_what_is_undone_cannot_be_undone_again(desk: Desk) -> None:
    verdict = scan(desk, ADA)
    desk.undo(verdict.entry)
    with pytest.raises(NotPossible, match="undone already"):
        desk.undo(verdict.entry)


@pytest.mark.parametrize("entry", ["", "0" * 64, "no such entry", "\ud83c"])
def test_what_never_was_cannot_be_undone(desk: Desk, entry: str) -> None:
    with pytest.raises(NotFound):
        desk.undo(entry)


def test_only_a_scan_is_undone_by_undo(station: Station) -> None:
    with station.store.read() as connection:
        (change, *_) = people.changes(connection, store_copies.identifier(ADA))
    with pytest.raises(NotFound):
        station.desk.undo(change.entry)


def test_a_replaced_code_is_revoked_and_the_other_still_opens(
    station: Station, clock: Clock
) -> None:
    badge = station.people.issue_code(store_copies.identifier(ADA), CodeKind.BADGE)
    station.people.revoke_code(badge.code)
    assert station.desk.scan(badge.code, "entrance").outcome is Outcome.REVOKED
    assert scan(station.desk, ADA).outcome is Outcome.ADMITTED


def test_a_lost_badge_is_replaced_and_the_invitation_stays(station: Station) -> None:
    lost = station.people.issue_code(store_copies.identifier(ADA), CodeKind.BADGE)
    new = station.people.lost_badge(store_copies.identifier(ADA))
    assert station.desk.scan(lost.code, "entrance").outcome is Outcome.REVOKED
    assert station.desk.scan(new.code, "entrance").outcome is Outcome.ADMITTED


def test_each_further_badge_is_of_the_next_generation(station: Station) -> None:
    ada, key = store_copies.identifier(ADA), store_copies.code_key(station)
    made = [
        station.people.issue_code(ada, CodeKind.BADGE).code,
        station.people.issue_code(ada, CodeKind.BADGE).code,
        station.people.lost_badge(ada).code,
        station.people.lost_badge(ada).code,
        station.people.issue_code(ada, CodeKind.BADGE).code,
    ]
    assert made == [codes.code_of(key, ada, CodeKind.BADGE, n) for n in range(5)]
    valid = {code.code for code in station.people.card(ada).codes if code.status == "valid"}
    assert valid == {store_copies.invitation(ADA), *made[3:]}
    assert station.journal.verify().intact


def test_a_replaced_code_does_not_say_whose_it_was_and_the_journal_does(station: Station) -> None:
    lost = station.people.issue_code(store_copies.identifier(ADA), CodeKind.BADGE)
    station.people.lost_badge(store_copies.identifier(ADA))
    assert station.desk.scan(lost.code, "entrance").person is None
    (past, *_) = station.people.card(store_copies.identifier(ADA)).scans
    assert past.outcome is Outcome.REVOKED


def test_a_code_revoked_before_it_is_known_here_stays_revoked(station: Station) -> None:
    code = fresh_code(station, 23)
    write(station, code_revoked(code))
    write(station, code_issued(code, CodeKind.BADGE, store_copies.identifier(ADA)))
    assert station.desk.scan(code, "entrance").outcome is Outcome.REVOKED


def imported(station: Station) -> tuple[str, str]:
    """Imports a new delegate, and a second code of Ada's."""
    theirs, adas = fresh_code(station, 21), fresh_code(station, 22)
    write(
        station,
        delegate_changed(
            "99" * 16,
            factories.delegate_fields(number=99),
            batch=BATCH,
            codes={theirs: CodeKind.INVITATION},
        ),
        delegate_changed(store_copies.identifier(ADA), {"organisation": "New"}, batch=BATCH),
        code_issued(adas, CodeKind.EXTERNAL, store_copies.identifier(ADA), batch=BATCH),
        batch_applied(BATCH, {"added": 1, "changed": 1}),
    )
    return theirs, adas


def test_an_import_lets_in_whom_it_brought(station: Station) -> None:
    theirs, adas = imported(station)
    assert station.desk.scan(theirs, "entrance").outcome is Outcome.ADMITTED
    assert station.desk.scan(adas, "entrance").outcome is Outcome.ADMITTED


def test_the_codes_of_an_import_that_was_undone_are_revoked(station: Station) -> None:
    """They may have been sent out: they are genuine, but must not admit anybody."""
    theirs, adas = imported(station)
    write(station, batch_undone(BATCH))
    for code in (theirs, adas):
        verdict = station.desk.scan(code, "entrance")
        assert (verdict.outcome, verdict.person) == (Outcome.REVOKED, None)


def test_after_an_undone_import_everything_is_as_before(station: Station) -> None:
    with station.store.read() as connection:
        before = people.everyone(connection)
    imported(station)
    write(station, batch_undone(BATCH))
    with station.store.read() as connection:
        assert people.everyone(connection) == before
    assert station.journal.verify().intact


def test_a_scan_of_somebody_whose_import_was_undone_is_kept_in_the_journal(
    station: Station,
) -> None:
    theirs, _ = imported(station)
    verdict = station.desk.scan(theirs, "entrance")
    write(station, batch_undone(BATCH))
    assert [past.entry for past in station.desk.last()] == [verdict.entry]
    assert station.journal.verify().intact


def test_a_correction_after_the_import_survives_its_undoing(station: Station) -> None:
    imported(station)
    station.people.correct(store_copies.identifier(ADA), {"title": "Dr."})
    write(station, batch_undone(BATCH))
    with station.store.read() as connection:
        ada = people.get_delegate(connection, store_copies.identifier(ADA))
    assert (ada.title, ada.organisation) == ("Dr.", "Example University")


def test_the_last_change_is_the_admission_not_the_refusals_after_it(
    desk: Desk, clock: Clock
) -> None:
    let_in = desk.checkin(ADA, "entrance")
    clock.forward(MINUTE)
    assert desk.checkin(ADA, "entrance").outcome is Outcome.ALREADY_IN
    assert desk.checkin(DORA, "entrance").outcome is Outcome.CANCELLED
    assert desk.checkin(BEN, "entrance", EXIT).reason is Reason.NOT_INSIDE
    change = desk.last_change()
    assert change is not None
    assert change.entries == (let_in.entry,)
    assert (change.scan.session, change.scan.at) == ("entrance", let_in.at)
    desk.undo(*change.entries)
    assert desk.last_change() is None
    assert desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_a_refusal_on_the_card_leaves_nothing_to_undo(desk: Desk) -> None:
    front = Presentation(desk)
    desk.checkin(ADA, "entrance")
    assert front.present(DORA).outcome is Outcome.CANCELLED
    assert front.to_undo() is None
    front.forget()
    assert front.to_undo() is not None


def test_a_group_is_undone_whole(station: Station, desk: Desk) -> None:
    desk.checkin(HANA, "entrance")
    desk.admit_group((ADA, BEN, DORA), "entrance")
    change = desk.last_change()
    assert change is not None
    assert (change.people, change.scan.person) == (2, None)
    desk.undo(*change.entries)
    outcomes = {past.person.number: past.undone for past in desk.last() if past.person}
    assert outcomes == {ADA: True, BEN: True, DORA: False, HANA: False}
    assert desk.stats().sessions["entrance"].inside == 1
    assert station.journal.verify().intact


def test_a_member_of_a_group_can_be_taken_back_alone(desk: Desk) -> None:
    answer = desk.admit_group((ADA, BEN), "entrance")
    change = desk.last_change(answer.verdicts[0].entry)
    assert change is not None
    assert change.entries == (answer.verdicts[0].entry,)


def test_left_in_between_is_undone_whole(desk: Desk, clock: Clock) -> None:
    desk.checkin(ADA, "entrance")
    clock.forward(MINUTE)
    back = desk.left_between(ADA, "entrance")
    change = desk.last_change(back.entry)
    assert change is not None
    assert len(change.entries) == 2
    desk.undo(*change.entries)
    clock.forward(MINUTE)
    assert desk.checkin(ADA, "entrance").outcome is Outcome.ALREADY_IN


def test_nothing_of_a_group_is_undone_if_one_cannot_be(desk: Desk) -> None:
    first, second = desk.admit_group((ADA, BEN), "entrance").verdicts
    desk.undo(second.entry)
    with pytest.raises(NotPossible):
        desk.undo(first.entry, second.entry)
    assert desk.stats().sessions["entrance"].inside == 1


def test_whom_it_concerns_is_told_by_the_rules_of_visibility(desk: Desk) -> None:
    desk.checkin(ADA, "entrance")
    desk.hide_names(on=True)
    change = desk.last_change()
    assert change is not None
    assert change.scan.person is not None
    assert not change.scan.person.name


def test_so_is_what_two_scans_of_an_unknown_genuine_code_recorded(
    station: Station, clock: Clock
) -> None:
    code = fresh_code(station, 7)
    last = station.desk.left_between(code, "entrance")
    assert last.outcome is Outcome.PROVISIONAL
    change = station.desk.last_change(last.entry)
    assert change is not None
    assert len(change.entries) == 2
    station.desk.undo(*change.entries)
    assert station.desk.last_change() is None
