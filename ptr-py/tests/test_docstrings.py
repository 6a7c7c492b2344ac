"""What `help()`, IDEs and the site say is complete for every public item.

The sections are read as the site reads them. The compiled module takes its docstrings from the
stub, which the last test holds.
"""

import ast
import inspect
import pydoc
import re
from pathlib import Path

import griffe

import ptr_py
from ptr_py import _native
from ptr_py._values.value import Value

ROOT = Path(__file__).parents[2]
# As `mkdocs.yml` says.
READING: griffe.GoogleOptions = {"returns_multiple_items": False, "returns_named_value": False}

# What an argument of this name and type can be wrong in, whatever takes it.
RAISED = {
    ("at", "datetime"): "InvalidValue",
    ("by", "str"): "Refused",
    ("dry_run", "str"): "UnknownDryRun",
    ("id", "str"): "UnknownStep",
    ("phase", "str"): "UnknownPhase",
}


def load() -> griffe.Object | griffe.Alias:
    return griffe.load(
        "ptr_py",
        search_paths=[Path(ptr_py.__file__).parents[1]],
        docstring_parser="google",
        docstring_options=READING,
        prefer_stubs_docs=True,
    )


def items() -> dict[str, griffe.Object]:
    """Every public class, function, method, property and field, by the name that users write.

    What a class inherits is listed under the class that it comes from.
    """
    package = load()
    found = dict[str, griffe.Object]()
    for name in set(ptr_py.__all__) - {"__version__", "MailOffice"}:
        found[name] = item = target(package[name])
        for inner, it in item.all_members.items() if isinstance(item, griffe.Class) else ():
            member = target(it)
            if (inner == "__new__" or is_shown(inner)) and member.parent:
                found[f"{member.parent.name}.{inner}"] = member
    return dict(sorted(found.items()))


def is_shown(member: str) -> bool:
    """Whether a member is documented itself: those of an enum are, by its own docstring.

    What the system says of a file is documented by Python.
    """
    return not (member.startswith("_") or member.isupper() or member in vars(OSError))


def target(item: griffe.Object | griffe.Alias) -> griffe.Object:
    return item.final_target if isinstance(item, griffe.Alias) else item


ITEMS = items()
FUNCTIONS = {name: it for name, it in ITEMS.items() if isinstance(it, griffe.Function)}
CLASSES = {name: it for name, it in ITEMS.items() if isinstance(it, griffe.Class)}


def sections(item: griffe.Object) -> dict[str, griffe.DocstringSection]:
    return {it.kind.value: it for it in item.docstring.parsed} if item.docstring else {}


def examples(item: griffe.Object | None) -> str:
    """The code of the examples of an item."""
    said = item.docstring.value.splitlines() if item and item.docstring else []
    return "\n".join(line for line in said if line.lstrip().startswith((">>>", "...")))


def arguments(function: griffe.Function) -> list[griffe.Parameter]:
    return [it for it in function.parameters if it.name not in ("self", "cls")]


def shown() -> dict[str, str]:
    """For each class the examples of what answers with it, and of the class of that."""
    answers = dict[str, str]()
    for name, item in ITEMS.items():
        said = getattr(item, "returns", None) or getattr(item, "annotation", None)
        code = examples(item) or examples(ITEMS.get(name.partition(".")[0]))
        for word in re.findall(r"\w+", str(said)):
            answers[word] = answers.get(word, "") + code
    return answers


def test_the_site_knows_every_public_member() -> None:
    compiled = {
        f"{name}.{inner}"
        for name in ptr_py.__all__
        if inspect.isclass(cls := getattr(ptr_py, name)) and name != "MailOffice"
        for inner in vars(cls)
        if is_shown(inner)
    }
    assert sorted(compiled - ITEMS.keys()) == []


def test_the_reference_has_every_public_name() -> None:
    page = (ROOT / "docs/python.md").read_text("utf-8").splitlines()
    names = set(ptr_py.__all__) - {"__version__", "MailOffice"}
    assert sorted(name for name in names if f"::: ptr_py.{name}" not in page) == []


