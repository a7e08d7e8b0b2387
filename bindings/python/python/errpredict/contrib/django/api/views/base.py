"""What all views stand on: Simple JWT, a role, a rate, a transaction of the caller's tenant, and errors as the service tells them."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework_simplejwt.authentication import JWTAuthentication

from ...tenants import tenant
from ..callers import HasRole, Rate
from ..filters import ListingBackend, uuid_of
from ..pagination import Pages
from ..problems import Problem, ProblemRenderer, as_response, not_found


class ApiView(GenericAPIView):
    """A view of the API."""

    authentication_classes = [JWTAuthentication]
    permission_classes = [HasRole]
    throttle_classes = [Rate]
    renderer_classes = [ProblemRenderer]
    parser_classes = [JSONParser]
    #: The least role that may use it.
    role: ClassVar[str] = "viewer"

    def needed_role(self, request: Any) -> str:
        """The role that a request needs."""
        return self.role

    def handle_exception(self, exc: Exception) -> Response:
        """The answer for an error; a bug goes on to Django."""
        header = self.get_authenticate_header(self.request)
        answer = as_response(exc, {"WWW-Authenticate": header} if header and getattr(exc, "status_code", 0) == 401 else None)
        if answer is None:
            raise exc
        answer.exception = True
        return answer

    def transaction(self, request: Any) -> Any:
        """A transaction of the caller's tenant, in his name."""
        caller = request.caller
        return tenant(caller.tenant, actor=caller.name, request=request.META.get("HTTP_X_REQUEST_ID", "")[:255])

    def found(self, queryset: Any, text: str, what: str) -> Any:
        """The row of an id.

        Raises:
            Problem: `not_found`.
        """
        row = uuid_of(text)
        found = queryset.by_id(row)
        if found is None:
            raise not_found(f"{what} {row}")
        return found


class ListView(ListModelMixin, ApiView):
    """A list, page by page."""

    filter_backends = [ListingBackend]
    pagination_class = Pages
    listing: ClassVar[Any] = None

    def get(self, request: Any, **_: Any) -> Response:
        """The page."""
        with self.transaction(request):
            page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
            return self.get_paginated_response(self.get_serializer(page, many=True).data)


class RowView(ApiView):
    """One row by its id."""

    what: ClassVar[str] = "row"
    pagination_class: ClassVar[type[Pages] | None] = None
    filter_backends: ClassVar[list[Any]] = []

    def get(self, request: Any, id: str, **_: Any) -> Response:
        """The row."""
        with self.transaction(request):
            row = self.found(self.get_queryset(), id, self.what)
            return Response(self.told(row))

    def told(self, row: Any) -> Any:
        """As it is answered."""
        return self.get_serializer(row).data


class Body(serializers.Serializer):
    """A body: fields that do not exist are refused."""

    def to_internal_value(self, data: Any) -> Any:
        """The values."""
        if not isinstance(data, dict):
            raise Problem(400, "invalid_input", "the body does not fit: expected an object")
        for name in data:
            if name not in self.fields:
                valid = ", ".join(f"`{field}`" for field in self.fields)
                raise Problem(400, "invalid_input", f"the body does not fit: unknown field `{str(name)[:200]}`, expected {valid or 'none'}")
        return super().to_internal_value(data)


class StepView(ApiView):
    """A step in the life of a row."""

    role = "operator"
    what: ClassVar[str] = "row"
    #: What its body may say; none says nothing.
    body_class: ClassVar[type[Body]] = Body
    pagination_class = None
    filter_backends: ClassVar[list[Any]] = []

    def post(self, request: Any, id: str, **_: Any) -> Response:
        """Takes the step and gives the row as it is then."""
        body = self.body_class(data=request.data)
        body.is_valid(raise_exception=True)
        with self.transaction(request):
            row = self.found(self.get_queryset(), id, self.what)
            self.take(row, body.validated_data)
            return Response(self.get_serializer(self.found(self.get_queryset(), id, self.what)).data)

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """Takes it. Which steps are open is decided by the database, as by the core."""
        raise NotImplementedError

    def change(self, row: Any, **values: Any) -> None:
        """Changes columns of a row, and nothing else of it."""
        rows = self.get_queryset().filter(pk=row.pk)
        if hasattr(row, "TIME"):
            rows = rows.filter(**{row.TIME: getattr(row, row.TIME)})
        rows.update(**values)
