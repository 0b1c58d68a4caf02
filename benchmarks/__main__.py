"""Run every benchmark once and print what was measured."""

import json
import platform

from benchmarks import demo_build, first_page, followups, import_roll, likeness, lists, matching, month, pages, policies

if __name__ == "__main__":
    found: dict[str, object] = {"machine": platform.platform(), "python": platform.python_version()}
    for part in (first_page, demo_build, pages, likeness, import_roll, lists, followups, month, matching, policies):
        found |= part.run()
    print(json.dumps(found, indent=2, ensure_ascii=False))
