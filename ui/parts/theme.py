"""Theme (light, dark): colour tokens by role, type sizes, spacing, and the Qt stylesheet made of them.

A widget names its role (`label(text, "name")`, a `role` property) and never a colour, so that a theme is
changed by setting another stylesheet. The window is white and grey; colour is kept for outcomes,
categories and the one primary action.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from checkin.wording import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

RESOURCES: Final = Path(__file__).parents[2] / "resources"

# Steps of 8; a half step between things that belong together.
STEP: Final = 8
MARGIN: Final = 3 * STEP
TOUCH: Final = 44
RADIUS: Final = 14

FAMILIES: Final = ("Noto Sans", "Noto Sans JP", "Noto Sans TC", "Noto Sans Arabic")
# Han characters are drawn in the form of the window's language.
HAN: Final = MappingProxyType({"zh-Hant": ("NotoSansTC-Regular", "NotoSansTC-Bold")})
FIRST_FONTS: Final = (
    "NotoSans-Regular",
    "NotoSans-SemiBold",
    "NotoSans-Bold",
    "NotoSansArabic-Regular",
    "NotoSansArabic-Bold",
    "NotoSansJP-Regular",
    "NotoSansJP-Bold",
)

NEXT: Final = "NotoSansTC"


class ThemeName(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class ToneColours:
    """An outcome's colour, its light tint, and the colour drawn on top of it."""

    ink: str
    tint: str
    on: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The design tokens of one theme; every colour is `#rrggbb`, so that Qt and SVG both read it."""

    name: ThemeName
    window: str
    surface: str
    hairline: str
    text: str
    muted: str
    accent: str
    on_accent: str
    rail: str
    rail_text: str
    rail_chosen: str
    chosen: str  # the selected row
    found: str  # highlight behind matched letters
    tones: Mapping[Tone, ToneColours]
    line: int = 1

    def tone(self, tone: Tone) -> ToneColours:
        return self.tones[tone]


LIGHT: Final = Theme(
    name=ThemeName.LIGHT,
    window="#f4f6f8",
    surface="#ffffff",
    hairline="#d9dee5",
    text="#12171f",
    muted="#566070",
    accent="#1f4e9c",
    on_accent="#ffffff",
    rail="#12233f",
    rail_text="#c9d4e6",
    rail_chosen="#2d3c56",
    chosen="#e4e9f3",
    found="#e2d2b8",
    tones=MappingProxyType(
        {
            Tone.WELCOME: ToneColours("#007869", "#e0f2ef", "#ffffff"),
            Tone.LEAVE: ToneColours("#10151d", "#e3e7ee", "#ffffff"),
            Tone.AGAIN: ToneColours("#8a5200", "#fff1d6", "#ffffff"),
            Tone.STOP: ToneColours("#9b1c31", "#fce4e8", "#ffffff"),
            Tone.ASK: ToneColours("#3a2f9e", "#e8e6fb", "#ffffff"),
        }
    ),
)
DARK: Final = Theme(
    name=ThemeName.DARK,
    window="#0f141b",
    surface="#171e28",
    hairline="#2c3745",
    text="#eef2f7",
    muted="#9aa7b8",
    accent="#8cb4ff",
    on_accent="#0b1220",
    rail="#0a0f16",
    rail_text="#8b98aa",
    rail_chosen="#2a2e35",
    chosen="#25324a",
    found="#5c4a26",
    tones=MappingProxyType(
        {
            Tone.WELCOME: ToneColours("#3ce1c9", "#0e2f2b", "#12171f"),
            Tone.LEAVE: ToneColours("#f8f020", "#33320b", "#12171f"),
            Tone.AGAIN: ToneColours("#ffc069", "#33240b", "#12171f"),
            Tone.STOP: ToneColours("#ff8096", "#3a121b", "#12171f"),
            Tone.ASK: ToneColours("#b3aaff", "#221c4a", "#12171f"),
        }
    ),
)
CONTRAST: Final = Theme(
    name=ThemeName.CONTRAST,
    window="#ffffff",
    surface="#ffffff",
    hairline="#000000",
    text="#000000",
    muted="#000000",
    accent="#000000",
    on_accent="#ffffff",
    rail="#000000",
    rail_text="#ffffff",
    rail_chosen="#4a4a4a",
    chosen="#ffffff",
    found="#ffe680",
    tones=MappingProxyType(
        {
            Tone.WELCOME: ToneColours("#006053", "#ffffff", "#ffffff"),
            Tone.LEAVE: ToneColours("#101020", "#ffffff", "#ffffff"),
            Tone.AGAIN: ToneColours("#764600", "#ffffff", "#ffffff"),
            Tone.STOP: ToneColours("#6c0d1c", "#ffffff", "#ffffff"),
            Tone.ASK: ToneColours("#241b7a", "#ffffff", "#ffffff"),
        }
    ),
    line=2,
)
THEMES: Final[Mapping[ThemeName, Theme]] = MappingProxyType(
    {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
)


def later_fonts() -> tuple[str, ...]:
    """Every other bundled font: Qt uses them as fallbacks for the scripts they have."""
    names = {file.stem for file in (RESOURCES / "fonts").glob("*.ttf")}
    return tuple(
        sorted(names - set(FIRST_FONTS), key=lambda name: (not name.startswith(NEXT), name))
    )


def load_fonts(names: tuple[str, ...]) -> None:
    """Registers bundled fonts; a fresh machine has none for most of our scripts."""
    for name in names:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{name}.ttf"))


def base_font() -> QFont:
    """The application's font as made by `font_for`; the bundled families before an application exists."""
    font = QGuiApplication.font()
    if font.families()[:1] != [FAMILIES[0]]:
        font = QFont(list(FAMILIES))
    font.setPixelSize(15)
    return font


