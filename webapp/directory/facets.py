"""What services can be narrowed by, told from what their listings say and from nothing else. Pure."""

from collections.abc import Iterable, Mapping

from .offer import Listing

EVERYWHERE, ANY_NEED = "county-wide", "any"
TODAY = "today"
FORMATS = ("in-person", "online", "phone", "text")
TIMES = ("any-time", "evening", "weekend", "weekday")

_ONLINE = ("online", "website", "web page", "web chat", "webchat", "app ", "video", "padlet")
_IN_PERSON = ("drop-in", "drop in", "visit", "meet", "group", "session", "school", "centre", "clinic", "face to face")
_WHEN = {
    "any-time": ("24 hours",),
    "evening": ("evening", "night", "5pm to", "6pm to", "6.30pm to", "7pm to", "after school", "24 hours"),
    "weekend": ("saturday", "sunday", "weekend", "every day", "24 hours"),
    "weekday": ("monday", "tuesday", "wednesday", "thursday", "friday", "weekday", "every day", "24 hours"),
}


def of(
    listing: Listing, districts: Iterable[str], says: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Facet → values. A service for the whole county is in every district; a national one too."""
    everywhere = EVERYWHERE in listing.districts
    return {
        "age": tuple(str(age) for age in range(listing.min_age, listing.max_age + 1)),
        "need": listing.needs,
        "topic": listing.topics,
        "district": (*districts, EVERYWHERE) if everywhere else listing.districts,
        "near": () if everywhere else listing.districts,
        "access": (listing.access,),
        "cost": (listing.cost,),
        "format": formats(listing),
        "when": times(listing.opening),
        "first": asked_first(listing, says),
    }


def formats(listing: Listing) -> tuple[str, ...]:
    """Ways to use or reach it that its listing names."""
    words = f"{listing.summary} {listing.description} {listing.how_to_get_it} ".lower()
    found = {
        "phone": listing.phone is not None,
        "text": listing.text is not None,
        "online": any(word in words for word in _ONLINE) or (listing.access == "open-access" and bool(listing.website)),
        "in-person": listing.address is not None or any(word in words for word in _IN_PERSON),
    }
    return tuple(name for name in FORMATS if found[name])


def times(opening: str | None) -> tuple[str, ...]:
    """When it is open, where its hours are known."""
    words = (opening or "").lower()
    return tuple(name for name in TIMES if any(sign in words for sign in _WHEN[name]))


def asked_first(listing: Listing, says: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """What families ask for first: `today` (no referral), and each entry of content/search/hard.yml it says."""
    words = " ".join(filter(None, (
        listing.summary, listing.description, listing.how_to_get_it, listing.accessibility, listing.opening,
    ))).lower()
    told = tuple(key for key, phrases in says.items() if any(phrase.lower() in words for phrase in phrases))
    return (*told, TODAY) if listing.today else told
