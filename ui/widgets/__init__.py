"""The small parts that pages are put together from. Each takes what it shows, and the theme where it paints.

They know nothing of delegates or sessions; a word on a button comes in translated.
"""

from ui.widgets.buttons import KeyButton, button, chip_button, link, listen, tool
from ui.widgets.choices import Choice, Tick
from ui.widgets.field import SearchField, lead
from ui.widgets.frames import Banner, Header, Lamp, LampState, Panel, Strip, chip, rule
from ui.widgets.rail import Place, Rail
from ui.widgets.sheet import Sheet
from ui.widgets.texts import Elided, Fitted, IconLabel, Text, text

__all__ = [
    "Banner",
    "Choice",
    "Elided",
    "Fitted",
    "Header",
    "IconLabel",
    "KeyButton",
    "Lamp",
    "LampState",
    "Panel",
    "Place",
    "Rail",
    "SearchField",
    "Sheet",
    "Strip",
    "Text",
    "Tick",
    "button",
    "chip",
    "chip_button",
    "lead",
    "link",
    "listen",
    "rule",
    "text",
    "tool",
]
