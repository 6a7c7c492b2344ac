"""The tree of errors: who is caught by what, what each one says, and that all can travel."""

import copy
import errno
import pickle
import re
from collections.abc import Callable
from datetime import time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from scene import ANNE, T0, make_records

from ptr_py import (
    Event,
    InvalidAddress,
    InvalidValue,
    Language,
    Mailer,
    MailError,
    MissingFile,
    Notice,
    Outbox,
    Plan,
    PlanError,
    ProblemsError,
    PtrError,
    Refused,
    ReplayError,
    Run,
    TimedOut,
    UnknownDryRun,
    UnknownPhase,
    UnknownStep,
    Weekly,
    WorkbookError,
    WorkbookFileError,
    WorkbookNotFound,
    compare,
    load_workbook,
    propose_layout,
    write_template,
)

PARENTS: dict[type[PtrError], tuple[type[Exception], ...]] = {
    ProblemsError: (PtrError,),
    WorkbookError: (ProblemsError,),
    WorkbookFileError: (WorkbookError, OSError),
    WorkbookNotFound: (WorkbookFileError, FileNotFoundError),
    PlanError: (ProblemsError,),
    UnknownDryRun: (PtrError, KeyError),
    UnknownPhase: (PtrError, KeyError),
    Refused: (PtrError,),
    UnknownStep: (Refused, KeyError),
    InvalidValue: (PtrError, ValueError),
    MissingFile: (InvalidValue, FileNotFoundError),
    InvalidAddress: (Refused, InvalidValue),
    ReplayError: (PtrError,),
    MailError: (PtrError,),
    TimedOut: (PtrError, TimeoutError),
}

EXAMPLES = [
    PtrError("something went wrong"),
    ProblemsError("2 problems", ["first", "second"]),
    WorkbookError("1 problem in plan.xlsx", ["Etapes-actions!B7: no such phase"]),
    WorkbookFileError("no workbook", ["plan.xlsx: permission denied"]),
    WorkbookNotFound("no workbook", ["plan.xlsx: no such file"]),
    PlanError("1 problem", ["CO00000001 comes twice"]),
    UnknownDryRun("no dry run 'FDR9': the plan has FDR1 and Live"),
    UnknownPhase("no phase 'ZZ': the plan has PP and CO"),
    Refused("CO00000001 cannot start", ["PP00470001 is Open"]),
    UnknownStep("no step 'CO00000009' in FDR1", ["not in this dry run"]),
    InvalidValue("at is naive: give it a time zone"),
    MissingFile("de.ftl: no such file"),
    InvalidAddress("CO00000001 cannot be transferred", ["anne is no mail address"]),
    ReplayError("event 4 is missing"),
    MailError("no recipient"),
    TimedOut("not done within 5 s"),
]


def test_every_kind_of_error_is_in_the_tree_and_in_these_tests() -> None:
    def family(cls: type[PtrError]) -> set[type[PtrError]]:
        return {cls}.union(*(family(child) for child in cls.__subclasses__()))

    public = {cls for cls in family(PtrError) if not cls.__name__.startswith("_")}
    assert public == {*PARENTS, PtrError}
    assert public == {type(error) for error in EXAMPLES}


@pytest.mark.parametrize(("error", "parents"), PARENTS.items())
def test_an_error_is_caught_by_each_of_its_parents(
    error: type[PtrError], parents: tuple[type[Exception], ...]
) -> None:
    assert [parent for parent in parents if not issubclass(error, parent)] == []


def test_an_unknown_key_is_told_without_the_quotes_that_keyerror_puts_around_it() -> None:
    assert str(UnknownDryRun("no dry run 'FDR9'")) == "no dry run 'FDR9'"
    assert str(UnknownStep("no step 'CO00000009'")) == "no step 'CO00000009'"


def test_problems_are_told_one_a_line_and_kept_as_data() -> None:
    error = WorkbookError("2 problems in plan.xlsx", ["B7: no such phase", "C9: not a date"])
    assert str(error) == "2 problems in plan.xlsx\n  - B7: no such phase\n  - C9: not a date"
    assert error.problems == ["B7: no such phase", "C9: not a date"]


