"""The models beside the migrated schema, row security, managers."""

import threading
import uuid

import pytest

def columns_of(cluster):
    """Of every table of the schema: each column with its type, whether it may be absent, and its length."""
    rows = cluster.psql(
        "errpredict",
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,"
        " coalesce(i.character_maximum_length::text, '')"
        " from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
        " join information_schema.columns i on i.table_schema = n.nspname and i.table_name = c.relname and i.column_name = a.attname"
        " where n.nspname = 'ai_models' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, a.attnum",
    )
    found = {}
    for row in rows.splitlines():
        table, column, kind, null, length = row.split("|")
        found.setdefault(table, {})[column] = (kind, null == "t", length or None)
    return found


def test_every_field_is_the_column_of_the_migrated_schema(cluster, project):
    from django.apps import apps
    from django.db import connections

    connection = connections["errpredict"]
    schema, compared = columns_of(cluster), 0
    models = {model._meta.db_table: model for model in apps.get_app_config("errpredict").get_models()}
    assert {f'"ai_models"."{table}"' for table in schema} == set(models) and len(models) == 18
    for table, columns in schema.items():
        model = models[f'"ai_models"."{table}"']
        fields = {field.column: field for field in model._meta.local_concrete_fields}
        assert set(fields) == set(columns), table
        for name, (kind, null, length) in columns.items():
            field = fields[name]
            # Of an UUIDField the length is that of its digits where a database has no such type.
            own = None if kind == "uuid" else field.max_length
            assert (field.db_type(connection), field.null, own) == (kind, null, length), f"{table}.{name}"
            compared += 1
        assert not model._meta.managed
    assert compared > 400, compared


def test_words_are_those_that_the_database_checks(cluster, project):
    """Each choice of a column is taken by its check, and a word that is none is not."""
    from django.apps import apps

    checks = cluster.psql(
        "errpredict",
        "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where contype = 'c'"
        " and connamespace = 'ai_models'::regnamespace",
    ).splitlines()
    compared = 0
    for model in apps.get_app_config("errpredict").get_models():
        table = model._meta.db_table.replace('"', "")
        for field in model._meta.fields:
            if not field.choices:
                continue
            own = [line.split("|", 1)[1] for line in checks if line.startswith(f"{table}|") and f"({field.column} = ANY" in line]
            assert len(own) == 1, f"{table}.{field.column}: {own}"
            words = [part.split("'")[1] for part in own[0].split("ARRAY[")[1].split("]")[0].split(", ")]
            assert words == [word for word, _ in field.choices], f"{table}.{field.column}"
            compared += 1
    assert compared > 25


def test_no_migration_is_missing_and_django_makes_no_table(cluster, project, capsys):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out
    before = cluster.psql("errpredict", "select count(*) from pg_class")
    call_command("migrate", database="errpredict", run_syncdb=True, verbosity=0)
    after = cluster.psql("errpredict", "select relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public'")
    # Django keeps its own list of migrations in every database that it is told to migrate, and nothing else.
    assert set(after.split()) <= {"django_migrations", "django_migrations_pkey", "django_migrations_id_seq"}, after
    assert int(before) > 100


def test_rows_belong_to_a_tenant_and_to_a_transaction(cluster, project):
    from django.core.exceptions import ImproperlyConfigured
    from errpredict.contrib.django.models import AnomalyDetection, ErrorPrediction
    from errpredict.contrib.django.tenants import NoTenant, tenant

    for ask in (
        lambda: AnomalyDetection.objects.count(),
        lambda: list(AnomalyDetection.unacknowledged.all()),
        lambda: ErrorPrediction.objects.filter(alert=True).exists(),
        lambda: AnomalyDetection.objects.update(acknowledged=True),
        lambda: AnomalyDetection.objects.first(),
    ):
        with pytest.raises(NoTenant):
            ask()
    with tenant("default") as which:
        assert AnomalyDetection.objects.count() > 0
        assert {row.tenant_id for row in AnomalyDetection.objects.all()} == {which}
    other = uuid.uuid4()
    cluster.psql("errpredict", f"insert into ai_platform.tenants (id, name) values ('{other}', 'other') on conflict do nothing")
    with tenant("other"):
        assert AnomalyDetection.objects.count() == 0
        with pytest.raises(NoTenant), tenant("default"):
            pass
    with tenant(str(other)):
        assert AnomalyDetection.objects.count() == 0
    with pytest.raises(ImproperlyConfigured, match="nobody"):
        with tenant("nobody"):
            pass
    with pytest.raises(NoTenant):
        AnomalyDetection.objects.count()


def test_a_thread_does_not_inherit_a_tenant(project):
    from errpredict.contrib.django.models import AnomalyDetection
    from errpredict.contrib.django.tenants import NoTenant, tenant
    from django.db import connections

    said = []

    def ask():
        try:
            AnomalyDetection.objects.count()
        except NoTenant as error:
            said.append(error)
        finally:
            connections.close_all()

    with tenant():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert len(said) == 1


def test_the_role_of_a_transaction_may_do_no_more_than_the_program(project):
    from django.db import ProgrammingError, connections, transaction
    from errpredict.contrib.django.tenants import tenant

    with tenant(), connections["errpredict"].cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("errpredict_app",)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="errpredict"):
            cursor.execute("update ai_models.audit_log set actor = 'somebody else'")
    with transaction.atomic(using="errpredict"), connections["errpredict"].cursor() as cursor:
        cursor.execute("select current_user, current_setting('app.tenant', true)")
        assert cursor.fetchone() == ("errpredict", ""), "after the transaction nothing of it is left"


def test_managers_answer_their_question(rows):
    from errpredict.contrib.django import models

    anomalies = models.AnomalyDetection
    assert anomalies.unacknowledged.count() == sum(not row.acknowledged for row in anomalies.objects.all())
    assert anomalies.critical.count() == sum(row.severity == "critical" for row in anomalies.objects.all())
    assert anomalies.going_on.count() == sum(row.ongoing for row in anomalies.objects.all())
    assert models.ErrorPrediction.unresolved.count() == models.ErrorPrediction.objects.filter(resolved_at=None).count() > 0
    assert models.PreventiveAction.pending.count() == sum(row.is_open for row in models.PreventiveAction.objects.exclude(status="running"))
    assert models.AiInsight.active.count() <= models.AiInsight.objects.count()
    prediction = models.ErrorPrediction.objects.first()
    assert models.ErrorPrediction.objects.by_id(prediction.pk) == prediction
    assert models.ErrorPrediction.objects.by_id(uuid.uuid4()) is None
    found = models.PreventiveAction.objects.exclude(because=[]).first()
    assert found in models.PreventiveAction.objects.filter(because__holds=found.because[0])
    with pytest.raises(TypeError, match="is not deleted"):
        prediction.delete()
    for model in (models.ErrorPrediction, models.AuditEntry, models.AiInsight):
        with pytest.raises(TypeError, match="is not deleted"):
            model.objects.all().delete()
    with pytest.raises(TypeError, match="is not deleted"):
        models.AiInsight.active.all().delete()
    assert str(anomalies.objects.first()) and str(prediction).endswith("%")


def test_the_package_brings_django_only_where_it_is_asked_for():
    import subprocess
    import sys

    code = "import errpredict, sys; print([name for name in ('django', 'celery', 'ray', 'flask') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
