"""One settings file; everything comes from the environment and is safe for the demo.

Production begins when `SHANHAI_SECRET_KEY` is set: from then on unsafe or missing values are refused at start-up, with the remedy.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SHANHAI_DATA", "var")).resolve()
SECRET_KEY = os.environ.get("SHANHAI_SECRET_KEY", "")
DEMO = not SECRET_KEY
KEYS = os.environ.get("SHANHAI_KEYS", "")
CLUSTER = os.environ.get(
    "SHANHAI_CLUSTER", ""
)  # a Dask scheduler, tcp://host:8786; only `match run --engine cluster` asks for it
ALLOWED_HOSTS = [h for h in os.environ.get("SHANHAI_ALLOWED_HOSTS", "").split(",") if h]
DEBUG = False

if DEMO:
    SECRET_KEY = "shanhai-demo-key-not-secret-everything-here-is-synthetic"  # noqa: S105 - the demo only
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
elif not KEYS or not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS or len(SECRET_KEY) < 50:
    msg = (
        "SHANHAI_SECRET_KEY (50 characters or more), SHANHAI_KEYS (a key file) and SHANHAI_ALLOWED_HOSTS (names, no *) "
        "must all be set outside the demo; unset SHANHAI_SECRET_KEY to run the demo."
    )
    raise ImproperlyConfigured(msg)


def _database(url: str) -> dict[str, object]:
    """Read a database address: `sqlite:///path` or `postgres://user:password@host:port/name` (socket folder as `?host=`)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", "")) or parts.hostname or "",
            "PORT": str(parts.port or query.get("port", "")),
        }
    msg = f"SHANHAI_DATABASE_URL must begin with sqlite:/// or postgres://, not {parts.scheme!r}"
    raise ImproperlyConfigured(msg)


DATABASES = {"default": _database(os.environ.get("SHANHAI_DATABASE_URL", f"sqlite:///{DATA}/shanhai.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

APPS = [
    "audit", "jobs", "regions", "accounts", "workers", "identities", "employers", "partners", "outreach", "exchange", "fairs", "placements",
    "vouchers", "subsidies", "agreements", "matches", "figures", "imports",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks_db",
    *[f"shanhai.apps.{name}" for name in APPS],
    "shanhai.web.employer",
    "shanhai.web.kit",
    "shanhai.web.officer",
    "shanhai.web.oversight",
    "shanhai.web.public",
    "shanhai.web.worker",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/tasks/"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shanhai.web.kit.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shanhai.web.kit.middleware.desk",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

ROOT_URLCONF = "shanhai.config.urls"
ASGI_APPLICATION = "shanhai.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "shanhai.web.kit.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "shanhai.web.kit.templatetags.kit"],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简"), ("zh-hant", "繁"), ("en", "EN")]
LANGUAGE_COOKIE_NAME = "shanhai_language"
LOCALE_PATHS = [ROOT / "locale"]
POLICIES = ROOT / "policies"  # the packs that ship
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
