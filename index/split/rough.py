"""The first cuts: syntok where words are set apart by spaces, the closing marks in Japanese, Chinese and Korean."""

from __future__ import annotations

import re

CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯豈-﫿]")
_CJK_LANGUAGES = frozenset({"ja", "ko", "zh"})
_CLOSERS = '"”’»」』)）】〉》\\]'
_CJK_END = re.compile(
    rf"(?:[。！？｡‼⁇⁈⁉]+|[.!?…]+(?=[\s{_CLOSERS}]|\[\d|$))[{_CLOSERS}]*(?:\s?\[\d{{1,3}}\](?::\d{{1,4}})?)*\s*"
)


def is_cjk(text: str, language: str | None) -> bool:
    """Tell whether a block is to be cut by the marks of Japanese, Chinese and Korean."""
    start = text[:2000]
    return len(CJK.findall(start)) * (20 if language in _CJK_LANGUAGES else 4) > len(start)


def rough_cuts(block: str, *, cjk: bool) -> list[int]:
    """Return where sentences begin, in order, 0 and the block's length included."""
    inner = _marks(block) if cjk else _syntok(block)
    return [0, *(cut for cut in inner if 0 < cut < len(block)), len(block)]


def _marks(block: str) -> list[int]:
    return [match.end() for match in _CJK_END.finditer(block)]


def _syntok(block: str) -> list[int]:
    from syntok.segmenter import segment
    from syntok.tokenizer import Tokenizer

    # Without this syntok writes "n't" as "not"; the offsets, all that is used here, are right either way.
    tokens = Tokenizer(replace_not_contraction=False).tokenize(block)
    return [sentence[0].offset for sentence in segment(tokens)]
