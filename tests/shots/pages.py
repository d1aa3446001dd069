"""Screenshots of People, Roster, Paper and Station in their states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.badges import BadgeGroup
from checkin.domain import Flag
from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.language import mark
from checkin.printers import Came
from tests.shots import roster
from tests.shots.demo_window import Scene
from tests.ui.fake_printer import PaperTray
from ui.paper import PaperPage
from ui.paper.actions import Part
from ui.parts.columns import Columns
from ui.parts.keys import WindowKey
from ui.people import PeoplePage
from ui.station import StationPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.layout import Composed
    from checkin.printers import Size
    from tests.shots.demo_window import Stage

MARKED, JAPANESE, UYGHUR, PRINTED = 9, 18, 42, 20


def _id(number: int) -> str:
    return f"{number:032x}"


# People


def people(stage: Stage) -> PeoplePage:
    stage.work.go("people")
    page = stage.work.front
    assert isinstance(page, PeoplePage)
    return page


def everybody(stage: Stage) -> None:
    page = people(stage)
    page.field.edit.clear()
    page.refresh()


def card(stage: Stage) -> None:
    """A delegate with a long history."""
    station, clock = stage.world.station, stage.world.clock
    station.people.flag(_id(MARKED), Flag.CHECK_IDENTITY, on=True)
    station.people.flag(_id(MARKED), Flag.NO_PHOTO, on=True)
    station.people.correct(_id(MARKED), {"notes": "A secretary may come in place of the member"})
    clock.forward(minutes=5)
    stage.scan(MARKED)
    stage.scan(MARKED)
    station.badges.prepare([station.people.card(_id(MARKED)).delegate])
    station.badges.record_printed([_id(MARKED)])
    _attend_remotely(stage)
    people(stage).show_person(_id(MARKED))


def _attend_remotely(stage: Stage) -> None:
    station, path = stage.world.station, stage.folder / "participants.csv"
    email = station.people.card(_id(MARKED)).delegate.email
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    hours = "2026-10-30 15:00:00,2026-10-30 16:02:00,62"
    path.write_text(f"{head}\nA delegate,{email},{hours}\n", "utf-8")
    station.remote.read(path, "opening").apply(accept=True)


def card_focal_point(stage: Stage) -> None:
    """Of a member of a delegation whose focal point has a telephone."""
    known = stage.world.station.people
    for number in (JAPANESE, UYGHUR):
        known.correct(_id(number), {"organisation": "Parliamentary Delegation of Two"})
    known.flag(_id(UYGHUR), Flag.DELEGATION_CONTACT, on=True)
    known.correct(_id(UYGHUR), {"phone": "+81 3 0000 0101"})
    people(stage).show_person(_id(JAPANESE))


def card_photograph(stage: Stage) -> None:
    people(stage).show_person(_id(JAPANESE))


def card_uyghur(stage: Stage) -> None:
    people(stage).show_person(_id(UYGHUR))


def form(stage: Stage) -> None:
    """The fields of a delegate, and the event's own columns below them."""
    programme = stage.world.station.programme
    choice = {"type": "choice", "choices": ["Vegan", "Vegetarian", "Halal"]}
    programme.add_column("Diet", {**choice, "name": {"en": "Diet", "ja": "食事", "ug": "تاماق"}})
    programme.add_column(
        "Bus", {"type": "yes_no", "name": {"en": "Takes the bus", "ja": "バスに乗る"}}
    )
    programme.add_column("Hotel", {"name": {"en": "Hotel", "ja": "ホテル", "ug": "مېھمانخانا"}})
    own = {"column:Diet": "Halal", "column:Bus": "yes", "column:Hotel": "Hotel New Otani"}
    stage.world.station.people.correct(_id(MARKED), own)
    page = people(stage)
    page.show_person(_id(MARKED))
    page.foot.press(WindowKey.CORRECT)


