"""Romanisation of hangul: the official rule (Revised Romanisation), and usual spellings of surnames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.names.latin.parts import part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.names.latin.parts import Letter, Part

# Revised Romanisation of Korean, 2000; the parts of a syllable in the order of Unicode.
_FIRST: Final = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWEL: Final = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_LAST: Final = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("-", "").split(
    " "
)
_BASE, _END, _LASTS, _VOWELS = 0xAC00, 0xD7A3, 28, 21

# Syllables that passports spell in many ways, seldom by the rule.
_VOWEL_HABITS: Final = {
    "eo": ("u", "o"), "u": ("oo", "woo"), "i": ("ee",), "eu": ("u",), "yeo": ("you", "yu"), "ui": ("eui", "i"),
    "ae": ("ai", "a"), "oe": ("oi", "we"), "wo": ("weo",),
}  # fmt: skip
_FAMILIES: Final = {
    "김": "kim,gim", "이": "lee,yi,rhee,ri,i", "박": "park,pak,bak", "최": "choi,choe", "정": "jung,chung,jeong,cheong",
    "강": "kang,gang", "조": "cho,jo", "윤": "yoon,yun", "장": "jang,chang", "임": "lim,im,rim,yim", "한": "han",
    "오": "oh,o", "서": "seo,suh,so", "신": "shin,sin", "권": "kwon,gwon,kweon", "황": "hwang", "안": "ahn,an",
    "송": "song", "류": "ryu,yoo,yu", "유": "yoo,yu,you,ryu", "홍": "hong", "전": "jeon,chun,jun,chon", "고": "ko,go,koh",
    "문": "moon,mun", "양": "yang", "손": "son,sohn", "배": "bae,pae,bai", "백": "baek,paik,back,paek", "허": "heo,huh,hur",
    "남": "nam", "심": "shim,sim", "노": "noh,roh,no,ro", "하": "ha", "곽": "kwak,gwak", "성": "sung,seong",
    "차": "cha", "주": "joo,ju,chu", "우": "woo,u,wu", "구": "koo,gu,ku,goo", "나": "na,ra,nah", "민": "min",
    "진": "jin,chin", "지": "ji,chi,jee", "엄": "eom,um,uhm", "채": "chae,chai", "원": "won", "천": "chun,cheon",
    "방": "bang,pang", "공": "kong,gong", "현": "hyun,hyeon", "함": "ham,hahm", "변": "byun,byeon", "염": "yeom,yum",
    "여": "yeo,yuh", "추": "choo,chu", "도": "do,doh", "소": "so,soh", "석": "seok,suk", "선": "sun,seon,sunwoo",
    "설": "seol,sul", "마": "ma", "길": "gil,kil", "연": "yeon,yun", "위": "wi,wee", "표": "pyo", "명": "myung,myeong",
    "기": "ki,gi,kee", "반": "ban,pan", "라": "ra,la", "왕": "wang", "금": "geum,keum", "옥": "ok,ock", "육": "yuk,yook",
    "인": "in", "맹": "maeng", "제": "je", "모": "mo", "탁": "tak", "국": "kook,kuk", "어": "eo,uh", "은": "eun", "편": "pyun",
    "용": "yong", "예": "ye", "경": "kyung", "봉": "bong", "사": "sa", "부": "boo,bu", "태": "tae,thae", "리": "ri,lee,rhee",
    "남궁": "namgung,namkoong,namgoong", "황보": "hwangbo", "제갈": "jegal", "사공": "sagong", "선우": "sunwoo,seonu",
    "서문": "seomun", "독고": "dokgo",
}  # fmt: skip


def is_hangul(letter: str) -> bool:
    return _BASE <= ord(letter) <= _END


def parts(words: Sequence[Sequence[Letter]]) -> list[Part]:
    """The family name, each further syllable, and those syllables joined."""
    letters = [letter for word in words for letter in word if is_hangul(letter.as_is)]
    if not letters:
        return []
    long = "".join(letter.as_is for letter in letters[:2]) in _FAMILIES and len(letters) > 2
    family, given = letters[: 1 + long], letters[1 + long :]
    name = "".join(letter.as_is for letter in family)
    plain = "".join(_syllable(letter.as_is)[0] for letter in family)
    spelt = [*_FAMILIES.get(name, "").split(","), plain]
    found = [part(family[0].start, family[-1].end, spelt, sure=True)]
    found += [
        part(letter.start, letter.end, _syllable(letter.as_is), sure=True) for letter in given
    ]
    if len(given) > 1:
        read = [_syllable(letter.as_is) for letter in given]
        joined = [
            "".join(way[0] for way in read),
            "".join(way[min(1, len(way) - 1)] for way in read),
        ]
        found.append(part(given[0].start, given[-1].end, joined, sure=True))
    return found


def given(word: Sequence[Letter]) -> list[Part]:
    """A given name without family name."""
    read = [_syllable(letter.as_is) for letter in word]
    joined = ("".join(way[0] for way in read), "".join(way[-1] for way in read))
    return [part(word[0].start, word[-1].end, joined, sure=True)]


def _syllable(letter: str) -> list[str]:
    """A syllable by the rule, then in its common spellings."""
    at = ord(letter) - _BASE
    first = _FIRST[at // (_LASTS * _VOWELS)]
    vowel = _VOWEL[at // _LASTS % _VOWELS]
    last = _LAST[at % _LASTS]
    soft = "sh" if first == "s" and vowel in ("i", "wi") else first
    habits = (soft + spelling + last for spelling in _VOWEL_HABITS.get(vowel, ()))
    return [first + vowel + last, *habits]
