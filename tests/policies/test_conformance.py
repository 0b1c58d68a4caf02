"""What an engine version once answered, it answers for ever."""

import json

import pytest

from shanhai.core.policy.engines import CURRENT, ENGINES
from tests.policies.vectors import FOLDER, answered


@pytest.mark.parametrize("version", ENGINES)
def test_every_version_answers_as_it_did(version: str) -> None:
    lines = (FOLDER / f"{version}.jsonl").read_text(encoding="utf-8").splitlines()
    outcomes = set()
    for line in lines:
        given = json.loads(line)
        assert answered(version, given) == given["answers"]
        outcomes |= {outcome for outcome, _, _ in given["answers"]}
    assert outcomes == {"granted", "refused", "asks", "waits"}


def test_the_current_version_has_vectors() -> None:
    assert CURRENT in ENGINES
    assert (FOLDER / f"{CURRENT}.jsonl").exists()
