"""Webhooks of the service, checked as *Standard Webhooks* 1.0.0 says, and told on as a signal.

The body is an object with `type` and `data`: where the `type` begins with `alert.`, `data` is told as `alert_received` (what is new
stands in it: `fired`, `worse`, `spread`, `again`, `escalated`, `over`); any other is taken and told nobody. One that comes twice is told once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Any, Mapping

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .conf import settings
from .signals import alert_received

#: Seconds by which a signed time may differ from now.
TOLERANCE_S = 300
#: Bytes of the shortest key, and of the largest body.
KEY_MIN, MOST_BYTES = 16, 1 << 20
#: Signatures of one request that are looked at.
SIGNATURES_MAX = 16


class Refused(ValueError):
    """A request that is not from who shares the secret."""


def key_of(secret: str) -> bytes:
    """The key of a secret: `whsec_` and base 64, or base 64 alone.

    Raises:
        ValueError: for a secret that is none.
    """
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ValueError("expected a secret in base 64 after `whsec_`") from None
    if len(key) < KEY_MIN:
        raise ValueError(f"expected a secret of at least {KEY_MIN} bytes, got {len(key)}")
    return key


def sign(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    tag = hmac.digest(key_of(secret), f"{id}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(tag).decode()


def verify(secrets: Any, headers: Mapping[str, str], body: bytes, now: float | None = None) -> str:
    """Checks a webhook; gives its id.

    Raises:
        Refused: with the reason; never with the secret.
    """
    id, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not id or "." in id or len(id) > 255:
        raise Refused("`webhook-id` must be a text without full stops")
    if not at.isascii() or not at.isdigit() or len(at) > 12:
        raise Refused("`webhook-timestamp` must be seconds since 1970")
    away = abs((time.time() if now is None else now) - int(at))
    if away > TOLERANCE_S:
        raise Refused(f"`webhook-timestamp` is {away:.0f} s from now, at most {TOLERANCE_S} are allowed")
    given = headers.get("webhook-signature", "").split(" ")[:SIGNATURES_MAX]
    right = False
    for secret in secrets:
        expected = sign(secret, id, int(at), body)
        for one in given:
            # All of them, however early one is right: the time tells nothing.
            right |= hmac.compare_digest(expected.encode(), one.encode())
    if not right:
        raise Refused("no signature of `webhook-signature` is right")
    return id


def _refused(status: int, code: str, detail: str) -> HttpResponse:
    body = {"type": f"urn:errpredict:error:{code}", "status": status, "detail": detail, "code": code}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@method_decorator(csrf_exempt, name="dispatch")
class Webhook(View):
    """Takes a webhook: signed, so without a session and without a token."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """200 once it is told, 401 where it is not signed rightly."""
        secrets = settings().WEBHOOK_SECRETS
        if not secrets:
            return _refused(404, "not_found", "no webhooks are taken: ERRPREDICT['WEBHOOK_SECRETS'] is not set")
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return _refused(413, "limit_exceeded", f"a webhook may have at most {MOST_BYTES} bytes")
        try:
            id = verify(secrets, {name.lower(): value for name, value in request.headers.items()}, request.body)
        except Refused as refused:
            return _refused(401, "unauthorized", str(refused))
        try:
            told = json.loads(request.body)
        except ValueError:
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("type"), str) or not isinstance(told.get("data"), dict):
            return _refused(400, "invalid_input", "expected a JSON object with a text `type` and an object `data`")
        # A time that is too old is refused above, so that an id need not be kept for longer.
        if cache.add(f"errpredict-webhook-{hashlib.sha256(id.encode()).hexdigest()}", True, 2 * TOLERANCE_S):
            if told["type"].startswith("alert."):
                alert_received.send_robust(sender=Webhook, told=told["data"], watch=None)
        return JsonResponse({"taken": id})
