"""The laws of the house that a program can check. Each looks at one file and names each breach."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.architecture.sources import Source

LAYERS = ("flows", "storage", "scheduler", "bot")  # each may import itself and those before it
FUNCTION_LINES_MAX = 60
VAGUE_NAMES = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "common"})

# What the pure core may be built from: nothing here reaches a clock, a file, a network or chance.
PURE_MODULES = frozenset(
    {"bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "difflib"}
    | {"enum", "fractions", "functools", "hashlib", "hmac", "html", "itertools", "json", "math"}
    | {"numbers", "operator", "re", "statistics", "string", "textwrap", "tomllib", "types"}
    | {"typing", "unicodedata", "zoneinfo"}
    | {"babel", "holidays", "opencc", "phonenumbers", "yaml"}
)
IN_MEMORY = frozenset({"BytesIO", "StringIO"})  # all that the core may take from io
IMPURE_CALLS = frozenset(
    {"open", "input", "print", "eval", "exec", "compile", "__import__", "breakpoint"}
    | {"hash", "id"}  # another value in every process
)
FILE_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes", "iterdir"})
CLOCKS = frozenset({"now", "utcnow", "today"})
CLOCK_OWNERS = frozenset({"datetime", "date", "func"})
CLOCK_MODULES = frozenset({"time", "sched"})
CHANCE_MODULES = frozenset({"random", "secrets", "uuid"})
NETWORK_MODULES = frozenset(
    {"aiohttp", "requests", "httpx", "http", "socket", "ssl", "smtplib", "twilio", "wechatpy"}
)
STATEMENT_CALLS = frozenset(
    {"execute", "executemany", "exec_driver_sql", "scalar", "scalars", "exec", "text"}
)

Breaches = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Law:
    """A rule of the house: where it holds, and how a breach of it is found."""

    says: str
    holds: Callable[[Source], bool]
    breaches: Callable[[Source], Breaches]


def imports_up(source: Source) -> Breaches:
    """Imports of a package that stands above."""
    above = (*LAYERS[LAYERS.index(source.package) + 1 :], "tests")
    for line, module in _imports(source):
        if module.split(".")[0] in above:
            yield line, f"imports {module}"


def impurity(source: Source) -> Breaches:
    """Whatever could let the outside into the core."""
    for line, module in _imports(source):
        top = module.split(".")[0]
        if top not in PURE_MODULES and top != "flows" and module not in _IN_MEMORY_IMPORTS:
            yield line, f"imports {module}"
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                yield node.lineno, f"calls {name}()"
            case ast.Attribute(attr=name) if name in FILE_METHODS:
                yield node.lineno, f"touches files by .{name}"
    yield from clocks(source)


def clocks(source: Source) -> Breaches:
    """Looking at a clock, here or in the database."""
    yield from _imports_of(CLOCK_MODULES, source)
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                yield node.lineno, f"calls .{name}()"
            case ast.Attribute(attr=name, value=owner) if (
                name in CLOCKS and _last_name(owner) in CLOCK_OWNERS
            ):
                yield node.lineno, f"refers to .{name}"
            case ast.Constant(value=str(words)) if "CURRENT_TIMESTAMP" in words.upper():
                yield node.lineno, "asks the database for the time"


def chance(source: Source) -> Breaches:
    """Drawing lots or ids where they should come in as arguments."""
    yield from _imports_of(CHANCE_MODULES, source)


def network(source: Source) -> Breaches:
    """Talking to anybody but the database."""
    yield from _imports_of(NETWORK_MODULES, source)


def asynchrony(source: Source) -> Breaches:
    """Coroutines, and what runs them."""
    yield from _imports_of(frozenset({"asyncio"}), source)
    for node in source.nodes:
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield node.lineno, type(node).__name__


def commits(source: Source) -> Breaches:
    """Ending a transaction."""
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr="commit" | "rollback" as name)):
                yield node.lineno, f"calls .{name}()"


def built_statements(source: Source) -> Breaches:
    """SQL put together from text instead of bound parameters."""
    for node in source.nodes:
        match node:
            case ast.Call(func=function, args=[first, *_]) if _last_name(
                function
            ) in STATEMENT_CALLS and _is_built(first):
                yield node.lineno, f"builds SQL for {_last_name(function)}()"


def trusting_anybody(source: Source) -> Breaches:
    """Calls to the outside that do not ask who answers (S17)."""
    for node in source.nodes:
        match node:
            case ast.keyword(
                arg="ssl" | "verify" | "verify_ssl" | "check_hostname" as name,
                value=ast.Constant(value=False),
            ):
                yield node.lineno, f"says {name}=False"
            case ast.Attribute(attr="CERT_NONE" | "_create_unverified_context" as name):
                yield node.lineno, f"uses {name}"


def raw_markup(source: Source) -> Breaches:
    """Text that is said to be markup already, so that nothing in it is escaped (S9)."""
    for node in source.nodes:
        match node:
            case ast.Call(func=function) if _last_name(function) == "Markup":
                yield node.lineno, "calls Markup()"


def long_functions(source: Source) -> Breaches:
    """Functions that nobody reads in one look."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield node.lineno, f"{node.name} has {lines} lines"