def font_for(language: str) -> QFont:
    """The window's font in a language: Han characters in its regional form, if several fonts have them."""
    latin, japanese, chinese, *rest = FAMILIES
    if language in HAN:
        load_fonts(HAN[language])
        japanese, chinese = chinese, japanese
    font = QFont([latin, japanese, chinese, *rest])
    font.setPixelSize(15)
    return font


def palette(theme: Theme) -> QPalette:
    """Colours of what the platform draws itself: ticks, arrows, placeholder text."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.Base: theme.surface,
        role.AlternateBase: theme.surface,
        role.Button: theme.surface,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Link: theme.accent,
    }
    qt_palette = QPalette()
    for role_name, colour in colours.items():
        qt_palette.setColor(role_name, QColor(colour))
    for role_name in (role.WindowText, role.Text, role.ButtonText):
        qt_palette.setColor(QPalette.ColorGroup.Disabled, role_name, QColor(theme.muted))
    return qt_palette


def dress(window: QWidget, theme: Theme) -> None:
    """Applies the theme to a window: the widgets in it change at once, later ones when they join it.

    The stylesheet is the window's and not the application's: Qt styles a widget anew each time it is given
    a parent, which costs a page that is built bottom-up three times as long as styling it once, when it
    joins the window.
    """
    sheet = stylesheet(theme)
    if window.styleSheet() != sheet:  # Qt would restyle every widget, though nothing changed
        window.setStyleSheet(sheet)


def stylesheet(theme: Theme) -> str:
    """The stylesheet of a whole window."""
    places = {field: getattr(theme, field) for field in theme.__slots__ if field != "tones"}
    for tone, colours in theme.tones.items():
        edge = colours.tint if theme.line == 1 else colours.ink
        places |= {f"{tone}": colours.ink, f"{tone}_tint": colours.tint, f"{tone}_line": edge}
    return Template(SHEET).substitute(places)


SHEET: Final = """
QWidget { color: $text; font-size: 15px; }
QMainWindow, QDialog, Page, *[role="window"] { background: $window; }
QToolTip { color: $text; background: $surface; border: ${line}px solid $hairline; padding: 4px 8px; }

QLabel, QCheckBox { background: transparent; }
QLabel[role="name"] { font-size: 52px; font-weight: 700; }
QLabel[role="kiosk"] { font-size: 40px; font-weight: 700; }
QLabel[role="second"], QLabel[role="headline"] { font-size: 34px; }
QLabel[role="headline"] { font-weight: 700; }
QLabel[role="letters"] { font-size: 30px; font-weight: 600; letter-spacing: 2px; }
QLabel[role="large"] { font-size: 21px; }
QLabel[role="opening"] { font-size: 21px; font-weight: 700; }
QLabel[role="aside"] { font-size: 21px; color: $muted; }
QLabel[role="title"] { font-size: 18px; font-weight: 700; }
QLabel[role="strong"] { font-size: 18px; font-weight: 600; }
QLabel[role="advice"] { font-size: 34px; }
QLabel[role="advice-small"] { font-size: 26px; }
QLabel[role="hint"] { font-size: 19px; }
QLabel[role="row"] { font-size: 15px; font-weight: 600; }
QLabel[role="quiet"] { font-size: 15px; color: $muted; }
QLabel[role="heading"] { font-size: 15px; font-weight: 600; color: $muted; }
QLabel[role="small"] { font-size: 13px; color: $muted; }
QLabel[tone="welcome"] { color: $welcome; }
QLabel[tone="leave"] { color: $leave; }
QLabel[tone="again"] { color: $again; }
QLabel[tone="stop"] { color: $stop; }
QLabel[tone="ask"] { color: $ask; }

QFrame[role="header"] { background: $surface; border: none; border-bottom: ${line}px solid $hairline; }
QFrame[role="panel"] { background: $surface; border: ${line}px solid $hairline; border-radius: 14px; }
QFrame[role="rule"] { background: $hairline; border: none; max-height: ${line}px; min-height: ${line}px; }
QFrame[role="strip"] { border-radius: 10px; background: $window; border: ${line}px solid $hairline; }
QFrame[role="strip"][tone="welcome"] { background: $welcome_tint; border-color: $welcome_line; }
QFrame[role="strip"][tone="leave"] { background: $leave_tint; border-color: $leave_line; }
QFrame[role="strip"][tone="again"] { background: $again_tint; border-color: $again_line; }
QFrame[role="strip"][tone="stop"] { background: $stop_tint; border-color: $stop_line; }
QFrame[role="strip"][tone="ask"] { background: $ask_tint; border-color: $ask_line; }

