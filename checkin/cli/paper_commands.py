"""CLI commands for badges, lists and diagnostics (doctor)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from checkin import doctor as doctors
from checkin import settings, wording
from checkin.badges import BadgeGroup, MailingOptions, Whose
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.cli.export_commands import seal_passphrase
from checkin.domain import BadgeOrder, Format, ListKind, MailFormat, Order, Status
from checkin.errors import KnownError, NotFound, NotPossible
from checkin.language import mark
from checkin.reports import Asked, Threshold
from checkin.sharing import connection_of
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.badges import Piles
    from checkin.cli.context import Context
    from checkin.domain import Delegate, Table
    from checkin.language import Language
    from checkin.station import Station


def badges(here: Context) -> Answer:
    arguments = here.arguments
    with here.open() as station:
        chosen = _long_enough(station, _delegates(station, arguments.number, arguments.id), here)
        station.badges.board.photographs = arguments.photos
        sheet = station.badges.sheet(arguments.sheet, arguments.layout).starting(
            arguments.start - 1
        )
        made = station.badges.make(
            _in_order(station, chosen, here), arguments.layout, sheet, here.language
        )
        if made.badges:
            station.badges.save(made, arguments.out)
            if arguments.printed:
                station.badges.record_printed(made.delegates, arguments.layout)
    tr = here.language
    lines = [f"{finding.row}: {finding.message}" for finding in made.findings]
    lines.append(tr.plural("{n} badge made", "{n} badges made", made.badges))
    value = {
        "badges": made.badges,
        "pages": made.pages,
        "findings": [shapes.finding(finding) for finding in made.findings],
    }
    if made.badges:
        return Answer(value, "\n".join(lines))
    complaint = tr.text("There is no badge to print. See what the check says.")
    return Answer(value, "\n".join(lines), complaint, status=1)


def _in_order(
    station: Station, delegates: tuple[Delegate, ...], here: Context
) -> tuple[Delegate, ...] | Piles:
    """As they were named, or in the order of the table."""
    order = BadgeOrder(here.arguments.order) if here.arguments.order else None
    if here.arguments.dividers:
        return station.badges.piles(delegates, order or BadgeOrder.FAMILY)
    return station.badges.arranged(delegates, order) if order else delegates


def _long_enough(
    station: Station, delegates: tuple[Delegate, ...], here: Context
) -> tuple[Delegate, ...]:
    """Those of them who were there long enough for a certificate, where a least time was given."""
    arguments = here.arguments
    minutes, percent = arguments.least_minutes, arguments.least_share
    if minutes is None and percent is None:
        if arguments.of_session:
            raise NotPossible(mark("Give a least time or a least share of these sessions, too."))
        return delegates
    asked = Threshold(minutes or 0, percent or 0, tuple(arguments.of_session))
    there = {found.delegate.id for found in station.reports.attended_long_enough(asked)}
    return tuple(delegate for delegate in delegates if delegate.id in there)


def _delegates(station: Station, numbers: list[int], ids: list[str]) -> tuple[Delegate, ...]:
    """The named delegates, or all; raises `NotPossible` for a number of two."""
    with station.store.read() as connection:
        if not numbers and not ids:
            everyone = people.everyone(connection)
            return tuple(
                delegate for delegate in everyone if delegate.status is not Status.CANCELLED
            )
        named = [people.by_number(connection, number) for number in numbers]
        named += [people.get_delegate(connection, delegate) for delegate in ids]
        return tuple(named)


def passes(here: Context) -> Answer:
    with here.open() as station:
        arguments = here.arguments
        count = station.badges.invitations(
            arguments.out,
            here.language,
            layout=arguments.layout,
            protected=arguments.protected,
        )
        protected = station.mailing.choose(Whose(BadgeGroup.ALL)).protected
    left_out = [] if arguments.protected else [delegate.number for delegate in protected]
    text = here.language.plural("{n} invitation made", "{n} invitations made", count)
    value = {"passes": count, "protected": left_out}
    return Answer(value, "\n".join([text, *_left_out(left_out, here.language)]))


def _left_out(numbers: Sequence[int], language: Language) -> list[str]:
    """Who is protected and was left out, if anybody."""
    sentence = mark("Protected, left out without --protected: {numbers}")
    return (
        [language.text(sentence, numbers=language.listed(map(str, sorted(numbers))))]
        if numbers
        else []
    )


_GROUPS: Final = {
    "all": BadgeGroup.ALL,
    "new": BadgeGroup.UNPRINTED,
    "outdated": BadgeGroup.CHANGED,
}


def invite(here: Context) -> Answer:
    """Writes invitations to be sent, and notes who was invited."""
    arguments, tr = here.arguments, here.language
    options = MailingOptions(
        MailFormat(arguments.format),
        arguments.layout,
        protected=arguments.protected,
        noted=not arguments.not_sent,
    )
    with here.open() as station:
        chosen = station.mailing.choose(_invitees(station, arguments.who, arguments.number))
        ids = [delegate.id for delegate in chosen.delegates]
        done = station.mailing.write(ids, arguments.out, options, why=arguments.why)
    lines = [tr.plural("{n} invitation made", "{n} invitations made", done.count)]
    if done.without_address:
        numbers = tr.listed(map(str, done.without_address))
        lines.append(tr.text("Without an e-mail address, left out: {numbers}", numbers=numbers))
    lines += _left_out(done.protected, tr)
    value = {
        "invitations": done.count,
        "without_address": list(done.without_address),
        "protected": list(done.protected),
    }
    return Answer(value, "\n".join(lines))


def _invitees(station: Station, who: str, numbers: list[int]) -> Whose:
    """Who is meant by `--who` or `--number`; raises `NotFound` for a category that there is not."""
    if numbers:
        return Whose(BadgeGroup.NAMED, ",".join(map(str, numbers)))
    if who in _GROUPS:
        return Whose(_GROUPS[who])
    if station.desk.event.offered_category(who) is None:
        raise NotFound(mark("There is no category {key}."), key=who)
    return Whose(BadgeGroup.CATEGORY, who)


def export(here: Context) -> Answer:
    arguments = here.arguments
    passphrase = seal_passphrase(here, twice=True) if arguments.seal else ""
    with here.open_to_export() as station:
        table = _table(here, station)
        written = station.reports.write(
            table,
            arguments.format,
            arguments.out,
            encoding=arguments.encoding,
            why=arguments.why,
            passphrase=passphrase,
        )
    text = here.language.plural("{n} row written", "{n} rows written", written.rows)
    text = "\n".join([text, *_left_out(sorted(table.left_out), here.language)])
    complaint = ""
    if written.replaced:
        complaint = here.language.plural(
            "{n} letter is not in this encoding and stands as 〓",
            "{n} letters are not in this encoding and stand as 〓",
            written.replaced,
        )
    value = {
        "rows": written.rows,
        "replaced": written.replaced,
        "protected": sorted(table.left_out),
    }
    return Answer(value, text, complaint)


def _table(here: Context, station: Station) -> Table:
    arguments = here.arguments
    printed = arguments.format == Format.PDF and not arguments.keys
    usual = Order.NAME if printed else None
    order = Order(arguments.order) if arguments.order else usual
    session, day, before = arguments.session, arguments.day, arguments.before
    asked = Asked(
        ListKind(arguments.what),
        session,
        day,
        before,
        order,
        protected=arguments.protected,
        column=arguments.column,
    )
    return station.reports.table(asked, None if arguments.keys else here.language)


def _store(here: Context, station: Station) -> doctors.Check:
    if here.is_another(station):
        told = wording.another_store(station.folder, here.language)
        return doctors.Check("store", doctors.CheckState.WARN, told)
    opens = here.language.text("The store opens.")
    return doctors.Check("store", doctors.CheckState.OK, opens)


def doctor(here: Context) -> Answer:
    """Diagnostics; without an openable store it checks what it can, and says why."""
    now = time.time_ns() // 1_000_000
    checks = list(doctors.examine(here.language, now))
    if here.arguments.store or settings.remembered_store(here.settings):
        try:
            with here.open(read_only=True) as station:
                event = station.desk.event
                others = station.desk.other_desks
                place = connection_of(station.store).place
                checks = list(
                    doctors.examine(here.language, now, station.folder, event, others, place)
                )
            checks.append(_store(here, station))
        except KnownError as error:
            said = here.language.explain(error)
            checks.append(doctors.Check("store", doctors.CheckState.FAIL, said))
    value = [
        {"check": check.check, "state": check.state.value, "message": check.message}
        for check in checks
    ]
    return Answer(
        value, "\n".join(f"{check.state:<5}{check.check}: {check.message}" for check in checks)
    )
