"""Store maintenance commands: verify, rebuild, backup, restore."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin import bootstrap
from tests import store_copies
from tests.checkin.cli.program import earlier_today
from tests.factories import PASSPHRASE, Clock, event
from tests.store_copies import ADA, BEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program


EVENT_NAME = event().name


class TestVerify:
    def test_an_intact_store_is_said_to_be_so(self, looking: Program) -> None:
        health = looking.json("verify")
        assert health.keys() >= {"entries", "desks", "intact", "problems"}
        assert (health["intact"], health["problems"], health["desks"]) == (True, [], 1)
        assert health["entries"] > len(store_copies.EVERYBODY)

    def test_the_seal_on_paper_is_compared(self, looking: Program) -> None:
        seal = looking.json("verify")["seal"]
        assert looking.json("verify", "--paper", seal)["intact"]
        ran = looking("verify", "--paper", "1 BCDEF-GHIJK", "--json")
        assert ran.status == 1
        assert [problem["code"] for problem in ran.json["problems"]] == ["not_as_on_paper"]

    def test_a_table_that_does_not_follow_from_the_journal_ends_with_status_one(
        self, program: Program
    ) -> None:
        with store_copies.opened(folder(program)) as station, station.store.write() as connection:
            connection.exec_driver_sql("UPDATE delegate_row SET name = 'Somebody else'")
        ran = program("verify", "--json")
        assert ran.status == 1
        assert ran.json["intact"] is False
        assert ran.json["problems"]
        assert len(ran.err.splitlines()) == 1


class TestRebuild:
    def test_it_folds_the_whole_journal_and_mends_the_tables(self, program: Program) -> None:
        with store_copies.opened(folder(program), Clock(earlier_today())) as station:
            station.desk.checkin(ADA)
            with station.store.write() as connection:
                connection.exec_driver_sql("DELETE FROM attendance")
        rebuilt = program.json("rebuild")
        assert rebuilt.keys() >= {"entries", "seconds"}
        with store_copies.opened(folder(program), read_only=True) as station:
            health = station.journal.verify()
            assert (health.intact, health.entries) == (True, rebuilt["entries"])
            assert station.desk.stats().sessions["entrance"].attended == 1


class TestBackup:
    def test_restored_it_is_the_store_as_it_was_and_the_other_is_kept_aside(
        self, program: Program, tmp_path: Path
    ) -> None:
        with store_copies.opened(folder(program), Clock(earlier_today())) as station:
            station.desk.checkin(ADA)
            # While the window is open, as here.
            saved = program.json("backup", tmp_path / "forum.backup")
            station.desk.checkin(BEN)
        assert saved.keys() >= {"entries"}
        restored = program.json("restore", tmp_path / "forum.backup")
        assert restored == saved
        assert program.json("stats")["sessions"]["entrance"]["attended"] == 1
        aside = program.on(tmp_path / "forum.uketsuke.before-restore")
        assert aside.json("stats")["sessions"]["entrance"]["attended"] == 2

    def test_it_comes_to_life_where_there_was_no_store(
        self, program: Program, tmp_path: Path
    ) -> None:
        program.json("backup", tmp_path / "forum.backup")
        elsewhere = program.on(tmp_path / "elsewhere" / "forum.uketsuke")
        elsewhere.json("restore", tmp_path / "forum.backup")
        # It is the store last opened now, so it need not be named.
        assert program.on(None).json("find", "エイダ")[0]["number"] == ADA

    @pytest.mark.parametrize("kind", ["no backup", "not there", "wrong passphrase", "store open"])
    def test_what_cannot_be_restored_changes_nothing(
        self, program: Program, tmp_path: Path, kind: str
    ) -> None:
        file = tmp_path / "forum.backup"
        with store_copies.opened(folder(program)) as station:
            if kind == "no backup":
                file.write_bytes(b"PK\x03\x04 and nothing else")
            elif kind != "not there":
                station.backup(file)
            station.desk.checkin(ADA)
            if kind == "store open":
                assert program("restore", file, "--json").outcome == (1, "")
        if kind == "wrong passphrase":
            assert program.with_passphrase("no")("restore", file, "--json").outcome == (1, "")
        elif kind != "store open":
            assert program("restore", file, "--json").outcome == (1, "")
        assert sorted(file.name for file in tmp_path.glob("*uketsuke*")) == ["forum.uketsuke"]
        with store_copies.opened(folder(program), read_only=True) as station:
            assert station.desk.stats().sessions["entrance"].attended == 1

    def test_it_is_tried_before_it_is_needed(self, program: Program, tmp_path: Path) -> None:
        saved = program.json("backup", tmp_path / "forum.backup")
        checked = program.json("backup", tmp_path / "forum.backup", "--check")
        assert (checked["entries"], checked["intact"]) == (saved["entries"], True)
        (tmp_path / "forum.backup").write_bytes(b"PK")
        ran = program("backup", tmp_path / "forum.backup", "--check", "--json")
        assert ran.outcome == (1, "")
        assert (tmp_path / "forum.backup").read_bytes() == b"PK"

    def test_a_backup_is_never_written_over_a_folder(self, looking: Program) -> None:
        ran = looking("backup", folder(looking), "--json")
        assert ran.outcome == (1, "")
        assert folder(looking).is_dir()


class TestPassphrases:
    def test_one_is_added_changed_and_removed(self, program: Program, tmp_path: Path) -> None:
        new = tmp_path / "new"
        new.write_text("another one for the night\n")
        added = program.json("passphrase", "add", "--new-passphrase-file", new)
        assert [slot["kind"] for slot in added["slots"]] == ["passphrase", "recovery", "passphrase"]
        removed = program.json("passphrase", "remove")
        assert [slot["kind"] for slot in removed["slots"]] == ["recovery", "passphrase"]
        other = program.with_passphrase("another one for the night")
        assert other.json("verify")["intact"]
        assert other("passphrase", "remove", "--json").outcome == (1, "")
        assert program("verify", "--json").outcome == (1, "")

    @pytest.mark.parametrize("act", ["add", "change"])
    def test_what_is_tried_first_is_refused_and_what_has_too_few_words_is_told(
        self, program: Program, act: str
    ) -> None:
        first = program.given(UKETSUKE_NEW_PASSPHRASE="12345678")("passphrase", act, "--json")
        assert first.outcome == (1, "")
        assert "tried first" in first.err
        of_event = program.given(UKETSUKE_NEW_PASSPHRASE=EVENT_NAME)("passphrase", act, "--json")
        assert of_event.outcome == (1, "")
        assert program("passphrase", "list", "--json").status == 0
        few = program.given(UKETSUKE_NEW_PASSPHRASE="another one").json("passphrase", act)
        assert "too few words" in few["warning"]

    def test_six_words_are_proposed_without_a_store(self, program: Program) -> None:
        proposed = program.on(None).with_passphrase(None).json("passphrase", "propose")
        assert len(proposed["words"].split()) == 6
        assert proposed["bits"] >= 77

    def test_the_key_is_made_anew_with_new_words(self, program: Program) -> None:
        done = program.json("rekey")
        assert [slot["kind"] for slot in done["slots"]] == ["passphrase", "recovery"]
        assert program.with_passphrase(done["recovery"]).json("verify")["intact"]


class TestClosing:
    def test_reports_and_archive_are_written_and_nothing_is_destroyed(
        self, program: Program, tmp_path: Path
    ) -> None:
        closed = program.json(
            "close", "--reports", tmp_path / "kept", "--archive", tmp_path / "kept.backup"
        )
        assert closed["not_heard"] == []
        assert len(closed["reports"]) == len(list((tmp_path / "kept").iterdir())) > 1
        assert closed["archived"] == program.json("verify")["entries"]
        assert program.json("find", "エイダ")[0]["number"] == ADA


class TestDoctor:
    def test_every_check_has_a_state_and_a_sentence(self, looking: Program) -> None:
        checks = looking.json("doctor")
        assert all(check.keys() >= {"check", "state", "message"} for check in checks)
        assert {check["state"] for check in checks} <= {"ok", "warn", "fail"}
        names = {check["check"] for check in checks}
        assert names >= {"printer", "camera", "fonts", "clock", "disk", "hub"}
        assert all(check["message"] for check in checks)

    def test_it_needs_no_store(self, program: Program) -> None:
        checks = program.on(None).with_passphrase(None).json("doctor")
        assert {"fonts", "clock"} <= {check["check"] for check in checks}

    def test_a_store_that_does_not_open_is_one_of_its_findings(self, looking: Program) -> None:
        checks = looking.with_passphrase("not this one").json("doctor")
        assert [check["state"] for check in checks if check["check"] == "store"] == ["fail"]


def folder(program: Program) -> Path:
    assert program.store is not None
    return program.store


class TestPlace:
    def test_a_store_that_is_made_in_a_synchronised_folder_is_warned_of(
        self, program: Program, tmp_path: Path
    ) -> None:
        made = program.on(tmp_path / "OneDrive - Diet" / "demo.uketsuke")
        ran = made("demo", "--delegates", 3, "--no-window")
        assert ran.status == 0
        assert "synchronised" in ran.err
        (check,) = (check for check in made.json("doctor") if check["check"] == "place")
        assert check["state"] == "warn"


class TestAnotherStore:
    def test_a_store_that_is_another_than_last_time_is_told_until_it_is_accepted(
        self, program: Program
    ) -> None:
        place = folder(program)
        assert "another store" not in program("stats").err
        shutil.rmtree(place)
        shutil.copytree(store_copies.template().folder, place)
        assert "another store" not in program("stats").err  # the same event, the same desk
        shutil.rmtree(place)
        bootstrap.create_store(place, store_copies.plan(), PASSPHRASE)
        for _ in range(2):
            assert "another store" in program("stats").err
        (check,) = (
            check for check in program("doctor", "--json").json if check["check"] == "store"
        )
        assert check["state"] == "warn"
        assert program("verify", "--accept", "the laptop was set up anew").status == 0
        assert "another store" not in program("stats").err
