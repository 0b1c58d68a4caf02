"""(noun, id) → address. Apps name rows, only the web knows where they are read; the key "" is the list of the noun."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from shanhai.core.desk import Desk, Power

WITHIN = (
    "fairs.intent",
    "outreach.agreeditem",
    "outreach.attendance",
    "outreach.leafletrun",
    "regions.pairing",
    "regions.statistic",
    "subsidies.area",
    "subsidies.paper",
    "vouchers.printrun",
)  # read within another page; /evidence/ knows which
PLACES = {
    **{noun: f"/evidence/{noun}/" for noun in WITHIN},
    "agreements.agreement": "/agreements/",
    "audit.entry": "/audit/",
    "employers.employer": "/employers/",
    "employers.position": "/positions/",
    "employers.surveyround": "/visits/",
    "exchange.dispatch": "/exchange/",
    "fairs.fair": "/fairs/",
    "figures.bulletin": "/bulletin/",
    "figures.figure": "/figures/",
    "identities.suspect": "/duplicates/",
    "imports.import": "/imports/",
    "matches.run": "/match/",
    "outreach.meeting": "/outreach/",
    "placements.contact": "/followups/",
    "placements.departure": "/departures/",
    "placements.group": "/groups/",
    "placements.placement": "/placements/",
    "placements.transfer": "/transfers/",
    "placements.unlisted": "/followups/unknown/",
    "subsidies.batch": "/payouts/",
    "subsidies.claim": "/subsidies/",
    "subsidies.publicity": "/publicity/",
    "subsidies.sample": "/samples/",
    "workers.household": "/households/",
    "workers.worker": "/workers/",
}

LISTS = {
    "workers.consent": "/consents/",
    "workers.correction": "/corrections/",
    "fairs.agreedanswer": "/fairs/",
    "regions.statistic": "/statistics/",
    "subsidies.paper": "/system/policies/",
}
READ_WITH = {
    "agreements": Power.READ_PARTNERSHIP,
    "audit": Power.READ_LOG,
    "employers": Power.READ_EMPLOYERS,
    "exchange": Power.READ_PARTNERSHIP,
    "fairs": Power.READ_FAIRS,
    "figures": Power.READ_FIGURES,
    "identities": Power.ADJUDICATE,
    "imports": Power.IMPORT,
    "matches": Power.READ_MATCHES,
    "outreach": Power.READ_PARTNERSHIP,
    "placements": Power.READ_WORKERS,
    "subsidies.batch": Power.READ_FUNDS,
    "subsidies.claim": Power.READ_CLAIMS,
    "subsidies.publicity": Power.READ_CLAIMS,
    "subsidies.sample": Power.READ_FUNDS,
    "workers": Power.READ_WORKERS,
}


def link_to(noun: str, key: str = "", query: Mapping[str, str] | None = None) -> str:
    """Return the address of a row (or of its list), with a query. A noun without a page has no address: ""."""
    noun = noun.lower()
    place = PLACES.get(noun, "") if key else LISTS.get(noun, "" if noun in WITHIN else PLACES.get(noun, ""))
    if not place:
        return ""
    path = f"{place}{quote(key, safe='')}/" if key else place
    return f"{path}?{urlencode(query)}" if query else path


def link_for(desk: Desk, noun: str, key: str) -> str:
    """Return the address of a row, if the desk's role reads such rows at all; else ""."""
    power = READ_WITH.get(noun, READ_WITH.get(noun.partition(".")[0]))
    return "" if power is not None and not desk.may(power) else link_to(noun, key)