def swallowed_errors(source: Source) -> Breaches:
    """Errors of any kind that nobody will ever hear of."""
    for node in source.nodes:
        match node:
            case ast.ExceptHandler(type=None):
                yield node.lineno, "bare except"
            case ast.ExceptHandler(type=kind, body=body) if _catches_all(kind) and all(
                _does_nothing(statement) for statement in body
            ):
                yield node.lineno, "swallows every error"
            case ast.Call(func=function, args=kinds) if _last_name(function) == "suppress" and any(
                map(_catches_all, kinds)
            ):
                yield node.lineno, "suppresses every error"


def skipped_tests(source: Source) -> Breaches:
    """Tests that are there and do not run."""
    for node in source.nodes:
        match node:
            case ast.Attribute(attr="skip" | "skipif" | "xfail" | "importorskip" as name):
                yield node.lineno, f"uses {name}"


def vague_names(source: Source) -> Breaches:
    """Names of files under which anything could lie."""
    for part in source.path.removesuffix(".py").split("/"):
        if VAGUE_NAMES & set(part.split("_")):
            yield 1, f"is called {part}"


def _is_below_bot(source: Source) -> bool:
    return source.is_in("flows/", "storage/", "scheduler/")


def _is_core(source: Source) -> bool:
    return source.is_in("flows/") and not source.is_in("flows/resources.py")


def _is_ours(source: Source) -> bool:
    return not source.is_in("tests/")


LAWS = (
    Law("imports go bot, scheduler, storage, flows", _is_ours, imports_up),
    Law("flows/ knows nothing of the outside", _is_core, impurity),
    Law(
        "only bot/ and the alarm look at a clock",
        lambda source: _is_below_bot(source) and not source.is_in("scheduler/alarm.py"),
        clocks,
    ),
    Law("ids and chance come in as arguments", _is_below_bot, chance),
    Law("only bot/ talks to anybody", _is_below_bot, network),
    Law(
        "async is for the edge",
        lambda source: _is_below_bot(source) and not source.is_in("scheduler/alarm.py"),
        asynchrony,
    ),
    Law(
        "one place commits",
        lambda source: _is_ours(source) and not source.is_in("storage/database.py"),
        commits,
    ),
    Law("SQL takes its values as parameters", lambda _: True, built_statements),
    Law("whoever answers us shows who they are", lambda _: True, trusting_anybody),
    Law(
        "only the report's own style is markup",
        lambda source: _is_ours(source) and not source.is_in("bot/reports/html.py"),
        raw_markup,
    ),
    Law(f"no function over {FUNCTION_LINES_MAX} lines", lambda _: True, long_functions),
    Law("no error is swallowed", lambda _: True, swallowed_errors),
    Law("every test runs", lambda source: source.is_in("tests/"), skipped_tests),
    Law("a file's name says what it is about", lambda _: True, vague_names),
)

_IN_MEMORY_IMPORTS = {f"io.{name}" for name in IN_MEMORY}


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    """Each thing imported, under its full name."""
    for node in source.nodes:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield node.lineno, alias.name
            case ast.ImportFrom(module=module, names=names, level=0):
                for alias in names:
                    yield node.lineno, f"{module}.{alias.name}"
            case ast.ImportFrom():
                yield node.lineno, "a name relative to this place"


def _imports_of(modules: frozenset[str], source: Source) -> Breaches:
    for line, module in _imports(source):
        if module.split(".")[0] in modules:
            yield line, f"imports {module}"


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_built(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(begins)), *_]) if begins.startswith(
            "PRAGMA "
        ):
            return False  # SQLite binds no parameters there
        case ast.JoinedStr(values=values):
            return any(isinstance(value, ast.FormattedValue) for value in values)
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr="format", value=template)):
            # psycopg's own SQL(...).format quotes what it puts in
            return not (isinstance(template, ast.Call) and _last_name(template.func) == "SQL")
        case _:
            return False


def _catches_all(kind: ast.expr | None) -> bool:
    match kind:
        case ast.Tuple(elts=kinds):
            return any(map(_catches_all, kinds))
        case ast.expr():
            return _last_name(kind) in {"Exception", "BaseException"}
        case _:
            return False


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Continue() | ast.Expr(value=ast.Constant()):
            return True
        case _:
            return False
