"""A backup is verified before it takes a store's place, and what it leaves behind is known from then on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.bootstrap import open_store
from checkin.domain import Outcome, Tier
from checkin.errors import StoreDamaged
from checkin.journal import photo_set
from checkin.store import backup, photos
from tests import several_desks, store_copies
from tests.factories import MINUTE, PASSPHRASE, Clock
from tests.several_desks import stations, tell
from tests.store_copies import ADA

if TYPE_CHECKING:
    from pathlib import Path

ALTERED = {
    "a section emptied": "UPDATE entry SET desk_section = NULL WHERE kind = 'delegate_changed'",
    "an entry removed": "DELETE FROM entry WHERE n = 9",
    "an entry altered": "UPDATE entry SET wall = wall + 1 WHERE n = 9",
    "a kind of its own": "UPDATE entry SET kind = 'x' WHERE n = 9",
}


def backed_up(folder: Path, to: Path) -> Path:
    with store_copies.opened(folder, Clock(), read_only=True) as station:
        station.backup(to)
    return to


@pytest.mark.parametrize("how", ALTERED)
def test_a_backup_that_was_altered_with_the_key_is_refused_and_nothing_is_changed(
    folder: Path, tmp_path: Path, how: str
) -> None:
    target = shutil.copytree(folder, tmp_path / "there" / "forum.uketsuke")
    with store_copies.by_force(folder) as database:
        database.execute(ALTERED[how])
    made = backed_up(folder, tmp_path / "made")
    before = {path.name: path.read_bytes() for path in target.iterdir() if path.is_file()}
    with pytest.raises(StoreDamaged):
        backup.restore(made, target, PASSPHRASE)
    after = {path.name: path.read_bytes() for path in target.iterdir() if path.is_file()}
    assert after == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_tables_that_were_edited_are_made_anew(folder: Path, tmp_path: Path) -> None:
    with store_copies.by_force(folder) as database:
        database.execute("UPDATE delegate_row SET name = 'Somebody else'")
    made = backed_up(folder, tmp_path / "made")
    backup.restore(made, tmp_path / "restored.uketsuke", PASSPHRASE)
    with store_copies.open_with_passphrase(tmp_path / "restored.uketsuke") as station:
        with station.store.read() as connection:
            found = connection.scalars(sa.select(schema.delegate.c.name)).all()
        assert "Somebody else" not in found
        assert station.journal.verify().intact


def test_what_an_organiser_had_accepted_is_no_reason_to_refuse(
    folder: Path, tmp_path: Path
) -> None:
    with store_copies.by_force(folder) as database:
        database.execute(ALTERED["a section emptied"])
    with store_copies.opened(folder, Clock()) as station:
        station.journal.rebuild()
        station.look_through()
        station.accept_loss("it was us")
        station.backup(tmp_path / "made")
    backup.restore(tmp_path / "made", tmp_path / "restored.uketsuke", PASSPHRASE)


def test_layouts_and_photographs_are_kept(folder: Path, tmp_path: Path) -> None:
    own = folder / "layouts"
    own.mkdir(exist_ok=True)
    (own / "own.toml").write_bytes(b"own")
    who, picture = store_copies.identifier(ADA), b"\xff\xd8\xff\xe0 a photograph"
    with store_copies.opened(folder, Clock()) as station:
        with station.store.write() as connection:
            station.journal.append(connection, photo_set(who, picture))
        station.backup(tmp_path / "made")
    restored = tmp_path / "restored.uketsuke"
    backup.restore(tmp_path / "made", restored, PASSPHRASE)
    assert (restored / "layouts" / "own.toml").read_bytes() == b"own"
    with store_copies.open_with_passphrase(restored) as station, station.store.read() as connection:
        assert photos.photograph(connection, (who,)) == picture


def test_what_came_again_after_a_restore_is_missed_when_it_is_put_back_once_more(
    tmp_path: Path,
) -> None:
    """Chains of other desks: what a restore lacked of them, and what has come since, are two things."""
    clock, settings = Clock(), tmp_path / "settings"
    with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
        tell(first, desk)
        first.remember_in(settings)
        first.backup(tmp_path / "made")
        for name in ("A", "B", "C"):
            clock.forward(MINUTE)
            desk.rename_desk(name)
        tell(desk, first)
        first.close()
        backup.restore(tmp_path / "made", first.folder, several_desks.PASSPHRASE, settings)
        with open_store(first.folder, several_desks.PASSPHRASE, clock=clock) as again:
            again.remember_in(settings)
            assert not again.store.alarm.problems
        kept = shutil.copytree(first.folder, tmp_path / "kept")
        with open_store(first.folder, several_desks.PASSPHRASE, clock=clock) as again:
            again.remember_in(settings)
            page = next(desk.exchange.entries_after({}, Tier.DESK, desks=[desk.desk_id]))
            again.exchange.take_in(page[:-1], "stick")  # not all of it
        shutil.rmtree(first.folder)
        shutil.copytree(kept, first.folder)
        with open_store(first.folder, several_desks.PASSPHRASE, clock=clock) as again:
            again.remember_in(settings)
            assert {(one.code, one.desk) for one in again.store.alarm.problems} == {
                ("rolled_back", desk.desk_id)
            }


def test_a_desk_goes_on_after_a_restore(folder: Path, tmp_path: Path) -> None:
    made = backed_up(folder, tmp_path / "made")
    backup.restore(made, folder, PASSPHRASE)
    with store_copies.open_with_passphrase(folder) as station:
        assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED
