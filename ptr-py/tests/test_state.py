"""The states as Python sees them: text where text is wanted, an enum everywhere else."""

import copy
import enum
import json
import pickle

import bson
import pytest

from ptr_py import InvalidValue, State, _native

# Name, value, colour, French, English: the table of the domain, in the order of the codes.
TABLE = [
    ("LOCKED", "Locked", "orange", "verrouillée", "locked"),
    ("OVERDUE", "Overdue", "red", "en retard", "overdue"),
    ("IDLE", "Idle", "lightgrey", "en attente", "waiting"),
    ("READY", "Ready", "green", "prête", "ready"),
    ("OPEN", "Open", "blue", "en cours", "open"),
    ("TERMINATED", "Terminated", None, "terminée", "terminated"),
    ("PLANNED", "Planned", None, "planifiée", "planned"),
]


def test_the_members_are_those_of_the_domain_in_its_order() -> None:
    assert [(s.name, s.value, s.color, s.label("fr"), s.label("en")) for s in State] == TABLE


def test_the_core_shows_every_state_in_the_same_way() -> None:
    shown = [(s.value, s.code, s.color, s.label("fr"), s.label("en")) for s in State]
    assert shown == _native._STATES


def test_a_state_is_an_enum_member_and_a_string() -> None:
    assert isinstance(State.READY, enum.Enum)
    assert isinstance(State.READY, str)
    assert State("Ready") is State.READY
    assert State["READY"] is State.READY


@pytest.mark.parametrize("state", State)
def test_a_state_equals_its_text_and_prints_as_it(state: State) -> None:
    assert state == state.value
    assert str(state) == state.value
    assert f"{state}" == state.value
    assert f"{state:>12}" == state.value.rjust(12)
    assert hash(state) == hash(state.value)


def test_the_codes_count_from_zero_and_lead_back() -> None:
    assert [state.code for state in State] == list(range(len(State)))
    assert all(list(State)[state.code] is state for state in State)


def test_french_is_spoken_first() -> None:
    assert State.READY.label() == "prête"


@pytest.mark.parametrize("language", ["de", "FR", ""])
def test_a_language_without_labels_is_refused(language: str) -> None:
    with pytest.raises(InvalidValue, match="expected fr, en or nl"):
        State.READY.label(language)


def test_text_that_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="ready"):
        State("ready")


def test_json_stores_the_text() -> None:
    assert json.dumps({"state": State.READY}) == '{"state": "Ready"}'


def test_bson_stores_the_text() -> None:
    assert bson.decode(bson.encode({"state": State.READY})) == {"state": "Ready"}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickled_state_comes_back_as_the_same_member(state: State, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(state, protocol)) is state
    assert copy.deepcopy(state) is state
