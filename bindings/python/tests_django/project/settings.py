"""A Django project as people have them: a database of its own, its own log of errors, and errpredict beside it."""

import os

from cluster import SIGNING_KEY
from errpredict.contrib.django.api.schema import ENUM_NAMES

SECRET_KEY = "of the tests"
ALLOWED_HOSTS = ["*"]
# Signing in is not what is tested here, and the usual one takes half a second each.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
STATIC_URL = "static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "rest_framework",
    "drf_spectacular",
    "project.error_logging",
    "errpredict.contrib.django",
]
MIDDLEWARE = [
    "errpredict.contrib.django.middleware.ErrpredictMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(os.environ["PROJECT_FOLDER"], "own.sqlite3")},
    "errpredict": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "errpredict",
        "USER": "errpredict",
        "HOST": os.environ["PROJECT_FOLDER"],
    },
}
DATABASE_ROUTERS = ["errpredict.contrib.django.routers.ErrpredictRouter"]
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
SPECTACULAR_SETTINGS = {"TITLE": "The project", "VERSION": "1", "ENUM_NAME_OVERRIDES": ENUM_NAMES}
SIMPLE_JWT = {"SIGNING_KEY": SIGNING_KEY, "USER_ID_FIELD": "username", "USER_ID_CLAIM": "user_id"}
ERRPREDICT = {
    "SERVICE": "shop",
    "ENVIRONMENT": "production",
    "RELEASE": "2.1",
    "ADVANCE_SECONDS": 0,
    "ANALYZE_SECONDS": 0,
    "THROTTLE": None,
    "ROLE": "admin",
    "PROGRAM": [os.environ["ERRPREDICT_PROGRAM"]],
    "ERROR_LOG": {
        "MODEL": "error_logging.ErrorLog",
        "FIELDS": {
            "timestamp": "created_at",
            "severity": "level",
            "error_type": "exception_class",
            "message": "text",
            "endpoint": "path",
            "user_id": "user__username",
        },
    },
    "PREDICTIONS": {
        "MODEL": "error_logging.Foreseen",
        "KEY": "errpredict_id",
        "FIELDS": {"at": "said_at", "service": "service", "probability": "probability", "actually_occurred": "came"},
    },
    "WEBHOOK_SECRETS": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
}
