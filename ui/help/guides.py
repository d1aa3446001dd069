"""What stands on the page for volunteers and on the sheet for incidents (runbook), on the screen as on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.paper.guide_page import GuidePage, GuideRow, GuideSection
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from checkin.language import Language


def volunteer_page(tr: Language) -> GuidePage:
    """All that a volunteer needs, with the key of each act."""
    return GuidePage(
        tr.text("At the desk: one page for volunteers"),
        tr.text("Scan, look, say. One card at a time; its colour, symbol and word say the same."),
        (
            GuideSection(tr.text("Somebody comes"), _somebody_comes(tr)),
            GuideSection(tr.text("What the card says"), _the_card(tr)),
            GuideSection(tr.text("Keys"), _keys(tr)),
        ),
        tr.text(
            "What is on this screen can endanger families. Show it to nobody, take no picture, say "
            "to nobody who is on the list."
        ),
        tr.right_to_left,
    )


def incident_sheet(tr: Language) -> GuidePage:
    """What to do when something goes wrong, for leads and organisers."""
    return GuidePage(
        tr.text("When something goes wrong"),
        tr.text(
            "For leads and organisers. Lay it beside the desk, on paper: the laptop may be gone."
        ),
        (
            GuideSection(tr.text("Something is lost or was seen"), _lost(tr)),
            GuideSection(tr.text("Something does not work"), _broken(tr)),
            GuideSection(tr.text("Everybody must leave"), _evacuation(tr)),
        ),
        tr.text("Write down what happened and when. The journal has the rest."),
        tr.right_to_left,
    )


def _somebody_comes(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(
            tr.text("With a code"),
            tr.text("Hold it before the scanner, or before the camera."),
            WindowKey.CAMERA,
        ),
        GuideRow(
            tr.text("Without a code"),
            tr.text(
                "Type a part of the name, in any script, or the number. Compare organisation and "
                "country, then press Enter on the right one."
            ),
        ),
        GuideRow(
            tr.text("On no list"),
            tr.text("Register them. They wait at the side until a lead has approved them."),
            WindowKey.WALK_IN,
        ),
        GuideRow(
            tr.text("In somebody's place"),
            tr.text("Type who has come. The seat counts as attended."),
            WindowKey.PROXY,
        ),
        GuideRow(
            tr.text("Going out"),
            tr.text("Then scan. Whoever comes back is scanned again."),
            WindowKey.EXIT,
        ),
    )


def _the_card(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(tr.text("Welcome"), tr.text("Let them in, and give the badge.")),
        GuideRow(
            tr.text("Already in"),
            tr.text(
                "The same person? Wave them on. Had they left unseen, press the key and scan again."
            ),
            WindowKey.EXIT,
        ),
        GuideRow(
            tr.beside(tr.text("Wrong session"), tr.text("Too early")),
            tr.text("The card says where and when. Who insists: the lead decides."),
            WindowKey.LEAD,
        ),
        GuideRow(
            tr.text("One moment"),
            tr.text("Say nothing of it. Ask them to wait a moment at the side."),
            WindowKey.LEAD,
        ),
        GuideRow(
            tr.text("A question"),
            tr.text("Ask it, then Enter for yes; for no, the other key."),
            WindowKey.NO,
        ),
        GuideRow(
            tr.beside(tr.text("Not readable"), tr.text("Not one of our codes")),
            tr.text("Scan once more; then type the name."),
        ),
    )


def _keys(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(
            "",
            tr.text("What the card offers first. It never lets in who was refused."),
            WindowKey.ENTER,
        ),
        GuideRow("", tr.text("Back, or clear. Nothing is recorded."), WindowKey.BACK),
        GuideRow("", tr.text("The last scan was a mistake: undo it."), WindowKey.UNDO),
        GuideRow("", tr.text("A badge, or a badge again."), WindowKey.BADGE),
        GuideRow(
            "", tr.text("Somebody looks over your shoulder: hide everything."), WindowKey.HIDE
        ),
        GuideRow("", tr.text("This page."), WindowKey.HELP),
    )


def _lost(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(
            tr.text("A laptop is lost or stolen"),
            tr.text(
                "At an organiser's laptop open Desks, choose it, and revoke it. Without one: any desk "
                "that knows the paper with the recovery passphrase. If it was unlocked, or its "
                "passphrase was with it, whoever has it may have read names: warn those people first."
            ),
            WindowKey.REVOKE_DESK,
        ),
        GuideRow(
            tr.text("A list or a screen was seen or photographed"),
            tr.text(
                "Hide the screen, take the paper back, note which names and who. Tell the organiser at once."
            ),
            WindowKey.HIDE,
        ),
        GuideRow(
            tr.text("A badge is lost"),
            tr.text(
                "People, then Badge lost: the old code lets nobody in, and a new badge is printed."
            ),
            WindowKey.LOST_BADGE,
        ),
        GuideRow(
            tr.text("Somebody asks for the list"),
            tr.text(
                "Whoever it is, press, police or embassy: nobody at a desk gives names. Send them to the organiser."
            ),
        ),
        GuideRow(
            tr.text("The wrong person is in"),
            tr.text("Undo the scan, call the lead, and tell the room quietly."),
            WindowKey.UNDO,
        ),
    )


def _broken(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(
            tr.text("No network, or no hub"),
            tr.text(
                "Go on. Every desk works alone. Carry a stick between desks, and settle afterwards what differs."
            ),
            WindowKey.WRITE_STICK,
        ),
        GuideRow(
            tr.text("No power, or no laptop at a door"),
            tr.text(
                "Take the paper list. Write number and time. A lead enters the numbers later with "
                "the time on the sheet."
            ),
            WindowKey.AFTERWARDS,
        ),
        GuideRow(
            tr.text("A laptop is dead"),
            tr.text(
                "On another one: Restore from a backup, with the stick. Without a stick: Join an event. "
                "What the dead one had not shared is on its disk; keep it."
            ),
        ),
        GuideRow(
            tr.text("Nothing is recorded"),
            tr.text(
                "The store is older or altered. Write on paper who comes. An organiser who knows why types the "
                "reason; who does not restores the last backup, and keeps the old folder."
            ),
        ),
        GuideRow(
            tr.text("The printer is dead"),
            tr.text(
                "Go on letting in. Write number and name on a blank badge. The badges wait; choose another printer in Paper."
            ),
        ),
        GuideRow(
            tr.text("The scanner is dead"),
            tr.text("Use the camera, or type names. Station, Try a scanner, says what is wrong."),
            WindowKey.CAMERA,
        ),
        GuideRow(
            tr.text("The program is stuck"),
            tr.text("Close it and start it again. What the screen has said is on the disk."),
        ),
    )


def _evacuation(tr: Language) -> tuple[GuideRow, ...]:
    return (
        GuideRow(
            tr.text("Who is inside"),
            tr.text(
                "Print who is inside now, by room, or take the laptop with you. It works without power and network."
            ),
            WindowKey.PRESENCE,
        ),
        GuideRow(
            tr.text("On the way out"),
            tr.text("Lock the screens that stay. Take the paper lists along."),
            WindowKey.HIDE,
        ),
        GuideRow(
            tr.text("Who is missing"),
            tr.text("Call them by number, or by name only where nobody else hears it."),
        ),
    )
