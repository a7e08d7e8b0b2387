"""The app: `errpredict.contrib.django` in `INSTALLED_APPS`."""

from __future__ import annotations

from django.apps import AppConfig


class ErrpredictConfig(AppConfig):
    """Name and checks of the app."""

    name = "errpredict.contrib.django"
    label = "errpredict"
    verbose_name = "errpredict"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the system checks."""
        from . import checks  # noqa: F401
