"""The spring bulletin: drafted once the statistics are in and checked, frozen, and published as news on the demo's today."""

from shanhai.apps.figures.actions import Byline, draft, freeze, publish
from shanhai.demo.world import REPORT_DAY, World, at

SLUG = "2018-spring"
TITLE = "2018 年春季劳务协作工作简报"
BYLINE = Byline(
    headline="马尾原州接力协作，把岗位送到家门口",
    source="山海演示（转述 2018 年 3 月 9 日报道）",
    author="示例通讯员",
    editor="示例编辑",
)


def issue(world: World) -> None:
    """Draft, freeze and publish as of the demo's today."""
    by = world.actor("mawei")
    row = draft(pairing=world.pairing, slug=SLUG, title=TITLE, as_of=REPORT_DAY, by=by, at=at("2018-03-09 10:20"))
    freeze(bulletin=row, by=by, at=at("2018-03-09 10:40"))
    publish(bulletin=row, byline=BYLINE, by=by, at=at("2018-03-09 10:47"))
