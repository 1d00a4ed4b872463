"""Services as search sees them, and a family's search among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..engine.search import asking
from ..engine.search.asking import Question
from ..engine.search.sources import SearchDocument, Source
from ..engine.subjects import SubjectRef
from ..taxonomy import queries as taxonomy
from ..ui.words import gettext as _
from . import facets, queries
from .filters import Choices
from .models import Service
from .offer import Listing
from .places import first_half
from .queries import Distances

KIND = "service"
PAGE, BEST_ANSWERS = 12, 3
ANSWER_KINDS = ("shortcut", "step", "right", "resource")
_SCOPE = {"local": 1.06, "regional": 1.0, "national": 0.96}
_SURE = {"high": 1.03, "medium": 1.0}


def documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Documents of these services, or of all live ones."""
    found = queries.listings()
    districts = [term.key for term in taxonomy.terms("district").values() if term.key != facets.EVERYWHERE]
    says = {key: tuple(entry.says) for key, entry in taxonomy.asked_first().items()}
    kinds = ("need", "topic", "district")
    words = {kind: {key: term.title for key, term in taxonomy.terms(kind).items()} for kind in kinds}
    for key in found if keys is None else keys:
        if key in found:
            yield document(found[key], districts, says, words)


def document(
    listing: Listing, districts: list[str], says: dict[str, tuple[str, ...]], words: dict[str, dict[str, str]]
) -> SearchDocument:
    """One service. Its needs, topics and places are searched in words too."""
    about = [words["need"].get(key, "") for key in listing.needs if key != facets.ANY_NEED]
    about += [words["topic"].get(key, "") for key in listing.topics]
    text = [listing.description, listing.how_to_get_it, listing.accessibility or "", listing.opening or ""]
    places = [words["district"].get(key, "") for key in listing.districts if key != facets.EVERYWHERE]
    return SearchDocument(
        SubjectRef(KIND, listing.key), listing.name, listing.summary, " ".join(filter(None, text)),
        names=f"{'' if listing.organisation in listing.name else listing.organisation} {listing.key.replace('-', ' ')}",
        about=". ".join((*about, *places, listing.address or "")), facets=facets.of(listing, districts, says),
        prior=_SCOPE.get(listing.scope, 1.0) * _SURE.get(listing.confidence, 1.0),
    )


SOURCE = Source(KIND, documents, rows=(Service,))


def listing_says(listing: Listing) -> tuple[str, ...]:
    """What families ask for first that this listing says of itself."""
    return facets.asked_first(listing, {key: entry.says for key, entry in taxonomy.asked_first().items()})


@dataclass(frozen=True)
class Result:
    """One service in a list: the listing, its summary in pieces (words, is a match), the sentence that matched."""

    listing: Listing
    summary: tuple[tuple[str, bool], ...] = ()
    sentence: tuple[tuple[str, bool], ...] = ()
    miles: float | None = None
    is_same_area: bool = False


