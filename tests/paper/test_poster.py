"""What hangs on the wall can be read from across the road and scanned with a telephone."""

import re
from dataclasses import replace

import pytest
import zxingcpp

from shanhai.paper.poster import Card, Group, Job, Leaflet, Poster, halves, leaflet, poster
from tests.paper.test_paper import RARE, text_of, tool

LINK = "https://shanhai.example/jobs/{}/"
CARD = Card(
    title="装配工", figure="3,500–4,500", unit="元/月", place="海岸电池（示例）　马尾区",
    points=("招 30 人", "有宿舍，有夫妻房", "有清真食堂"), link=LINK.format("A"),
)  # fmt: skip
POSTER = Poster(
    title="马尾区招工", lead="福建省福州市马尾区", cards=(CARD,), scan="手机扫一扫", ask="想去的，问三营镇", phone="0954-2031110",
    footer="以合同为准", notice="演示数据",
)  # fmt: skip
JOB = Job(
    title="装配工",
    pay="3,500–4,500 元",
    seats="30 人",
    points="8 小时，两班倒；有宿舍；有清真食堂；上社会保险；初中以上",
)
LEAFLET = Leaflet(
    title="到马尾区去上班", lead="2018 年 3 月", groups=(), heading="想去怎么办", steps=("先报名。", "再核实。", "一起走。"),
    scan="扫一扫", ask="问三营镇", phone="0954-2031110", link=LINK.format("ALL"), notice="演示数据",
)  # fmt: skip


def cards(n: int) -> tuple[Card, ...]:
    return tuple(replace(CARD, title=f"岗位{at}", link=LINK.format(at)) for at in range(n))


def groups(firms: int, jobs: int) -> tuple[Group, ...]:
    return tuple(Group(name=f"企业{at}（示例）", line="电子　示例路 1 号", jobs=(JOB,) * jobs) for at in range(firms))


def pages(content: bytes) -> int:
    found = re.search(rb"Pages:\s+(\d+)", tool("pdfinfo", "-", given=content))
    assert found
    return int(found[1])


def scanned(content: bytes) -> list[str]:
    """What a scanner reads off the printed pages."""
    found = []
    for page in range(1, pages(content) + 1):
        drawn = tool("pdftoppm", "-r", "150", "-gray", "-f", str(page), "-l", str(page), "-", given=content)
        head = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", drawn)
        assert head
        wide, high = int(head[1]), int(head[2])
        picture = memoryview(drawn[head.end() :]).cast("B", (high, wide))
        found += [one.text for one in zxingcpp.read_barcodes(picture)]
    return sorted(found)


def largest(content: bytes) -> float:
    """The height of the largest word, in points."""
    boxes = tool("pdftotext", "-bbox", "-", "-", given=content).decode()
    return max(
        float(low) - float(high) for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    )


@pytest.mark.parametrize(("n", "sheets"), [(1, 1), (2, 1), (6, 1), (7, 2), (13, 3)])
def test_every_code_on_a_poster_is_scanned(n: int, sheets: int) -> None:
    made = poster(replace(POSTER, cards=cards(n)))
    assert pages(made) == sheets
    assert scanned(made) == sorted(LINK.format(at) for at in range(n))


def test_a_poster_says_it_all_and_the_pay_is_large() -> None:
    made = poster(POSTER)
    text = text_of(made)
    for wanted in ("马尾区招工", "装配工", "3,500–4,500", "有清真食堂", "想去的，问三营镇", "演示数据"):
        assert wanted in text, wanted
    assert largest(made) > 50


def test_strips_to_tear_off_carry_the_telephone() -> None:
    assert text_of(poster(POSTER)).count("0954-2031110") == 11  # once for all, ten strips
    assert "0954" not in text_of(poster(replace(POSTER, phone="")))


def test_a_rare_character_and_markup_are_printed_as_they_are() -> None:
    text = text_of(poster(replace(POSTER, cards=(replace(CARD, title=f"{RARE}#let", place="$x$ *b*"),))))
    assert f"{RARE}#let" in text and "$x$*b*" in text


@pytest.mark.parametrize(
    ("firms", "jobs"), [(1, 1), (3, 2), (6, 2), (5, 3), (12, 2), (24, 1), (1, 24), (3, 8), (2, 12)]
)
def test_a_leaflet_is_one_sheet_with_everybody_on_it(firms: int, jobs: int) -> None:
    made = leaflet(replace(LEAFLET, groups=groups(firms, jobs)))
    assert pages(made) == 2
    text = text_of(made)
    assert all(f"企业{at}（示例）" in text for at in range(firms))
    assert text.count("装配工") == firms * jobs
    assert scanned(made) == [LINK.format("ALL")]


def test_the_same_poster_is_the_same_bytes() -> None:
    assert poster(POSTER) == poster(POSTER)


def test_nobody_is_lost_between_front_and_back() -> None:
    for n in range(1, 30):
        for jobs in (1, 2, 9):
            front, back = halves(groups(n, jobs))
            assert front and sum(len(one.jobs) for one in (*front, *back)) == n * jobs
            assert list(dict.fromkeys(one.name for one in (*front, *back))) == [one.name for one in groups(n, jobs)]


def test_a_leaflet_that_nobody_could_read_is_not_made() -> None:
    with pytest.raises(ValueError, match="24"):
        leaflet(replace(LEAFLET, groups=groups(25, 1)))
