"""The platform as people have it before them: in Chromium, over a real connection, with its mails.

Kept true: the workbook comes in by the command, mails go out by the scheduler, and a page is used
by the words that stand on it. Only the clock is ours, so that every run sees the same evening.
"""

from __future__ import annotations

import base64
import re
import shutil
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mongo_server import free_port
from platform_scene import T0, HandClock, settings
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait
from site_scene import read_mails, sign_in_link

import ptr_py
from ptr_platform.__main__ import main
from ptr_platform.config import Config
from ptr_platform.run import demonstration, importing
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.opening import open_store
from ptr_platform.web import create_app
from ptr_platform.web.server import WebServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from flask import Flask
    from selenium.webdriver.remote.webelement import WebElement

    from ptr_platform.store import Store

WORKBOOK = Path(__file__).resolve().parents[2] / "data" / "plan-de-transition.xlsx"
FIRST = "CO00000001"
"""The step that begins the cut-over, and the only one that is Ready at T0."""
MARIE, CATHERINE = "marie.colson@reseau.example", "catherine.fontaine@reseau.example"
"""Who the first step is assigned to."""
ODILE = "odile.marchal@reseau.example"
"""Somebody of whom the plan knows nothing."""


@dataclass
class Evening:
    """A served platform on the evening of the cut-over, all before it done as planned."""

    address: str
    config: Config
    clock: HandClock
    store: Store
    service: RunService
    scheduler: Scheduler
    app: Flask

    def mails_to(self, person: str) -> list[EmailMessage]:
        """What the scheduler and the sign-in page have written to somebody, the oldest first."""
        self.scheduler.run()
        self.app.extensions["ptr"].sign_in.finish()
        return [mail for mail in read_mails(self.config) if person in str(mail["To"])]

    def sign_in(self, window: Window, person: str) -> None:
        """Lets somebody sign in by a link that was made for them."""
        window.visit(sign_in_link(self.app.extensions["ptr"], person))
        window.leave(window.find("//main//form//button")[0].click)

    def link_to(self, person: str) -> str:
        """The address in the newest mail to somebody."""
        body = self.mails_to(person)[-1].get_body(("plain",))
        assert body is not None
        found = re.search(r"https?://\S+", body.get_content())
        assert found is not None, "the mail has no link"
        return found[0]


@contextmanager
def evening(
    directory: Path,
    *,
    after: timedelta = timedelta(),
    dry_run: str = "FDR2",
    port: int | None = None,
    **sections: dict[str, Any],
) -> Iterator[Evening]:
    """Imports the sample workbook, plays what was planned up to now, and serves it.

    Args:
        directory: Where everything is kept.
        after: How long the cut-over has been under way.
        dry_run: Which dry run it is.
        port: Where it is served, if that must be known before.
        sections: What else the configuration says.
    """
    clock, port = HandClock(T0 + after), port or free_port()
    address = f"http://127.0.0.1:{port}"
    document = settings(
        directory,
        scripts={"dry_run": dry_run},
        server={"url": address, "port": port},
        excel={"file": str(WORKBOOK)},
        appearance={"logo_url": "https://www.reseau.example/", "company": "Réseau"},
        # Tests sign in more often than people.
        identity={"attempts": 1000},
        **sections,
    )
    file = directory / "config.yaml"
    file.write_text(yaml.safe_dump(document), "utf-8")
    assert main(["--config", str(file), "makeDB", "--cut-over", T0.isoformat()]) == 0
    config = Config.read(document, source=file, environment={})
    store = open_store(config)
    service = RunService(store, config, clock)
    service.execute(demonstration.as_planned)
    app = create_app(service, config, clock)
    server, stop = WebServer(app, config.server), threading.Event()
    thread = threading.Thread(target=server.serve, args=[stop])
    thread.start()
    try:
        scheduler = Scheduler(service, open_mailer(service))
        yield Evening(address, config, clock, store, service, scheduler, app)
    finally:
        stop.set()
        thread.join()
        app.extensions["ptr"].sign_in.finish()
        app.extensions["ptr"].rehearsals.close()
        store.close()


def rehearse(config: Config) -> None:
    """Plays FDR1 as planned, a month earlier, in a database of its own beside the present one."""
    began, plan = T0 - timedelta(days=30), ptr_py.load_workbook(WORKBOOK)
    scripts = config.scripts.model_copy(update={"dry_run": "FDR1"})
    database = config.database.model_copy(update={"name": "ptr_FDR1"})
    config = config.model_copy(update={"scripts": scripts, "database": database})
    with closing(open_store(config)) as store:
        moved = importing.shift_to(plan, "FDR1", began)
        store.save_plan(importing.stored(plan, "FDR1", moved, began), expected=Position(0, 0))
        service = RunService(store, config, HandClock(T0 - timedelta(days=20)))
        service.execute(demonstration.as_planned)


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """The machine's Chromium with an empty profile, which calls nobody of its own accord."""
    options = webdriver.ChromeOptions()
    browser, driver_of_it = shutil.which("chromium"), shutil.which("chromedriver")
    assert browser is not None, "no chromium on this machine"
    assert driver_of_it is not None, "no chromedriver on this machine"
    options.binary_location = browser
    for argument in (
        "headless=new",
        "no-sandbox",
        "disable-background-networking",
        "disable-component-update",
        "disable-dev-shm-usage",
        "disable-gpu",
        "disable-quic",
        "disable-sync",
        "force-color-profile=srgb",
        "hide-scrollbars",
        "no-first-run",
        f"user-data-dir={profile}",
        "window-size=1280,900",
    ):
        options.add_argument(f"--{argument}")
    driver = webdriver.Chrome(options, webdriver.ChromeService(driver_of_it))
    try:
        yield driver
    finally:
        driver.quit()


