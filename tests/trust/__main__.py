"""Tries for a given time to make the platform and the library lose or falsify something.

    python tests/trust                   each campaign for three seconds, as continuous integration
    python tests/trust --long            each for ten minutes
    python tests/trust --seconds 60 --seed 7 -k killed
                                         those whose name holds this word

The campaigns are the tests marked so, which go through `campaign.rounds`. `README.md` says what
each of them holds, and what was seen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import campaign

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("ptr-py/tests", "examples/platform/tests")
SHORT, LONG = 3.0, 600.0


def main() -> int:
    """Runs what the command line asks for, and prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true", help="ten minutes each")
    parser.add_argument("--seconds", type=float, help="how long each")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other attempts")
    parser.add_argument("-k", metavar="WORD", default="", help="as pytest takes it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = Path(scratch) / "figures"
        environment = {
            **os.environ,
            campaign.SECONDS: str(given.seconds or (LONG if given.long else SHORT)),
            campaign.SEED: str(given.seed),
            campaign.FIGURES: str(figures),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-m", "campaign", "-k", given.k, *PLACES]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        lines = figures.read_text("utf-8").splitlines() if figures.exists() else []
    print(f"{'rounds':>8} {'seconds':>8}  seed {given.seed}")
    for line in lines:
        told = json.loads(line)
        name = told["test"].partition("::test_")[2].replace("_", " ")
        print(f"{told['rounds']:>8} {told['seconds']:>8.1f}  {name}")
    return code


if __name__ == "__main__":
    sys.exit(main())
