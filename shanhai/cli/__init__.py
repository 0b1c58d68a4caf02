"""The `shanhai` command. `FAMILIES` names the modules that register words; they are loaded once Django is ready."""

FAMILIES = ("bulletins", "demo", "doctor", "exchange", "log", "matching", "policies", "report", "sheets", "vouchers")
