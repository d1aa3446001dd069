"""Header synonyms: which field one heading stands for, in several languages, also where it is a question."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import fields_by_place
from checkin.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SYNONYMS: Final = Path(__file__).parents[2] / "resources" / "headings.toml"
LONGEST: Final = 100
LOOSE: Final = 1_000  # a heading that only has a word of the field in it ranks from here on

# The fields of a file, in the order of a form.
FIELDS: Final = tuple(field.name for field in fields_by_place("file"))

# A question with these words means the number of a passport or a telephone, or the code of a country.
_NEVER_ASKED: Final = frozenset({"number", "code"})
_PARTS: Final = re.compile(r"[/|()（）・\n]|\s[-–]\s")
_NUMBERING: Final = re.compile(
    r"^\s*(?:[QqＱ問]?\s?[0-9]{1,3}\s?[.):．、）]|[QqＱ問]\s?[0-9]{1,3})\s*"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】|＊|\*|※.*")
_AS: Final = re.compile(
    r"\s+(?:as (?:it|in|on|you|shown|written)|wie (?:es|auf|in)|comme|tel que)\b.*", re.IGNORECASE
)
_ELISION: Final = re.compile(r"\b[ldLD]['’]")
# The words of a question or a request that say nothing of the field.
_QUESTION: Final = """
    what which whats is are was the your you yours our please enter provide state write give us tell type fill in insert select
    choose indicate specify confirm of do does did have has will from a an any here represent represented come coming based belong
    to for if with work works affiliated at in currently current and required optional mandatory
    bitte geben gib sie ihr ihre ihren ihrer ihrem an ein eintragen wie lautet ist der die das des den dem welche welcher welches
    welchem welchen aus kommen vertreten haben pflichtfeld
    votre vos quel quelle quels quelles est sont veuillez indiquer saisir entrer s il vous plait le la les de du un une representez
    obligatoire facultatif usuel professionnel professionnelle rattachement dienstlich dienstliche
