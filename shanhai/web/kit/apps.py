"""The kit as Django knows it: message catalogues are brought up to date when the process starts."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Kit of every room."""

    name = "shanhai.web.kit"
    label = "kit"

    def ready(self) -> None:
        """Compile the catalogues whose sources are newer; a stat a file when nothing changed."""
        from shanhai.web.kit.catalogues import compile_catalogues

        compile_catalogues()
