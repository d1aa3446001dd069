"""Language and theme (light, dark) of the window, and the dialog that changes them."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from checkin import settings
from checkin.language import LANGUAGES, Language, closest, load, locale_of
from ui.parts import theme as themes
from ui.parts.theme import Theme, ThemeName
from ui.parts.widgets import Choice, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from checkin.settings import Settings

NAMED: Final = {
    settings.Theme.LIGHT: ThemeName.LIGHT,
    settings.Theme.DARK: ThemeName.DARK,
    settings.Theme.CONTRAST: ThemeName.CONTRAST,
}


def language_of(chosen: Settings) -> Language:
    """The chosen language, else the system's, else English."""
    if chosen.language:
        return load(chosen.language)
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or QLocale.system().name()
    return load(closest(spoken))


def theme_of(chosen: Settings) -> Theme:
    """The chosen theme, else the system's."""
    name = NAMED.get(chosen.theme)
    return themes.THEMES[name or _of_system()]


def _of_system() -> ThemeName:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return ThemeName.CONTRAST
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    return ThemeName.DARK if dark else ThemeName.LIGHT


class Appearance:
    """Applies `language` and `theme` to the application: direction, fonts, palette, Qt's own translations."""

    def __init__(self, app: QApplication) -> None:
        self.language = load("en")
        self.theme = themes.LIGHT
        self._app = app
        self._words = QTranslator(app)

    def put_on(self, language: Language, theme: Theme) -> None:
        self.language, self.theme = language, theme
        right = Qt.LayoutDirection.RightToLeft
        left = Qt.LayoutDirection.LeftToRight
        self._app.setLayoutDirection(right if language.right_to_left else left)
        self._app.setFont(themes.font_for(language.code))
        self._app.removeTranslator(self._words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._words.load(f"qtbase_{locale_of(language.code)}", folder):
            self._app.installTranslator(self._words)
        self._app.setPalette(themes.palette(theme))


class AppearanceSheet(Sheet):
    """Language and theme; languages have their own names, for readers of another one."""

    def __init__(self, chosen: Settings, language: Language, theme: Theme) -> None:
        title = language.text("Language and colours")
        super().__init__(title, language.text("Change"), language.text("Back"), theme)
        self._settings = chosen
        self._language = Choice(theme)
        for code, name in LANGUAGES.items():
            self._language.offer(code, name)
        self._language.choose(language.code)
        self._theme = Choice(theme)
        for name, words in (
            (settings.Theme.SYSTEM, language.text("As the system")),
            (settings.Theme.LIGHT, language.text("Light")),
            (settings.Theme.DARK, language.text("Dark")),
            (settings.Theme.CONTRAST, language.text("High contrast")),
        ):
            self._theme.offer(name, words)
        self._theme.choose(chosen.theme)
        self.row(language.text("Language"), self._language)
        self.row(language.text("Colours"), self._theme)

    def changed(self) -> Settings:
        """The settings with the new choice."""
        theme = settings.Theme(self._theme.chosen())
        return replace(self._settings, language=self._language.chosen(), theme=theme)
