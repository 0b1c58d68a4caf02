"""The door the server knocks at: `granian --interface asginl shanhai.config.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.config.settings")

application = get_asgi_application()
