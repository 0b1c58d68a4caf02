"""The draft of the spring bulletin, opened once the statistics are in. Freezing and publishing it are left to whoever tries the demo."""

from shanhai.apps.figures.actions import draft
from shanhai.demo.world import TODAY, World, at

SLUG = "2018-spring"
TITLE = "2018 年春季劳务协作工作简报"


def open_draft(world: World) -> None:
    """Open the bulletin as of the demo's today."""
    draft(
        pairing=world.pairing, slug=SLUG, title=TITLE, as_of=TODAY, by=world.actor("mawei"), at=at("2018-03-09 11:40")
    )