def test_every_item_says_what_it_is() -> None:
    assert [name for name, item in ITEMS.items() if not item.docstring] == []


def test_help_tells_the_fields_of_values() -> None:
    values = [cls for name in CLASSES if issubclass(cls := getattr(ptr_py, name), Value)]
    silent = {
        f"{cls.__name__}.{field}"
        for cls in values
        for field in cls._fields
        if f" {field}: " not in pydoc.render_doc(cls)
    }
    assert silent == set()
    assert len(values) > 40


def test_the_compiled_module_says_what_its_stub_says() -> None:
    stub = ast.parse(Path(_native.__file__).with_name("_native.pyi").read_text("utf-8"))
    documented = [it for it in stub.body if isinstance(it, ast.ClassDef | ast.FunctionDef)]
    wrong = list[str]()
    for item in documented:
        compiled = getattr(_native, item.name)
        said = {
            it.name: ast.get_docstring(it) for it in item.body if isinstance(it, ast.FunctionDef)
        }
        # Who is constructed says so, too.
        own = [text for text in (ast.get_docstring(item), said.pop("__new__", None)) if text]
        if compiled.__doc__ != ("\n\n".join(own) or None):
            wrong.append(item.name)
        for name, text in said.items():
            if text and getattr(compiled, name).__doc__ != text:
                wrong.append(f"{item.name}.{name}")
    assert wrong == []


def test_every_shape_and_code_says_what_it_is() -> None:
    shapes = load()["typing"].members
    silent = [
        f"{name}.{key}".rstrip(".")
        for name, shape in shapes.items()
        if not shape.is_alias and not name.startswith("_")
        for key, it in [("", shape), *(shape.members.items() if shape.is_class else ())]
        if not it.docstring
    ]
    assert silent == []


def test_every_class_and_function_begins_with_a_line_of_its_own() -> None:
    first = {name: ITEMS[name].docstring for name in CLASSES | FUNCTIONS}
    lines = {name: docstring.value.splitlines() for name, docstring in first.items() if docstring}
    assert [name for name, (line, *_) in lines.items() if not line.endswith((".", ":"))] == []
    assert [name for name, (_, *rest) in lines.items() if rest and rest[0]] == []


def test_every_argument_is_described_in_its_place() -> None:
    wrong = dict[str, list[str]]()
    for name, function in FUNCTIONS.items():
        said = sections(function).get("parameters")
        described = [it.name.lstrip("*") for it in said.value if it.description] if said else []
        if described != (expected := [it.name for it in arguments(function)]):
            wrong[name] = expected
    assert wrong == {}


def test_every_answer_is_described() -> None:
    silent = {name for name, it in FUNCTIONS.items() if str(it.returns) == "None"}
    silent |= {name for name in FUNCTIONS if name.endswith(".__new__")}
    assert {name for name, it in FUNCTIONS.items() if "returns" not in sections(it)} == silent


def test_every_error_is_named() -> None:
    missing = dict[str, set[str]]()
    for name, function in FUNCTIONS.items():
        said = sections(function).get("raises")
        raised = {str(it.annotation) for it in said.value} if said else set()
        takes = {
            (it.name, str(it.annotation).removesuffix(" | None")) for it in arguments(function)
        }
        expected = {error for takes_it, error in RAISED.items() if takes_it in takes}
        if any("Language" in kind for _, kind in takes):
            expected.add("InvalidValue")
        if expected - raised or any(not hasattr(ptr_py, error) for error in raised - {"TypeError"}):
            missing[name] = expected - raised
    assert missing == {}


def test_an_example_calls_every_function() -> None:
    def is_called(name: str) -> bool:
        cls, _, method = name.rpartition(".")
        called = cls if method == "__new__" else method
        code = examples(ITEMS[name]) + examples(ITEMS.get(cls))
        return re.search(rf"\b{called}\(", code) is not None

    assert [name for name in FUNCTIONS if not is_called(name)] == []


def test_an_example_shows_every_class() -> None:
    code = shown()
    assert [name for name in CLASSES if not (examples(CLASSES[name]) or code.get(name))] == []
