"""The module as a whole: what it offers, and what importing it costs."""

import ast
import doctest
import subprocess
import sys
from importlib import metadata, resources

import ptr_py

TIMED_IMPORT = """
import time
begin = time.process_time()
import collections.abc, contextlib, dataclasses, datetime, enum, functools, typing
theirs = time.process_time()
import ptr_py
print(theirs - begin, time.process_time() - theirs)
"""


def test_the_version_is_the_packages() -> None:
    assert ptr_py.__version__ == metadata.version("ptr-py")


def test_every_public_name_exists_once_and_in_order() -> None:
    assert ptr_py.__all__ == sorted(set(ptr_py.__all__))
    assert [name for name in ptr_py.__all__ if not hasattr(ptr_py, name)] == []


def test_every_public_class_calls_itself_by_its_public_name() -> None:
    classes = [obj for name in ptr_py.__all__ if isinstance(obj := getattr(ptr_py, name), type)]
    assert {cls.__module__ for cls in classes} == {"ptr_py"}


def test_it_says_that_it_is_typed() -> None:
    package = resources.files("ptr_py")
    assert package.joinpath("py.typed").is_file()
    assert package.joinpath("_native.pyi").is_file()


def test_the_examples_of_the_stubs_do_what_they_say() -> None:
    stubs = resources.files("ptr_py").joinpath("_native.pyi").read_text("utf-8")
    documented = (ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(ast.parse(stubs)) if isinstance(node, documented)]
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for node in nodes:
        text = ast.get_docstring(node) or ""
        runner.run(parser.get_doctest(text, {}, node.name, "_native.pyi", node.lineno))
    assert runner.tries > 20
    assert runner.failures == 0


def test_importing_it_takes_no_longer_than_the_standard_modules_that_it_needs() -> None:
    def seconds() -> tuple[float, float]:
        run = [sys.executable, "-c", TIMED_IMPORT]
        told = subprocess.run(run, check=True, capture_output=True, text=True).stdout
        theirs, ours = map(float, told.split())
        return theirs, ours

    # Time of the processor, and the best of several: other processes may take the machine for a
    # while. Some 13 milliseconds, on a machine that takes 22 for theirs.
    theirs, ours = (min(times) for times in zip(*(seconds() for _ in range(7)), strict=True))
    assert ours < theirs
