"""What is wrong with an argument names it, in words of Python.

Every public callable is called with something wrong for each of its arguments in turn. It takes it,
raises an error of the module, or a `TypeError` or `ValueError` with the name of the argument.
"""

import copy
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from scene import ANNE, BOB, HOUR, T0, make_records

import ptr_py
from ptr_py import (
    InvalidValue,
    Language,
    Mailer,
    Outbox,
    Plan,
    PlanError,
    PtrError,
    Run,
    State,
    Weekly,
    compare,
)
from ptr_py._values.value import Value

NAIVE = datetime(2026, 3, 28)  # noqa: DTZ001 - a naive one may be given, too
WRONG: list[Any] = [
    *(
        None,
        True,
        5,
        -1,
        2**70,
        1.5,
        float("nan"),
        "text",
        "",
        "\ud800",
        "a\0b",
        b"bytes",
        object(),
    ),
    *([], [5], ["text"], [None], (5,), {}, {5: 5}, {"text": 5}, {"type": "start"}, {ANNE}),
    *(HOUR, timedelta.max, NAIVE, T0, time(7), print, State.READY),
]

# What Rust and the system say among themselves.
OF_RUST = re.compile(
    r"\b[ui](8|16|32|64|128|size)\b|\bf64\b|\bVec\b|Can't extract|os error|serde|pyo3"
    r"|\bSome\(|\bErr\(|\w::\w|\b(struct|enum|variant)\b|Error[({]|is not an instance of"
)


@pytest.fixture(scope="module")
def subjects() -> list[Any]:
    """Something of every class that has methods with arguments."""
    plan = Plan.from_records(make_records())
    run = Run(plan.schedule("FDR1"), [ANNE])
    notice = run.notices(T0)[0]
    mailer = Mailer({"from": ANNE, "transport": "memory"})
    attempt = mailer.attempt(notice, run, Outbox(), T0)
    run.start("CO1", by=ANNE, at=T0)
    forecast = run.forecast(T0)
    odds = forecast.simulate(draws=16)
    with pytest.raises(PlanError) as refused:
        Plan.from_records([{"id": "CO1", "quorum": 2}])
    return [
        *(plan, plan["CO1"], plan.schedule("FDR1"), run, run.events[0], notice),
        *(forecast, forecast.decide_by(T0 + HOUR), odds, odds.end, compare([run], T0)),
        *(mailer, mailer.letters[0], attempt, Outbox(), Language("fr"), State.READY),
        *(run.explain("CO3", T0), refused.value, refused.value.problems[0], InvalidValue("so")),
        plan.diff(plan),
    ]


def fitting(subjects: list[Any]) -> dict[str, Any]:
    """What fits each argument that must be given."""
    of = {type(it).__name__: it for it in subjects}
    return {
        "at": T0,
        "clock": T0,
        "since": T0,
        "until": T0,
        "required_end": T0 + HOUR,
        "by": ANNE,
        "mail": ANNE,
        "to": BOB,
        "id": "CO1",
        "phase": "CO",
        "dry_run": "FDR1",
        "code": "fr",
        "key": "label",
        "reason": "no need",
        "error": "full",
        "text": "done",
        "path": "plan.xlsx",
        "share": 0.5,
        "draws": 16,
        "runs": [of["Run"]],
        "events": [],
        "base": of["Plan"],
        "ours": of["Plan"],
        "theirs": of["Plan"],
        "plan": of["Plan"],
        "event": of["Event"],
        "letter": of["Letter"],
        "notice": of["Notice"],
        "odds": of["Odds"],
        "outbox": of["Outbox"],
        "run": of["Run"],
        "other": of["Plan"],
        "schedule": of["Schedule"],
        "document": of["Notice"].to_dict(),
        "command": {"type": "start", "step": "CO3"},
        "commands": [],
        "changes": [],
        "config": {"from": ANNE, "transport": "memory"},
        "records": make_records(),
        "weekly": Weekly(weekday=0, time=time(7), since=T0, recipients=(ANNE,)),
    }


def callables() -> Iterator[tuple[type | None, str]]:
    """Each public function, constructor and method that takes arguments, with its class."""
    for name in ptr_py.__all__:
        item = getattr(ptr_py, name)
        if not inspect.isclass(item):
            if callable(item) and taken(item):
                yield None, name
            continue
        # Values hold whatever they are given, and are made by us as errors and states are.
        if not issubclass(item, Exception | State | Value | str) and taken(item):
            yield None, name
        for cls in item.__mro__:
            for method in vars(cls) if cls.__module__.startswith("ptr_py") else ():
                called = getattr(cls, method)
                if not method.startswith("_") and callable(called) and taken(called):
                    yield cls, method


def taken(called: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Its arguments by their names."""
    said = inspect.signature(called).parameters
    return {
        name: it for name, it in said.items() if name != "self" and it.kind is not it.VAR_KEYWORD
    }


def complaint(error: Exception, argument: str) -> str | None:
    """What is wrong with an error about an argument."""
    texts = {str(error)}
    if isinstance(error, PtrError):
        texts |= {error.text(language) for language in ("fr", "en", "nl")}
    elif not isinstance(error, TypeError | ValueError):
        return f"{error!r} is of another kind"
    elif argument not in str(error):
        return f"{error!r} does not name it"
    return next(
        (f"{text!r} is not in words of Python" for text in texts if OF_RUST.search(text)), None
    )


CALLABLES = sorted(set(callables()), key=lambda it: (it[0].__name__ if it[0] else "", it[1]))


@pytest.mark.parametrize(
    ("cls", "name"),
    CALLABLES,
    ids=[f"{cls.__name__ if cls else 'ptr_py'}.{name}" for cls, name in CALLABLES],
)
def test_what_is_wrong_with_an_argument_names_it(
    cls: type | None,
    name: str,
    subjects: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    subject = next((it for it in subjects if isinstance(it, cls)), None) if cls else ptr_py
    assert subject is not None, f"add something of the class {cls} to the subjects"
    said, fits = taken(getattr(subject, name)), fitting(subjects)
    wrong = dict[str, str]()
    for argument, found in product(said, WRONG):
        # A run may go on; everything else stays as it is.
        called = getattr(copy.copy(subject) if isinstance(subject, Run) else subject, name)
        given = {it: fits[it] for it in said if is_needed(said[it]) or it == "draws"}
        given[argument] = found
        in_order = [given.pop(it) for it in said if said[it].kind in BY_PLACE and it in given]
        try:
            called(*in_order, **given)
        except Exception as error:
            if told := complaint(error, argument):
                wrong[f"{argument}={found!r}"] = told
    assert wrong == {}


BY_PLACE = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)


def is_needed(said: inspect.Parameter) -> bool:
    return said.default is said.empty and said.kind is not said.VAR_POSITIONAL