@dataclass(frozen=True)
class Results:
    """A search answered. `plain` means that only names were searched, as the index could not be read.

    `middle` is the first half of a postcode from whose middle rough miles are counted.
    """

    results: tuple[Result, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    question: Question = field(default_factory=Question)
    answers: tuple[SubjectRef, ...] = ()
    partly: bool = False
    plain: bool = False
    is_current: bool = True
    nearest: tuple[Result, ...] = ()
    note: str = ""
    has_distance: bool = False
    middle: str = ""
    sort: str = "relevance"

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders it makes sense to offer: with no words, no service fits better than another."""
        fits = ("relevance",) if self.question.asks_words or not self.has_distance else ()
        return (*fits, "distance", "name") if self.has_distance else (*fits, "name")


def run(choices: Choices, known: Mapping[str, Sequence[str]]) -> Results:
    """Answer a search from the index, the database having the last word on what is shown."""
    listings = queries.listings()
    try:
        asked = asking.ask(choices.q)
    except asking.UnreadableIndexError:
        return _plain(choices, listings)
    here, note = near(choices, asked.question)
    chosen = narrowed(choices, asked.question, here)
    start = (choices.page - 1) * PAGE
    by_place = here.distances and not asked.question.asks_words  # with no words, no service fits better than another
    sort = "distance" if by_place and choices.sort == "relevance" else choices.sort
    ordered = sort != "relevance"
    found = asked.find(
        kinds=(KIND,), chosen=chosen, counted=known, start=0 if ordered else start, count=PAGE, with_keys=ordered,
        lifted={"near": chosen.get("district", ())},
    )
    results = tuple(
        Result(listings[hit.ref.key], hit.summary, hit.sentence) for hit in found.hits if hit.ref.key in listings
    )
    if ordered:
        results = _ordered(sort, found.keys, listings, here.distances)[start:start + PAGE]
    elif here.distances:
        results = tuple(_placed(result, here.distances) for result in results)
    best = asked.find(kinds=ANSWER_KINDS, count=BEST_ANSWERS) if asked.question.asks_words else asking.Found()
    answers = () if best.partly else best.hits
    return Results(
        results, found.total, found.counts, asked.question, tuple(hit.ref for hit in answers), found.partly,
        is_current=asked.is_current, note=note, has_distance=here.distances is not None,
        nearest=() if found.total else _nearest(asked, listings), sort=sort,
        middle=here.distances.middle if here.distances else "",
    )


@dataclass(frozen=True)
class Here:
    """Where a family looks from: a place with miles to services, or districts, or neither."""

    distances: Distances | None = None
    districts: tuple[str, ...] = ()


def near(choices: Choices, question: Question) -> tuple[Here, str]:
    """What “near” and the words say of the place, and what to tell a family about it when it could not be used."""
    told = asking.ask(choices.near).question if choices.near else question
    if told.place:
        return Here(districts=told.place.districts), ""
    if not told.postcode:
        unread = _("We could not read that place. A full postcode looks like NG18 1AB. You can also type a town.")
        return Here(), unread if choices.near else ""
    distances = queries.distances(told.postcode)
    if distances is None:
        return Here(), _not_found(told.postcode)
    return Here(distances, (distances.district,) if distances.district else ()), ""


def _not_found(postcode: str) -> str:
    if queries.holds_postcodes():
        return _("We do not know the postcode %(code)s. Please check it, or type a town.", code=postcode)
    if queries.middles():
        half = first_half(postcode)
        return _("We cannot tell how far things are from %(code)s. Please check it, or type a town.", code=half)
    return _("We cannot look by postcode yet. Please type a town, or choose a district.")


def _placed(result: Result, distances: Distances) -> Result:
    key = result.listing.key
    return replace(result, miles=distances.miles.get(key), is_same_area=key in distances.same)


def narrowed(choices: Choices, question: Question, here: Here) -> dict[str, tuple[str, ...]]:
    """What narrows the list: what was chosen, else the age and place told in words."""
    chosen = {name: values for name, values in choices.chosen.items() if values}
    if question.ages and "age" not in chosen:
        chosen["age"] = tuple(map(str, question.ages))
    if here.districts and "district" not in chosen:
        chosen["district"] = here.districts
    return chosen


def _ordered(
    sort: str, refs: Sequence[str], listings: Mapping[str, Listing], distances: Distances | None
) -> tuple[Result, ...]:
    """Everything found by name, or by distance: nearest first, then those whose place we do not know, by name."""
    keys = (SubjectRef.parse(ref).key for ref in refs)
    found = [Result(listings[key]) for key in keys if key in listings]
    found = [_placed(result, distances) for result in found] if distances else found
    far = float("inf")

    def place(result: Result) -> tuple[float, str]:
        miles = result.miles if sort == "distance" and result.miles is not None else far
        return (miles, result.listing.name.casefold())

    return tuple(sorted(found, key=place))


def _nearest(asked: asking.Asked, listings: Mapping[str, Listing]) -> tuple[Result, ...]:
    """When nothing fits everything: what fits the words alone, so that there is always somewhere to go."""
    if not asked.question.asks_words:
        return ()
    hits = asked.find(kinds=(KIND,), count=4).hits
    return tuple(Result(listings[hit.ref.key], hit.summary) for hit in hits if hit.ref.key in listings)


def _plain(choices: Choices, listings: Mapping[str, Listing]) -> Results:
    """Names that hold every word typed: all there is while the index is being built anew."""
    wanted = choices.q.casefold().split()
    found = [x for x in listings.values() if all(w in f"{x.name} {x.organisation}".casefold() for w in wanted)]
    start = (choices.page - 1) * PAGE
    shown = tuple(Result(listing) for listing in found[start:start + PAGE])
    return Results(shown, len(found), plain=True, is_current=False)
