"""Unicode ranges of scripts (writing systems), for regular expressions; each is written down once.

A name stands for the inside of a character class: `re.compile(f"[{HAN}{KANA}]")`. A script has the
letters of Unicode's `Scripts.txt`, and the signs and marks common to few scripts where they are
written with this one: 々, 〆 and 〇 with Han letters, ー with kana, ، with Arabic ones. A block of one
script is taken whole, so that later additions to it are covered.
"""

from __future__ import annotations

from typing import Final

LATIN: Final = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25\u1d2c-\u1d5c"
    "\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u212a\u212b\u2132\u214e"
    "\u2160-\u2188\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ff\uab30-\uab5a\uab5c-\uab64\uab66-\uab69"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\U00010780-\U000107bf\U0001df00-\U0001dfff"
)
GREEK: Final = (
    "\u0370-\u03e1\u03f0-\u03ff\u1d26-\u1d2a\u1d5d-\u1d61\u1d66-\u1d6a\u1dbf\u1f00-\u1fff\u2126\uab65"
    "\U00010140-\U0001018e\U000101a0\U0001d200-\U0001d24f"
)
CYRILLIC: Final = "\u0400-\u052f\u1c80-\u1c8f\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f\U0001e030-\U0001e08f"
# Extended-A and -B, presentation forms, numerals and mathematical letters; without U+FEFF.
ARABIC_FORMS: Final = "\ufb50-\ufdff\ufe70-\ufefc"
ARABIC: Final = (
    f"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff{ARABIC_FORMS}\U00010e60-\U00010e7f\U00010ec0-\U00010eff"
    "\U0001ee00-\U0001eeff"
)
HEBREW: Final = "\u0590-\u05ff\ufb1d-\ufb4f"
DEVANAGARI: Final = "\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff\U00011b00-\U00011b5f"
THAI: Final = "\u0e01-\u0e5b"
TIBETAN: Final = "\u0f00-\u0fff"
TIBETAN_LETTERS: Final = "\u0f40-\u0fbc"  # letters that compose a syllable
TIBETAN_WORDS: Final = "\u0f0b-\u0fbc"  # with the separators between syllables
MONGOLIAN: Final = "\u1800-\u18af\U00011660-\U0001167f"
# Scripts in which a joiner shapes the adjacent letters: Arabic, Syriac and related, the Indic ones.
JOINED: Final = f"\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af{ARABIC_FORMS}"

# Letters of Chinese, Japanese and Korean: radicals, 々〆〇, Suzhou numerals, the unified ones with all
# extensions (two planes are reserved for them), the compatibility ones.
HAN_COMPATIBILITY: Final = "\uf900-\ufaff\U0002f800-\U0002fa1f"
HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U0003ffff"
)
BOPOMOFO: Final = "\u02ea\u02eb\u3100-\u312f\u31a0-\u31bf"
HALF_WIDTH_KANA: Final = "\uff66-\uff9f"
# Hiragana and katakana: voicing marks and ー, Ainu letters, squared words, historic forms.
KANA: Final = (
    f"\u3041-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357{HALF_WIDTH_KANA}"
    "\U0001aff0-\U0001b16f\U0001f200"
)
KANA_SYLLABLES: Final = "ぁ-ゖァ-ヶー"  # as used in names
HANGUL_LATER: Final = (
    "\u1160-\u11ff"  # vowels and finals that share a square with the letter before
)
HANGUL_SYLLABLES: Final = "\uac00-\ud7a3"
HANGUL: Final = (
    "\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97f\uac00-\ud7ff"
    "\uffa0-\uffdc"
)

# Variation selectors: which form of the letter before is meant: 葛󠄀.
SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

HIRAGANA_POINTS: Final = range(0x3041, 0x3097)
KATAKANA_POINTS: Final = range(0x30A1, 0x30F7)
# For `str.translate`: each katakana → its hiragana.
TO_HIRAGANA: Final = dict(zip(KATAKANA_POINTS, HIRAGANA_POINTS, strict=True))
