"""The sample plan in MongoDB, from the import to the removal, by the commands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bson
import pytest
import yaml
from mongo_server import MongoServer
from platform_scene import settings
from pymongo import MongoClient

from ptr_platform.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "data" / "plan-de-transition.xlsx"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[MongoClient[dict[str, Any]]]:
    server = MongoServer(tmp_path / "mongo")
    server.start()
    database = {"kind": "mongodb", "server": f"mongodb://127.0.0.1:{server.port}/"}
    document = settings(tmp_path, database=database, excel={"file": str(SAMPLE)})
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    with MongoClient[dict[str, Any]]("127.0.0.1", server.port, tz_aware=True) as client:
        yield client
    server.kill()


def test_the_sample_plan_from_its_import_to_its_removal(
    client: MongoClient[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ptr(*arguments: str) -> int:
        return main(["--config", str(tmp_path / "config.yaml"), *arguments])

    assert ptr("makeDB", "--cut-over", "now", "--as-planned") == 0
    database = client["ptr_FDR1"]
    # The collections of the original, for people and scripts to look into.
    assert database["Etapes"].count_documents({}) == 395
    assert database["Executants"].count_documents({}) == 14
    for name in ("Dates", "Environnements"):
        assert database[name].count_documents({}) > 0
    step = database["Etapes"].find_one({"_id": "CO00000001"})
    assert step is not None
    assert step["phase"] == "CO"
    assert isinstance(step["start"], (datetime, dict))
    assert isinstance(step["prerequisites"], list)
    index = database["Events"].index_information()["run_seq"]
    assert index["unique"]
    assert index["key"] == [("run", 1), ("seq", 1)]

    assert ptr("scheduler", "--once") == 0
    assert '"status": "done"' in capsys.readouterr().out
    assert list((tmp_path / "mails").glob("*.eml"))

    assert ptr("backup", str(tmp_path / "copies")) == 0
    (copy,) = (tmp_path / "copies").iterdir()
    steps = bson.decode_all((copy / "Etapes.bson").read_bytes())
    assert len(steps) == 395
    assert client.list_database_names().count("ptr_FDR1") == 1
    assert not [name for name in client.list_database_names() if "check" in name]

    assert ptr("removeDB", "--yes") == 0
    assert "ptr_FDR1" not in client.list_database_names()
    assert ptr("restore", str(copy)) == 0
    assert ptr("status") == 0
    assert ptr("makeDB", "--dry") == 0
    assert (
        "étapes-actions ajoutées\u00a0: 0, retirées\u00a0: 0, modifiées\u00a0: 0"
        in capsys.readouterr().out
    )
