"""How fast search is: ours, SQLite FTS5 and (where it is installed) tantivy, taking turns in one run.

Same made-up listings, same searches for any of the words, same filters; each engine gives 20 results with a
highlighted summary, the total, and counts for district, cost and need. Processor time in milliseconds.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from importlib import util
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests.bench.listings import COSTS, DISTRICTS, NEEDS, Made, listings, searches
from webapp.engine.search import question, reader, suggest
from webapp.engine.search.generation import Generation
from webapp.engine.search.index import Index
from webapp.engine.search.sources import SearchDocument
from webapp.engine.search.vocabulary import vocabulary
from webapp.engine.subjects import SubjectRef

COUNTED = {"district": DISTRICTS, "cost": COSTS, "need": NEEDS}
ANY_WORD = 10**9
Search = Callable[[str, dict[str, str]], int]


def document(made: Made) -> SearchDocument:
    """A made-up listing as our search sees it."""
    return SearchDocument(
        SubjectRef("service", str(made.number)), made.title, made.summary, made.description, about=" ".join(made.needs),
        facets={"district": (made.district,), "cost": (made.cost,), "need": made.needs,
                "age": tuple(map(str, range(made.min_age, made.max_age + 1)))},
    )


class Ours:
    """Whoosh behind our seam."""

    name = "ours"

    def __init__(self, data: list[Made], folder: Path) -> None:
        self.index = Index(folder / "ours")
        begun = process_time()
        self.index.rebuild(map(document, data), 0)
        self.build = process_time() - begun
        self.words = vocabulary(stops=("for", "my"))

    @property
    def now(self) -> Generation:
        """The index as committed."""
        return self.index.generation()

    def search(self, words: str, narrowed: dict[str, str], enough: int = ANY_WORD) -> int:
        """One search as a page makes it."""
        index = self.now
        asked = question.read(words, self.words, suggest.lexicon(index, self.words))
        chosen = {name: (value,) for name, value in narrowed.items()}
        found = reader.find(index, asked, kinds=("service",), chosen=chosen, counted=COUNTED, count=20, enough=enough)
        for hit in found.hits:
            assert hit.summary is not None  # marked when asked for
        return found.total

    def update(self, made: Made) -> None:
        """Put one changed listing in, and open the index it is in."""
        self.index.apply([document(made)], [], 1)
        self.index.generation()


class Fts5:
    """SQLite's full-text search, with GROUP BY for the counts."""

    name = "FTS5"

    def __init__(self, data: list[Made], folder: Path) -> None:
        begun = process_time()
        self.db = sqlite3.connect(folder / "fts.db")
        self.db.executescript(
            """CREATE TABLE l(id INTEGER PRIMARY KEY, title, summary, description, tags, min_age INT, max_age INT,
                              district, cost);
               CREATE TABLE n(id INT, need); CREATE INDEX n1 ON n(id);
               CREATE INDEX l1 ON l(district); CREATE INDEX l2 ON l(cost);
               CREATE VIRTUAL TABLE f USING fts5(title, summary, description, tags, content='l', content_rowid='id',
                                                 tokenize='porter unicode61 remove_diacritics 2');"""
        )
        with self.db:
            for made in data:
                words = (made.title, made.summary, made.description, " ".join(made.needs))
                rest = (made.min_age, made.max_age, made.district, made.cost)
                self.db.execute("INSERT INTO l VALUES (?,?,?,?,?,?,?,?,?)", (made.number + 1, *words, *rest))
                self.db.execute("INSERT INTO f(rowid,title,summary,description,tags) VALUES (?,?,?,?,?)",
                                (made.number + 1, *words))
                self.db.executemany("INSERT INTO n VALUES (?,?)", [(made.number + 1, need) for need in made.needs])
            self.db.execute("INSERT INTO f(f) VALUES ('optimize')")
        self.db.execute("ANALYZE")
        self.build = process_time() - begun

    def search(self, words: str, narrowed: dict[str, str]) -> int:
        """The same, asked in SQL."""
        match = " OR ".join(f'"{word}"' for word in words.split() if word not in {"for", "my"})
        clauses, values = [], [match]
        for name in ("district", "cost"):
            if name in narrowed:
                clauses.append(f"AND l.{name}=?")
                values.append(narrowed[name])
        if "age" in narrowed:
            clauses.append("AND l.min_age<=? AND l.max_age>=?")
            values += [narrowed["age"], narrowed["age"]]
        where = f"FROM f JOIN l ON l.id=f.rowid WHERE f MATCH ? {' '.join(clauses)}"  # names from above, values bound
        run = self.db.execute
        marked = "highlight(f, 1, '<b>', '</b>')"
        run(f"SELECT l.id, l.title, {marked} {where} ORDER BY bm25(f,6,2,1,4) LIMIT 20", values).fetchall()
        run("DROP TABLE IF EXISTS temp.r")
        run(f"CREATE TEMP TABLE r AS SELECT l.id, l.district, l.cost {where}", values)
        run("SELECT district, count(*) FROM r GROUP BY 1").fetchall()
        run("SELECT cost, count(*) FROM r GROUP BY 1").fetchall()
        run("SELECT need, count(*) FROM r JOIN n USING (id) GROUP BY 1").fetchall()
        return int(run("SELECT count(*) FROM r").fetchone()[0])


