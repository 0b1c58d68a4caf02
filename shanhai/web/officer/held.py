"""What other ledgers than the roll hold about one person: intents, questions, vouchers, spells of work, proposals. For the person only."""

from typing import Any

from shanhai.apps.fairs.models import Intent, Question
from shanhai.apps.matches.models import Member, Proposal
from shanhai.apps.placements.models import Placement
from shanhai.apps.vouchers.models import Handout
from shanhai.apps.workers.models import Worker
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.templatetags.kit import moment


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
        "小组": [
            {"小组": one.group.name, "从哪天起": moment(one.group.formed_at), "到哪天": moment(one.ended_at) if one.ended_at else ""}
            for one in Member.objects.filter(worker=worker).select_related("group")
        ],
        "电脑提过的建议": [
            {"方案": one.run.day, "企业": one.position.employer.name, "岗位": one.position.title, "为什么改": one.why} for one in proposals
        ],
    }  # fmt: skip
    return [{"title": title, "rows": rows} for title, rows in parts.items()]
