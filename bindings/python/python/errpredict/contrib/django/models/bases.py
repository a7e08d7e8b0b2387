"""What the tables of `ai_models` have in common. None of them is managed: `errpredict migrate` makes and changes them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

from ..tenants import current_tenant, require_tenant

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def table(name: str) -> str:
    """The name of a table with its schema, as SQL has it."""
    return f'"ai_models"."{name}"'


def time_of(row: uuid.UUID) -> datetime | None:
    """The time that the id of a row of a divided table carries (UUID version 8); none for any other id."""
    if row.version != 8:
        return None
    return _EPOCH + timedelta(milliseconds=int.from_bytes(row.bytes[:6], "big"))


class GenRandomUuid(Func):
    """`gen_random_uuid()`, the default of ids."""

    function = "gen_random_uuid"
    output_field = models.UUIDField()


class CurrentActor(Func):
    """The person who acts in this transaction, as the database says it."""

    function = "ai_platform.current_actor"
    output_field = models.TextField()


class ArrayOf(models.Field):
    """A column of many values of one type: `text[]`, `smallint[]`, `double precision[]`."""

    def __init__(self, of: str, *args: Any, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """The type in PostgreSQL."""
        return f"{self.of}[]"

    def deconstruct(self) -> Any:
        """As Django's migrations write it."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.of, *args], kwargs


@ArrayOf.register_lookup
class Holds(models.Lookup):
    """`because__holds="key"`: the array has that value."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """`column @> array[value]`."""
        left, given = self.process_lhs(compiler, connection)
        return f"{left} @> array[%s]::{self.lhs.output_field.of}[]", [*given, self.rhs]


def computed(field: models.Field, **options: Any) -> models.Field:
    """A column that the database computes: read, and never written. Its expression stands in the schema, not here."""
    # The expression is never used: the tables are not made by Django. Any that names no column would do.
    return models.GeneratedField(expression=models.Value(None), output_field=field, db_persist=True, **options)


def of(target: Any, related_name: str) -> Any:
    """What belongs to something, and goes with it."""
    return models.ForeignKey(target, models.DO_NOTHING, related_name=related_name, db_constraint=False)


def maybe_of(target: Any, related_name: str) -> Any:
    """What may name something, and outlives it."""
    return models.ForeignKey(
        target, models.DO_NOTHING, null=True, blank=True, related_name=related_name, db_constraint=False
    )


class TenantQuerySet(models.QuerySet):
    """Rows of the tenant of this transaction. Asked outside of `tenants.tenant`, it says so: row security would show nothing."""

    @property
    def db(self) -> str:
        """The database that is asked now; asked for by everything that runs a query."""
        alias: str = super().db
        require_tenant(alias)
        return alias

    def by_id(self, row: uuid.UUID) -> Any:
        """The row of an id, or none."""
        return self.filter(pk=row).first()

    def delete(self) -> Any:
        """Refused where single rows are not deleted either."""
        if issubclass(self.model, Kept):
            raise TypeError(self.model.REFUSED.format(self.model._meta.db_table))
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class TimedQuerySet(TenantQuerySet):
    """Rows of a table that is divided by time, whose ids carry it."""

    def by_id(self, row: uuid.UUID) -> Any:
        """The row of an id, or none: one part is looked at and not all."""
        at = time_of(row)
        return None if at is None else self.filter(**{self.model.TIME: at}, pk=row).first()


class TenantModel(models.Model):
    """A row of one tenant."""

    id = models.UUIDField(primary_key=True, db_default=GenRandomUuid(), editable=False)
    tenant_id = models.UUIDField(editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
        managed = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves it for the tenant of this transaction."""
        if self.tenant_id is None:
            self.tenant_id = current_tenant()
        super().save(*args, **kwargs)


class Stamped(TenantModel):
    """And when it was made and changed, which the database stamps."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(TenantModel.Meta):
        abstract = True


class Audited(Stamped):
    """And by whom, which the database stamps as well: none is errpredict itself."""

    created_by = models.TextField(null=True, blank=True, editable=False, db_default=CurrentActor())
    updated_by = models.TextField(null=True, blank=True, editable=False)

    class Meta(Stamped.Meta):
        abstract = True


class Kept(models.Model):
    """What is never deleted by hand, one row or many."""

    #: What whoever tries is told.
    REFUSED: ClassVar[str] = "a row of {} is not deleted: it ends with its retention"

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: what was found stays, and old rows go with their retention."""
        raise TypeError(self.REFUSED.format(self._meta.db_table))


class LifeCycle(Kept):
    """What goes its way from open to an end and is never deleted; which steps are open is decided by the database."""

    #: The column that says how far it is, and its values that are open.
    STEP: ClassVar[str] = "status"
    OPEN: ClassVar[tuple[Any, ...]] = ()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return getattr(self, self.STEP) in self.OPEN
