"""How the fonts beside this file were cut from Debian's fonts-noto-cjk; run by hand, never by
the program.

    apt-get install fonts-noto-cjk
    python -m venv /tmp/cut && /tmp/cut/bin/pip install fonttools
    /tmp/cut/bin/python shanhai/paper/fonts/build.py

Each file is the SC face with its `locl` tables for ZHT and ZHH kept, so that one file prints
mainland glyphs for zh-hans and Taiwan or Hong Kong glyphs for zh-hant: half the size of two
faces. Regular keeps every Han character of the face; Bold keeps GB 2312 and Big5 level 1, and
the paper template falls back to Regular for the rest. Hangul goes, and so does vertical writing.
"""

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found, unused-ignore]

SOURCE = Path("/usr/share/fonts/opentype/noto")
HERE = Path(__file__).parent
SC_FACE = 2  # the order in the collection is JP, KR, SC, TC, HK
HANGUL = [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC)]
FIRST_HAN = 0x2E80
TRADITIONAL = ("ZHT ", "ZHH ")


def without_hangul(code: int) -> bool:
    """Whether a character stays in Regular."""
    return not any(first <= code <= last for first, last in HANGUL)


def common_han() -> set[int]:
    """GB 2312 and Big5 level 1 (lead bytes A1 to C6): what Bold keeps above the Latin and
    symbols.
    """
    gb = ((lead, trail, "gb2312") for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF))
    big = ((lead, trail, "big5") for lead in range(0xA1, 0xC7) for trail in range(0x40, 0xFF))
    texts = (bytes(pair[:2]).decode(pair[2], "ignore") for family in (gb, big) for pair in family)
    return {ord(text) for text in texts if len(text) == 1}


def cut(name: str, keep: set[int] | None) -> None:
    """Write one face, all of it but Hangul, or only `keep` and what lies below the Han blocks."""
    font = TTFont(SOURCE / f"NotoSansCJK-{name}.ttc", fontNumber=SC_FACE)
    codes = {code for code in font.getBestCmap() if without_hangul(code)}
    if keep is not None:
        codes = {code for code in codes if code in keep or code < FIRST_HAN}
    options = subset.Options()
    options.layout_features = ["locl", "kern", "mark", "mkmk", "ccmp"]
    options.layout_scripts = ["DFLT", "latn", "hani", "kana"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.hinting = False
    options.notdef_outline = True
    for record in font["GSUB"].table.ScriptList.ScriptRecord:
        languages = record.Script.LangSysRecord
        kept = [one for one in languages if one.LangSysTag in TRADITIONAL]
        record.Script.LangSysRecord = kept
        record.Script.LangSysCount = len(kept)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    target = HERE / f"NotoSansCJKsc-{name}.otf"
    font.save(target)
    sys.stdout.write(f"{target.name}: {len(codes)} characters, {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    cut("Bold", common_han())
    cut("Regular", None)
