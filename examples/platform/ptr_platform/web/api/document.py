"""The OpenAPI document, made from the operations and their models.

Put together here: spectree takes a body that is no object for an empty one, flask-openapi3 makes a
schema at each request, apiflask wants another `Flask`; the schemas are pydantic's in any case.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from ptr_platform.web.api.operations import OPERATIONS, Operation
from ptr_platform.web.api.refusals import Problem

if TYPE_CHECKING:
    from pydantic import BaseModel

    Mode = Literal["validation", "serialization"]

_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key from the page /account of whoever the program acts for.",
}
_STEP: dict[str, Any] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The id of a step.",
    "schema": {"type": "string", "minLength": 1},
    "example": "CO00000001",
}
_AGAIN: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": (
        "A text of the caller's for this request. The same request under the same text changes"
        " nothing more, and is answered with the events of the first."
    ),
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]*$"},
}
_WORKBOOK = {
    "required": True,
    "description": "A workbook under the configured layout, at most 5,000,000 bytes.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


class _Schemas(GenerateJsonSchema):
    """Schemas in which the name of a field is not said a second time."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never."""
        del schema
        return False


@cache
def document() -> dict[str, Any]:
    """The document, but for the address where it is served."""
    models: dict[tuple[type[BaseModel], Mode], None] = {(Problem, "serialization"): None}
    for it in OPERATIONS:
        models |= {(model, "validation"): None for model in (it.query, it.body) if model}
        models[it.answer, "serialization"] = None
    refs, whole = models_json_schema(
        list(models), ref_template="#/components/schemas/{model}", schema_generator=_Schemas
    )
    schemas: dict[str, Any] = whole["$defs"]
    paths: dict[str, dict[str, Any]] = {}
    for it in OPERATIONS:
        path = paths.setdefault(it.path.replace("<path:step>", "{id}"), {})
        path[it.method.lower()] = _described(it, refs, schemas)
    for name in {it.query.__name__ for it in OPERATIONS if it.query}:
        del schemas[name]  # Its fields are described as parameters.
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ptr platform",
            "version": "1",
            "description": (
                "The run of a transition plan: states, recap, steps and commands. Instants are in"
                " UTC. Sentences come in English (message) and French (message_fr)."
            ),
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {"securitySchemes": {"bearer": _KEY}, "schemas": schemas},
    }


def _described(it: Operation, refs: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [_STEP] if "<path:step>" in it.path else []
    if it.query:
        parameters += _parameters(schemas[it.query.__name__])
    if it.changes:
        parameters.append(_AGAIN)
    answer = {"application/json": {"schema": refs[it.answer, "serialization"]}}
    wrong = {"application/problem+json": {"schema": refs[Problem, "serialization"]}}
    told: dict[str, Any] = {
        "operationId": it.id,
        "summary": it.summary,
        "parameters": parameters,
        "responses": {"200": {"description": it.summary, "content": answer}}
        | {
            str(status): {"description": said, "content": answer if it.open else wrong}
            for status, said in it.errors.items()
        },
    }
    if it.workbook:
        told["requestBody"] = _WORKBOOK
    if it.body:
        told["requestBody"] = {
            "required": it.needs_body,
            "content": {"application/json": {"schema": refs[it.body, "validation"]}},
        }
    if it.open:
        told["security"] = []
    return told


def _parameters(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a query; what is left out is not there, and never null."""
    found = []
    for name, field in schema["properties"].items():
        kinds = field.get("anyOf", [field])
        (kind,) = (kind for kind in kinds if kind != {"type": "null"})
        required = name in schema.get("required", ())
        said = {key: value for key, value in kind.items() if key != "description"}
        about = {"description": field["description"], "schema": said}
        found.append({"name": name, "in": "query", "required": required, **about})
    return found
