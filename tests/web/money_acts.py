"""The acts about claims and money: they are walked by the story of a claim, on its own stage, and not one by one."""

from shanhai.web.officer.acts import claims, decisions, evidence, money, notices, policies

SUBJECTS = (claims, decisions, evidence, notices, money, policies)
MONEY = frozenset(form.verb for subject in SUBJECTS for form in subject.FORMS)  # type: ignore[attr-defined]
