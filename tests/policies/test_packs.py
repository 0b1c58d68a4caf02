"""The packs that ship are in order, and their worked cases come out to the fen."""

from pathlib import Path

import pytest

from shanhai.core.policy import cases, reading
from shanhai.core.policy.pack import Pack

POLICIES = Path(__file__).parents[2] / "policies"
SHIPPED = sorted(path.parent for path in POLICIES.glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_case_of_a_shipped_pack_comes_out(folder: Path) -> None:
    pack = reading.load(folder)
    assert pack.id == folder.name
    assert list(cases.run(pack, cases.cases(folder, pack))) == []


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_line_of_a_shipped_pack_is_seen_to_hold_and_to_fail(folder: Path) -> None:
    """A condition no case tries is a condition nobody has read."""
    pack = reading.load(folder)
    held, failed = seen(pack, folder)
    wanted = {(one.id, line.id) for one in pack.subsidies for line in one.conditions}
    assert wanted - held == set()
    assert len(failed) >= len(pack.subsidies) // 2


def seen(pack: Pack, folder: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The lines that hold in some case, and those that fail in some."""
    from shanhai.core.policy.force import InForce
    from shanhai.core.policy.scalar import compiled

    force = InForce(pack)
    held, failed = set(), set()
    for case in cases.cases(folder, pack):
        for claim in case.claims:
            subsidy = pack.subsidy(claim.subsidy)
            values = force.at(claim.row.get(subsidy.date, claim.accepted_at))
            for line in subsidy.conditions:
                (held if compiled(line.test)(claim.row, values) else failed).add((subsidy.id, line.id))
    return held, failed


def test_mawei_pays_in_seven_areas_and_says_which_two_are_assumed() -> None:
    pack = reading.load(POLICIES / "mawei-2017")
    assert len(pack.subsidies) == 7
    assert [one.id for one in pack.subsidies if one.assumed] == ["station", "group_transfer"]
    assert pack.standing == "example"
    assert {"640402", "621102"} <= pack.scope.values[0].value  # type: ignore[operator]


def test_a_wrong_sum_in_a_case_is_found(tmp_path: Path) -> None:
    text = (POLICIES / "mawei-2017" / "cases.yaml").read_text(encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(text.replace("living: 80000", "living: 80001"), encoding="utf-8")
    pack = reading.load(POLICIES / "mawei-2017")
    (miss,) = cases.run(pack, cases.cases(tmp_path, pack))
    assert (miss.wanted, miss.found) == (80001, 80000)


def test_the_policy_hash_does_not_depend_on_how_the_text_is_laid_out(tmp_path: Path) -> None:
    text = (POLICIES / "mawei-2017" / "pack.yaml").read_text(encoding="utf-8")
    (tmp_path / "pack.yaml").write_text("# 别的注释\n" + text.replace("unit: fen\n", "unit:   fen\n"), encoding="utf-8")
    assert reading.load(tmp_path).digest == reading.load(POLICIES / "mawei-2017").digest
    (tmp_path / "pack.yaml").write_text(text.replace("value: 30000}", "value: 30001}"), encoding="utf-8")
    assert reading.load(tmp_path).digest != reading.load(POLICIES / "mawei-2017").digest


def test_a_stored_pack_reads_back_to_itself() -> None:
    pack = reading.load(POLICIES / "mawei-2017")
    assert reading.from_tree(pack.tree).digest == pack.digest
