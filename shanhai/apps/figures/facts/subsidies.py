"""What was paid: each row a payment to one claim, drilled to the claim with its lines, papers and decisions."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from shanhai.apps.figures.facts.definition import Figure, Row, Scope
from shanhai.apps.subsidies.models import Payment


def _paid(scope: Scope) -> Sequence[Row]:
    """Payments the bank made by the day to claims of the pairing; what is returned or recovered later is told by its own rows."""
    paid = Payment.objects.filter(claim__pairing=scope.pairing, state="paid", paid_on__lte=scope.on)
    rows = [
        Row("subsidies.claim", one.claim_id, f"{_who(one)} · {one.claim.label}", Decimal(one.amount) / 100, person=not one.claim.payee_code)
        for one in paid.select_related("claim__worker", "claim__referrer").order_by("paid_on", "batch__number", "line")
    ]  # fmt: skip
    back = paid.filter(
        claim__state="recovered", claim__fund_lines__kind="recover", claim__fund_lines__at__lte=scope.until
    )
    return rows + [
        Row("subsidies.claim", one.claim_id, f"{_who(one)} · {_('追回到账')}", -Decimal(fen) / 100, person=True)
        for one in back.select_related("claim__worker", "claim__referrer").distinct()
        for fen in one.claim.fund_lines.filter(kind="recover").values_list("amount", flat=True)
    ]


def _who(one: Payment) -> str:
    person = one.claim.person
    return one.claim.payee_name if one.claim.payee_code or person is None else person.masked_name


SUBSIDIES = (
    Figure(
        id="subsidy_paid", name=_("发出的补贴"), klass="R", unit=_("元"), shown="exact",
        meaning=_("银行已经付给个人和单位的补贴，减去追回到账的"), method=_("结对以来，付款日在截止日前的每一笔相加"), rows=_paid,
    ),
)  # fmt: skip
