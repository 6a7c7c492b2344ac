"""What the compiled half of ``ptr_py`` offers; ``src/`` of the crate is its other side.

stubtest holds the two together. Instants are aware `datetime`s: they come in with any time zone
and go out in UTC; a naive one is an `InvalidValue`. Work is done without the GIL, and everything
here may be shared between threads.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Literal, TypeVar, final, overload
from zoneinfo import ZoneInfo

from typing_extensions import Buffer

from ptr_py._state import State
from ptr_py._values import Actor, Environment, Milestone, Phase, Problem

_T = TypeVar("_T")
_B = TypeVar("_B", bound=Buffer)

__all__ = ["Plan", "Schedule", "Step", "__version__", "compute_states"]

__version__: Final[str]

@final
class Plan:
    """A transition plan, valid by construction: whoever holds one knows that it fits together.

    Steps are found by id (``plan["CO00000001"]``, ``"CO00000001" in plan``); iterating gives the
    ids in the order in which the steps were given, `steps` the steps themselves.
    """

    @staticmethod
    def from_records(
        records: Iterable[Mapping[str, Any]],
        timezone: str | ZoneInfo = "Europe/Brussels",
        *,
        phases: Iterable[str | Mapping[str, Any]] | Literal["as-they-come"] | None = None,
        dry_runs: Iterable[str] | None = None,
        milestones: Iterable[Milestone | Mapping[str, Any]] | Mapping[str, Any] = (),
        actors: Iterable[Actor | Mapping[str, Any]] = (),
        environments: Iterable[Environment | Mapping[str, Any]] | Mapping[str, Any] = (),
    ) -> Plan:
        """The plan that these records tell.

        A record is a mapping with the keys ``id``, ``label``, ``phase``, ``dry_runs``,
        ``prerequisites``, ``start``, ``duration``, ``team``, ``department``, ``contacts`` and
        ``instructions``, of which only ``id`` must be there; any other key is kept and given
        back. If no record names a phase the plan has one; if none names dry runs all steps are
        in ``Live``.

        Args:
            records: One for each step.
            timezone: The zone of naive starts, and of the plan's wall clock.
            phases: Codes, or mappings with ``code``, ``label`` and ``contingency``; those of the
                operator unless said; ``"as-they-come"`` for those that the records name.
            dry_runs: The dry runs that records may name; any unless said.
            milestones: Names and their date in each dry run.
            actors: Teams and the mail addresses of those who answer for them.
            environments: Names and what stands for each in each dry run.

        Raises:
            PlanError: with everything that is wrong with the records at once.
            InvalidValue: if one of the other arguments means nothing.
        """

    def to_records(self) -> list[dict[str, Any]]:
        """The steps as records, in the order in which they were given.

        A ``start`` is aware, in the plan's time zone; it is a mapping by dry run only where the
        dry runs differ.
        """

    def to_json(self) -> str:
        """The whole plan as JSON text; what JSON cannot hold stands in it as text."""

    @staticmethod
    def from_json(text: str) -> Plan:
        """The plan that `to_json` wrote down.

        Raises:
            PlanError: with everything that is wrong with the plan at once.
            InvalidValue: if the text is not the JSON of a plan.
        """

    def schedule(
        self,
        dry_run: str,
        shift: timedelta | None = None,
        lock_horizon: timedelta | None = ...,
    ) -> Schedule:
        """The plan projected on a dry run.

        Args:
            dry_run: Its name.
            shift: By how much every start is moved.
            lock_horizon: From when on before its start an unready step is Locked, five days
                unless said; `None` for always.

        Raises:
            UnknownDryRun: if the plan has no such dry run.
            InvalidValue: if the horizon is negative or the shift leaves the calendar.
        """

    @property
    def dry_runs(self) -> list[str]:
        """The dry runs, the real execution last."""

    @property
    def phases(self) -> list[Phase]:
        """The phases in their order."""

    @property
    def steps(self) -> list[Step]:
        """The steps, in the order in which they were given."""

    @property
    def warnings(self) -> list[Problem]:
        """What somebody should look at, though the plan can be used."""

    @property
    def milestones(self) -> list[Milestone]:
        """The milestones, with their date in each dry run."""

    @property
    def actors(self) -> list[Actor]:
        """The teams and those who answer for them."""

    @property
    def environments(self) -> list[Environment]:
        """The environments, with what stands for each in each dry run."""

    @property
    def timezone(self) -> str:
        """The name of the zone of the plan's wall clock."""

    def keys(self) -> list[str]:
        """The ids, in the order in which the steps were given."""

    def __len__(self) -> int: ...
    def __getitem__(self, key: str, /) -> Step: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Step(Mapping[str, Any]):
    """One step (étape-action) of a plan, by attribute and, as the record it is, by key."""

    @property
    def id(self) -> str:
        """The unique id."""

    @property
    def label(self) -> str:
        """What is done, in one line (libellé)."""

    @property
    def phase(self) -> str | None:
        """The code of its phase; `None` in a plan without phases."""

    @property
    def dry_runs(self) -> list[str]:
        """The dry runs it is executed in, in the order of the plan."""

    @property
    def prerequisites(self) -> list[str]:
        """The ids of the steps that must be terminated before it may start, as written."""

    @property
    def start(self) -> datetime | dict[str, datetime] | None:
        """When it is to start, in the plan's time zone; by dry run where they differ."""

    @property
    def duration(self) -> timedelta | None:
        """How long it is expected to take."""

    @property
    def team(self) -> str | None:
        """The team that carries it out."""

    @property
    def department(self) -> str | None:
        """The department the team belongs to."""

    @property
    def contacts(self) -> list[str]:
        """The mail addresses of those who get its start mail and may change it."""

    @property
    def instructions(self) -> str | None:
        """How it is done."""

    @property
    def extra(self) -> dict[str, Any]:
        """Everything else that its record says."""

    def to_record(self) -> dict[str, Any]:
        """The step as a record, as `Plan.to_records` gives it."""

    @overload
    def get(self, key: str, /) -> Any | None: ...
    @overload
    def get(self, key: str, default: _T, /) -> Any | _T: ...
    def keys(self) -> list[str]: ...  # type: ignore[override]
    def values(self) -> list[Any]: ...  # type: ignore[override]
    def items(self) -> list[tuple[str, Any]]: ...  # type: ignore[override]
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class Schedule:
    """A plan projected on one dry run: which steps it executes, in which order, and when."""

    @property
    def plan(self) -> Plan:
        """The plan that was projected."""

    @property
    def dry_run(self) -> str:
        """The dry run it was projected on."""

    @property
    def shift(self) -> timedelta:
        """How much every start was moved."""

    @property
    def lock_horizon(self) -> timedelta | None:
        """From when on before its start an unready step is Locked; `None` for always."""

    @property
    def ids(self) -> list[str]:
        """The ids in topological order, the smallest first where that leaves a choice."""

    def prerequisites(self, id: str) -> list[str]:
        """The effective prerequisites of a step, sorted.

        A prerequisite that the dry run leaves out is replaced by its own, and so on.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def successors(self, id: str) -> list[str]:
        """The steps whose effective prerequisite a step is, in topological order.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def start(self, id: str) -> datetime | None:
        """When a step is to start, shift included.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def end(self, id: str) -> datetime | None:
        """When a step is to end, if the plan says both its start and its duration.

        Raises:
            UnknownStep: if the dry run has no such step.
        """

    def states(
        self, at: datetime, opened: Iterable[str] = (), terminated: Iterable[str] = ()
    ) -> dict[str, State]:
        """The state of every step at an instant, in topological order.

        Args:
            at: The instant.
            opened: The steps that were started. A step of the plan that the dry run leaves out
                counts for nothing.
            terminated: The steps that were closed, whether they are among the opened or not.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive.
        """

    @overload
    def state_codes(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        out: None = None,
    ) -> bytes: ...
    @overload
    def state_codes(
        self,
        at: datetime,
        opened: Iterable[str] = (),
        terminated: Iterable[str] = (),
        *,
        out: _B,
    ) -> _B:
        """The same as `states` as one byte a step: `State.code`, in topological order.

        ``numpy.frombuffer`` and `memoryview` read the bytes without copying them.

        Args:
            at: The instant.
            opened: The steps that were started.
            terminated: The steps that were closed.
            out: A writable buffer of one byte a step, to be filled and given back instead of new
                bytes.

        Raises:
            UnknownStep: if the plan has no such step.
            InvalidValue: if the instant is naive, or `out` cannot take the bytes.
        """

    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def compute_states(
    records: Iterable[Mapping[str, Any]],
    at: datetime,
    dry_run: str | None = None,
    lock_horizon: timedelta | None = ...,
    *,
    timezone: str | ZoneInfo = "Europe/Brussels",
    phases: Iterable[str | Mapping[str, Any]] | Literal["as-they-come"] | None = None,
) -> dict[str, State]:
    """The state of every step at an instant, by the ``progress`` in its own record.

    The drop-in for scripts that hold step documents: ``progress`` is `None`, ``"Open"`` or
    ``"Terminated"``; the rest of a record is that of `Plan.from_records`.

    Args:
        records: One for each step.
        at: The instant.
        dry_run: The dry run; without one all steps are executed.
        lock_horizon: From when on before its start an unready step is Locked, five days unless
            said; `None` for always.
        timezone: The zone of naive starts.
        phases: As in `Plan.from_records`.

    Raises:
        PlanError: with everything that is wrong with the records at once.
        UnknownDryRun: if no record names the dry run.
        InvalidValue: if the instant is naive, or another argument means nothing.
    """