def test_a_refusal_tells_every_reason_and_keeps_them_as_data() -> None:
    error = Refused("CO00000001 cannot start", iter(["PP00470001 is Open", "it is too early"]))
    assert str(error) == "CO00000001 cannot start\n  - PP00470001 is Open\n  - it is too early"
    assert error.reasons == ["PP00470001 is Open", "it is too early"]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying(error: PtrError) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(twin) is type(error)
        assert twin.args == error.args
        assert str(twin) == str(error)
        assert getattr(twin, "problems", None) == getattr(error, "problems", None)
        assert getattr(twin, "reasons", None) == getattr(error, "reasons", None)


def raised(call: Callable[[], object]) -> PtrError:
    """The error of a call that cannot be."""
    with pytest.raises(PtrError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("call", "french", "dutch"),
    [
        (
            lambda: Language("de"),
            "« de » n'est pas une langue connue",
            "“de” is geen bekende taal",
        ),
        (
            lambda: Run(Plan.from_records(make_records()).schedule("FDR1")).recap(T0, "ZZ"),
            "La phase « ZZ » n'existe pas",
            "De fase “ZZ” bestaat niet",
        ),
        (
            lambda: Run(Plan.from_records(make_records()).schedule("FDR1")).execute(
                {"type": "skip", "step": "CO1", "reasn": "Sans objet"}, by=ANNE, at=T0
            ),
            "vouliez-vous écrire reason ?",
            "bedoelde u reason?",
        ),
        (lambda: Language("de", "a: b"), "ligne 1 (« a: b »)", "regel 1 (“a: b”)"),
        (
            lambda: Mailer({"from": "anne@grid.example", "tranport": "smtp"}),
            "vouliez-vous écrire transport ?",
            "bedoelde u transport?",
        ),
        (
            lambda: load_workbook(BytesIO(), layout={"steps": {"first_row": 0}}),
            "steps.first_row : trouvé 0 ; attendu : une ligne de 1 à 1048576",
            "steps.first_row: 0 gevonden; verwacht: een rij van 1 tot 1048576",
        ),
        (
            lambda: write_template("/nowhere/plan.xlsx"),
            "le répertoire n'existe pas",
            "de map bestaat niet",
        ),
        (
            lambda: Plan.from_records(make_records(), milestones=[{"name": "J0", "dates": 5}]),
            "milestones[0].dates : trouvé 5 ; attendu : des valeurs par dry run",
            "milestones[0].dates: 5 gevonden; verwacht: waarden per dry run",
        ),
        (
            lambda: Plan.from_records(make_records(), timezone="Mars/Olympus"),
            'timezone : le fuseau horaire "Mars/Olympus" n\'existe pas',
            'timezone: tijdzone "Mars/Olympus" bestaat niet',
        ),
        (
            lambda: Plan.from_records(make_records(), keys={"_id": "identifiant"}),
            'keys : trouvé "identifiant" ; attendu : l\'un de id, label',
            'keys: "identifiant" gevonden; verwacht: een van id, label',
        ),
        (
            lambda: run_of(make_records()).states(T0.replace(tzinfo=None)),
            "at est une date sans fuseau horaire (2026-",
            "at is een datum zonder tijdzone (2026-",
        ),
        (
            lambda: Mailer({"from": object()}),
            "n'est rien qu'une configuration puisse contenir",
            "is niets dat een configuratie kan bevatten",
        ),
        (
            lambda: Event.from_dict({"seq": "one"}),
            "ce n'est pas le dict d'un événement : seq : trouvé « one »",
            "dit is niet de dict van een gebeurtenis: seq: “one” gevonden",
        ),
        (
            lambda: Run.replay(
                Plan.from_records(make_records()).schedule("FDR1"), [{"at": "hier"}]
            ),
            'at : trouvé "hier" ; attendu : une date avec son fuseau horaire',
            'at: "hier" gevonden; verwacht: een ogenblik met zijn tijdzone',
        ),
        (
            lambda: Outbox.from_json("[]"),
            "text : ce n'est pas le JSON d'une boîte d'envoi : trouvé une liste",
            "text: dit is niet de JSON van een postvak uit: een lijst gevonden",
        ),
        (
            lambda: Language.from_file("nowhere/de.ftl"),
            "nowhere/de.ftl : ce fichier n'existe pas",
            "nowhere/de.ftl: dit bestand bestaat niet",
        ),
        (
            lambda: run_of(make_records()).forecast(T0).simulate(draws=0),
            "draws : trouvé 0 ; attendu : un nombre entier de 1 à",
            "draws: 0 gevonden; verwacht: een geheel getal van 1 tot",
        ),
        (
            lambda: run_of(make_records()).forecast(T0).simulate(draws=1_000_000, timeout=0),
            "ce n'était pas terminé en 0 s (timeout)",
            "niet klaar binnen 0 s (timeout)",
        ),
    ],
)
def test_an_error_speaks_every_language_and_still_does_elsewhere(
    call: Callable[[], object], french: str, dutch: str
) -> None:
    error = raised(call)
    for one in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert french in one.text().replace("\u00a0", " ")
        assert dutch in one.text("nl")
        assert str(error) == one.text("en")