QLabel[role="key"] {
  font-size: 13px; font-weight: 600; color: $muted; background: $window;
  border: ${line}px solid $hairline; border-bottom-width: 2px; border-radius: 4px; padding: 0px 7px;
  min-height: 20px; max-height: 20px; }

QAbstractButton[role="plain"], QAbstractButton[role="primary"], QPushButton {
  font-size: 15px; font-weight: 600; color: $text; background: $surface;
  border: ${line}px solid $hairline; border-radius: 10px; padding: 0px 16px; min-height: 42px; outline: none; }
QPushButton:hover { background: $window; }
QPushButton:pressed { background: $chosen; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[role="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[role="primary"]:focus { border: 3px solid $text; }
QPushButton[role="primary"]:disabled { color: $muted; background: $window; border-color: $hairline; }
QLabel[role="chip"], QPushButton[role="chip"] {
  font-size: 13px; color: $muted; background: transparent;
  border: ${line}px solid $hairline; border-radius: 13px; padding: 0px 12px;
  min-height: 24px; max-height: 24px; }
*[role="chip"][tone="welcome"] { color: $welcome; background: $welcome_tint; border-color: $welcome_line; }
QLabel[role="chip"][tone="leave"] { color: $leave; background: $leave_tint; border-color: $leave_line; }
*[role="chip"][tone="again"] { color: $again; background: $again_tint; border-color: $again_line; }
*[role="chip"][tone="stop"] { color: $stop; background: $stop_tint; border-color: $stop_line; }
QLabel[role="chip"][tone="ask"] { color: $ask; background: $ask_tint; border-color: $ask_line; }
QPushButton[role="chip"] { font-weight: 400; min-height: 30px; max-height: 30px; border-radius: 16px; }
QPushButton[role="chip"]:hover { background: $window; }
QPushButton[role="chip"]:checked { color: $text; background: $chosen; border-color: $accent; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0px 11px; }
QPushButton[role="link"] {
  color: $accent; background: transparent; border: 2px solid transparent; border-radius: 8px;
  padding: 0px 2px; min-height: 38px; text-align: left; }
QPushButton[role="link"]:disabled { color: $muted; background: transparent; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="touch"] { font-size: 19px; min-height: 72px; padding: 0px 24px; }
QPushButton[role="quiet"] { border-color: transparent; color: $muted; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
  font-size: 15px; color: $text; background: $surface;
  placeholder-text-color: $muted;
  selection-color: $on_accent; selection-background-color: $accent;
  border: ${line}px solid $hairline; border-radius: 8px; padding: 0px 12px; min-height: 42px; }
QPlainTextEdit { padding: 8px 12px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 0px 11px; }
QLineEdit[role="search"] { font-size: 21px; border: none; background: transparent; padding: 0px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
  color: $text; background: $surface; border: ${line}px solid $hairline; outline: none;
  selection-color: $text; selection-background-color: $chosen; }
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0px 12px; }

QTableView, QListView, QTreeView {
  color: $text; background: $surface; alternate-background-color: $surface; border: none;
  gridline-color: $hairline; outline: none;
  selection-color: $text; selection-background-color: $chosen; }
QListWidget::item { min-height: 44px; }
QListView[role="rows"] { background: transparent; }
QTableView::item, QListView::item { padding: 0px 12px; border: none; border-bottom: 1px solid $hairline; }
QTableView::item:selected, QListView::item:selected { color: $text; background: $chosen; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  font-size: 13px; font-weight: 600; color: $muted; background: $surface;
  border: none; border-bottom: ${line}px solid $hairline; padding: 8px 12px; }
QTableCornerButton::section { background: $surface; border: none; }

QSlider { min-height: 44px; }
QSlider::groove:horizontal { background: $hairline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal {
  background: $surface; border: 2px solid $accent; width: 18px; height: 18px;
  margin: -9px 0px; border-radius: 11px; }
QSlider:focus { border-bottom: 2px solid $accent; }
QProgressBar {
  background: $window; border: ${line}px solid $hairline; border-radius: 5px;
  min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollArea[role="paper"] { background: $window; border: ${line}px solid $hairline; border-radius: 14px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $hairline; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; border: ${line}px solid $hairline; padding: 8px 0px; }
QMenu::item { min-height: 36px; padding: 4px 24px; }
QMenu::item:selected { background: $chosen; }
QTabBar::tab { padding: 12px 16px; min-height: 20px; color: $muted; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; }

Rail { background: $rail; }
Rail QLabel { color: #ffffff; font-size: 19px; font-weight: 700; }
"""
