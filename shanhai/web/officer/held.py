"""What other ledgers than the roll hold about one person: intents, questions, vouchers, spells of work and what was said of them, links, proposals. For the person only."""

from typing import Any

from shanhai.apps.fairs.models import Intent, Question
from shanhai.apps.matches.models import Member, Proposal
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.apps.vouchers.models import Handout
from shanhai.apps.workers.models import OwnLink, Worker
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.templatetags.kit import moment
from shanhai.web.officer.transfer.words import CONTACT_KIND, OUTCOME, SOURCE


def beside_the_roll(worker: Worker) -> list[dict[str, Any]]:
    """Parts of rows as `workers.facts.held` has them: words and values to print or to keep as a file."""
    intents = Intent.objects.filter(worker=worker).select_related("position__employer")
    questions, handouts = Question.objects.filter(worker=worker), Handout.objects.filter(worker=worker)
    spells = Placement.objects.filter(worker=worker).select_related("employer")
    proposals = Proposal.objects.filter(worker=worker).select_related("position__employer", "run")
    parts = {
        "就业意向": [
            {"企业": one.position.employer.name, "岗位": one.position.title, "什么时候": moment(one.taken_at),
             "撤回": moment(one.withdrawn_at) if one.withdrawn_at else "没有撤回", "为什么撤回": one.withdrawn_why}
            for one in intents
        ],
        "现场问过的": [{"问题": one.text, "什么时候": moment(one.asked_at), "结果": one.outcome} for one in questions],
        "交通补贴券": [{"券": str(one.voucher), "什么时候领的": moment(one.at)} for one in handouts.select_related("voucher__run")],
        "在岗": [
            {"企业": one.employer.name, "岗位": one.work, "从哪天起": one.started_on, "到哪天": one.ended_on,
             "月工资（元）": "" if one.pay is None else yuan(Fen(one.pay))}
            for one in spells
        ],
        "每个月的说法": [
            {"月份": f"{one.month:%Y-%m}", "谁说的": str(SOURCE[one.source]), "干了没有": "干了" if one.worked else "没干",
             "拿到（元）": "" if one.pay is None else yuan(Fen(one.pay)), "凭据": one.paper}
            for one in Attestation.objects.filter(placement__in=spells).order_by("month", "source")
        ],
        "跟踪": [
            {"哪天": one.on, "怎么问的": str(CONTACT_KIND[one.kind]), "怎么说": str(OUTCOME[one.outcome]), "备注": one.note, "谁记的": one.noted_by}
            for one in Contact.objects.filter(placement__in=spells).order_by("on", "noted_at")
        ],
        "本人链接": [
            {"什么时候发的": moment(one.given_at), "谁发的": one.given_by, "到哪天": one.until,
             "停用": moment(one.ended_at) if one.ended_at else "没有停用"}
            for one in OwnLink.objects.filter(worker=worker)
        ],
        "小组": [
            {"小组": one.group.name, "从哪天起": moment(one.group.formed_at), "到哪天": moment(one.ended_at) if one.ended_at else ""}
            for one in Member.objects.filter(worker=worker).select_related("group")
        ],
        "电脑提过的建议": [
            {"方案": one.run.day, "企业": one.position.employer.name, "岗位": one.position.title, "为什么改": one.why} for one in proposals
        ],
    }  # fmt: skip
    return [{"title": title, "rows": rows} for title, rows in parts.items()]
