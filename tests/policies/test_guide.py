"""The guide's own example is a pack that checks."""

import re
from pathlib import Path

from shanhai.core.policy import cases, reading

GUIDE = Path(__file__).parents[2] / "docs" / "write-your-own-pack.md"


def test_the_example_of_the_guide_is_in_order(tmp_path: Path) -> None:
    pack_text, cases_text = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "pack.yaml").write_text(pack_text, encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(cases_text, encoding="utf-8")
    pack = reading.load(tmp_path)
    told = cases.cases(tmp_path, pack)
    assert len(told) == 2
    assert list(cases.run(pack, told)) == []


def test_the_guide_names_every_function() -> None:
    from shanhai.core.policy.functions import FUNCTIONS

    text = GUIDE.read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in text and f" {name}(" not in text] == []
