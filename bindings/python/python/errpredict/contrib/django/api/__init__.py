"""The results of the service's endpoints as Django REST framework serves them: put `api.urls` below `api/ml/`."""

from __future__ import annotations
