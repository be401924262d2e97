"""Folding of printed Chinese text: what a line break, a font or a full-width digit did to a word.

``clean`` gives the text as the archive keeps it; ``fold`` gives the form in which words are
compared, where typographic variants of brackets and quotes are one.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = r"\u2160-\u217f\u2460-\u249b≤≥≦≧≠≈℃‰"
"""What stands among Chinese characters without blanks: Ⅰ类, ①, ≤5."""
_CJK = rf"\u2e80-\u2fff\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·{_SIGNS}"
_GAP = re.compile(rf"(?<=[{_CJK}])[^\S\n]*\n[^\S\n]*|[^\S\n]*\n[^\S\n]*(?=[{_CJK}])|(?<=\w-)\n(?=\w)")
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_SPACES = re.compile(r"\s+")

# NFKC maps the Kangxi radicals (U+2F00–2FD5) but almost none of the Radicals Supplement
# (U+2E80–2EFF), where the simplified radicals that PDF fonts substitute for characters stand.
_SUPPLEMENT = """
    ⺀冫 ⺁厂 ⺄乙 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋卩 ⺌小 ⺍小 ⺎兀 ⺏尢 ⺐尢 ⺑尢 ⺒巳
    ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歹 ⺟母 ⺠民 ⺡氵 ⺢水 ⺣灬
    ⺤爪 ⺥爪 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糸 ⺰纟 ⺱网 ⺲罒 ⺳网
    ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹老 ⺺聿 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃西
    ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长
    ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟食 ⻠饣 ⻡首 ⻢马 ⻣骨
    ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""
_RADICALS = {
    **{ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    # a simplified font draws these two for the simplified character, which NFKC has under the traditional one
    ord("⼾"): "户",
    ord("⾭"): "青",
}
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for block in ((0xF900, 0xFB00), (0x2F800, 0x2FA20))
    for code in range(*block)
}
"""Characters encoded twice: a font draws both alike, and a PDF may name it by the second (U+F98E for 年)."""
_DIGITS = {ord(full): half for full, half in zip("０１２３４５６７８９", "0123456789", strict=True)}
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
"""Characters that print nothing: soft hyphens, marks that web editors leave between words, byte order marks."""
_VARIANTS = str.maketrans(
    "():〔〕﹙﹚，﹐．％／－￥",
    "（）：（）（）,,.%/-¥",
    "“”\"＂‘’'\u3000",
)


_SET = {**_RADICALS, **_COMPATIBLE, **_DIGITS, **_UNSEEN}


def set_characters(text: str) -> str:
    """Full-width digits to ASCII digits, CJK radicals and characters encoded twice to the usual ones; marks that print
    nothing go."""
    return text.translate(_SET)


def clean(text: str | None) -> str:
    """The printed text with the white space that line breaks put inside Chinese words removed.

    Between two Latin words or numbers a line break becomes one space, after the hyphen between them none (2020-2025);
    nothing else is changed but full-width digits and CJK radicals.
    """
    if not text:
        return ""
    text = set_characters(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BREAK.sub(" ", _GAP.sub("", text))
    return text.strip()


_BROKEN_NUMBER = re.compile(r"(?<=\d)([.,]?)[^\S\n]*\n[^\S\n]*(?=[.,]?\d|[%％])(?!\d{1,2}[.、](?!\n?\d))")
_BROKEN_WORD = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}(])|(?<=\)) +(?=[{_CJK}])")


def joined(text: str | None) -> str:
    """``clean`` for a table cell, where a single blank between Chinese characters is a break too.

    Converted documents put the blank where a wrapped cell had its line break (商品和服务支 出), and where a narrow
    bracket has the room of a wide one (维修 (护)费). A line
    break between two digits is a narrow column's, unless the second line begins an item of a list (2. …).
    """
    return _BROKEN_WORD.sub("", clean(_BROKEN_NUMBER.sub(r"\1", text or "")))


def fold(text: str | None) -> str:
    """The form in which titles, headers and labels are compared: no white space, no quotes,
    one kind of bracket, colon and digit."""
    if not text:
        return ""
    return _SPACES.sub("", set_characters(text)).translate(_VARIANTS)


_ORDINAL = re.compile(
    r"^\s*(?:[（(]\s*([一二三四五六七八九十百〇零]+|\d{1,2})\s*[）)]"
    r"|([一二三四五六七八九十百〇零]+)\s*[、.．,，]|(\d{1,2})\s*[、.．](?!\d)|([①-⑳]))\s*"
)
_OF_WHICH = re.compile(r"^\s*其\s*中\s*[:：]?\s*")


def width(text: str) -> int:
    """How many columns of a terminal, or of type of one width, a text fills; a Chinese character fills two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def split_ordinal(label: str) -> tuple[str | None, str]:
    """``（十）卫生健康支出`` → (``十``, ``卫生健康支出``); no ordinal gives ``None``."""
    label = set_characters(label)  # the ordinal may be drawn with radicals: ⼀、
    found = _ORDINAL.match(label)
    if not found:
        return None, label
    return next(group for group in found.groups() if group), label[found.end() :]


def begins_with_ordinal(text: str) -> bool:
    """True for a label of an enumeration: ``（十）卫生健康支出``, ``二、`` above its words. ``（一）`` alone is the end
    of an account's name: ``资本性支出（一）``."""
    ordinal, rest = split_ordinal(text)
    return ordinal is not None and bool(rest or not text.lstrip().startswith(("（", "(")))


def item_of(label: str) -> tuple[str | None, str, bool]:
    """(ordinal, item, of_which) of a printed row label.

    The item is the label without its ordinal, 其中：, a trailing colon or an unclosed bracket.
    """
    ordinal, rest = split_ordinal(label)
    marked = _OF_WHICH.match(rest)
    of_which = bool(marked and marked.end() < len(rest))
    if marked and of_which:
        rest = rest[marked.end() :]
        inner, without = split_ordinal(rest)
        ordinal, rest = (ordinal or inner), without
    rest = rest.rstrip(" 　：:")
    if rest.endswith(("（", "(")):
        rest = rest[:-1].rstrip(" 　：:")
    return ordinal, rest.strip(), of_which


def quoted(text: str) -> str:
    """A text in Chinese quotation marks; those in it become single ones: ““三公”经费” is “‘三公’经费”."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