class Tantivy:
    """tantivy through its Python package, with its own aggregations and snippets."""

    name = "tantivy"

    def __init__(self, data: list[Made], folder: Path) -> None:
        import tantivy

        self.t = tantivy
        (folder / "tantivy").mkdir()
        made_of = tantivy.SchemaBuilder()
        for name in ("title", "summary", "description"):
            made_of.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in ("district", "cost", "need"):
            made_of.add_text_field(name, stored=True, tokenizer_name="raw", fast=True)
        for name in ("min_age", "max_age"):
            made_of.add_integer_field(name, stored=True, indexed=True, fast=True)
        self.schema = made_of.build()
        begun = process_time()
        self.index = tantivy.Index(self.schema, path=str(folder / "tantivy"))
        writer = self.index.writer()
        for made in data:
            writer.add_document(tantivy.Document(
                title=[made.title], summary=[made.summary], description=[made.description], district=[made.district],
                cost=[made.cost], need=list(made.needs), min_age=made.min_age, max_age=made.max_age,
            ))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.build = process_time() - begun
        self.weights = {"title": 6.0, "summary": 2.0, "description": 1.0}

    def search(self, words: str, narrowed: dict[str, str]) -> int:
        """The same, as tantivy wants it."""
        query, must, searcher = self.t.Query, self.t.Occur.Must, self.index.searcher()
        plain = " ".join(word for word in words.split() if word not in {"for", "my"})
        asked = self.index.parse_query(plain, list(self.weights), field_boosts=self.weights)
        parts = [(must, asked)]
        for name in ("district", "cost"):
            if name in narrowed:
                parts.append((must, query.term_query(self.schema, name, narrowed[name])))
        if "age" in narrowed:
            age, kind = int(narrowed["age"]), self.t.FieldType.Integer
            parts.append((must, query.range_query(self.schema, "min_age", kind, 0, age)))
            parts.append((must, query.range_query(self.schema, "max_age", kind, age, 25)))
        whole = query.boolean_query(parts)
        found = searcher.search(whole, 20)
        snippets = self.t.SnippetGenerator.create(searcher, asked, self.schema, "summary")
        for _score, address in found.hits:
            shown = searcher.doc(address)
            snippets.snippet_from_doc(shown).to_html()
        searcher.aggregate(whole, {name: {"terms": {"field": name, "size": 30}} for name in COUNTED})
        return int(found.count)


def measure(engines: list[Any], asked: list[tuple[str, dict[str, str]]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each search by engine, the engines taking turns; a first round warms all of them."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for number in range(rounds + 1):
        for words, narrowed in asked:
            for engine in engines:
                begun = process_time()
                engine.search(words, narrowed)
                if number:
                    times[engine.name].append((process_time() - begun) * 1000)
    return times


def at(times: list[float], share: float) -> float:
    """The time that this share of the searches keep to."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def one(search: Callable[[], object], times: int = 200) -> float:
    """Milliseconds of one call, the middle of many."""
    taken = []
    for _ in range(times):
        begun = process_time()
        search()
        taken.append((process_time() - begun) * 1000)
    return at(taken, 0.5)


def memory_mb() -> float:
    """What this process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def run(count: int, searches_asked: int, rounds: int) -> float:
    """All figures at one size; the middle time of ours."""
    data = list(listings(count))
    folder = Path(tempfile.mkdtemp())
    ours = Ours(data, folder)
    engines: list[Any] = [ours, Fts5(data, folder)]
    if util.find_spec("tantivy"):
        engines.append(Tantivy(data, folder))
    else:
        print("tantivy is not installed here, so it is not compared (pip install tantivy)")
    gc.collect()
    times = measure(engines, list(searches(searches_asked)), rounds)
    for engine in engines:
        p50, p95 = at(times[engine.name], 0.5), at(times[engine.name], 0.95)
        mine50, mine95 = at(times["ours"], 0.5), at(times["ours"], 0.95)
        print(f"{count:6} {engine.name:8} build {engine.build:6.1f} s   p50 {p50:8.3f} ms   p95 {p95:8.3f} ms   "
              f"ours takes 1/{p50 / mine50:.1f} and 1/{p95 / mine95:.1f} of it", flush=True)
    _more(ours, data)
    shutil.rmtree(folder)
    return at(times["ours"], 0.5)


def _more(ours: Ours, data: list[Made]) -> None:
    plain = one(lambda: ours.search("occupational therapist", {}))
    quoted = one(lambda: ours.search('"occupational therapist"', {}))
    without = one(lambda: ours.search("occupational therapist -swimming", {}))
    asked = list(searches(100))
    own = [one(lambda w=words, n=narrowed: ours.search(w, n, reader.ENOUGH), 5) for words, narrowed in asked]
    p50, p95 = at(own, 0.5), at(own, 0.95)
    print(f"       as the site asks (all words where that finds enough): p50 {p50:.3f} ms   p95 {p95:.3f} ms")
    print(f"       plain {plain:.3f} ms, phrase {quoted / plain:.2f} times, excluded word {without / plain:.2f} times")
    taken = []
    for made in data[:10]:
        begun = perf_counter()
        ours.update(made)
        taken.append(perf_counter() - begun)
    print(f"       one edit to visible: median {sorted(taken)[5] * 1000:.0f} ms, worst {max(taken) * 1000:.0f} ms "
          f"(wall time); {memory_mb():.0f} MB held by this process, all engines together")


def main() -> None:
    """Both sizes, and how time grows between them."""
    small = run(3_000, 150, 2)
    large = run(30_000, 60, 1)
    print(f"growth from 3,000 to 30,000: {large / small:.1f} times")
