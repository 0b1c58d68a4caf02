"""The product's settings, on a database that the tests may spoil: SQLite in a file, or PostgreSQL by address."""

import os
import tempfile
from pathlib import Path

from shanhai.config import settings as product
from shanhai.config.settings import *  # noqa: F403

URL = os.environ.get("SHANHAI_TEST_DATABASE_URL", "")
SCRATCH = Path(tempfile.mkdtemp(prefix="shanhai-test-"))
DATA = SCRATCH
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
DATABASES = {"default": product._database(URL or f"sqlite:///{SCRATCH}/shanhai.sqlite3")}
if not URL:
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
