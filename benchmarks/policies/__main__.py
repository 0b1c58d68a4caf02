"""`python -m benchmarks.policies`."""

import json

from benchmarks.policies import run

print(json.dumps(run(), indent=2))