class Window:
    """A browser as somebody uses it: by links, labels and buttons, named by their words."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver = driver
        self.address = address
        self.forget()
        self.speak("fr-BE,fr;q=0.9,en;q=0.5")
        self.scripts(True)
        self.resize(1280, 900)
        self.show_as("screen")

    def command(self, name: str, **arguments: Any) -> Any:
        """Asks the browser itself for something."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def speak(self, wish: str) -> None:
        """Asks for pages in these languages from now on."""
        agent = self.command("Browser.getVersion")["userAgent"]
        self.command("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=wish)

    def scripts(self, run: bool) -> None:
        """Lets pages run scripts, or not."""
        self.command("Emulation.setScriptExecutionDisabled", value=not run)

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """Makes the window as large as a screen."""
        self.width = width
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )

    def show_as(self, medium: str) -> None:
        """Lays pages out for a screen or for print; nothing moves by itself."""
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.command("Emulation.setEmulatedMedia", media=medium, features=[still])

    def forget(self) -> None:
        """Is nobody's browser again."""
        self.command("Network.clearBrowserCookies")

    def visit(self, where: str) -> None:
        """Opens an address, or a path of the platform."""
        self.driver.get(where if where.startswith("http") else self.address + where)
        # A page that tells of an error of the platform is no page to look at.
        status = self.driver.execute_script(
            "return performance.getEntriesByType('navigation')[0].responseStatus"
        )
        assert status < HTTPStatus.INTERNAL_SERVER_ERROR, f"{where}: {self.text}"

    @property
    def place(self) -> str:
        """The path and query of the page that is shown."""
        return self.driver.current_url.removeprefix(self.address)

    @property
    def text(self) -> str:
        """What can be read between header and footer."""
        return self.driver.find_element(By.TAG_NAME, "main").text

    def says(self, *sentences: str) -> bool:
        """Whether all of this can be read."""
        text = self.text
        missing = [sentence for sentence in sentences if sentence not in text]
        assert not missing, f"{missing} not in\n{text[:1500]}"
        return True

    def find(self, path: str) -> list[WebElement]:
        """The visible elements at an XPath."""
        return [one for one in self.driver.find_elements(By.XPATH, path) if one.is_displayed()]

    def buttons(self) -> list[str]:
        """The words on the buttons of the page."""
        return [one.text for one in self.find("//main//button")]

    def press(self, words: str) -> None:
        """Presses a button."""
        button = self._one(f"//button[normalize-space()={_quoted(words)}]")
        if button.get_attribute("type") == "button":
            button.click()
        else:
            self.leave(button.click)

    def follow(self, words: str, *, within: str = "") -> None:
        """Follows a link; `within` is the id of the heading of its section, or the header."""
        section = f"//*[@aria-labelledby={_quoted(within)}]" if within else ""
        section = "//header" if within == "header" else section
        self.leave(self._one(f"{section}//a[normalize-space()={_quoted(words)}]").click)

    def leave(self, by: Callable[[], None]) -> None:
        """Does what leads to another page, and waits for that page."""
        self.evaluate("document.left = true")
        by()
        # Between two pages there is none to ask, which the driver reports as an error.
        wait = WebDriverWait(self.driver, 20, 0.02, [WebDriverException])
        wait.until(lambda _: self.evaluate("!document.left && document.readyState === 'complete'"))

    def field(self, label: str) -> WebElement:
        """The field that a label belongs to."""
        found = self._one(f"//label[starts-with(normalize-space(),{_quoted(label)})]")
        return self.driver.find_element(By.ID, found.get_attribute("for") or "")

    def type(self, label: str, text: str) -> None:
        """Fills a field in."""
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def choose(self, label: str, option: str) -> None:
        """Chooses from a list."""
        Select(self.field(label)).select_by_visible_text(option)

    def column(self, heading: str) -> list[str]:
        """What stands below a heading of the table of steps."""
        table = self.driver.find_element(By.CSS_SELECTOR, "table.steps")
        headings = [cell.text for cell in table.find_elements(By.CSS_SELECTOR, "thead th")]
        nth = headings.index(heading) + 1
        return [
            cell.text
            for cell in table.find_elements(By.CSS_SELECTOR, f"tbody tr > :nth-child({nth})")
        ]

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page; works without scripts of the page's own."""
        answer = self.command(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """What is in the window, as PNG."""
        return base64.b64decode(self.command("Page.captureScreenshot", format="png")["data"])

    @contextmanager
    def on_paper(self) -> Iterator[Any]:
        """The sheets on which the page is printed, as a `pypdfium2.PdfDocument`."""
        # Only those pay for it who look at paper.
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

        self.show_as("print")
        told = self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        self.show_as("screen")
        with closing(PdfDocument(base64.b64decode(told["data"]))) as paper:
            yield paper

    def _one(self, path: str) -> WebElement:
        found = self.find(path)
        assert len(found) == 1, f"{len(found)} of {path} on {self.place}:\n{self.text[:1500]}"
        return found[0]


def _quoted(words: str) -> str:
    """A text as XPath writes it."""
    return f'"{words}"'
