"""CLI commands about the desks of an event: name this one, list them, ask, invite and join."""

from __future__ import annotations

import getpass
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from checkin import joining, settings, wording
from checkin.bootstrap import open_store
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.cli.context import JOIN_CODE, first_line
from checkin.domain import Tier
from checkin.errors import NotPossible, UsageError
from checkin.joining.request import letters_of
from checkin.language import mark
from checkin.store.store import SUFFIX
from checkin.sync import desks

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from checkin.cli.context import Context
    from checkin.language import Language
    from checkin.station import Station
    from checkin.sync import DeskState, TimesToCorrect

_SPAN: Final = re.compile(
    r"(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,15})ms)?|0", re.ASCII
)
_UNITS: Final = (86_400_000, 3_600_000, 60_000, 1_000, 1)


def desk(here: Context) -> Answer:
    """One of the acts about desks."""
    match here.arguments.act:
        case "init":
            return _init(here)
        case "invite":
            return _invite(here)
        case "join":
            return _join(here)
        case "clock":
            return _clock(here)
        case "revoke":
            return _revoke(here)
        case _:
            return _list(here)


def _init(here: Context) -> Answer:
    """Names the desk of a store; where there is none yet, or a file is named for it, asks to become a desk."""
    store = here.arguments.store or settings.remembered_store(here.settings)
    if here.arguments.out or store is None or not store.exists():
        return _ask(here)
    with open_store(store, here.passphrase()) as station:
        station.rename_desk(here.arguments.name)
        return Answer({"id": station.desk_id, "name": station.desk.name})


def _ask(here: Context) -> Answer:
    store: Path | None = here.arguments.store
    place = store.parent if store else settings.stores_folder()
    name = here.arguments.name
    file: Path = here.arguments.out or place / joining.file_name(name, joining.REQUEST_SUFFIX)
    passphrase = here.new_passphrase()
    request = joining.ask(name, passphrase, file)
    text = here.language.text(
        "The request is {path}. An organiser who reads it must see these letters: {letters}",
        path=file,
        letters=request.letters,
    )
    value = {"request": str(file), "letters": request.letters, "desk": request.desk}
    return Answer(value | here.warned(passphrase), text)


def _invite(here: Context) -> Answer:
    arguments = here.arguments
    request = joining.read_request(arguments.request) if arguments.request else None
    if (
        request
        and arguments.letters
        and letters_of(arguments.letters) != letters_of(request.letters)
    ):
        raise NotPossible(mark("The letters differ: this is not the request of that machine."))
    with here.open() as station:
        invited = station.invitations.invite(
            Tier(arguments.tier),
            arguments.out,
            request=request,
            name=arguments.name,
            with_hub=not arguments.without_hub,
        )
    value: dict[str, Any] = {"desk": invited.desk, "code": invited.code, "name": invited.name}
    tr = here.language
    if request:
        value["letters"] = request.letters
        text = tr.text(
            "Only the machine that shows these letters can use the invitation: {letters}",
            letters=request.letters,
        )
    else:
        text = tr.text(
            "The invitation opens for 24 hours with this code, which must not travel with it: {code}",
            code=invited.code,
        )
    return Answer(value, text)


def _join(here: Context) -> Answer:
    file: Path = here.arguments.file
    path = here.arguments.store or settings.stores_folder() / f"{file.stem}{SUFFIX}"
    with_code = joining.needs_code(file)
    passphrase = here.new_passphrase() if with_code else here.passphrase()  # that of the request
    new = joining.NewDesk(file, passphrase, _code(here) if with_code else "")
    joined = joining.join(path, new)
    here.remember(joined.path)
    value = {
        "desk": joined.desk,
        "tier": joined.tier.value,
        "entries": joined.entries,
        "name": joined.name,
        "store": str(joined.path),
        "recovery": joined.recovery,
        **(here.warned(passphrase) if with_code else {}),
    }
    text = here.language.text(
        "The store is {path}. Keep this recovery passphrase on paper: {recovery}",
        path=joined.path,
        recovery=joined.recovery,
    )
    return Answer(value, text)


def _code(here: Context) -> str:
    """The invitation's code from a file, a variable or a prompt; empty where there is none."""
    if here.arguments.code_file:
        return first_line(here.arguments.code_file, mark("{path} cannot be read."))
    given = here.secrets.get(JOIN_CODE, "")
    if not given and sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(here.language.text("Code of the invitation: "))
    return given


def _clock(here: Context) -> Answer:
    """What seems wrong with a desk's times; with an amount, these or the named entries are moved."""
    given = here.arguments
    amount = given.earlier if given.earlier is not None else given.later
    with here.open(read_only=amount is None) as station:
        name, event = _name_of(station, given.desk), station.desk.event
        found = station.clock_corrections.propose(given.desk)
        if amount is not None:
            offset = milliseconds(amount) * (-1 if given.earlier is not None else 1)
            chain, numbers = _entries(given, found)
            found = station.clock_corrections.correct(given.desk, offset, numbers, chain)
    if found is None:
        text = here.language.text("Nothing seems wrong with the times of {name}.", name=name)
        return Answer({"desk": given.desk, "offset": None, "corrected": False}, text)
    text = wording.times_moved(name, found.scans, found.entries, found.offset, here.language)
    return Answer(shapes.times(found, event, corrected=amount is not None), text)


def _entries(
    given: argparse.Namespace, found: TimesToCorrect | None
) -> tuple[str, tuple[int, int]]:
    """The chain and the numbers that were named, else those of what seems wrong. Raises `UsageError`."""
    if given.first and given.last:
        return given.chain, (given.first, given.last)
    if found is None or given.first or given.last:
        raise UsageError(mark("Which entries? Name them: --from N --to N."))
    return found.chain, (found.first, found.last)


def _name_of(station: Station, desk: str) -> str:
    return next((state.name for state in desks(station.exchange) if state.id == desk), desk)


def milliseconds(text: str) -> int:
    """How long `2d3h`, `9h`, `90m`, `30s` or `1500ms` is. Raises `UsageError`."""
    found = _SPAN.fullmatch(text.replace(" ", ""))
    if found is None or not text:
        raise UsageError(mark("Give a time such as 9h, 90m, 2d3h or 1500ms."))
    return sum(int(count or 0) * unit for count, unit in zip(found.groups(), _UNITS, strict=True))


def _revoke(here: Context) -> Answer:
    """Revokes a desk; the answer is the list of desks as it is then."""
    named, paper = here.arguments.desk, here.arguments.recovery_file
    with here.open() as station:
        if paper:
            recovery = first_line(paper, mark("{path} cannot be read."))
            station.revocations.revoke_by_paper(named, recovery)
        else:
            station.revocations.revoke(named)
    return _list(here)


def _list(here: Context) -> Answer:
    with here.open(read_only=True) as station:
        listed, event = desks(station.exchange), station.desk.event
    lines = [_line(state, here.language) for state in listed]
    return Answer([shapes.desk(state, event) for state in listed], "\n".join(lines))


def _line(state: DeskState, language: Language) -> str:
    line, count = f"{state.id}  {state.name}  {state.tier}  {state.phase}", len(state.not_erased)
    if not count:
        return line
    return f"{line}  {wording.unconfirmed(count, language)}"
