"""Basic widgets that pages are built from. Each takes what it shows, and the theme where it paints.

They do not depend on delegates or sessions; labels are passed in translated.
"""

from ui.parts.widgets.buttons import KeyButton, button, chip_button, link, listen, tool
from ui.parts.widgets.choices import Choice, Slider, Tabs, Tick
from ui.parts.widgets.field import SearchField, lead
from ui.parts.widgets.frames import (
    Banner,
    Header,
    Lamp,
    LampState,
    Panel,
    Strip,
    StripSize,
    chip,
    rule,
)
from ui.parts.widgets.rail import Place, Rail
from ui.parts.widgets.sheet import Sheet
from ui.parts.widgets.texts import Centred, Elided, Fitted, IconLabel, Text, text

__all__ = [
    "Banner",
    "Centred",
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
    "Slider",
    "Strip",
    "StripSize",
    "Tabs",
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
