"""How well the bot reads: figures over tests/data/understanding (`make understanding`).

The corpus is split once, by the digest of each line's id: three fifths to develop on, two fifths to
test. The test part is looked at only for its figures: its misses are never shown.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, quantiles
from time import process_time
from typing import Any

from bot.commands.understanding import reading

CORPUS = Path(__file__).parent / "data" / "understanding"
DEV, TEST = "dev", "test"
FIFTHS_OF_TEST = frozenset({0, 1})
WORST = 20
RANT_LENGTH = 2000
ROUNDS = 50
IMPORT_ROUNDS = 5

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """A line of the corpus, and what the bot made of it."""

    line: Line
    got: Line

    @property
    def expected(self) -> Line:
        """What a resident's neighbour would have understood."""
        found: Line = self.line["expected"]
        return found

    def is_right(self, name: str) -> bool:
        """Whether this part of the reading is as expected; numbers count by their value."""
        expected, got = self.expected.get(name), self.got[name]
        if isinstance(expected, int | float) and isinstance(got, int | float):
            return float(expected) == float(got)
        return bool(expected == got)


def read_corpus(part: str) -> list[Read]:
    """All lines of a part, read."""
    return [Read(line, reading(line)) for line in corpus() if part_of(line) == part]


def corpus() -> Iterator[Line]:
    """The lines of all files."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def part_of(line: Line) -> str:
    """To which part a line belongs, for ever."""
    fifth = int(hashlib.sha256(line["id"].encode()).hexdigest(), 16) % 5
    return TEST if fifth in FIFTHS_OF_TEST else DEV


def of_task(reads: Iterable[Read], task: str) -> list[Read]:
    """Those that were read as this."""
    return [one for one in reads if one.line["task"] == task]


def share(reads: Iterable[Read], name: str) -> float:
    """How many of them are right in this part of the reading; 1 of none."""
    right = [one.is_right(name) for one in reads]
    return mean(right) if right else 1.0


def by(reads: Iterable[Read], key: Callable[[Read], str]) -> dict[str, list[Read]]:
    """Groups, in the order of their names."""
    groups: dict[str, list[Read]] = defaultdict(list)
    for one in reads:
        groups[key(one)].append(one)
    return dict(sorted(groups.items()))


@dataclass(frozen=True)
class AnswerFigures:
    """Of answers: how many should be asked again, how many not, and what went wrong."""

    unclear: int
    clear: int
    false_accepts: int
    false_rejects: int
    wrong_values: int

    @property
    def false_accept_rate(self) -> float:
        """Of those that should be asked again, how many were taken for an answer."""
        return self.false_accepts / self.unclear if self.unclear else 0.0


def answer_figures(reads: Iterable[Read]) -> AnswerFigures:
    """What went wrong with answers."""
    known = list(reads)
    unclear = [one for one in known if one.expected["value"] is None]
    clear = [one for one in known if one.expected["value"] is not None]
    rejected = [one for one in clear if one.got["value"] is None]
    wrong = [one for one in clear if one.got["value"] is not None and not one.is_right("value")]
    accepted = [one for one in unclear if one.got["value"] is not None]
    return AnswerFigures(len(unclear), len(clear), len(accepted), len(rejected), len(wrong))


@dataclass(frozen=True)
class AlarmFigures:
    """How many of the emergencies were heard, and how many others were taken for one."""

    recall: float
    false_alarms: float


def alarm_figures(reads: Iterable[Read], name: str) -> AlarmFigures:
    """Of intents (`intent`) or of cases (`urgency`)."""
    known = [(one.expected[name] == "emergency", one.got[name] == "emergency") for one in reads]
    heard = [got for expected, got in known if expected]
    alarmed = [got for expected, got in known if not expected]
    return AlarmFigures(mean(heard) if heard else 1.0, mean(alarmed) if alarmed else 0.0)


def recall(reads: Iterable[Read], intent: str) -> float:
    """How many messages of an intent were read as it."""
    return share([one for one in reads if one.expected["intent"] == intent], "intent")


def worst(reads: Iterable[Read]) -> list[str]:
    """The misses that the bot was surest of."""
    misses = []
    for one in reads:
        wrong = [name for name in one.expected if name in one.got and name != "remark"]
        wrong = [name for name in wrong if not one.is_right(name)]
        if wrong:
            told = ", ".join(f"{n} {one.got[n]} for {one.expected[n]}" for n in wrong)
            misses.append((one.got.get("confidence", 1.0), f"{one.line['utterance']!r}: {told}"))
    return [told for _, told in sorted(misses, reverse=True)[:WORST]]


def milliseconds(texts: Iterable[str], task: str) -> tuple[float, float]:
    """Median and 99th percentile of reading texts as messages with no menu, or as cases, of CPU."""
    took = []
    for text in texts:
        began = process_time()
        reading({"task": task, "utterance": text})
        took.append((process_time() - began) * 1000)
    return median(took), quantiles(took, n=100)[-1]


def import_seconds() -> float:
    """The quickest of some imports of all that reads, each in a new process."""
    code = (
        "from time import perf_counter as now; began = now()\n"
        "import flows.understanding.message_reading, flows.understanding.case_reading\n"
        "import flows.understanding.answers.reading; print(now() - began)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(IMPORT_ROUNDS)
    )
    return min(float(run.stdout) for run in runs)


def report(part: str) -> Iterator[str]:
    """All figures of a part, line by line."""
    reads = read_corpus(part)
    answers, intents, cases = (of_task(reads, task) for task in ("answer", "intent", "case"))
    yield f"{part}: {len(answers)} answers, {len(intents)} intents, {len(cases)} cases"
    yield from _answers(answers)
    yield f"intents {share(intents, 'intent'):.3f}"
    for intent, some in by(intents, lambda one: one.expected["intent"]).items():
        yield f"  {intent:12} {share(some, 'intent'):.3f} of {len(some)}"
    for name in ("class", "urgency"):
        yield f"{name} {share(cases, name):.3f}"
        for value, some in by(cases, lambda one: str(one.expected[name])).items():  # noqa: B023 - used at once
            yield f"  {value:12} {share(some, name):.3f} of {len(some)}"
    located = [one for one in cases if one.expected["location"] is not None]
    yield f"place {share(cases, 'location'):.3f}, of those named {share(located, 'location'):.3f}"
    for told, some, name in (("intents", intents, "intent"), ("cases", cases, "urgency")):
        alarms = alarm_figures(some, name)
        yield f"emergencies of {told}: recall {alarms.recall:.3f}"
        yield f"false alarms of {told}: {alarms.false_alarms:.4f}"
    yield f"opt-out recall {recall(intents, 'optout'):.3f}"
    yield from _speed([one.line["utterance"] for one in reads])
    if part == DEV:
        for task in (answers, intents, cases):
            yield from ("", f"the {WORST} worst misses:", *worst(task))


def _answers(answers: list[Read]) -> Iterator[str]:
    kinds = by(answers, lambda one: one.line["question"]["kind"])
    yield f"answers {mean(share(some, 'value') for some in kinds.values()):.3f} mean over kinds"
    for kind, some in kinds.items():
        found = answer_figures(some)
        yield (
            f"  {kind:12} {share(some, 'value'):.3f} of {len(some)}; false accepts "
            f"{found.false_accepts} of {found.unclear}, false rejects {found.false_rejects} and "
            f"wrong values {found.wrong_values} of {found.clear}"
        )
    yield f"false accepts {answer_figures(answers).false_accept_rate:.3f}"


def _speed(utterances: list[str]) -> Iterator[str]:
    rant = "".join(utterances)[:RANT_LENGTH]
    for told, texts in (("a message", utterances), (f"{RANT_LENGTH} characters", [rant] * ROUNDS)):
        for task in ("intent", "case"):
            middle, slow = milliseconds(texts, task)
            speed = f"{middle:.2f} ms at the median, {slow:.2f} ms at the 99th percentile"
            yield f"{told} as {task}: {speed}"
    yield f"import {import_seconds():.2f} s"


def main() -> None:
    """Print the figures of one part."""
    parser = argparse.ArgumentParser(description="How well the bot reads what residents write.")
    parser.add_argument("part", choices=(DEV, TEST), nargs="?", default=DEV)
    for line in report(parser.parse_args().part):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
