"""The `shanhai` command. `FAMILIES` is the list of modules that register words."""

from shanhai.cli import bulletins, log

FAMILIES = (bulletins, log)
