"""One cluster, one project and one service for the whole run."""

import os
import pathlib
import sys

import cluster as clusters
import pytest

HERE = pathlib.Path(__file__).parent


@pytest.fixture(scope="session")
def cluster():
    made = clusters.Cluster()
    try:
        clusters.fill(made)
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def project(cluster):
    """The Django project, set up in this process."""
    folder = cluster.folder
    os.environ.update(PROJECT_FOLDER=str(folder), DJANGO_SETTINGS_MODULE="project.settings")
    sys.path.insert(0, str(HERE))
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connections

    # SQLite writes beside its file, in a folder that belongs to PostgreSQL's user: root may.
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_superuser("ada", password="ada's own")
    get_user_model().objects.create_user("eve", password="eve's own")
    yield django.conf.settings
    connections.close_all()


@pytest.fixture(scope="session")
def service(cluster, project):
    made = clusters.Service(cluster)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def client(project):
    from django.test import Client

    return Client(raise_request_exception=False)


@pytest.fixture(scope="session")
def token(project):
    """A token of Simple JWT for ada."""
    from django.contrib.auth import get_user_model
    from rest_framework_simplejwt.tokens import AccessToken

    return str(AccessToken.for_user(get_user_model().objects.get(username="ada")))


@pytest.fixture
def rows(project):
    """Inside a transaction of the tenant."""
    from errpredict.contrib.django.tenants import tenant

    with tenant() as which:
        yield which