def form_columns(stage: Stage) -> None:
    page = people(stage)
    page.form.verticalScrollBar().setValue(page.form.verticalScrollBar().maximum())


def own_columns(stage: Stage) -> None:
    people(stage).foot.press("Esc")


def marks(stage: Stage) -> None:
    page = people(stage)
    page.show_person(_id(MARKED))
    page.foot.press(WindowKey.MARKS)


def doubles(stage: Stage) -> None:
    """Two with one address, side by side."""
    for number in (MARKED, JAPANESE):
        stage.world.station.people.correct(_id(number), {"email": "office@example.org"})
    page = people(stage)
    page.show_person(_id(MARKED))
    page.foot.press(WindowKey.JOIN)


def joined(stage: Stage) -> None:
    page = people(stage)
    page.close_sheet()
    stage.world.station.people.doubles.join(_id(MARKED), _id(PRINTED))
    page.show_person(_id(MARKED))


def parting(stage: Stage) -> None:
    page = people(stage)
    stage.world.station.people.doubles.part(_id(PRINTED))
    page.refresh()


def cancelling(stage: Stage) -> None:
    page = people(stage)
    page.show_person(_id(MARKED))
    page.foot.press(WindowKey.STANDING)


def nobody(stage: Stage) -> None:
    page = people(stage)
    page.field.edit.setText("qwqwqw")
    page.refresh()


# Paper


def paper(stage: Stage) -> PaperPage:
    stage.work.go("paper")
    page = stage.work.front
    assert isinstance(page, PaperPage)
    return page


def to(stage: Stage, part: Part) -> PaperPage:
    page = paper(stage)
    page.tabs.setCurrentIndex(list(Part).index(part))
    return page


def preflight(stage: Stage) -> None:
    station = stage.world.station
    everyone = station.roster.delegates()
    station.badges.record_printed([delegate.id for delegate in everyone[:PRINTED]])
    stage.world.clock.forward(minutes=1)
    for number in (3, 4, 5):
        station.people.correct(_id(number), {"title": "Chair"})
    page = to(stage, Part.BADGES)
    page.badges.preflight.fields.whose.choose(BadgeGroup.ALL.value)
    page.refresh()
    page.badges.badge.go_to(_id(JAPANESE))


def badge_uyghur(stage: Stage) -> None:
    to(stage, Part.BADGES).badges.badge.go_to(_id(UYGHUR))


def by_name(stage: Stage) -> None:
    page = to(stage, Part.BADGES)
    page.badges.preflight.fields.whose.choose(BadgeGroup.NAMED.value)
    page.badges.preflight.fields.typed.setText("18, 40-45, kyoko")
    page.badges.come()


def layout(stage: Stage) -> None:
    page = to(stage, Part.BADGES)
    page.badges.preflight.fields.whose.choose(BadgeGroup.ALL.value)
    page.foot.press(WindowKey.LAYOUT)


def no_queue(stage: Stage) -> None:
    to(stage, Part.QUEUE)


class Stopped(PaperTray):
    """A printer that is out of labels."""

    def on(self, sheet: object) -> Stopped:
        return self

    def check(self, size: Size) -> None:
        sentence = mark("{printer} has stopped. Look for paper, ribbon and an open lid.")
        raise PrinterTrouble(sentence, printer="Brother QL-820NWB")


def queue(stage: Stage) -> None:
    page = to(stage, Part.QUEUE)
    desk = page.queue.core.print_desk
    desk.use(Stopped())
    desk.want([_id(number) for number in (MARKED, JAPANESE, UYGHUR, 88)])


class Jammed(PaperTray):
    """A printer without confirmation that fails after the second badge."""

    def on(self, sheet: object) -> Jammed:
        return self

    def send(self, badges: Sequence[Composed]) -> Came:
        super().send(badges)
        if self.printed > 2:
            sentence = mark(
                "{printer} broke off in the middle of a badge. Look whether it came out."
            )
            raise PrinterInDoubt(sentence, printer="Brother QL · 192.168.1.20")
        return Came.TAKEN


