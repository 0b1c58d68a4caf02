"""Pages whose buttons also work without a network: what the script on the phone is told, and how long a page may be kept there.

The script posts the same button as the form would and asks for JSON: `{"refused": ""}` when it is done, the sentence when it is not. A tap
may come twice, since an answer can be lost on the way: every act behind such a button is the same done twice.
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Request, Visit
from shanhai.web.kit.refusals import sentence, status

WORKER = Path(__file__).parent / "static" / "kit" / "offline-worker.js"


def by_script(request: Request | Visit) -> bool:
    """Whether a kept tap asks, and not a form."""
    return request.headers.get("Accept") == "application/json"


def answer(refusal: Refusal | None) -> HttpResponse:
    """Tell the script what came of its tap."""
    code = status(refusal) if refusal else 200
    return JsonResponse({"refused": sentence(refusal) if refusal else ""}, status=code)


def kept(response: HttpResponse, *, hours: int) -> HttpResponse:
    """Let the phone keep a page it has shown, so that it opens without a network for so many hours."""
    if response.status_code == 200:
        response["X-Keep-Hours"] = str(hours)
    return response


def worker(_request: HttpRequest) -> HttpResponse:
    """The phone's own reader of kept pages; from the root, so that it may stand before pages of every room."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


urlpatterns = [path("offline-worker.js", worker, name="offline-worker")]
