"""(noun, id) → address. Apps name rows, only the web knows where they are read; the key "" is the list of the noun."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

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
    "fairs.fair": "/fairs/",
    "figures.bulletin": "/bulletin/",
    "figures.figure": "/figures/",
    "imports.import": "/imports/",
    "outreach.meeting": "/outreach/",
    "workers.worker": "/workers/",
}


def link_to(noun: str, key: str = "", query: Mapping[str, str] | None = None) -> str:
    """Return the address of a row (or of its list), with a query. A noun without a page has no address: ""."""
    place = PLACES.get(noun.lower(), "")
    if not place:
        return ""
    path = f"{place}{quote(key, safe='')}/" if key else place
    return f"{path}?{urlencode(query)}" if query else path
