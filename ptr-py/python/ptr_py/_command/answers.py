"""What each command answers, as text for people or as one JSON document for programs."""

import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ptr_py._command import source
from ptr_py._errors import ProblemsError
from ptr_py._native import DecideBy, propose_layout, write_template
from ptr_py._native import terminal_text as text
from ptr_py._state import State
from ptr_py._values.forecasts import RequiredOutlook
from ptr_py._values.plans import Finding, Problem
from ptr_py._values.value import _plain

if TYPE_CHECKING:
    from ptr_py._values.runs import Recap, Tally

FINE, TOLD, USAGE, FAILED = range(4)

_INKS = {"orange": "48;5;214;30", "red": "48;5;160;97", "lightgrey": "48;5;252;30"}
_INKS |= {"green": "48;5;34;97", "blue": "48;5;26;97"}


def check(options: Namespace) -> int:
    """Everything that is wrong with a plan, then what is likely to make a night fail."""
    problems: Sequence[Problem]
    findings: list[Finding] = []
    try:
        plan = source.plan(options)
        is_plan, problems = True, plan.warnings
        findings = plan.check(language=options.language)
    except ProblemsError as error:
        if isinstance(error.__cause__, OSError):
            raise
        is_plan, problems = False, error.problems
    if options.severity == "error":
        problems = [problem for problem in problems if problem.severity == "error"]
        findings = [finding for finding in findings if finding.severity == "error"]
    if options.json:
        _write_json({"is_plan": is_plan, "problems": problems, "findings": findings})
    else:
        for sheet, there in groupby(problems, lambda problem: problem.sheet):
            print(*([sheet] if sheet else []), sep="\n")
            for problem in there:
                print(f"  {_severity(problem, options)}  {problem.text(options.language)}")
        for finding in findings:
            print(f"  {_severity(finding, options)}  {finding.message}")
            print(f"  {'':7}  {finding.cure}")
        print(_counted(problems, findings, options))
        if not is_plan and options.layout is None and _is_laid_out_otherwise(problems):
            print(text("other-layout", options.language, plan=shlex.quote(str(options.plan))))
    return TOLD if problems or findings else FINE


def _is_laid_out_otherwise(problems: Sequence[Problem]) -> bool:
    """Whether what is missing is a sheet or heading, so that a layout would help."""
    return any(problem.code in {"missing-sheet", "missing-heading"} for problem in problems)


def _severity(told: Problem | Finding, options: Namespace) -> str:
    return f"{text(told.severity, options.language):7}"


def _counted(problems: Sequence[Problem], findings: list[Finding], options: Namespace) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    counts = {"errors": errors, "warnings": len(problems) - errors, "findings": len(findings)}
    return text("counted", options.language, **counts)


def states(options: Namespace) -> int:
    """Where a dry run stands: the progress of each phase, and the steps with their states."""
    run = source.run(options)
    plan = run.schedule.plan
    at = source.instant(options, ZoneInfo(plan.timezone))
    language = options.language
    recap = run.recap(at, phase=options.phase)
    found = {
        step: state
        for step, state in run.states(at).items()
        if options.phase in (None, plan[step].phase)
        and options.team in (None, plan[step].team)
        and (not options.state or state in options.state)
    }
    if options.json:
        _write_json({"dry_run": run.schedule.dry_run, "at": at, "recap": recap, "states": found})
        return FINE
    print(f"{run.schedule.dry_run}  {_moment(at)}\n")
    tallies: dict[str, Recap | Tally] = {} if options.phase else {**recap.by_phase}
    tallies[text("total", language)] = recap
    width = max(8, *map(len, tallies))
    for name, tally in tallies.items():
        print(f"{name:{width}} {tally.terminated:5} /{tally.total:5} {tally.percent:6.1f} %")
    print()
    zone = ZoneInfo(plan.timezone)
    rows = []
    for step, state in found.items():
        start = run.schedule.start(step)
        when = _moment(start.astimezone(zone)) if start else ""
        late = run.lateness(step, at)
        told = text("late", language, by=_length(late)) if late else ""
        rows.append((step, state, when, told, plan[step].team or "", plan[step].label))
    _print_rows(rows, language)
    return FINE


def explain(options: Namespace) -> int:
    """Why a step stands where it stands, and what happened to it until then."""
    run = source.run(options)
    plan = run.schedule.plan
    zone = ZoneInfo(plan.timezone)
    at = source.instant(options, zone)
    explanation = run.explain(options.step, at)
    history = [event for event in run.history(options.step) if event.at <= at]
    if options.json:
        events = [event.to_dict() for event in history]
        _write_json({"explanation": explanation, "history": events})
        return FINE
    print(f"{options.step}  {plan[options.step].label}\n")
    print(explanation.text(options.language))
    for event in history:
        print(f"{_moment(event.at.astimezone(zone))}  {event.sentence(options.language)}")
    return FINE


