"""What goes along with the module in its wheel, and what does not.

It is asked of the module as it is installed; `maturin develop` installs no wheel.
"""

import json
import os
import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def installed() -> Distribution:
    it = distribution("ptr-py")
    origin = json.loads(it.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        pytest.fail("no wheel is installed: tests/run wheel")
    return it


def content(installed: Distribution, end: str) -> bytes:
    """The only file of the wheel whose name ends like this."""
    (file,) = [it for it in installed.files or () if str(it).endswith(end)]
    return file.locate().read_bytes()  # type: ignore[attr-defined,no-any-return]


def test_the_licences_of_the_module_and_of_all_that_is_in_it_go_along(
    installed: Distribution,
) -> None:
    named = installed.metadata.get_all("License-File")
    assert named == ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES.txt"]
    for name in named:
        assert content(installed, f"licenses/{name}") == (ROOT / "ptr-py" / name).read_bytes()


def test_the_components_go_along_with_their_versions_and_licences(
    installed: Distribution,
) -> None:
    listed = json.loads(content(installed, "sboms/components.cdx.json"))["components"]
    locked = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))["package"]
    versions = {(it["name"], it["version"]) for it in locked}
    assert {(it["name"], it["version"]) for it in listed} <= versions
    assert {"chrono", "lettre", "pyo3", "rustls", "serde_json"} <= {it["name"] for it in listed}
    texts = content(installed, "licenses/THIRD-PARTY-LICENSES.txt").decode()
    assert [it for it in listed if f"{it['name']} {it['version']} (" not in texts] == []


def test_nothing_in_the_wheel_names_a_folder_of_the_machine_that_built_it(
    installed: Distribution,
) -> None:
    folders = {str(ROOT), str(Path.home()), os.environ.get("CARGO_HOME"), "/tmp"}
    known = re.compile(
        b"|".join(re.escape(f"{it}/".encode()) for it in folders if it and it != "/")
    )
    files = {
        str(it): it.locate().read_bytes()  # type: ignore[attr-defined]
        for it in installed.files or ()
        # What pip writes itself when it installs, and the command outside of the packages.
        if it.name not in {"RECORD", "direct_url.json"}
        and it.suffix != ".pyc"
        and ".." not in it.parts
    }
    assert any(name.endswith("_native.abi3.so") for name in files)
    assert {
        name: known.findall(text)[:3] for name, text in files.items() if known.search(text)
    } == {}
