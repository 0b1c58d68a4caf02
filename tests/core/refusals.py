"""One way to ask a test: what does this refuse, and with which facts."""

from collections.abc import Callable

import pytest

from shanhai.core.refusal import Refusal


def refused[**P](call: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value


def code[**P](call: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> str:
    return refused(call, *args, **kwargs).code