def forecast(options: Namespace) -> int:
    """When all is expected to be over, until when a rollback can be declared, and the chain."""
    run = source.run(options)
    plan = run.schedule.plan
    zone = ZoneInfo(plan.timezone)
    at = source.instant(options, zone)
    expected = run.forecast(at)
    outlooks = expected.outlooks()
    required = expected.required_ends
    decide = {it.milestone: expected.decide_by(it.milestone) for it in required}
    phases = {phase: expected.end_of_phase(phase) for phase in plan.phases}
    if options.json:
        document = {
            "at": at,
            "end": expected.end,
            "planned_end": expected.planned_end,
            "delay": expected.delay,
            "phases": phases,
            "required_ends": required,
            "decide_by": {
                milestone: {
                    "if_declared_now": it.if_declared_now,
                    "latest": it.latest,
                    "latest_in_four_of_five": it.latest_within(0.8),
                }
                for milestone, it in decide.items()
            },
            "critical_path": expected.critical_path,
            "unexpected": expected.unexpected,
            "outlooks": outlooks,
        }
        _write_json(document)
        return FINE
    moment = _moment(expected.end.astimezone(zone)) if expected.end else "-"
    print(text("expected-end", options.language, at=moment))
    if expected.planned_end:
        planned = _moment(expected.planned_end.astimezone(zone))
        print(text("planned-end", options.language, at=planned))
    if expected.delay:
        print(text("delay", options.language, by=_length(expected.delay)))
    rows: list[tuple[Any, ...]] = []
    for phase, end in phases.items():
        if end is not None:
            late = end - (expected.planned_end_of_phase(phase) or end)
            told = text("delay", options.language, by=_length(late)) if late else ""
            rows.append((phase, _moment(end.astimezone(zone)), told, phase.label or ""))
    print("\n" + text("phases", options.language))
    _print_rows(rows, options.language)
    for it in required:
        print("\n" + _required_end(it, decide[it.milestone], zone, options.language))
    print("\n" + text("critical-path", options.language))
    rows = []
    for step in expected.critical_path:
        outlook = outlooks[step]
        ends = [_moment(when.astimezone(zone)) for when in (outlook.begins, outlook.ends)]
        rows.append((step, *ends, plan[step].label))
    _print_rows(rows, options.language)
    if expected.unexpected:
        print("\n" + text("unexpected", options.language, steps=", ".join(expected.unexpected)))
    return FINE


def _required_end(
    required: RequiredOutlook, decide: DecideBy, zone: ZoneInfo, language: str
) -> str:
    """What is expected of a required end, and until when a rollback can be declared."""

    def moment(at: datetime) -> str:
        return _moment(at.astimezone(zone))

    lines = [text("required-end", language, milestone=required.milestone, at=moment(required.by))]
    if required.ends is not None:
        margin = required.by - required.ends
        key = "margin" if margin >= timedelta() else "passed"
        lines.append(text(key, language, at=moment(required.ends), by=_length(abs(margin))))
    if decide.latest is not None:
        likely = decide.latest_within(0.8)
        lines.append(text("decide-by", language, at=moment(decide.latest)))
        never = text("too-late", language)
        told = never if likely is None else moment(likely)
        lines.append(text("decide-by-likely", language, at=told))
    elif decide.if_declared_now is not None and decide.if_declared_now > required.by:
        lines.append(text("no-rollback-in-time", language, at=moment(decide.if_declared_now)))
    return "\n  ".join(lines)


def draw(options: Namespace) -> int:
    """A drawing of a dry run: its graph as SVG, DOT or Mermaid, or a timeline."""
    run = source.run(options)
    wanted = {"phase": options.phase, "language": options.language}
    at = source.instant(options, ZoneInfo(run.schedule.plan.timezone))
    match options.format:
        case "timeline":
            drawn = run.to_timeline_svg(at, **wanted)
        case form if options.plain:
            drawn = getattr(run.schedule, f"to_{form}")(**wanted)
        case form:
            drawn = getattr(run, f"to_{form}")(at, **wanted)
    _write(drawn, options.output)
    return FINE


def diff(options: Namespace) -> int:
    """What a later plan changes in an earlier one."""
    before, after = (source.plan(options, path) for path in (options.before, options.after))
    difference = before.diff(after)
    if options.json:
        _write_json(difference.to_dict())
    elif difference:
        print(*difference.sentences(options.language), sep="\n")
    return TOLD if difference else FINE


def template(options: Namespace) -> int:
    """An empty workbook to begin a plan in."""
    layout = source.layout(options)
    write_template(options.file, layout=layout, language=options.language)
    return FINE


def layout_proposed(options: Namespace) -> int:
    """A layout for a workbook that nobody has described: JSON, and the reasons beside it."""
    proposal = propose_layout(options.plan)
    if options.json:
        _write_json(proposal)
        return FINE
    print(json.dumps(proposal.layout, ensure_ascii=False, indent=2))
    # A column that was not found may be there under another name.
    questions = [it for it in proposal.reasons if it.is_open or it.code == "no-column"]
    for reason in proposal.reasons:
        if reason not in questions:
            print(reason.text(options.language), file=sys.stderr)
    if questions:
        print("\n" + text("questions", options.language), file=sys.stderr)
    for reason in questions:
        print(f"? {reason.text(options.language)}", file=sys.stderr)
    return FINE


def _write(drawn: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(drawn if drawn.endswith("\n") else drawn + "\n")
    else:
        output.write_text(drawn, "utf-8")


def _write_json(document: Any) -> None:
    print(json.dumps(_plain(document), ensure_ascii=False, indent=2))


def _print_rows(rows: Iterable[tuple[Any, ...]], language: str) -> None:
    """Columns as wide as they need be; states in their colours, if somebody looks."""
    shown = [
        [cell.label(language) if isinstance(cell, State) else str(cell) for cell in row]
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row, cells in zip(rows, shown, strict=True):
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        for place, cell in enumerate(row):
            if isinstance(cell, State):
                padded[place] = _painted(padded[place], cell)
        print("  ".join(padded).rstrip())


def _painted(label: str, state: State) -> str:
    ink = _INKS.get(state.color or "") if sys.stdout.isatty() else None
    return f"\x1b[{ink}m{label}\x1b[0m" if ink else label


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"


def _length(length: timedelta) -> str:
    """Hours and minutes, days before them."""
    sign = "-" if length < timedelta() else ""
    minutes = abs(length) // timedelta(minutes=1)
    days, minutes = divmod(minutes, 24 * 60)
    hours = f"{minutes // 60}:{minutes % 60:02}"
    return f"{sign}{days} d {hours}" if days else sign + hours
