"""Who asks: from a token of Simple JWT to a tenant, a name and roles, as the service itself decides it for tokens of others."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle, UserRateThrottle

from ..conf import ROLES, settings
from ..tenants import tenant, tenant_id

#: Seconds for which the roles of somebody are kept: taken away, they are gone after that at the latest.
KEPT_S = 5.0

_roles: dict[tuple[uuid.UUID, str], tuple[float, bool | None, tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Caller:
    """Whoever asks."""

    tenant: uuid.UUID
    name: str
    roles: tuple[str, ...]

    def may(self, needed: str) -> bool:
        """Whether one of the roles allows what needs the other."""
        return any(role in ROLES and ROLES.index(role) >= ROLES.index(needed) for role in self.roles)


def _known(which: uuid.UUID, name: str) -> tuple[bool | None, tuple[str, ...]]:
    """Whether errpredict knows somebody and lets him in (none: it does not know him), and the roles it gave."""
    kept = _roles.get((which, name))
    if kept is not None and time.monotonic() - kept[0] < KEPT_S:
        return kept[1:]
    with tenant(which), connections[settings().DATABASE].cursor() as cursor:
        cursor.execute(
            "select p.active, array(select r.role from ai_platform.roles r where r.principal_id = p.id)"
            " from ai_platform.principals p where p.name = %s",
            [name],
        )
        row = cursor.fetchone()
    found: tuple[bool | None, tuple[str, ...]] = (None, ()) if row is None else (bool(row[0]), tuple(row[1]))
    if len(_roles) > 10_000:
        _roles.clear()
    _roles[(which, name)] = (time.monotonic(), *found)
    return found


def caller(request: Any) -> Caller:
    """Who asks.

    Raises:
        AuthenticationFailed: for somebody who may no longer sign in, and a token of an unknown tenant.
    """
    said, claims = settings(), request.auth
    get = claims.get if claims is not None and hasattr(claims, "get") else lambda name, default=None: default
    name = str(get("sub") or get("user_id") or request.user.get_username())
    try:
        which = tenant_id(str(get("tenant") or said.TENANT), said.DATABASE)
    except ImproperlyConfigured:
        if get("tenant") is None:
            raise
        raise exceptions.AuthenticationFailed("the tenant of the token is not known here") from None
    active, roles = _known(which, name)
    if active is False:
        raise exceptions.AuthenticationFailed("this principal may no longer sign in")
    if active is None:
        listed = get(said.ROLES_CLAIM)
        if isinstance(listed, str):
            listed = listed.replace(",", " ").split()
        roles = tuple(listed) if listed is not None else (said.ROLE,) if said.ROLE else ()
    return Caller(which, name, roles)


class HasRole(BasePermission):
    """Whether somebody has the role that a view needs."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Asked before a view runs."""
        if request.user is None or not request.user.is_authenticated:
            return False
        request.caller = caller(request)
        needed: str = view.needed_role(request)
        if not request.caller.may(needed):
            raise exceptions.PermissionDenied(f"needs the role {needed}")
        return True


class Rate(UserRateThrottle):
    """As many requests as `ERRPREDICT["THROTTLE"]` allows."""

    scope = "errpredict"

    def get_rate(self) -> str | None:
        """The rate of the settings."""
        return settings().THROTTLE


class SignInRate(SimpleRateThrottle):
    """As many attempts to sign in from one address as `ERRPREDICT["SIGN_IN_THROTTLE"]` allows: passwords are not guessed here."""

    scope = "errpredict-sign-in"

    def get_rate(self) -> str | None:
        """The rate of the settings."""
        return settings().SIGN_IN_THROTTLE

    def get_cache_key(self, request: Any, view: Any) -> str:
        """By the address: what a header says of it counts only where `NUM_PROXIES` says how many proxies stand before."""
        far = request.META.get("REMOTE_ADDR") if api_settings.NUM_PROXIES is None else self.get_ident(request)
        return str(self.cache_format % {"scope": self.scope, "ident": far})
