"""Every address of the site, room by room. A page module holds its own `urlpatterns`; adding one is a line here."""

from django.urls import include, path

from shanhai.web.kit.language import choose
from shanhai.web.kit.probes import healthz, readyz

PAGES = [
    "shanhai.web.officer.login",
    "shanhai.web.officer.tasks",
    "shanhai.web.officer.search",
    "shanhai.web.officer.workers",
    "shanhai.web.officer.employers",
    "shanhai.web.officer.positions",
    "shanhai.web.officer.audit",
]

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("language/", choose),
    *[path("", include(page)) for page in PAGES],
]
