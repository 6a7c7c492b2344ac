"""Records in, records out: what a plan is made from and what it gives back."""

import datetime as dt
import decimal
import enum
import json
from collections import ChainMap, OrderedDict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import bson
import pandas as pd
import pytest
from scene import ANNE, BOB, HOUR, T0, Record

import ptr_py
from ptr_py import Actor, Environment, InvalidValue, Milestone, Phase, Plan, PlanError

BRUSSELS = ZoneInfo("Europe/Brussels")


def plan_of(*records: Mapping[str, Any], **options: Any) -> Plan:
    return Plan.from_records(records, **options)


def one(**fields: Any) -> Record:
    """A record with these fields, given back by a plan of it alone."""
    return plan_of({"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], **fields}).to_records()[0]


def test_records_are_given_back_as_they_came(records: list[Record]) -> None:
    back = Plan.from_records(records).to_records()
    assert [list(record) for record in back] == [
        [
            "id",
            "label",
            "phase",
            "dry_runs",
            "prerequisites",
            "start",
            "duration",
            "team",
            "department",
            "contacts",
            "instructions",
            "outcomes",
            "quorum",
        ]
    ] * len(records)
    for record, given in zip(records, back, strict=True):
        assert {key: given[key] for key in record} == record


def test_records_that_were_given_back_make_the_same_plan(plan: Plan) -> None:
    again = Plan.from_records(plan.to_records())
    assert again == plan
    assert again.to_records() == plan.to_records()


def test_what_a_record_leaves_out_has_an_empty_value() -> None:
    assert plan_of({"id": "CO1"}).to_records() == [
        {
            "id": "CO1",
            "label": "",
            "phase": None,
            "dry_runs": ["Live"],
            "prerequisites": [],
            "start": None,
            "duration": None,
            "team": None,
            "department": None,
            "contacts": [],
            "instructions": None,
            "outcomes": [],
            "quorum": None,
        }
    ]


def test_none_is_nothing_in_every_field() -> None:
    fields = dict.fromkeys(["label", "phase", "dry_runs", "prerequisites", "start", "duration"])
    rest = dict.fromkeys(["team", "department", "contacts", "instructions"])
    assert plan_of({"id": "CO1", **fields, **rest}) == plan_of({"id": "CO1"})


# --- Starts ------------------------------------------------------------------------------------


def test_a_naive_start_is_refused_unless_somebody_says_how_it_is_meant() -> None:
    naive = datetime(2026, 7, 1, 8)  # noqa: DTZ001
    with pytest.raises(PlanError) as error:
        plan_of({"id": "a", "start": naive}, {"id": "b", "start": naive}, timezone="Asia/Tokyo")
    assert [(it.step, it.code) for it in error.value.problems] == [
        ("a", "naive-instant"),
        ("b", "naive-instant"),
    ]
    (first, _) = error.value.problems
    assert first.found == "2026-07-01 08:00:00"
    for word in ("tz_aware=True", 'naive="plan"', "Asia/Tokyo", 'naive="utc"'):
        assert word in first.message
        assert word in first.message_fr
    with pytest.raises(InvalidValue, match=r'milestones.*J0.*Live.*naive="utc"'):
        plan_of({"id": "a"}, milestones={"J0": {"Live": naive}})
    with pytest.raises(InvalidValue, match='naive: \'UTC\': expected "plan", "utc" or None'):
        plan_of({"id": "a", "start": naive}, naive="UTC")


def test_a_naive_start_of_a_database_is_utc_if_so_said() -> None:
    naive = datetime(2026, 10, 25, 0, 30)  # noqa: DTZ001
    milestones = {"J0": {"Live": naive}}
    plan = plan_of({"id": "a", "start": naive}, naive="utc", milestones=milestones)
    assert plan.schedule("Live").start("a") == naive.replace(tzinfo=UTC)
    assert plan.milestones[0].dates["Live"].astimezone(UTC) == naive.replace(tzinfo=UTC)
    assert not plan.warnings, "an instant is not shown twice"


def test_a_naive_start_is_in_the_zone_of_the_plan_if_so_said() -> None:
    naive = datetime(2026, 7, 1, 8)  # noqa: DTZ001
    for zone in ("Europe/Brussels", "America/New_York", "Pacific/Auckland"):
        plan = plan_of({"id": "a", "start": naive}, timezone=zone, naive="plan")
        assert plan.to_records()[0]["start"] == naive.replace(tzinfo=ZoneInfo(zone))
        assert plan.timezone == zone


def test_brussels_is_the_zone_unless_said_and_a_zoneinfo_will_do() -> None:
    naive = datetime(2026, 7, 1, 8)  # noqa: DTZ001
    plan = plan_of({"id": "a", "start": naive}, naive="plan")
    assert plan.schedule("Live").start("a") == datetime(2026, 7, 1, 6, tzinfo=UTC)
    tokyo = ZoneInfo("Asia/Tokyo")
    plan = plan_of({"id": "a", "start": naive}, timezone=tokyo, naive="plan")
    assert plan.schedule("Live").start("a") == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_an_aware_start_keeps_its_instant_and_is_shown_in_the_zone_of_the_plan() -> None:
    start = datetime(2026, 7, 1, 8, 0, 0, 123456, tzinfo=ZoneInfo("Asia/Kolkata"))
    given = one(start=start)["start"]
    assert given == start
    assert given.tzinfo == BRUSSELS


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00+00:00"),  # in the gap
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59+00:00"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),  # shown twice: the first
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_naive_starts_on_a_change_of_the_clocks_follow_zoneinfo(local: str, instant: str) -> None:
    naive = datetime.fromisoformat(local)
    plan = plan_of({"id": "a", "start": naive}, naive="plan")
    at = datetime.fromisoformat(instant)
    assert plan.schedule("Live").start("a") == at
    assert naive.replace(tzinfo=BRUSSELS).astimezone(UTC) == at


def test_a_start_in_a_gap_or_a_fold_is_a_warning() -> None:
    gap = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001
    fold = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001
    plan = plan_of({"id": "a", "start": gap}, {"id": "b", "start": fold}, naive="plan")
    assert [(it.step, it.code) for it in plan.warnings] == [
        ("a", "clock-change"),
        ("b", "clock-change"),
    ]


def test_the_fold_of_a_naive_start_is_not_forgotten() -> None:
    first = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001
    milestones = {"J0": {"FDR1": first, "Live": first.replace(fold=1)}}
    plan = plan_of(
        {"id": "a", "start": first, "dry_runs": ["FDR1", "Live"]},
        {"id": "b", "start": first.replace(fold=1)},
        milestones=milestones,
        naive="plan",
    )
    begin = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [record["start"].astimezone(UTC) for record in plan.to_records()] == [
        begin,
        begin + HOUR,
    ]
    dates = plan.milestones[0].dates
    assert [dates[name].astimezone(UTC) for name in ("FDR1", "Live")] == [begin, begin + HOUR]
    assert [warning.step for warning in plan.warnings if warning.code == "clock-change"] == ["a"]
    assert Plan.from_records(plan.to_records()).to_records() == plan.to_records()


@pytest.mark.parametrize(
    ("start", "timezone"),
    [
        (datetime.max.replace(tzinfo=UTC), "Europe/Brussels"),
        (datetime.min.replace(tzinfo=UTC), "America/New_York"),
    ],
)
def test_a_start_on_the_last_day_of_the_calendar_is_given_back(
    start: datetime, timezone: str
) -> None:
    plan = plan_of({"id": "a", "start": start}, timezone=timezone)
    assert plan.to_records()[0]["start"] == plan["a"].start == start
    assert Plan.from_json(plan.to_json()).to_records() == plan.to_records()
    assert Plan.from_records(plan.to_records(), timezone) == plan


@pytest.mark.parametrize("field", ["id", "label", "team", "department", "instructions", "phase"])
def test_half_a_character_is_a_problem_and_not_changed_in_silence(field: str) -> None:
    with pytest.raises(PlanError) as caught:
        one(**{"start": T0, field: "a\ud800"})
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize("fold", [0, 1])
def test_both_showings_of_a_repeated_hour_come_back_without_a_warning(fold: int) -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=fold)
    instant = start.astimezone(UTC)
    plan = plan_of({"id": "a", "start": start})
    assert plan.warnings == []
    given = plan.to_records()[0]["start"]
    assert (given.fold, given.astimezone(UTC)) == (fold, instant)
    assert plan.schedule("Live").start("a") == instant


def test_a_start_may_differ_by_dry_run() -> None:
    start = {"FDR1": T0, "Live": T0 + HOUR, "FDR2": None}
    plan = plan_of({"id": "a", "dry_runs": ["FDR1", "FDR2", "Live"], "start": start})
    assert plan.to_records()[0]["start"] == {"FDR1": T0, "Live": T0 + HOUR}
    assert plan.schedule("FDR1").start("a") == T0
    assert plan.schedule("FDR2").start("a") is None
    assert Plan.from_records(plan.to_records()) == plan


def test_the_same_start_in_every_dry_run_is_one_start() -> None:
    plan = plan_of({"id": "a", "dry_runs": ["FDR1", "Live"], "start": {"FDR1": T0, "Live": T0}})
    assert plan.to_records()[0]["start"] == T0
    assert Plan.from_records(plan.to_records()) == plan


def test_a_pandas_timestamp_is_a_datetime_and_nat_is_a_problem() -> None:
    assert one(start=pd.Timestamp("2026-03-28T22:00+01:00"))["start"] == T0
    with pytest.raises(PlanError, match="NaT"):
        one(start=pd.NaT)


def test_the_first_and_the_last_instant_of_the_calendar_are_starts_or_problems() -> None:
    for start in (datetime.min, datetime.max):  # noqa: DTZ901
        plan = plan_of({"id": "a", "start": start}, timezone="UTC", naive="utc")
        assert plan.to_records()[0]["start"] == start.replace(tzinfo=UTC)
    early = datetime.min.replace(tzinfo=dt.timezone(timedelta(hours=14)))
    with pytest.raises(PlanError) as error:
        plan_of({"id": "a", "start": early})
    assert [it.code for it in error.value.problems] == ["date-out-of-range"]


def test_records_as_they_were_given_make_an_equal_plan_with_its_frame() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    relative = {"milestone": "J0", "days": -5, "seconds": 12_600}
    plan = Plan.from_records(
        [
            {"id": "a", "phase": "J-1", "dry_runs": ["FDR1", "Live"], "start": relative},
            {"id": "b", "phase": "J+1", "dry_runs": ["FDR1"], "start": {"FDR1": relative}},
            {"id": "c", "phase": "J+1", "start": {"FDR1": first, "Live": first}, "Lieu": "Namur"},
            {"id": "d", "phase": "J+1", "start": first + HOUR, "prerequisites": ["a"]},
            {"id": "e", "phase": "FB-RB", "team": "IT+", "duration": HOUR, "contacts": [BOB]},
            {"id": "f", "phase": "FB-RB", "team": "IT+", "Revue": datetime(2026, 3, 28)},  # noqa: DTZ001
        ],
        phases=["J-1", "J+1", {"code": "FB-RB", "label": "Retour", "contingency": True}],
        dry_runs=["FDR1", "FDR2", "Live"],
        milestones={"J0": {"FDR1": first, "Live": first + HOUR}},
        actors=[{"team": "IT+", "team_leader": ANNE, "Mobile": "0470"}, {"team": "IT-"}],
        environments={"Registre": {"FDR1": "acc-01"}},
    )
    records, frame = plan.to_records(resolved=False), plan.frame()
    assert Plan.from_records(records, **frame) == plan
    assert records[0]["start"] == relative
    assert (records[5]["contacts"], plan["f"].contacts) == ([], [ANNE])
    # Edited as data: a step is taken out, one is moved, one is added.
    del records[2]
    records[0]["start"] |= {"days": -4}
    records.append({"id": "g", "phase": "J+1", "start": relative, "dry_runs": ["Live"]})
    edited = Plan.from_records(records, **frame)
    assert list(edited) == ["a", "b", "d", "e", "f", "g"]
    (before, after) = (it.schedule("Live").start("a") for it in (plan, edited))
    assert before is not None
    assert after == before + 24 * HOUR


def every_feature() -> Plan:
    """A plan that says something of everything."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    relative = {"milestone": "J0", "days": -5, "seconds": 12_600}
    return Plan.from_records(
        [
            {"id": "a", "phase": "PP", "dry_runs": ["FDR1", "Live"], "start": relative},
            {"id": "b", "phase": "CO", "start": {"FDR1": relative, "Live": first + HOUR}},
            {"id": "c", "phase": "CO", "start": first, "duration": HOUR, "prerequisites": ["a"]},
            {"id": "d", "phase": "CO", "team": "IT+", "Revue": datetime(2026, 3, 28)},  # noqa: DTZ001
            {
                "id": "e",
                "phase": "CO",
                "Coût": 1.5,
                "Notes": ["x", None, {"y": True}],
                "Vide": None,
            },
        ],
        dry_runs=["FDR1", "Live"],
        milestones=[
            {"name": "J0", "dates": {"FDR1": first, "Live": first + HOUR}, "Lieu": "Namur"}
        ],
        actors=[{"team": "IT+", "team_leader": ANNE, "Depuis": datetime(2026, 3, 28)}],  # noqa: DTZ001
        environments={"Registre": {"FDR1": "acc-01"}},
    )


@pytest.mark.parametrize("through", ["json", "bson"])
def test_plain_records_and_frame_are_an_equal_plan_through_any_store(through: str) -> None:
    plan = every_feature()
    document: dict[str, Any] = {
        "records": plan.to_records(resolved=False, plain=True, keys={"_id": "id"}),
        "frame": plan.frame(plain=True),
    }
    stored = (
        json.loads(json.dumps(document, allow_nan=False))
        if through == "json"
        else bson.decode(bson.encode(document))
    )
    assert [record["_id"] for record in stored["records"]] == ["a", "b", "c", "d", "e"]
    assert stored["records"][2]["start"] == "2026-10-25T02:30:00+02:00"
    assert stored["records"][2]["duration"] == "PT3600S"
    again = Plan.from_records(stored["records"], keys={"_id": "id"}, **stored["frame"])
    assert again == plan
    assert again.to_records() == plan.to_records()


def test_a_plain_date_without_an_offset_is_refused_unless_somebody_says_how_it_is_meant() -> None:
    record = {"id": "a", "start": "2026-03-28T22:00:00"}
    with pytest.raises(PlanError) as error:
        plan_of(record, plain=True)
    assert [it.code for it in error.value.problems] == ["naive-instant"]
    assert plan_of(record, plain=True, naive="plan")["a"].start == T0
    with pytest.raises(PlanError):
        plan_of(record, naive="plan")
    with pytest.raises(PlanError):
        plan_of({"id": "a", "start": "demain", "duration": "une heure"}, plain=True)


def test_documents_have_keys_of_their_own() -> None:
    keys = {"_id": "id", "libelle": "label", "etat": "progress"}
    documents = [{"_id": "a", "libelle": "Ouvrir", "etat": "Terminated"}, {"_id": "b"}]
    plan = Plan.from_records(documents, keys=keys)
    assert plan["a"].label == "Ouvrir"
    assert plan.to_records(keys=keys)[0]["_id"] == "a"
    assert ptr_py.compute_states(documents, T0, keys=keys)["a"] == "Terminated"
    for wrong, told in [
        ({"_id": "nom"}, "nom"),
        ({"a": "id", "b": "id"}, "two keys"),
        ({"a": 1}, "expected two texts"),
        ("_id", "expected a mapping"),
    ]:
        with pytest.raises(InvalidValue, match=told):
            Plan.from_records(documents, keys=wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="is a key of a record"):
        Plan.from_records([{"_id": "a", "id": "b"}], keys=keys)


def test_an_edited_plan_is_written_to_a_workbook_with_nothing_frozen(tmp_path: Path) -> None:
    plan = every_feature()
    records = plan.to_records(resolved=False)
    records[3]["label"] = "Autre chose"
    edited = Plan.from_records(records, **plan.frame())
    layout = {"id_pattern": None}
    edited.write_workbook(tmp_path / "plan.xlsx", layout=layout)
    again = ptr_py.load_workbook(tmp_path / "plan.xlsx", layout=layout)
    assert again == edited
    assert again.to_records(resolved=False)[0]["start"]["milestone"] == "J0"


def test_an_offset_from_a_milestone_that_cannot_be_is_told() -> None:
    with pytest.raises(PlanError) as error:
        plan_of(
            {"id": "a", "start": {"milestone": "J1"}},
            {"id": "b", "start": {"milestone": "J0", "weeks": 1}},
            {"id": "c", "start": {"milestone": "J0", "days": "five"}},
            milestones={"J0": {"Live": T0}},
        )
    assert [(it.step, it.code) for it in error.value.problems] == [
        ("a", "unknown-milestone"),
        ("b", "unreadable-date"),
        ("c", "unreadable-date"),
    ]


# --- Other fields ------------------------------------------------------------------------------


def test_lists_may_be_any_collection_of_texts() -> None:
    given = one(prerequisites=(), dry_runs={"Live", "FDR10", "FDR2"}, contacts=iter([ANNE, BOB]))
    assert given["dry_runs"] == ["FDR2", "FDR10", "Live"]
    assert given["contacts"] == [ANNE, BOB]


def test_prerequisites_keep_their_order_and_those_of_a_set_are_sorted() -> None:
    others = [{"id": step, "phase": "CO", "dry_runs": ["FDR1"]} for step in ("b", "a", "c")]
    last = {"id": "z", "phase": "CO", "dry_runs": ["FDR1"]}
    kept = plan_of(*others, {**last, "prerequisites": ["c", "a", "b"]})
    assert kept["z"].prerequisites == ["c", "a", "b"]
    for _ in range(3):
        assert plan_of(*others, {**last, "prerequisites": {"c", "a", "b"}})["z"].prerequisites == [
            "a",
            "b",
            "c",
        ]


def test_durations_are_kept_to_the_microsecond() -> None:
    duration = timedelta(days=2, hours=3, microseconds=7)
    assert one(duration=duration)["duration"] == duration


def test_any_mapping_is_a_record(records: list[Record]) -> None:
    class Custom(Mapping[str, Any]):
        def __init__(self, content: Record) -> None:
            self.content = content

        def __getitem__(self, key: str) -> Any:
            return self.content[key]

        def __iter__(self) -> Iterator[str]:
            return iter(self.content)

        def __len__(self) -> int:
            return len(self.content)

    plan = Plan.from_records(records)
    for make in (OrderedDict, ChainMap, Custom, bson.SON):
        assert Plan.from_records(make(record) for record in records) == plan
    assert Plan.from_records(plan.steps) == plan


def test_the_order_of_records_is_kept_and_that_of_their_keys_is_not(records: list[Record]) -> None:
    turned = [dict(reversed(record.items())) for record in records]
    assert Plan.from_records(turned) == Plan.from_records(records)
    assert list(Plan.from_records(reversed(records))) == [it["id"] for it in reversed(records)]


def test_each_record_is_read_by_its_own_keys_whatever_keys_the_record_before_had() -> None:
    in_fdr1 = {"phase": "CO", "dry_runs": ["FDR1"]}
    records: list[dict[Any, Any]] = [
        {"id": "CO1", "label": "Un", **in_fdr1},
        {"label": "Deux", "id": "CO2", **in_fdr1},
        {3: "id", None: "label", "id": "CO3", **in_fdr1, "label": "Trois"},
        {"id": "CO4", **in_fdr1, "label": "Quatre", "progress": "Open"},
        # A text of its own that reads the same.
        {"".join(("i", "d")): "CO5", **in_fdr1, "progress": "Cinq", "label": ""},
    ]
    back: list[dict[Any, Any]] = list(plan_of(*records).to_records())
    labels = [(record["id"], record["label"]) for record in back]
    assert labels == [(f"CO{nth}", records[nth - 1]["label"]) for nth in range(1, 6)]
    assert [record.get("progress") for record in back] == [None, None, None, "Open", "Cinq"]
    assert (back[2][3], back[2][None]) == ("id", "label")
    renamed = {"_id": "CO1", **in_fdr1}
    with pytest.raises(InvalidValue, match='"id"'):
        Plan.from_records([renamed, {"id": "CO2", **in_fdr1}], keys={"_id": "id"})


def test_dry_runs_are_those_of_the_record_however_like_those_of_the_record_before() -> None:
    named: list[Any] = [["A"], ["A", "B"], ["B", "A"], ["A", "B"], ["A", "A"], ["B"], [], ("B",)]
    plan = plan_of(*({"id": f"CO{nth}", "dry_runs": it} for nth, it in enumerate(named)))
    assert [record["dry_runs"] for record in plan.to_records()] == [sorted(set(it)) for it in named]


# --- Other keys --------------------------------------------------------------------------------


class Colour(enum.IntEnum):
    RED = 1


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -(2**63),
        2**63 - 1,
        2**64,
        1.5,
        -0.0,
        1e300,
        0.1 + 0.2,
        float("inf"),
        "",
        "deux\nlignes",
        "\ud800",
        datetime(2026, 3, 29, 2, 30),  # noqa: DTZ001
        datetime(2026, 10, 25, 2, 30, fold=1),  # noqa: DTZ001
        datetime(2026, 3, 28, tzinfo=BRUSSELS),
        dt.date(2026, 3, 28),
        timedelta(hours=1),
        [1, [2, {"three": 4}]],
        (1, 2),
        {"a": {"b": None}},
        {1: 2},
        {"$date": "2026-03-28T22:00:00"},
        {"a": decimal.Decimal("0.1")},
        bson.ObjectId("6567f2c1a1b2c3d4e5f60718"),
        bson.Int64(5),
        decimal.Decimal("1.10"),
        Colour.RED,
        b"bytes",
        {1, 2},
    ],
    ids=repr,
)
def test_any_other_value_is_given_back_equal_and_of_its_type(value: object) -> None:
    plan = plan_of({"id": "a", "other": value})
    given = plan.to_records()[0]["other"]
    assert given == value
    assert type(given) is type(value)
    assert Plan.from_records(plan.to_records()) == plan
    assert Plan.from_json(plan.to_json())["a"]["label"] == ""


def test_an_object_that_no_plan_can_hold_is_given_back_itself() -> None:
    thing = object()
    record = one(thing=thing, nested=[thing])
    assert record["thing"] is thing
    assert record["nested"][0] is thing


def test_other_keys_keep_their_order_and_may_be_anything() -> None:
    record: dict[Any, Any] = {"id": "a", "z": 1, "progress": "Open", ("a", 1): 2, "a": [3], "é": 4}
    given: dict[Any, Any] = plan_of(record).to_records()[0]
    assert list(given)[13:] == ["z", "progress", "a", "é", ("a", 1)]
    assert {key: given[key] for key in record} == record


def test_a_value_that_holds_itself_does_no_harm() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert one(endless=endless)["endless"] is endless


# --- Phases, dry runs, and the rest of the plan ------------------------------------------------


def test_the_phases_are_the_operators_unless_said(plan: Plan) -> None:
    assert plan.phases == ["PP", "AC", "CO", "DC", "HO", "FB-RB"]
    assert [phase.contingency for phase in plan.phases] == [False] * 5 + [True]
    assert plan.phases[0].label == "Préparation"


def test_phases_may_be_codes_mappings_or_phases() -> None:
    phases: list[Any] = ["A", {"code": "B", "label": "Zwei"}, Phase("C", contingency=True)]
    plan = plan_of({"id": "a", "phase": "B"}, phases=phases)
    assert [(it.code, it.label, it.contingency) for it in plan.phases] == [
        ("A", None, False),
        ("B", "Zwei", False),
        ("C", None, True),
    ]
    assert plan_of({"id": "a", "phase": "B"}, phases=plan.phases).phases == plan.phases


def test_phases_may_be_those_that_the_records_name() -> None:
    plan = plan_of(
        {"id": "a", "phase": "Later"}, {"id": "b", "phase": "Sooner"}, phases="as-they-come"
    )
    assert plan.phases == ["Later", "Sooner"]


def test_without_any_phase_the_plan_is_one_phase_and_stays_so() -> None:
    plan = plan_of({"id": "a"}, {"id": "b", "prerequisites": ["a"]})
    assert len(plan.phases) == 1
    assert plan["a"].phase is None
    assert Plan.from_records(plan.to_records()) == plan


def test_in_a_plan_of_one_phase_no_record_need_name_it() -> None:
    assert plan_of({"id": "a"}, phases=["Solo"])["a"].phase == "Solo"


def test_if_some_records_name_a_phase_all_must() -> None:
    with pytest.raises(PlanError) as error:
        plan_of({"id": "a", "phase": "CO"}, {"id": "b"})
    (problem,) = [it for it in error.value.problems if it.severity == "error"]
    assert (problem.code, problem.row, problem.field) == ("missing-value", 1, "phase")


def test_without_any_dry_run_all_steps_are_live() -> None:
    assert plan_of({"id": "a"}, {"id": "b"}).dry_runs == ["Live"]


def test_a_step_in_no_dry_run_is_a_warning_where_others_are_in_one() -> None:
    plan = plan_of({"id": "a", "dry_runs": ["FDR1"], "start": T0}, {"id": "b", "dry_runs": []})
    assert plan["b"].dry_runs == []
    assert "in-no-dry-run" in {warning.code for warning in plan.warnings}


def test_dry_runs_may_be_limited() -> None:
    records = [{"id": "a", "dry_runs": ["FDR1", "FDR9"]}]
    with pytest.raises(PlanError, match="FDR9"):
        Plan.from_records(records, dry_runs=["FDR1", "Live"])
    plan = Plan.from_records([{"id": "a", "dry_runs": ["FDR1"]}], dry_runs=["FDR1", "Live"])
    assert plan.dry_runs == ["FDR1", "Live"]


def test_a_plan_may_be_empty() -> None:
    plan = Plan.from_records([])
    assert (len(plan), plan.to_records(), plan.dry_runs) == (0, [], [])


def test_actors_answer_for_the_steps_of_their_team_that_name_nobody() -> None:
    actors = [
        {"team": "Registre", "department": "Marché", "team_leader": ANNE, "mobile": "0470"},
        Actor(team="Réseau", head_of_department=BOB),
    ]
    plan = plan_of({"id": "a", "team": "Registre"}, {"id": "b", "team": "Réseau"}, actors=actors)
    assert plan["a"].contacts == [ANNE]
    assert plan["b"].contacts == [BOB]
    assert plan.actors[0].extra == {"mobile": "0470"}
    assert plan.actors[1] == actors[1]
    assert plan_of({"id": "a", "team": "Registre"}, actors=plan.actors).actors == plan.actors
    with pytest.raises(PlanError, match="Facturation"):
        plan_of({"id": "a", "team": "Facturation"}, actors=actors)


def test_milestones_have_a_date_in_each_dry_run() -> None:
    naive = datetime(2026, 3, 28, 22)  # noqa: DTZ001
    milestones = {"J0": {"FDR1": naive, "Live": T0}}
    plan = plan_of({"id": "a"}, naive="plan", milestones=milestones)
    (milestone,) = plan.milestones
    assert (milestone.name, dict(milestone.dates)) == ("J0", {"FDR1": T0, "Live": T0})
    assert plan.dry_runs == ["FDR1", "Live"]
    again = plan_of({"id": "a"}, milestones=[{"name": "J0", "dates": {"FDR1": T0}, "x": 1}])
    assert again.milestones == [Milestone(name="J0", dates={"FDR1": T0}, extra={"x": 1})]
    assert plan_of({"id": "a"}, milestones=plan.milestones).milestones == plan.milestones


def test_environments_are_something_in_each_dry_run() -> None:
    plan = plan_of({"id": "a"}, environments={"ERP": {"FDR1": "erp-test"}})
    assert plan.environments == [Environment(name="ERP", by_dry_run={"FDR1": "erp-test"})]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"timezone": "Europe/Bruxelles"}, "Europe/Bruxelles"),
        ({"timezone": 1}, "timezone"),
        ({"phases": "CO"}, "phases"),
        ({"phases": [5]}, r"phases\[0\]"),
        ({"phases": [{"label": "x"}]}, r"phases\[0\]"),
        ({"phases": [" CO"]}, r"phases\[0\]"),
        ({"dry_runs": "FDR1"}, "dry_runs"),
        ({"dry_runs": [" "]}, "dry_runs"),
        ({"actors": [{}]}, r"actors\[0\]"),
        ({"actors": [{"team": "A", "team_leader": "nobody"}]}, r"actors\[0\].team_leader"),
        ({"milestones": {"J0": T0}}, "J0"),
        ({"milestones": {"J0": {"FDR1": "tomorrow"}}}, "FDR1"),
        ({"environments": [{"name": "ERP", "by_dry_run": {"FDR1": 1}}]}, "FDR1"),
    ],
)
def test_what_means_nothing_is_told_with_its_place(options: Any, place: str) -> None:
    with pytest.raises(InvalidValue, match=place):
        plan_of({"id": "a"}, **options)


def test_utc_of_the_standard_library_is_a_time_zone_and_a_mere_offset_is_none() -> None:
    assert Plan.from_records([], timezone=UTC).timezone == "UTC"
    with pytest.raises(InvalidValue, match="timezone"):
        Plan.from_records([], timezone=timezone(timedelta(hours=1)))
