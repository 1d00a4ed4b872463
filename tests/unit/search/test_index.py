"""The index: what is put in is found, counts are right, edits show, kills and damage do no harm."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from webapp.engine.search import question, reader, suggest
from webapp.engine.search.index import POINTER, BusyIndexError, Index, UnreadableIndexError
from webapp.engine.search.sources import SearchDocument
from webapp.engine.search.vocabulary import vocabulary
from webapp.engine.subjects import SubjectRef

WORDS = vocabulary(stops=("the", "and"))


def listing(key: str, title: str, summary: str = "", **facets: tuple[str, ...]) -> SearchDocument:
    return SearchDocument(SubjectRef("service", key), title, summary, facets=facets)


LISTINGS = [
    listing("a", "Sleep help", "Nights that are hard.", cost=("free",), age=("1", "2")),
    listing("b", "Swimming club", "A quiet room beside the pool.", cost=("paid",), age=("2", "3")),
    listing("c", "Quiet swimming", "Room for everyone, sleep in the sun.", cost=("free",), age=("3",)),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "search")
    made.rebuild(LISTINGS, 7)
    return made


def ask(index: Index, text: str, **more: Any) -> reader.Found:
    now = index.generation()
    return reader.find(now, question.read(text, WORDS, suggest.lexicon(now, WORDS)), **more)


def keys(found: reader.Found) -> list[str]:
    return [hit.ref.key for hit in found.hits]


def test_titles_come_before_summaries(index: Index) -> None:
    assert keys(ask(index, "sleep")) == ["a", "c"]


def test_a_phrase_must_stand_together(index: Index) -> None:
    assert keys(ask(index, '"quiet room"')) == ["b"]


def test_an_excluded_word_is_left_out(index: Index) -> None:
    assert keys(ask(index, "swimming -club")) == ["c"]


def test_counts_leave_their_own_choice_out(index: Index) -> None:
    chosen = {"cost": ("free",), "age": ("2",)}
    found = ask(index, "", chosen=chosen, counted={"cost": ("free", "paid"), "age": ("2", "3")})
    assert found.total == 1
    assert found.counts == {"cost": {"free": 1, "paid": 1}, "age": {"2": 1, "3": 1}}


def test_several_choices_of_one_facet_are_any_of_them(index: Index) -> None:
    assert ask(index, "", chosen={"cost": ("free", "paid")}).total == 3


def test_what_matched_is_marked(index: Index) -> None:
    assert ("quiet", True) in ask(index, "quiet pool").hits[0].summary


def test_an_edit_shows_and_a_removal_too(index: Index) -> None:
    before = index.generation()
    index.apply([listing("b", "Sleep club")], ["service:a"], 8)
    assert keys(ask(index, "sleep")) == ["b", "c"]
    assert index.generation().mark == 8
    assert before.mark == 7


def test_an_edit_does_not_read_again_what_did_not_change(index: Index) -> None:
    before = {id(segment) for segment in index._segments.values()}
    ask(index, "sleep")
    index.apply([listing("d", "New")], [], 8)
    index.generation()
    assert before <= {id(segment) for segment in index._segments.values()}


def test_another_process_sees_a_rebuild(index: Index) -> None:
    other = Index(index.folder)
    assert other.generation().count == 3
    index.rebuild(LISTINGS[:1], 9)
    assert other.generation().count == 1


def test_a_second_writer_waits_its_turn(index: Index) -> None:
    with index._writing(0), pytest.raises(BusyIndexError):
        Index(index.folder).apply([], [], 9)


@pytest.mark.filterwarnings("ignore:Exception ignored")  # Whoosh leaves a file open when it cannot read it
@pytest.mark.parametrize("damage", ["pointer", "files", "all"])
def test_a_damaged_index_says_so_and_can_be_built_anew(index: Index, damage: str) -> None:
    if damage == "pointer":
        (index.folder / POINTER).write_text("nonsense", encoding="ascii")
    else:
        for path in sorted(index.folder.rglob("*"), reverse=True):
            if path.is_file() and (damage == "all" or path.suffix == ".toc"):
                path.write_bytes(b"\x00broken")
    fresh = Index(index.folder)
    with pytest.raises(UnreadableIndexError):
        fresh.generation()
    fresh.rebuild(LISTINGS, 10)
    assert fresh.generation().count == 3


WRITER = """
import sys
from pathlib import Path
from tests.unit.search.test_index import LISTINGS, listing
from webapp.engine.search.index import Index
index = Index(Path(sys.argv[1]))
print("go", flush=True)
number = 10
while True:
    number += 1
    if number % 3:
        index.apply([listing("b", f"Sleep club {number}")], [], number, 5)
    else:
        index.rebuild([*LISTINGS, *(listing(f"n{n}", "More") for n in range(40))], number, 5)
"""


def test_a_kill_at_any_moment_leaves_a_whole_index(index: Index) -> None:
    for number in range(8):
        command = [sys.executable, "-c", WRITER, str(index.folder)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=os.getcwd())
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.02 + 0.037 * number)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        fresh = Index(index.folder)
        assert fresh.generation().count in {3, 4, 43, 44}  # an old or a new whole, perhaps with the last round's “z”
        fresh.apply([listing("z", "After the kill")], ["service:z"], 1, 1.0)
