"""Settings of this machine (preferences, TOML): language, theme, printer. No personal data.

An unreadable file is moved aside and reported, never overwritten with defaults.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import platformdirs

from checkin import files, folder_exchange, outside
from checkin.domain import Onlookers

NAME: Final = "settings.json"
NOTES: Final = "heads"
LARGEST: Final = 1_000_000
MOST: Final = 1_000_000  # largest value of any number
LONGEST: Final = 4_096  # longest text
MOST_ROWS: Final = 200  # of a list
PARTS: Final = "parts"  # metadata key: texts per row


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Printing(StrEnum):
    """When a check-in prints a badge automatically."""

    NEVER = "never"
    ONCE = "once"
    ALWAYS = "always"
    BEFOREHAND = "beforehand"  # none: they lie on the table, and are handed over


class Names(StrEnum):
    """Whether delegates' names are shown on this machine's screen."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class SelfCheckIn(StrEnum):
    """How delegates check in by themselves."""

    CODES = "codes"
    NAMES = "names"  # or by name with number or e-mail address


@dataclass(frozen=True, slots=True)
class Settings:
    language: str = ""  # empty: the system's language
    theme: Theme = Theme.SYSTEM
    last_store: str = ""
    # Folders, and which store was in each when it was last opened (`Station.identity`).
    stores: tuple[tuple[str, str], ...] = field(default=(), metadata={PARTS: 2})
    room: str = ""
    session: str = ""  # fixed by hand; empty: chosen by the clock
    printer: str = ""  # a print queue of the system, or the address of a label printer
    label_printers: tuple[str, ...] = ()  # addresses
    # `category:KEY` or `layout:NAME`, and the printer for those badges.
    routes: tuple[tuple[str, str], ...] = field(default=(), metadata={PARTS: 2})
    printing: Printing = Printing.NEVER
    layout: str = ""  # badge layout, by name; empty: the default one
    sheet: str = ""  # sheet of badges, by name; empty: one badge a page
    second_backup: str = ""  # a folder
    idle_minutes: int = 10  # until a volunteer's desk locks itself; 0: never, whoever is at work
    idle_minutes_of_leads: int = 2  # and that of a lead or organiser, who sees more
    volume: int = 70  # percent
    names: Names = Names.SHOWN
    onlookers: Onlookers = Onlookers.AUTOMATIC  # whether visitors can see this screen
    self_checkin: SelfCheckIn = SelfCheckIn.CODES
    greeting: str = ""  # the screen that greets delegates, by name; empty: none
    camera: str = ""  # by its key; empty: the system default
    serial: str = ""  # serial port of a scanner, by its key; empty: none
    serial_speed: int = 9600  # of real serial lines; USB takes any speed


@dataclass(frozen=True, slots=True)
class Loaded:
    """Loaded settings; `moved_aside` is the unreadable file that was kept."""

    settings: Settings
    moved_aside: Path | None = None


def default_path() -> Path:
    """Path of the settings file in the user's configuration folder."""
    return Path(platformdirs.user_config_dir("uketsuke", appauthor=False)) / NAME


def notes_folder(path: Path) -> Path:
    """Where the last entries of this user's stores are noted: beside that file of settings."""
    return path.parent / NOTES


def load(path: Path) -> Loaded:
    """Loads the settings; defaults where there is no file. Never raises because of its content."""
    try:
        with outside.opened(path) as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError:
        return Loaded(Settings())
    settings = parse(raw) if len(raw) <= LARGEST else None
    if settings is None:
        return Loaded(Settings(), _move_aside(path))
    return Loaded(settings)


def save(path: Path, settings: Settings) -> None:
    """Replaces the file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files.replace(path, json.dumps(asdict(settings), indent=1, ensure_ascii=False).encode())


def _move_aside(path: Path) -> Path | None:
    try:
        return files.move_aside(path, "unreadable")
    except OSError:
        return None


def parse(raw: bytes) -> Settings | None:
    """Settings from a file's bytes; None where they are none."""
    try:
        document = outside.parsed_json(raw)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    settings = Settings()
    for setting in fields(Settings):
        if setting.name in document:
            given, default = document[setting.name], getattr(settings, setting.name)
            if isinstance(default, tuple):
                value: Any = _fitting_rows(given, setting.metadata.get(PARTS, 1))
            else:
                value = _fitting(default, given)
            if value is None:
                return None
            settings = replace(settings, **{setting.name: value})
    return settings


def _fitting(default: Any, value: Any) -> Any:
    """The value converted to the default's type; None where it does not fit."""
    if isinstance(default, StrEnum):
        kind = type(default)
        return kind(value) if value in list(kind) else None
    if isinstance(default, int):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return value if whole and 0 <= value <= MOST else None
    return value if isinstance(value, str) and len(value) < LONGEST else None


def _fitting_rows(value: Any, parts: int) -> tuple[Any, ...] | None:
    """Texts, or rows of `parts` texts; None where there is anything else among them."""
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return None
    rows = [row if isinstance(row, list) else [row] for row in value]
    if not all(
        len(row) == parts and all(_fitting("", text) is not None for text in row) for row in rows
    ):
        return None
    return tuple(tuple(row) if parts > 1 else row[0] for row in rows)


def remembered_store(settings: Settings) -> Path | None:
    """The store that was opened last, if it still exists, or was on its way back to its place when a program ended."""
    path = Path(settings.last_store) if settings.last_store else None
    return path if path and (path.exists() or folder_exchange.is_unfinished(path)) else None


def is_another_store(settings: Settings, folder: Path, identity: str) -> bool:
    """Whether this folder held another store when it was last opened on this machine."""
    return dict(settings.stores).get(str(folder.absolute()), identity) != identity


def with_store(settings: Settings, folder: Path, identity: str | None) -> Settings:
    """The settings that know which store is in this folder; None for one that is new there, and not known yet."""
    path = str(folder.absolute())
    others = [row for row in settings.stores if row[0] != path][1 - MOST_ROWS :]
    here = [] if identity is None else [(path, identity)]
    return replace(settings, stores=(*others, *here))


def stores_folder() -> Path:
    """Default folder of new stores: in the home folder, since many systems synchronise Documents and Desktop."""
    home = os.environ.get("UKETSUKE_STORES")
    return Path(home) if home else Path.home() / "Uketsuke"
