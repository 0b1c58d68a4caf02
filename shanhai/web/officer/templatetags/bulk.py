"""`{% bulk list %}`: the ways to act on everything a list finds, for a desk that may."""

from typing import Any

from django import template

from shanhai.web.officer.bulk.verbs import offered

register = template.Library()


@register.inclusion_tag("officer/bulk_links.html", takes_context=True)
def bulk(context: dict[str, Any], shown: Any) -> dict[str, Any]:
    """Links to what each act would do with all that is found now."""
    query = context.get("question", "")
    verbs = offered(shown.listing.name, context["request"].desk) if shown.total else []
    links = [(verb.label, f"/bulk/{verb.code}/" + (f"?{query}" if query else "")) for verb in verbs]
    return {"links": links, "total": shown.total}
