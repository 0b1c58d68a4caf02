"""Fixtures every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from shanhai.demo.build import Summary
from tests.cast import Cast, raise_the_curtain
from tests.worlds import spring_world


@pytest.fixture
def cast(db: None) -> Cast:
    return raise_the_curtain()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run alone, the same for all its processes."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@pytest.fixture(scope="module")
def spring(shared: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The spring-2018 world inside a transaction of the module that is rolled back; each test rolls back to it."""
    with django_db_blocker.unblock():
        world = transaction.atomic()
        world.__enter__()
        try:
            yield spring_world(shared)
        finally:
            transaction.set_rollback(True)
            world.__exit__(None, None, None)


@pytest.fixture
def world(spring: Summary, db: None) -> Summary:
    """The spring-2018 world, as if freshly built."""
    return spring
