"""The product's settings as a bureau would set them, for `check --deploy`; the values are made for this one run."""

import os
import secrets

os.environ["SHANHAI_SECRET_KEY"] = secrets.token_urlsafe(64)
os.environ["SHANHAI_KEYS"] = "keys.json"
os.environ["SHANHAI_ALLOWED_HOSTS"] = "shanhai.example"
os.environ["SHANHAI_DATABASE_URL"] = "sqlite:///:memory:"

from shanhai.config.settings import *  # noqa: F403
