"""Fixtures every test may ask for."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from shanhai.demo.build import Summary, build
from tests.cast import Cast, raise_the_curtain


@pytest.fixture
def cast(db: None) -> Cast:
    return raise_the_curtain()


@pytest.fixture(scope="module")
def spring(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Summary]:
    """The spring-2018 world, built once a module inside a transaction that is rolled back; each test rolls back to it."""
    with django_db_blocker.unblock():
        world = transaction.atomic()
        world.__enter__()
        try:
            built = build(scale="small")
            _count_rows()
            yield built
        finally:
            transaction.set_rollback(True)
            world.__exit__(None, None, None)


def _count_rows() -> None:
    """Let PostgreSQL's planner know the rows, which nobody else sees before they are committed.

    Our own tables only: those that all databases share would stay locked for every other test process until this module is over.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'ANALYZE "{table}"')


@pytest.fixture
def world(spring: Summary, db: None) -> Summary:
    """The spring-2018 world, as if freshly built."""
    return spring
