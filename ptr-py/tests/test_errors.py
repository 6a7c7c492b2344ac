"""The tree of errors: who is caught by what, what each one says, and that all can travel."""

import copy
import pickle
from collections.abc import Callable
from io import BytesIO

import pytest
from scene import ANNE, T0, make_records

from ptr_py import (
    InvalidAddress,
    InvalidValue,
    Language,
    Mailer,
    MailError,
    Plan,
    PlanError,
    ProblemsError,
    PtrError,
    Refused,
    ReplayError,
    Run,
    UnknownDryRun,
    UnknownPhase,
    UnknownStep,
    WorkbookError,
    load_workbook,
    write_template,
)

PARENTS: dict[type[PtrError], tuple[type[Exception], ...]] = {
    ProblemsError: (PtrError,),
    WorkbookError: (ProblemsError,),
    PlanError: (ProblemsError,),
    UnknownDryRun: (PtrError, KeyError),
    UnknownPhase: (PtrError, KeyError),
    Refused: (PtrError,),
    UnknownStep: (Refused, KeyError),
    InvalidValue: (PtrError, ValueError),
    InvalidAddress: (Refused, InvalidValue),
    ReplayError: (PtrError,),
    MailError: (PtrError,),
}

EXAMPLES = [
    PtrError("something went wrong"),
    ProblemsError("2 problems", ["first", "second"]),
    WorkbookError("1 problem in plan.xlsx", ["Etapes-actions!B7: no such phase"]),
    PlanError("1 problem", ["CO00000001 comes twice"]),
    UnknownDryRun("no dry run 'FDR9': the plan has FDR1 and Live"),
    UnknownPhase("no phase 'ZZ': the plan has PP and CO"),
    Refused("CO00000001 cannot start", ["PP00470001 is Open"]),
    UnknownStep("no step 'CO00000009' in FDR1", ["not in this dry run"]),
    InvalidValue("at is naive: give it a time zone"),
    InvalidAddress("CO00000001 cannot be transferred", ["anne is no mail address"]),
    ReplayError("event 4 is missing"),
    MailError("no recipient"),
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
    ],
)
def test_an_error_speaks_every_language_and_still_does_elsewhere(
    call: Callable[[], object], french: str, dutch: str
) -> None:
    error = raised(call)
    for one in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert french in one.text().replace("\u00a0", " ")
        assert dutch in one.text("nl")
        assert str(error).removeprefix("code: ") == one.text("en")


def test_what_is_known_in_english_only_is_said_in_english() -> None:
    error = raised(lambda: Mailer({"from": object()}))
    assert error.text("fr") == error.text("nl") == str(error)
