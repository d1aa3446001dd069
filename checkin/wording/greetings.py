"""Greetings in the delegate's own language: a word or two, without a name.

These are not texts of the interface: several languages appear side by side, whatever the window's
language. A language that is not here is greeted in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import Direction, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Verdict


@dataclass(frozen=True, slots=True)
class Greeting:
    words: str
    language: str


# Welcome, welcome back, goodbye.
_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "ar": ("أهلًا وسهلًا", "أهلًا بعودتكم", "إلى اللقاء"),
    "bo": ("དགའ་བསུ་ཞུ།", "དགའ་བསུ་ཞུ།", "ག་ལེར་ཕེབས།"),
    "cs": ("Vítejte", "Vítejte zpět", "Na shledanou"),
    "de": ("Willkommen", "Willkommen zurück", "Auf Wiedersehen"),
    "en": ("Welcome", "Welcome back", "Goodbye"),
    "es": ("Bienvenidos", "Nos alegra su regreso", "Hasta pronto"),
    "fr": ("Bienvenue", "Bon retour parmi nous", "Au revoir"),
    "it": ("Benvenuti", "Bentornati", "Arrivederci"),
    "ja": ("ようこそ", "お帰りなさい", "ありがとうございました"),
    "kk": ("Қош келдіңіз", "Қайта қош келдіңіз", "Сау болыңыз"),
    "ko": ("환영합니다", "다시 오신 것을 환영합니다", "안녕히 가십시오"),
    "lt": ("Sveiki atvykę", "Sveiki sugrįžę", "Viso gero"),
    "mn": ("Тавтай морилно уу", "Дахин тавтай морилно уу", "Баяртай"),
    "pl": ("Witamy", "Witamy ponownie", "Do widzenia"),
    "ru": ("Добро пожаловать", "С возвращением", "До свидания"),
    "tr": ("Hoş geldiniz", "Tekrar hoş geldiniz", "Güle güle"),
    "ug": ("خۇش كەلدىڭىز", "قايتا خۇش كەلدىڭىز", "خەير خوش"),
    "uk": ("Ласкаво просимо", "З поверненням", "До побачення"),
    "vi": ("Chào mừng quý vị", "Chào mừng quý vị trở lại", "Tạm biệt"),
    "zh-CN": ("欢迎莅临", "欢迎回来", "再见"),
    "zh-TW": ("歡迎蒞臨", "歡迎回來", "再見"),
}
_GOODBYE: Final = 2
_PLACES: Final[Mapping[Outcome, int]] = {
    Outcome.ADMITTED: 0,
    Outcome.PROVISIONAL: 0,
    Outcome.READMITTED: 1,
    Outcome.LEFT: _GOODBYE,
}


def greeting(verdict: Verdict, fallback: str = "en") -> Greeting | None:
    """The greeting; None for a refusal, which staff explain.

    `fallback` is the language for an unknown delegate.
    """
    place = _PLACES.get(verdict.outcome)
    if place is None:
        return None
    if verdict.direction is Direction.EXIT:
        place = _GOODBYE
    person = verdict.person
    language = known_language(person.language if person and person.language else fallback)
    return Greeting(_WORDS[language][place], language)


def known_language(code: str) -> str:
    """The nearest language that has a greeting: `zh-Hant-TW` is greeted as `zh-TW`, `de-AT` as `de`."""
    parts = code.replace("_", "-").split("-")
    first = parts[0].lower()
    if first == "zh":
        traditional = {"tw", "hk", "mo", "hant"} & {part.lower() for part in parts[1:]}
        return "zh-TW" if traditional else "zh-CN"
    return first if first in _WORDS else "en"
