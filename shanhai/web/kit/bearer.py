"""Pages that a link alone opens: whoever has it is taken for one person, so nothing of them is kept by others or told to other sites.

The link's key is `apps.audit.keys.secret_name` of a row; the page answers 404 once the row has ended; acts are recorded under an actor that
the row names; buttons are taps (`kit.taps`), the same done twice.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from shanhai.web.kit import taps
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import acting


def closed(response: HttpResponse) -> HttpResponse:
    """Not kept by what stands between, not found by searching, and not named to the next site."""
    response["Cache-Control"], response["X-Robots-Tag"] = "private, no-cache", "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def tapped(request: Visit, act: Callable[[], Any]) -> HttpResponse | None:
    """Act on a tap and answer it; None where the page is to be shown: nobody tapped, or a form's tap was refused."""
    if acting(request):
        last = act()
        if taps.by_script(request):
            return taps.answer(None)
        return last if isinstance(last, HttpResponse) else HttpResponseRedirect(request.path)
    if request.refusal and taps.by_script(request):
        return taps.answer(request.refusal)
    return None