def test_what_a_script_raises_itself_is_said_as_it_says_it() -> None:
    error = PtrError("no night today")
    assert error.text("fr") == error.text("nl") == str(error)


def run_of(records: list[dict[str, object]]) -> Run:
    return Run(Plan.from_records(records).schedule("FDR1"))


@pytest.mark.parametrize(
    ("call", "found", "known"),
    [
        (lambda run: run.schedule.plan.schedule("FDR9"), "FDR9", ("FDR1", "Live")),
        (lambda run: run.recap(T0, "ZZ"), "ZZ", ("PP", "AC", "CO", "DC", "HO", "FB-RB")),
        (
            lambda run: run.forecast(T0).end_of_phase("ZZ"),
            "ZZ",
            ("PP", "AC", "CO", "DC", "HO", "FB-RB"),
        ),
        (lambda run: run.schedule.plan["CO9"], "CO9", ("CO1", "CO2", "CO3", "HO1", "FB1")),
        (lambda run: run.state("CO2", T0), "CO2", ("CO1", "CO3", "HO1", "FB1")),
        (lambda run: run.start("CO9", by=ANNE, at=T0), "CO9", ("CO1", "CO3", "HO1", "FB1")),
        (lambda run: run.schedule.states(T0, ["CO9"]), "CO9", ("CO1", "CO2", "CO3", "HO1", "FB1")),
    ],
)
def test_a_name_that_there_is_not_comes_with_those_that_there_are(
    call: Callable[[Run], object], found: str, known: tuple[str, ...]
) -> None:
    run = run_of(make_records())
    error = raised(lambda: call(run))
    for one in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert isinstance(one, UnknownDryRun | UnknownPhase | UnknownStep)
        assert (one.found, one.known) == (found, known)


