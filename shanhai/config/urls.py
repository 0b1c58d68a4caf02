"""Every address of the site, room by room. A page module holds its own `urlpatterns`; adding one is a line here."""

from django.urls import include, path

from shanhai.web.kit.language import choose
from shanhai.web.kit.probes import healthz, readyz

PAGES = [
    "shanhai.web.kit.arranging",
    "shanhai.web.officer.login",
    "shanhai.web.officer.tasks",
    "shanhai.web.officer.search",
    "shanhai.web.officer.workers",
    "shanhai.web.officer.duplicates",
    "shanhai.web.officer.households",
    "shanhai.web.officer.rights",
    "shanhai.web.officer.employers",
    "shanhai.web.officer.placements",
    "shanhai.web.officer.positions",
    "shanhai.web.officer.visits",
    "shanhai.web.officer.base",
    "shanhai.web.officer.exchange.sent",
    "shanhai.web.officer.exchange.sending",
    "shanhai.web.officer.exchange.dispatch",
    "shanhai.web.officer.notices.pack",
    "shanhai.web.officer.bulk.pages",
    "shanhai.web.officer.matches.home",
    "shanhai.web.officer.matches.jobs",
    "shanhai.web.officer.matches.unplaced",
    "shanhai.web.officer.matches.difference",
    "shanhai.web.officer.matches.published",
    "shanhai.web.officer.matches.done",
    "shanhai.web.officer.matches.calls",
    "shanhai.web.officer.matches.run",
    "shanhai.web.officer.matches.person",
    "shanhai.web.officer.audit",
    "shanhai.web.officer.import_jobs",
    "shanhai.web.officer.import_absent",
    "shanhai.web.officer.import_piles",
    "shanhai.web.officer.imports",
    "shanhai.web.officer.fairs",
    "shanhai.web.officer.outreach",
    "shanhai.web.officer.agreements",
    "shanhai.web.officer.statistics",
    "shanhai.web.officer.downloads",
    "shanhai.web.officer.evidence",
    "shanhai.web.officer.partners",
    "shanhai.web.officer.acts.page",
    "shanhai.web.oversight.bulletin",
    "shanhai.web.oversight.figures",
    "shanhai.web.public.home",
    "shanhai.web.public.jobs",
    "shanhai.web.public.news",
    "shanhai.web.public.article",
    "shanhai.web.public.tour",
]

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("language/", choose),
    *[path("", include(page)) for page in PAGES],
]
