"""What the programming interface offers, as an OpenAPI 3.1 document.

Kept true by a test that asks every address for whatever the document allows, and more.
"""

from typing import Any

from ptr_py import State

Schema = dict[str, Any]


def document(url: str) -> Schema:
    """The document; `url` is where the platform is reached."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ptr platform",
            "version": "1",
            "description": "The run of a transition plan: states, recap, steps and commands. "
            "Instants are in UTC. Sentences come in English (message) and French (message_fr).",
        },
        "servers": [{"url": f"{url}/api/v1"}],
        "security": [{"bearer": []}],
        "paths": {**_reads(), **_commands()},
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A key from the page /account of whoever the program acts for.",
                }
            },
            "schemas": _schemas(),
        },
    }


_STEP: Schema = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The id of a step.",
    "schema": {"type": "string", "minLength": 1},
    "example": "CO00000001",
}
_AT: Schema = {
    "name": "at",
    "in": "query",
    "description": "The instant asked about, with its offset from UTC; the present if left out.",
    "schema": {"type": "string", "format": "date-time"},
}
_PHASE: Schema = {
    "name": "phase",
    "in": "query",
    "description": "The code of a phase; the whole dry run if left out.",
    "schema": {"type": "string"},
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> Schema:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {"description": description, "content": content}


def _read(name: str, summary: str, answer: str, *parameters: Schema) -> Schema:
    responses = {
        "200": _answer(summary, _ref(answer)),
        "400": _problem("A parameter means nothing."),
        "401": _problem("No bearer token, or one that is not accepted."),
        "404": _problem("No such step or phase in this dry run."),
        "503": _problem("The database cannot be reached, or holds no plan."),
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": list(parameters),
            "responses": responses,
        }
    }


def _reads() -> Schema:
    return {
        "/run": _read("run", "Which dry run this is and how far it has come.", "Run"),
        "/states": _read("states", "The state of every step.", "States", _AT),
        "/recap": _read("recap", "The figures of the dry run or a phase.", "Recap", _PHASE, _AT),
        "/forecast": _read("forecast", "Where the dry run is heading.", "Forecast", _AT),
        "/steps/{id}": _read("step", "Everything about a step.", "Step", _STEP, _AT),
        "/steps/{id}/explanation": _read(
            "explanation", "Why a step stands where it stands.", "Explanation", _STEP, _AT
        ),
    }


def _command(name: str, summary: str, fields: Schema, *required: str) -> Schema:
    body: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    if required:
        body["required"] = list(required)
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "parameters": [_STEP],
            "requestBody": {
                "required": bool(required),
                "content": {"application/json": {"schema": body}},
            },
            "responses": {
                "200": _answer("What has happened, and the step as it is now.", _ref("Change")),
                "400": _problem("The body is not as described."),
                "401": _problem("No bearer token, or one that is not accepted."),
                "403": _problem("The step is not assigned to whoever asks."),
                "404": _problem("No such step in this dry run."),
                "409": _problem("The step does not stand where this is possible."),
                "413": _problem("The body is too long."),
                "422": _problem("An address is none."),
                "503": _problem("The database cannot be reached, or holds no plan."),
            },
        }
    }


def _commands() -> Schema:
    defects = {
        "defects": {"type": "string", "description": "Defects that are recorded along with it."}
    }
    to = {
        "to": {
            "type": "string",
            "description": "The mail address of whoever gets the step; a text that is none is "
            "answered by 422.",
            "example": "anne.lemaire@grid.example",
        }
    }
    message = {"message": {"type": "string", "description": "What they are to know about it."}}
    text = {"text": {"type": "string", "description": "In place of what was recorded before."}}
    return {
        "/steps/{id}/start": _command("start", "Starts a step that is Ready.", defects),
        "/steps/{id}/close": _command("close", "Closes a step that is Open.", defects),
        "/steps/{id}/transfer": _command(
            "transfer", "Hands a step to somebody else.", {**to, **message, **defects}, "to"
        ),
        "/steps/{id}/defects": _command("defects", "Records the defects of a step.", text, "text"),
    }


_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_MAYBE_INSTANT: Schema = {"type": ["string", "null"], "format": "date-time"}
_MAYBE_STAMP: Schema = {"oneOf": [_ref("Stamp"), {"type": "null"}]}


def _object(properties: Schema, *optional: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _map_of(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


def _schemas() -> Schema:
    tally: Schema = {
        "total": _COUNT,
        "terminated": _COUNT,
        "percent": {"type": "number", "minimum": 0, "maximum": 100},
        "skipped": _COUNT,
        "late": _COUNT,
        "latest_seconds": {"type": "number", "minimum": 0},
        "by_state": _map_of(_COUNT),
    }
    told: Schema = {"code": _TEXT, "message": _TEXT, "message_fr": _TEXT}
    states = _map_of(_ref("State"))
    return {
        "State": {"type": "string", "enum": [state.value for state in State]},
        "Stamp": _object({"at": _INSTANT, "by": _MAYBE}),
        "PlatformError": {
            **_object(told),
            "description": "A stable code, sentences, and further data.",
        },
        "Problem": _object(
            {
                "type": _TEXT,
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
                "reasons": {"type": "array", "items": _ref("PlatformError"), "minItems": 1},
            },
            "detail",
            "reasons",
        ),
        "Tally": _object(tally),
        "Phase": _object({"code": _TEXT, "label": _MAYBE, "contingency": {"type": "boolean"}}),
        "Run": _object(
            {
                "dry_run": _TEXT,
                "timezone": _TEXT,
                "at": _INSTANT,
                "version": _COUNT,
                "next_change": _MAYBE_INSTANT,
                "rollback": _MAYBE_STAMP,
                "phases": {"type": "array", "items": _ref("Phase")},
                "steps": _TEXTS,
            }
        ),
        "States": _object({"at": _INSTANT, "version": _COUNT, "states": states}),
        "Recap": _object(
            {
                "at": _INSTANT,
                "phase": _MAYBE,
                **tally,
                "asleep": _COUNT,
                "by_phase": _map_of(_ref("Tally")),
                "by_team": _map_of(_ref("Tally")),
                "by_department": _map_of(_ref("Tally")),
            }
        ),
        "Outlook": _object(
            {
                "begins": _INSTANT,
                "ends": _INSTANT,
                "slack_seconds": {
                    "type": ["number", "null"],
                    "minimum": 0,
                    "description": "How much later it may end without moving the end of the "
                    "whole; null once it is terminated.",
                },
                "is_critical": {"type": "boolean"},
                "criticality": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": 1,
                    "description": "In which share of a thousand draws of the durations it "
                    "decides the end of the whole.",
                },
                "waits_for": _MAYBE,
            }
        ),
        "Forecast": _object(
            {
                "at": _INSTANT,
                "end": _MAYBE_INSTANT,
                "planned_end": _MAYBE_INSTANT,
                "delay_seconds": {"type": ["number", "null"]},
                "end_by_chance": {
                    **_map_of(_MAYBE_INSTANT),
                    "description": "By when all is over in which share of a thousand draws of "
                    "the durations: 0.50, 0.80, 0.95.",
                },
                "critical_path": _TEXTS,
                "unexpected": _TEXTS,
                "by_phase": _map_of(_MAYBE_INSTANT),
                "steps": _map_of(_ref("Outlook")),
            }
        ),
        "Explanation": _object(
            {
                "step": _TEXT,
                "at": _INSTANT,
                "state": _ref("State"),
                "message": _TEXT,
                "message_fr": _TEXT,
                "unmet": {"type": "array", "items": _ref("PlatformError")},
                "roots": states,
                "started": _MAYBE_STAMP,
                "terminated": _MAYBE_STAMP,
                "skipped": _MAYBE,
            }
        ),
        "Event": {
            **_object({"seq": {"type": "integer", "minimum": 1}, "at": _INSTANT, "type": _TEXT}),
            "description": "One thing that happened, with whatever belongs to its type.",
        },
        "Step": _object(
            {
                "id": _TEXT,
                "label": _TEXT,
                "phase": _MAYBE,
                "team": _MAYBE,
                "department": _MAYBE,
                "instructions": _MAYBE,
                "extra": {"type": "object"},
                "dry_runs": _TEXTS,
                "state": _ref("State"),
                "at": _INSTANT,
                "start": _MAYBE_INSTANT,
                "end": _MAYBE_INSTANT,
                "lateness_seconds": {"type": ["number", "null"]},
                "prerequisites": _TEXTS,
                "successors": _TEXTS,
                "contacts": _TEXTS,
                "assignees": _TEXTS,
                "defects": _TEXT,
                "started": _MAYBE_STAMP,
                "terminated": _MAYBE_STAMP,
                "skipped": _MAYBE,
                "history": {"type": "array", "items": _ref("Event")},
            }
        ),
        "Change": _object(
            {"events": {"type": "array", "items": _ref("Event")}, "step": _ref("Step")}
        ),
    }