@pytest.mark.parametrize(
    "call",
    [
        load_workbook,
        propose_layout,
        lambda path: write_template(path / "plan.xlsx"),
        lambda path: Plan.from_records(make_records()).write_workbook(path / "plan.xlsx"),
    ],
)
def test_a_workbook_that_is_not_there_is_a_file_that_is_not_found(
    call: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "none"
    with pytest.raises(FileNotFoundError) as caught:
        call(path)
    error = caught.value
    for one in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(one) is WorkbookNotFound
        assert (one.errno, one.strerror) == (errno.ENOENT, "No such file or directory")
        assert Path(one.filename) in {path, path / "plan.xlsx"}
        assert str(one) == str(error)


def test_a_file_that_cannot_be_opened_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no workbook") as caught:
        load_workbook(tmp_path)
    assert type(caught.value) is WorkbookFileError
    assert caught.value.errno == errno.EISDIR
    with pytest.raises(FileNotFoundError, match=r"de\.ftl") as missing:
        Language.from_file(tmp_path / "de.ftl")
    assert type(missing.value) is MissingFile
    assert missing.value.filename == str(tmp_path / "de.ftl")


class Liar(list[Any]):
    """Says that it is very long."""

    def __len__(self) -> int:
        return 2**62


def test_no_length_that_an_object_tells_is_believed() -> None:
    records: Any = Liar(make_records())
    run = run_of(records)
    schedule, nothing = run.schedule, Liar()
    assert schedule.states(T0, Liar(["CO1"]), nothing)["CO1"] == "Open"
    assert schedule.state_codes(T0, Liar(["CO1"])) == schedule.state_codes(T0, ["CO1"])
    assert Run(schedule, Liar([ANNE])) == Run(schedule, [ANNE])
    assert Run.replay(schedule, nothing, nothing, plans=nothing) == run
    assert run.forecast(T0).simulate(watching=Liar(["CO1"]), draws=16).end_of_step("CO1")
    assert run.forecast(T0).what_if(nothing).moved == {}
    assert run.consequences(nothing, by=ANNE, at=T0).events == []
    assert compare(nothing, T0).steps == {}
    plan = Plan.from_records(
        [dict(make_records()[0], contacts=Liar([ANNE]))],
        actors=[{"team": "Registre", "deputies": Liar([ANNE])}],
        dry_runs=Liar(["FDR1", "Live"]),
    )
    assert plan.actors[0].deputies == (ANNE,)


FIVE: Any = 5
TEXT: Any = StringIO("x")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda it: it.schedule.states(T0, 5), "opened: expected a list, not int"),
        (lambda it: it.schedule.states(T0, outcomes=5), "outcomes: expected a mapping, not int"),
        (lambda it: it.schedule.plan.schedule(5), "dry_run: expected text, not int"),
        (lambda it: it.start("CO1", by=5, at=T0), "by: expected text, not int"),
        (lambda it: it.execute("start", by=ANNE, at=T0), "command: expected a command as a dict"),
        (lambda it: it.execute({"type": "start"}, by=ANNE, at=T0), "step: missing in"),
        (lambda it: it.consequences(5, by=ANNE, at=T0), "commands: expected a list, not int"),
        (lambda it: it.forecast(T0).what_if(5), "changes: expected a list, not int"),
        (lambda it: Run.replay(it.schedule, FIVE), "events: expected a list, not int"),
        (lambda it: Run.replay(it.schedule, [], plans=FIVE), "plans: expected a list, not int"),
        (lambda it: it.to_timeline_svg(T0, rows=-1), "rows: -1: expected a whole number, or None"),
        (lambda _: Notice.from_dict(FIVE), "document: expected the dict of a Notice, not int"),
        (
            lambda it: Notice.from_dict(it.notices(T0)[0].to_dict() | {"kind": 50}),
            "not the dict of a notice: kind: 50: expected text",
        ),
        (
            lambda it: it.notices(T0, weekly=weekly(weekday=300)),
            "weekday: 300: expected 0 for Monday to 6 for Sunday",
        ),
        (lambda it: it.notices(T0, weekly=weekly(time=5)), "time: expected a time, not int"),
        (lambda it: it.notices(T0, weekly=5), "weekly: expected a Weekly, not int"),
        (lambda _: compare([FIVE], T0), "runs: expected runs, not int"),
        (lambda _: Plan.from_records(FIVE), "records: expected a list, not int"),
        (lambda _: load_workbook(FIVE), "path: expected a path or an open file, not int"),
        (lambda _: load_workbook(TEXT), "what is read from path: expected bytes, not str"),
        (
            lambda _: Plan.from_json("5"),
            "text: not the JSON of a plan: invalid type: 5, expected a m",
        ),
        (
            lambda _: Mailer({"from": ANNE, "retry": {"give_up_after_hours": -1}}),
            "retry.give_up_after_hours: invalid value: -1, expected a whole number, 0 or more",
        ),
    ],
)
def test_what_is_wrong_with_an_argument_names_it_in_words_of_python(
    call: Callable[[Any], object], message: str
) -> None:
    with pytest.raises((TypeError, PtrError), match=re.escape(message)):
        call(run_of(make_records()))


def weekly(**said: Any) -> Weekly:
    return Weekly(**{"weekday": 0, "time": time(7), "since": T0, "recipients": (ANNE,), **said})