def jam(stage: Stage) -> None:
    """The question which badges were printed."""
    page = to(stage, Part.QUEUE)
    desk = page.queue.core.print_desk
    for job in page.queue.jobs:
        page.queue.core.badges.queue.drop(job.id)
    desk.use(Jammed())
    desk.want([_id(number) for number in (MARKED, JAPANESE, UYGHUR, 88, 89)])


def lists(stage: Stage) -> None:
    to(stage, Part.LISTS)


def invitations(stage: Stage) -> None:
    to(stage, Part.INVITATIONS)


# Station


def station(stage: Stage) -> StationPage:
    stage.work.go("station")
    page = stage.work.front
    assert isinstance(page, StationPage)
    return page


def ready(stage: Stage) -> None:
    """The state at the beginning of the morning."""
    station(stage)


def further_down(stage: Stage) -> None:
    """The panels further down, after scrolling."""
    page = station(stage)
    (columns,) = page.findChildren(Columns)
    columns.ensureWidgetVisible(page.window_card.idle)


def ways(stage: Stage) -> None:
    """Panels for hidden names, second screen, self-check-in, practice."""
    page = station(stage)
    (columns,) = page.findChildren(Columns)
    columns.ensureWidgetVisible(page.ways)


def printers(stage: Stage) -> None:
    """Label printers and routing."""
    page = station(stage)
    page.badges.add_label_printer("brother://192.168.1.20?roll=62")
    page.badges.add_label_printer("zebra:///dev/usb/lp0?dpi=203&label=102x76")
    stage.world.station.badges.rolls.new_roll("Brother QL · 192.168.1.20", 87)
    page.parts.print_desk.count_again()
    page.badges.add_route("category:press", "zebra:///dev/usb/lp0?dpi=203&label=102x76")
    page.badges.add_route("layout:card-cr80", "Card printer")
    (columns,) = page.findChildren(Columns)
    columns.ensureWidgetVisible(page.badges.routes)


def label_printer(stage: Stage) -> None:
    station(stage).badges.add.click()


def new_roll(stage: Stage) -> None:
    station(stage).badges.new_roll.emit("Brother QL · 192.168.1.20")


def another_printer(stage: Stage) -> None:
    station(stage).badges.split.click()


def set_pin(stage: Stage) -> None:
    station(stage).pins.click()


def take_up(stage: Stage) -> None:
    station(stage).foot.press(WindowKey.TAKE_UP)


SCENES: Final = (
    Scene("people-everybody", everybody),
    Scene("people-card", card),
    Scene("people-card-photograph", card_photograph),
    Scene("people-card-focal-point", card_focal_point),
    Scene("people-card-uyghur", card_uyghur),
    Scene("people-form", form),
    Scene("people-form-columns", form_columns),
    Scene("people-own-columns", own_columns),
    Scene("people-marks", marks),
    Scene("people-doubles", doubles),
    Scene("people-joined", joined),
    Scene("people-parted", parting),
    Scene("people-cancelling", cancelling),
    Scene("people-nobody", nobody),
    *roster.SCENES,
    Scene("paper-preflight", preflight),
    Scene("paper-badge-uyghur", badge_uyghur),
    Scene("paper-by-name", by_name),
    Scene("paper-layout", layout),
    Scene("paper-no-queue", no_queue),
    Scene("paper-queue", queue),
    Scene("paper-jam", jam),
    Scene("paper-lists", lists),
    Scene("paper-invitations", invitations),
    Scene("station", ready),
    Scene("station-further-down", further_down),
    Scene("station-ways", ways),
    Scene("station-printers", printers),
    Scene("station-label-printer", label_printer),
    Scene("station-new-roll", new_roll),
    Scene("station-another-printer", another_printer),
    Scene("station-set-pin", set_pin),
    Scene("station-take-up", take_up),
)