"""
_FILLERS: Final = frozenset(_QUESTION.split())
_PREFIX: Final = re.compile(
    r"^(?:ticket|attendee|participant|delegate|guest|registrant|visitor|teilnehmer|invité)s?[ :_'’-]+|^(?:参加者|出席者|來賓|與會者)の?",
    re.IGNORECASE,
)
# "氏名（姓）", "Name: First": a name, and which part of it or in which script.
_OF_A_NAME: Final = re.compile(
    r"(.+?)\s*(?:[(（\[【:：_]|\s[-–]\s)\s*([^()（）]+?)\s*[)）\]】]?\s*"
)
_EASTERN_BEFORE: Final = re.compile(
    r"^(?:あなたの|貴方の|参加者の|ご|御|お|請問|請填寫|請輸入|請提供|您的|你的|貴)+"
)
_EASTERN_AFTER: Final = re.compile(
    r"(?:(?:を|は|の|について)?(?:ご|お)?(?:記入|入力|選択|回答|教え|聞かせ|書き|知らせ).*|(?:され|し|でき|なさい|いただけ)ますか|"
    r"は何ですか|必須|任意|必填|選填|是什麼|為何|為)$"
)
_UYGHUR_BEFORE: Final = re.compile(r"^(?:سيزنيڭ|سزنيڭ)\s*")
_UYGHUR_AFTER: Final = ("يڭيزني", "يڭيز", "ڭيزني", "ڭيز", "سيني", "سي", "يني", "ي")


def key(heading: str) -> str:
    """A heading as it is compared: folded, without spaces."""
    return fold(heading).replace(" ", "")


def sign_key(word: str) -> str:
    """A word of a cell as it is compared; a sign such as × stays one."""
    return key(word) or word.strip().casefold()


@cache
def phrases(section: str) -> dict[str, tuple[str, ...]]:
    """What stands for what, as written, best first: the tables of `resources/headings.toml`."""
    found: dict[str, Any] = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))[section]
    return {name: tuple(words) for name, words in found.items()}


@cache
def synonyms(section: str) -> dict[str, tuple[str, ...]]:
    """The same, folded."""
    return {name: tuple(map(sign_key, words)) for name, words in phrases(section).items()}


def flag_words() -> dict[str, str]:
    """Folded word, without spaces → the flag or status that it means."""
    return {word: flag for flag, words in synonyms("flags").items() for word in words}


def words_of(field: str) -> tuple[str, ...]:
    """The headings of a field, best first; for the status also those of its questions."""
    if field == "status":
        return (
            *synonyms("fields")[field],
            *(word for words in synonyms("status").values() for word in words),
        )
    return synonyms("fields").get(field) or synonyms("parts")[field]


def rank(heading: str, field: str) -> int | None:
    """Rank of a heading among a field's synonyms, 0 the best; None where it is none.

    A heading in two languages (Name / 氏名) matches if each of its parts does. From `LOOSE` on the heading is a
    question or a request with one of the words in it, and nothing else that would mean something.
    """
    return _ranks(heading).get(field)


@lru_cache(maxsize=20_000)
def _ranks(heading: str) -> Mapping[str, int]:
    """The fields that a heading may stand for, each with its rank."""
    known = _fields_by_word()
    found = dict(known.get(key(heading), {}))
    parts = [known.get(part, {}) for piece in _PARTS.split(heading) if (part := key(piece))]
    for field in set.intersection(*map(set, parts)) if parts else ():
        found.setdefault(field, min(part[field] for part in parts))
    part_of_name = _part_of_name(heading)
    if part_of_name:
        found.setdefault(part_of_name, len(words_of(part_of_name)))
        return found
    loose: dict[str, int] = {}
    for form in _loose_forms(heading):
        for field, place in known.get(form, {}).items():
            if field not in _NEVER_ASKED:
                loose[field] = min(loose.get(field, place + LOOSE), place + LOOSE)
    return loose | found


@cache
def _fields_by_word() -> dict[str, dict[str, int]]:
    """Folded heading → the fields that it stands for, with its place among their words."""
    by_word: dict[str, dict[str, int]] = {}
    for field in (*FIELDS, *synonyms("parts")):
        for place, word in enumerate(words_of(field)):
            by_word.setdefault(word, {}).setdefault(field, place)
    return by_word


@lru_cache(maxsize=10_000)
def _part_of_name(heading: str) -> str:
    """The field of a heading that names a part of a name behind the name: "氏名（姓）", "Name (kana)"."""
    found = _OF_A_NAME.fullmatch(heading)
    if found is None:
        return ""
    whole, part = key(found[1]), key(found[2])
    known, parts = synonyms("fields"), synonyms("parts")
    if whole in known["reading"]:
        readings = (("family_reading", "family_name"), ("given_reading", "given_name"))
        return next((field for field, of in readings if part in known[of]), "")
    if whole not in (*known["name"], *known["native_name"]):
        return ""
    fields = ("family_name", "given_name"), ("reading", "native_name")
    found_in = (field for group in fields for field in group if part in known[field])
    return next(found_in, next((field for field, words in parts.items() if part in words), ""))


def recognised(heading: str, fields: tuple[str, ...] = FIELDS) -> str:
    """The field that a heading stands for beyond doubt; empty where it stands for none."""
    ranked = ((found, field) for field in fields if (found := rank(heading, field)) is not None)
    best, field = min(ranked, default=(LOOSE, ""))
    return field if best < LOOSE else ""


def answer_forms(heading: str) -> tuple[str, ...]:
    """The forms of a heading that is a question, for other lists of words than those of the fields."""
    return (key(heading), *_loose_forms(heading))


@lru_cache(maxsize=10_000)
def _loose_forms(heading: str) -> tuple[str, ...]:
    """Keys of what a question asks for."""
    forms = (form for text in _bare_texts(heading[:300]) for form in _forms(text) if form)
    return tuple(dict.fromkeys(forms))


def _bare_texts(heading: str) -> Iterator[str]:
    """A heading without its number, what stands in brackets, and whose it is."""
    bare = _NUMBERING.sub("", heading)
    yield bare
    yield (plain := _BRACKETS.sub(" ", bare))
    yield (named := _AS.sub("", plain))
    yield _PREFIX.sub("", named)


def _forms(text: str) -> Iterator[str]:
    folded = fold(_ELISION.sub("", text))
    yield folded.replace(" ", "")
    yield "".join(word for word in folded.split() if word not in _FILLERS)
    eastern = _EASTERN_AFTER.sub("", "".join(text.split()).rstrip(":：?？。"))
    yield key(eastern)
    yield key(_EASTERN_BEFORE.sub("", eastern))
    yield from _uyghur_stems(_UYGHUR_BEFORE.sub("", folded).replace(" ", ""))


def _uyghur_stems(word: str) -> Iterator[str]:
    """A word without its possessive ending: their organisation, your organisation → organisation."""
    yield word
    for ending in _UYGHUR_AFTER:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:  # a syllable is no word
            yield stem
            yield stem + "ي"
            yield stem.removesuffix("ي") + "ه"  # a final e turns into i before an ending
