"""Characters of symbol fonts, which Word's Insert › Symbol stores as codes of the font instead of Unicode."""

from __future__ import annotations

UNKNOWN = "\ufffd"
"""Stands for a symbol that is not known here."""

_PRIVATE = 0xF000
_PAGE = 0x100

# The codes 20–7E and A0–FE of Adobe's Symbol encoding; a blank stands for pieces of brackets.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑          〉∫           ",
)
_RINGED = {0x81 + number: chr(0x2460 + number) for number in range(10)}
_RINGED_BLACK = {0x8C + number: chr(0x2776 + number) for number in range(10)}
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        first + number: character
        for first, line in zip((0x20, 0xA0), _SYMBOL, strict=True)
        for number, character in enumerate(line)
        if character != " "
    },
    "wingdings": {
        **dict(zip(b"lnoqruvw", "●■□❑❒◆❖◆", strict=True)),
        **dict(zip(b"\xa1\xa7\xa8\xab\xd8\xdf\xe0\xe1\xe2\xfb\xfc\xfd\xfe", "○▪□★➢←→↑↓✗✓☒☑", strict=True)),
        **_RINGED,
        **_RINGED_BLACK,
    },
    "wingdings 2": dict(zip(b"OPQRST\x98\xa3", "✗✓☒☑☒☒●□", strict=True)),
    "webdings": dict(zip(b"acgnr", "✔□■●✗", strict=True)),
}


def symbol(font: str, code: int) -> str:
    """The character of a code in a font; that of any other font is Unicode already."""
    low = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + _PAGE else code
    known = _FONTS.get(font.lower())
    if known is not None and low < _PAGE:
        return known.get(low, UNKNOWN)
    return UNKNOWN if low != code or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


def unprivate(text: str, font: str) -> str:
    """A text in which the codes of symbol fonts are written as private characters (U+F020 to U+F0FF)."""
    fonts = (font, "symbol") if font.lower() in _FONTS else ("symbol",)
    return "".join(
        symbol(fonts[0], ord(character)) if _PRIVATE <= ord(character) < _PRIVATE + _PAGE else character
        for character in text
    )
