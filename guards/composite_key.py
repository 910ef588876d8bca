"""A foreign key of several columns, which Django has none of: a row rests on a row that may come after it.

Asked when the transaction ends, so that a row and what it rests on may be written in either order.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Field, Model

# As the stubs have it; Django always gives both.
Table = type[Model] | None
Editor = BaseDatabaseSchemaEditor | None


class CompositeForeignKey(BaseConstraint):
    """`fields` of each row are `to_fields` of some row of `to`, by the end of the transaction."""

    def __init__(self, *, fields: Sequence[str], to: str, to_fields: Sequence[str], name: str) -> None:
        self.fields, self.to, self.to_fields = tuple(fields), to, tuple(to_fields)
        super().__init__(name=name)

    def constraint_sql(self, model: Table, schema_editor: Editor) -> str:
        """As it stands in the text of its table."""
        model, schema_editor = _given(model, schema_editor)
        quoted = schema_editor.quote_name
        target = apps.get_model(self.to)

        def columns(of: type[Model], names: Sequence[str]) -> str:
            fields = (of._meta.get_field(name) for name in names)
            return ", ".join(quoted(field.column or "") for field in fields if isinstance(field, Field))

        return (
            f"CONSTRAINT {quoted(self.name)} FOREIGN KEY ({columns(model, self.fields)})"
            f" REFERENCES {quoted(target._meta.db_table)} ({columns(target, self.to_fields)})"
            " DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: Table, schema_editor: Editor) -> str:
        """As it is added to a table that exists."""
        model, schema_editor = _given(model, schema_editor)
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Table, schema_editor: Editor) -> str:
        """As it is taken from its table."""
        model, schema_editor = _given(model, schema_editor)
        table, name = map(schema_editor.quote_name, (model._meta.db_table, self.name))
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: what the row rests on may be written after it."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"fields": self.fields, "to": self.to, "to_fields": self.to_fields}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeForeignKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(str(self.deconstruct()))


def _given(model: Table, schema_editor: Editor) -> tuple[type[Model], BaseDatabaseSchemaEditor]:
    if model is None or schema_editor is None:
        raise TypeError("A constraint is written for a table.")
    return model, schema_editor
