"""The project's own tables, which errpredict did not make."""

from django.conf import settings
from django.db import models


class ErrorLog(models.Model):
    created_at = models.DateTimeField()
    level = models.CharField(max_length=16)
    exception_class = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)


class Foreseen(models.Model):
    errpredict_id = models.UUIDField(unique=True)
    said_at = models.DateTimeField()
    service = models.CharField(max_length=100, null=True)
    probability = models.FloatField()
    came = models.BooleanField(null=True)
