"""Requests that no form and no well-meaning program sends: told as such, and never a 500."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platform_scene import ANNE, PAUL
from site_scene import ENGLISH, FRENCH, csrf, text_of

from ptr_platform.web.api.operations import OPERATIONS

if TYPE_CHECKING:
    from site_scene import Site

STEP = "CO00000001"
ADDRESSES = [f"/steps/{STEP}/defects", f"/steps/{STEP}/close", "/commands", "/consequences"]
BODIES = [
    "[" * 100_000,
    '{"text":' + "[" * 100_000,
    '{"commands":[' + '{"type":' * 50_000,
    '{"commands":[{"type":"skip","step":' + "[" * 900 + "]" * 900 + "}]}",
    '{"text":"\\ud800"}',
    '{"text":"\\udfff \\ud800"}',
    '{"commands":[{"type":"record_defects","step":"CO00000001","text":"\\ud83d"}]}',
    '{"commands":[{"type":"skip","step":"\\ud800","reason":"?"}]}',
    '{"\\ud800":"x"}',
    '{"text":NaN}',
    '{"text":%s}' % ("9" * 5000),
    "\x00",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_means_nothing_is_a_bad_request(site: Site, address: str, body: str) -> None:
    headers = {**site.key(PAUL), "Content-Type": "application/json"}
    answer = site.visitor().post(f"/api/v1{address}", data=body, headers=headers)
    assert answer.status_code == 400 or (address.endswith("close") and not body), answer.text
    assert site.service.run().version == 0


POSTED = [it.path for it in OPERATIONS if it.method == "POST"]
QUERIES = [
    "longer=1_0",
    "longer=%2B5",
    "longer=5.0",
    "longer=%D9%A3",
    "longer=10081",
    "longer=-1",
    "longer=5&ends=2026-03-28T23:00:00Z",
    "longer=5&skipped=1",
    "team_late=1_0",
    "ends=2026-03-28",
    "ends=2026-W13-6T10:00",
    "ends=20260328T100000Z",
    "ends=9999-12-31T23:59:59-12:00",
    "late=5",
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_cannot_be_supposed_is_told(site: Site, query: str) -> None:
    answer = site.visitor().get(f"/api/v1/steps/{STEP}/what-if?{query}", headers=site.key(ANNE))
    assert answer.status_code == (422 if "&" in query else 400), answer.text
    page = site.visitor().get(f"/steps/{STEP}/what-if?{query}", headers=FRENCH)
    assert page.status_code == (200 if query == "late=5" else 422)


def test_two_things_of_one_step_are_told_apart_from_what_is_unreadable(site: Site) -> None:
    page = site.visitor().get(f"/steps/{STEP}/what-if?longer=5&skipped=1", headers=ENGLISH)
    assert "Suppose one thing of the step" in text_of(page)


NASTY = st.text(st.characters(), max_size=30) | st.sampled_from(["\x00", "\ud800", "%", "/", "..."])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(NASTY, min_size=4, max_size=4), number=st.integers(0, 200))
def test_no_form_and_no_address_is_answered_by_a_500(
    site: Site, texts: list[str], number: int
) -> None:
    visitor = site.signed_in(PAUL)
    one, two, three, four = (text.encode("utf-8", "surrogatepass") for text in texts)
    form = {
        "csrf": csrf(visitor.get("/sign-in")),
        "shown": four,
        "defects": one,
        "defects_seen": two,
        "to": three,
    }
    form |= {"reason": four, "message": one, "outcome": two, "mail": PAUL, "step": STEP}
    posts = ["start", "close", "transfer", "defects", "skip", "reopen", "undo-start"]
    addresses = [f"/steps/{STEP}/{name}" for name in posts]
    addresses += ["/selection/skip", "/selection/transfer", "/rollback/declare", "/sign-in"]
    answer = visitor.post(addresses[number % len(addresses)], data=form)
    assert answer.status_code in {200, 303, 400, 403, 404, 409, 410, 422}, answer.text
    query = {"team": one, "state": two, "fold": three, "only": four, "at": one, "kind": two}
    query |= {"before": three, "since": four, "ends": one, "longer": two, "id": three, "t": four}
    pages = ["/recap", "/recap/CO", "/journal", "/journal.csv", "/steps", f"/steps/{STEP}/what-if"]
    pages += ["/steps/x", "/desk", "/wall", "/timeline", "/checks", f"/steps/{STEP}", "/sign-in"]
    pages += ["/sign-in/link", f"/steps/{STEP}/confirmation", f"/steps/{STEP}/skip"]
    shown = visitor.get(pages[number % len(pages)], query_string=query)
    assert shown.status_code < 500, shown.text
    api = ["/states", "/recap", "/forecast", f"/steps/{STEP}", "/journal", "/wall"]
    told = visitor.get(
        f"/api/v1{api[number % len(api)]}", query_string=query, headers=site.key(PAUL)
    )
    assert told.status_code < 500, told.text


WORDS = st.sampled_from([STEP, "start", "close", "skip", "transfer", "record_defects", "revise"])
KEYS = st.sampled_from(["commands", "type", "step", "to", "text", "until", "blocks", "reason"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | NASTY, inner, max_size=5),
    max_leaves=12,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=JSON, command=st.dictionaries(KEYS, JSON, max_size=5), name=st.sampled_from(POSTED))
def test_no_body_of_a_program_is_answered_by_a_500(
    site: Site, body: Any, command: dict[str, Any], name: str
) -> None:
    address = f"/api/v1{name.replace('<path:step>', STEP)}"
    for sent in (body, command, {"commands": [command]}):
        answer = site.visitor().post(
            address,
            data=json.dumps(sent),
            headers={**site.key(PAUL), "Content-Type": "application/json"},
        )
        assert answer.status_code in {200, 400, 403, 404, 409, 413, 422}, answer.text
