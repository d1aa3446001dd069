"""Context of a command: the store, its passphrase, the language, and settings."""

from __future__ import annotations

import getpass
import locale
import os
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from checkin import folder_exchange, outside, places, settings, unfinished, wording
from checkin.cli.secret_variables import taken
from checkin.cli.terminal import escaped
from checkin.errors import BadFile, KnownError, StoreBusy, StoreMissing
from checkin.language import Language, bare, closest, load, mark
from checkin.passphrase_strength import WeakPassphrase, require_strong

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from checkin.settings import Settings
    from checkin.station import Station

VARIABLE: Final = "UKETSUKE_PASSPHRASE"
NEW: Final = "UKETSUKE_NEW_PASSPHRASE"
JOIN_CODE: Final = "UKETSUKE_JOIN_CODE"
SEAL: Final = "UKETSUKE_SEAL_PASSPHRASE"
_SECRET: Final = (VARIABLE, NEW, JOIN_CODE, SEAL)
LONGEST_PASSPHRASE: Final = 4_096


@dataclass(frozen=True, slots=True)
class Context:
    """A command and its environment."""

    arguments: argparse.Namespace
    language: Language
    settings_path: Path
    settings: settings.Settings
    secrets: Mapping[str, str] = field(repr=False)  # what came in variables of the environment

    def store(self) -> Path:
        """The named store, else the one last opened. Raises `StoreMissing`."""
        named: Path | None = self.arguments.store
        path = named or settings.remembered_store(self.settings)
        if path is None:
            raise StoreMissing(mark("Which store? Name it: --store FOLDER."))
        return path

    def passphrase(self) -> str:
        """The passphrase from a file, a variable or a prompt. Raises `KnownError` when there is none."""
        given = self.given_passphrase()
        if given is None and sys.stdin is not None and sys.stdin.isatty():
            given = getpass.getpass(self.language.text("Passphrase: "))
        if not given:
            raise KnownError(
                mark("A passphrase is needed: --passphrase-file FILE, or {variable}."),
                variable=VARIABLE,
            )
        return given

    def new_passphrase(self, about: Iterable[str] = ()) -> str:
        """The passphrase of a store that is about to be made; `about`: the names of its event.

        One that was given with the command is set, whatever it is: programs drive this command; see `warned`. At a
        prompt, where somebody can choose another one, it is asked twice and a weak one is refused. Raises
        `WeakPassphrase`, and what `passphrase` raises.
        """
        is_given, typed = self.given_passphrase() is not None, self.passphrase()
        if is_given:
            return typed
        require_strong(typed, about)
        if getpass.getpass(self.language.text("The same again: ")) != typed:
            raise KnownError(mark("The two passphrases differ."))
        return typed

    def warned(self, passphrase: str, about: Iterable[str] = ()) -> dict[str, str]:
        """Says on standard error that a passphrase which is set is quickly guessed, if it is.

        With `--json` it is `warning` in the value: a program that takes each message for a failure goes on.
        """
        tr = self.language
        try:
            require_strong(passphrase, about)
        except WeakPassphrase as error:
            anyway = tr.text("It was given with the command, and is set anyway.")
            sentence = tr.sentences(tr.explain(error), anyway)
        else:
            return {}
        if self.arguments.json:
            return {"warning": sentence}
        say(sentence)
        return {}

    def open(self, *, read_only: bool = False) -> Station:
        """The store of this command, open. Says on standard error why its desk began a new chain, if it did."""
        from checkin.bootstrap import open_store  # noqa: PLC0415 - the window reads its settings before
        from checkin.sync import own_clock  # noqa: PLC0415 - the same

        folder = self.store()
        if told := folder_exchange.put_right(folder):
            say(self.language.text(told))
        station = open_store(folder, self.passphrase(), read_only=read_only)
        station.remember_in(settings.notes_folder(self.settings_path))
        if self.is_another(station):
            say(wording.another_store(folder, self.language))
        elif str(folder.absolute()) not in dict(self.settings.stores):
            self._keep(settings.with_store(self.settings, folder, station.identity))
        if station.began is not None:
            say(wording.new_chain(station.began, self.language))
        clock = own_clock(station.exchange)
        if clock.is_asked:
            zone = station.desk.event.time_zone
            say(wording.own_clock(clock.now, clock.there, zone, self.language))
        return station

    def open_to_export(self) -> Station:
        """The same, to write lists: also beside a window that has it open, see `checkin.export_log`."""
        try:
            return self.open()
        except StoreBusy:
            return self.open(read_only=True)

    def given_passphrase(self) -> str | None:
        """The passphrase given with the command, if any."""
        file: Path | None = self.arguments.passphrase_file
        if file is None:
            return self.secrets.get(VARIABLE)
        return first_line(file, mark("The passphrase file {path} cannot be read."))

    def is_another(self, station: Station) -> bool:
        """Whether the folder held another store when it was last opened here."""
        return settings.is_another_store(self.settings, station.folder, station.identity)

    def remember(self, store: Path) -> None:
        """Remembers the store as last opened. It is new in its place: the next open says which one it is."""
        known = settings.with_store(self.settings, store, None)
        self._keep(replace(known, last_store=str(store.absolute())))
        if (found := places.risk_of(store)) is not None:
            say(self.language.text(places.WARNINGS[found], path=store))

    def accept_store(self, station: Station) -> None:
        """The store in its folder is the right one, though another one was there."""
        self._keep(settings.with_store(self.settings, station.folder, station.identity))

    def _keep(self, changed: Settings) -> None:
        """Saves the settings; says so where that fails, and goes on."""
        try:
            settings.save(self.settings_path, changed)
        except OSError:
            say(self.language.text("The settings could not be saved."))


def first_line(file: Path, unreadable: str) -> str:
    """The secret in the first line of a file. Raises `BadFile` with the sentence `unreadable`."""
    try:
        line = outside.first_line(file, LONGEST_PASSPHRASE).decode("utf-8-sig")
        return line.splitlines()[0] if line else ""
    except (OSError, ValueError) as error:
        raise BadFile(unreadable, path=file) from error


def context(arguments: argparse.Namespace) -> Context:
    """The context of a command, with this machine's settings."""
    unfinished.remove_left()
    path = settings.default_path()
    loaded = settings.load(path)
    language = load(loaded.settings.language or system_language())
    if loaded.moved_aside:
        say(
            language.text(
                "The settings could not be read. They were moved to {path}.",
                path=loaded.moved_aside,
            )
        )
    return Context(arguments, language, path, loaded.settings, taken(_SECRET))


def system_language() -> str:
    """The language of this machine, if supported."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LANG")
    return closest(chosen or _of_display() or locale.getlocale()[0] or "")


def refuse(error: KnownError) -> int:
    """Says why there is no window; returns the exit status."""
    say(load(system_language()).explain(error))
    return 1


if sys.platform == "win32":
    import ctypes

    def _of_display() -> str:
        """The language of the menus, which need not be that of numbers and dates."""
        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")

else:

    def _of_display() -> str:
        return ""


def say(message: str) -> None:
    """Prints a message on standard error, to keep standard output clean."""
    if sys.stderr is None:
        return  # no console: nobody would read it
    sys.stderr.write(escaped(bare(message)) + "\n")


@dataclass(frozen=True, slots=True)
class Launch:
    """Start parameters of the window."""

    store: Path | None
    passphrase: str | None
    settings_path: Path


def launch(arguments: argparse.Namespace) -> Launch:
    """The store and the passphrase for the window, as far as given."""
    here = context(arguments)
    store = arguments.store or settings.remembered_store(here.settings)
    return Launch(store, here.given_passphrase(), here.settings_path)
