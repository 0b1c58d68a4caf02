"""Every read in the web goes through `visible_to(desk)` (or says it is public); the few that need not are named here with their reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "shanhai/web"
NEED_NOT = {
    ("kit/clock.py", "Installation"): "the one row that says what this database is",
    ("officer/audit.py", "Change"): "changes of an entry already found in scope",
    ("officer/workers.py", "Change"): "changes of entries already found in scope",
    ("officer/tasks.py", "Entry"): "one's own acts of today, whatever else the role reads of the log",
    ("officer/workers.py", "Wish"): "wishes of a person already found in scope",
    ("officer/workers.py", "Consent"): "consents of a person already found in scope",
    **{
        ("officer/held.py", model): "everything held about a person already found in scope, for that person"
        for model in (
            "Intent",
            "Question",
            "Handout",
            "Placement",
            "Proposal",
            "Member",
            "Attestation",
            "Contact",
            "OwnLink",
        )
    },
    ("officer/fairs.py", "Entry"): "what was refused at a fair already found in scope",
    ("officer/employers.py", "Grade"): "an annotation of employers in scope",
    ("public/article.py", "Pairing"): "the pairing whose published figures anybody may read",
    ("officer/audit.py", "Entry"): "the newest link of the chain: number and digest only, meant for the other side",
    ("officer/check.py", "Row"): "a condition on the rows of an import already found in scope",
    ("officer/matches/waiting.py", "Intent"): "a condition on proposals in scope",
    ("officer/matches/waiting.py", "Placement"): "a condition on proposals in scope",
    ("officer/employers.py", "Position"): "an annotation of employers in scope",
    ("officer/employers.py", "Arrears"): "a published list, asked of employers in scope",
    ("officer/visits/rounds.py", "Survey"): "a condition on the lists of rounds in scope",
    ("officer/visits/rounds.py", "ToVisit"): "the lists of rounds already found in scope",
    ("officer/employers.py", "Employer"): "a condition on employers in scope",
    ("officer/tasks.py", "Employer"): "a condition on employers in scope",
    ("officer/login.py", "User"): "nobody is signed in yet; the demo's own list, or nothing",
    ("public/escort.py", "Departure"): "the link is the key; whoever has it is the escort",
    ("worker/home.py", "OwnLink"): "the link is the key; whoever has it is taken for the person",
    ("officer/transfer/departure.py", "Given"): "what people on a roster already found in scope were given",
    ("officer/transfer/letters.py", "Boarding"): "a condition on ways in scope",
    **{
        ("officer/transfer/following.py", model): "a condition on spells in scope"
        for model in ("Attestation", "Contact")
    },
    ("officer/transfer/following.py", "Placement"): "a condition on employers and on spells in scope",
    **{
        ("officer/transfer/heartbeat.py", model): "a condition on spells in scope, and what was said of those of a page"
        for model in ("Attestation", "Contact")
    },
    ("public/tour.py", "Fair"): "the address of the demo's fair; opening it asks for the desk",
    ("public/tour.py", "Departure"): "the address of the first departure; opening it asks for the desk",
}
WORDS = ("visible_to(", "shown_to(", "public(", ".none()")


def reads(path: Path) -> list[tuple[int, str, str]]:
    """Every `Model.objects…` expression: line, model, the whole chain."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(child.value) for child in ast.walk(tree) if isinstance(child, ast.Attribute | ast.Subscript)}
    inner |= {id(child.func) for child in ast.walk(tree) if isinstance(child, ast.Call)}
    found = []
    for node in ast.walk(tree):
        if id(node) in inner or not isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
            continue
        text = ast.unparse(node)
        head = text.split(".objects")[0]
        if ".objects" in text and head.isidentifier():
            found.append((node.lineno, head, text))
    return found


def unscoped() -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} {text[:90]}"
        for path in sorted(ROOT.rglob("*.py"))
        for line, model, text in reads(path)
        if not any(word in text for word in WORDS)
        and (str(path.relative_to(ROOT)), model) not in NEED_NOT
        and model != "Region"
    ]


def test_every_read_of_the_web_is_scoped() -> None:
    assert unscoped() == []


def test_the_rule_notices_a_read_without_scope(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("rows = Worker.objects.filter(name='x').first()\nok = Worker.objects.visible_to(desk).count()\n")
    assert [(model, any(word in text for word in WORDS)) for _line, model, text in reads(bad)] == [
        ("Worker", False),
        ("Worker", True),
    ]
