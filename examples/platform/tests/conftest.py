"""What the tests of the platform start from; the values are in `platform_scene`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from platform_scene import HandClock, make_config, stored_plan
from site_scene import Site, open_site

from ptr_platform.service import RunService
from ptr_platform.store import Position, Store
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ptr_platform.config import Config


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """The default store with the small plan in it."""
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    yield store
    store.close()


@pytest.fixture
def service(store: Store, config: Config, clock: HandClock) -> RunService:
    return RunService(store, config, clock)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A platform with its pages."""
    site = open_site(tmp_path)
    yield site
    site.desk.sign_in.finish()
    site.service.store.close()
