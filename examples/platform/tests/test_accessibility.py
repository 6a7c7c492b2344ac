"""Every page against the rules of WCAG 2.2, levels A and AA, that axe-core can look into."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from browser_scene import CATHERINE, FIRST, MARIE, ODILE, WORKBOOK
from platform_scene import PAUL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser_scene import Evening, Window

SPOILT = WORKBOOK.with_name("plan-fautif.xlsx")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LOOK = """
    axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }).then(({violations, passes}) => ({
        passes: passes.length,
        violations: violations.map(({id, nodes}) =>
            [id, ...nodes.slice(0, 3).map((node) => node.html + " " + node.failureSummary)]),
    }))
"""

WISHES = pytest.mark.parametrize("wish", ["fr", "en"])


@pytest.fixture
def checked(scripted: Window) -> Callable[[str], None]:
    """Looks into the page that is shown; the page's content policy keeps its hands off this."""

    def check(name: str) -> None:
        scripted.evaluate(f"if (!window.axe) {{ {AXE} }}; 0")
        found = scripted.evaluate(LOOK)
        assert found["passes"] > 10, "axe has looked"
        assert found["violations"] == [], f"{name}: {told(found['violations'])}"

    return check


def told(violations: list[Any]) -> str:
    return "\n\n".join("\n".join(map(str, violation)) for violation in violations)


@WISHES
def test_pages_that_everybody_sees(
    scripted: Window, checked: Callable[[str], None], wish: str
) -> None:
    scripted.speak(wish)
    for path in (
        "/",
        f"/steps/{FIRST}",
        "/steps/CO00000002",
        "/steps/PP00000001",
        "/recap?state=Ready",  # the others are no different, and take their time
        "/recap/CO?state=Overdue",
        "/recap/FB-RB",
        "/sign-in",
        "/steps/nowhere",
    ):
        scripted.visit(path)
        assert scripted.evaluate("document.documentElement.lang") == wish
        checked(path)


@WISHES
def test_pages_of_whoever_is_signed_in(
    tonight: Evening, scripted: Window, checked: Callable[[str], None], wish: str
) -> None:
    scripted.speak(wish)
    scripted.visit(tonight.link_to(MARIE))
    checked("a step that may be started")
    tonight.service.execute(lambda run, at: run.start(FIRST, by=CATHERINE, at=at, apply=False))
    scripted.type("Defects", "Alerte")
    scripted.leave(scripted.find("//button[contains(@formaction, 'start')]")[0].click)
    checked("a refused change")
    scripted.leave(scripted.find("//button[contains(., 'efects')]")[0].click)
    checked("an accepted change")
    tonight.sign_in(scripted, MARIE)
    for path in ("/", f"/steps/{FIRST}", "/steps/CO00000002", "/account"):
        scripted.visit(path)
        checked(path)
    scripted.driver.find_element("id", "about").send_keys("Tableau de bord")
    scripted.leave(scripted.find("//section[@aria-labelledby='keys']//button")[-1].click)
    checked("a key for programs")
    tonight.service.execute(
        lambda run, at: run.transfer(FIRST, to=ODILE, by=MARIE, at=at, apply=False)
    )
    scripted.visit(tonight.link_to(ODILE))
    checked("a link that is somebody else's")


@WISHES
def test_pages_of_a_coordinator(
    tonight: Evening,
    scripted: Window,
    checked: Callable[[str], None],
    changed_workbook: Path,
    wish: str,
) -> None:
    scripted.speak(wish)
    tonight.sign_in(scripted, PAUL)
    for path in (
        "/desk",
        "/wall",
        "/journal?kind=closed&team=Intégration",
        "/checks?rule=no-duration",
        "/timeline?zoom=8",
        f"/steps/{FIRST}/skip",
        f"/steps/{FIRST}/what-if?longer=60",
        "/recap/AC?fold=team&only=defects",
        f"/selection/transfer?step={FIRST}&step=CO00000002",
        "/contacts",
        "/review",
        "/rehearsals",
        "/plan",
    ):
        scripted.visit(path)
        checked(path)
    for name, workbook in (("a changed plan", changed_workbook), ("problems", SPOILT)):
        scripted.visit("/plan")
        scripted.driver.find_element("id", "workbook").send_keys(str(workbook))
        scripted.leave(scripted.find("//main//form//button")[0].click)
        checked(name)


@WISHES
def test_the_page_of_two_changes_of_the_same(
    tonight: Evening,
    scripted: Window,
    checked: Callable[[str], None],
    stale_workbook: Path,
    wish: str,
) -> None:
    scripted.speak(wish)
    tonight.sign_in(scripted, PAUL)
    scripted.visit("/plan")
    scripted.driver.find_element("id", "workbook").send_keys(str(stale_workbook))
    scripted.leave(scripted.find("//main//form//button")[0].click)
    assert scripted.find("//table[@class='findings']")
    checked("conflicts")


@WISHES
def test_pages_on_a_phone(
    tonight: Evening, scripted: Window, checked: Callable[[str], None], wish: str
) -> None:
    scripted.speak(wish)
    scripted.resize(360, 740, phone=True)
    for path in (tonight.link_to(MARIE), "/", "/recap/FB-RB", "/recap/CO?state=Ready"):
        scripted.visit(path)
        checked(path)
