"""Parameters by name, as scikit-learn's `clone`, `GridSearchCV` and pipelines ask for them; neither it nor numpy is needed."""

from __future__ import annotations

import inspect
from typing import Any


class Parameters:
    """What was given to the constructor, by name; a class that takes any `**settings` keeps them as `settings`."""

    settings: dict[str, Any]

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters, as they were given."""
        known = inspect.signature(type(self).__init__).parameters.values()
        named = {one.name: getattr(self, one.name) for one in known if one.name != "self" and one.kind is not one.VAR_KEYWORD}
        return {**named, **getattr(self, "settings", {})}

    def set_params(self, **params: Any) -> Any:
        """Sets parameters."""
        known = self.get_params()
        takes_any = "settings" in vars(self)
        for name, value in params.items():
            if name in known and name not in getattr(self, "settings", {}):
                setattr(self, name, value)
            elif takes_any:
                # A mapping of its own: what it was cloned from keeps its settings.
                self.settings = {**self.settings, name: value}
            else:
                raise ValueError(f"Invalid parameter {name!r} for estimator {type(self).__name__}")
        return self

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({given})"
