"""Reads of the directory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from ..engine import clock
from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.subjects import SubjectRef
from ..extensions import Model, db
from ..publishing import queries as publishing
from ..taxonomy import queries as taxonomy
from ..taxonomy.content import District, Schedule2Tag, Term
from . import hsds, models, oruk
from .content import CoverageFields, OutwardCodes
from .models import Postcode, Service, TaxonomyTerm
from .offer import Listing, listing, slug
from .places import Point, Spot, first_half, postcode_in
from .records import ident


@remembered
def listings() -> dict[str, Listing]:
    """Every live service by slug, by name."""
    rows = db.session.scalars(select(Service).where(Service.is_live).order_by(Service.name))
    return {row.key: listing(row) for row in rows}


def service(slug: str) -> Listing:
    """One live service; NotFoundError when there is none."""
    found = listings().get(slug)
    if found is None:
        raise NotFoundError("There is no service with this name.")
    return found


def by_topic(topic: str) -> list[Listing]:
    """Live services whose main topic this is."""
    return [found for found in listings().values() if found.topics[0] == topic]


@remembered
def topics() -> list[tuple[Term, int]]:
    """Every topic that has services, with how many have it as their main one."""
    number = Counter(found.topics[0] for found in listings().values())
    return [(term, number[term.key]) for term in taxonomy.terms("topic").values() if number[term.key]]


@dataclass(frozen=True)
class DistrictBox:
    """A district in the drawing, with how many services work there and not everywhere."""

    key: str
    title: str
    count: int
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The column after it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The row after it."""
        return self.top + self.height


@remembered
def district_boxes() -> tuple[DistrictBox, ...]:
    """The drawing of districts, north-west first: reading order is the order of the rows."""
    number = Counter(key for found in listings().values() for key in found.districts)
    drawn = [
        DistrictBox(d.key, d.title, number[d.key], d.box.left, d.box.top, d.box.width, d.box.height)
        for d in publishing.live_of("district", District) if d.box
    ]
    return tuple(sorted(drawn, key=lambda box: (box.top, box.left)))


def working_everywhere() -> int:
    """How many services work in every district."""
    return sum("county-wide" in found.districts for found in listings().values())


def similar(listing: Listing, count: int = 3) -> list[Listing]:
    """Others that share most needs and topics with it, and a place."""
    def likeness(other: Listing) -> tuple[int, str]:
        shared = len(set(other.needs) & set(listing.needs) - {"any"}) + 2 * len(set(other.topics) & set(listing.topics))
        here = bool(set(other.districts) & set(listing.districts)) or "county-wide" in other.districts
        return -(shared + here if shared > 1 else 0), other.name
    ranked = sorted((likeness(other), other.key) for other in listings().values() if other.key != listing.key)
    return [listings()[key] for (points, _name), key in ranked[:count] if points < 0]


@remembered
def organisations() -> dict[str, tuple[str, tuple[Listing, ...]]]:
    """Who runs services: slug → (name, their services)."""
    by_name: dict[str, list[Listing]] = {}
    for found in listings().values():
        by_name.setdefault(found.organisation, []).append(found)
    return {slug(name): (name, tuple(services)) for name, services in sorted(by_name.items())}


@dataclass(frozen=True)
class Covered:
    """One thing the Local Offer must cover (SEND Regulations 2014, Schedule 2), with what covers it."""

    tag: Schedule2Tag
    listings: tuple[Listing, ...]
    pages: tuple[SubjectRef, ...]

    @property
    def is_gap(self) -> bool:
        """Whether nothing here covers it yet."""
        return not self.listings and not self.pages


@remembered
def coverage() -> list[Covered]:
    """Every tag in the order of the Schedule."""
    pages = {c.key: tuple(map(SubjectRef.parse, c.pages)) for c in publishing.live_of("coverage", CoverageFields)}
    return [
        Covered(tag, tuple(x for x in listings().values() if tag.key in x.schedule_2), pages.get(tag.key, ()))
        for tag in publishing.live_of("schedule-2", Schedule2Tag)
    ]


def organisation(key: str) -> tuple[str, tuple[Listing, ...]]:
    """One organisation's name and services; NotFoundError when there is none."""
    found = organisations().get(key)
    if found is None:
        raise NotFoundError("There is no organisation with this name.")
    return found


@remembered
def changed_at() -> dict[str, datetime]:
    """When each live service's words last changed, by slug."""
    rows, shown = publishing.documents("service"), listings()
    return {row.key: clock.utc(row.live.made_at) for row in rows if row.key in shown}


def recently_changed(count: int = 50) -> list[tuple[Listing, datetime]]:
    """The services whose words changed last, newest first."""
    newest = sorted(changed_at().items(), key=lambda pair: (pair[1], pair[0]), reverse=True)[:count]
    return [(listings()[key], moment) for key, moment in newest]


OF_SERVICE = (
    models.ServiceAtLocation, models.Accessibility, models.Schedule, models.Eligibility, models.CostOption,
    models.Language, models.Contact, models.ServiceArea, models.ServiceAttribute,
)
SHARED = (models.Organization, models.Location, models.Address)
PARTS = ((models.Phone, models.Phone.contact_id, models.Contact),
         (models.ScheduleException, models.ScheduleException.schedule_id, models.Schedule))


def rows(keys: Sequence[str]) -> Sequence[Service]:
    """Services' rows, live or not."""
    return db.session.scalars(select(Service).where(Service.key.in_(keys)).order_by(Service.key)).all()


def records_of(keys: Sequence[str]) -> dict[str, models.Record]:
    """Every record that belongs to these services, by id."""
    found: dict[str, models.Record] = {}
    if not keys:
        return found
    for model in OF_SERVICE:
        own = db.session.scalars(select(model).where(model.service_key.in_(keys)).order_by(model.id))
        found.update({row.id: row for row in own})
    for part, owner_id, owner in PARTS:
        chosen = select(part).join(owner, owner_id == owner.id).where(owner.service_key.in_(keys)).order_by(part.id)
        found.update({row.id: row for row in db.session.scalars(chosen)})
    return found


def shared_records(made: Sequence[models.Record]) -> dict[str, models.Record]:
    """Those of these organisations, places and addresses that are known: services share them."""
    found: dict[str, models.Record] = {}
    for model in SHARED:
        wanted = [row.id for row in made if isinstance(row, model)]
        known = db.session.scalars(select(model).where(model.id.in_(wanted)).order_by(model.id))
        found.update({row.id: row for row in known})
    return found


def depth(row: models.Record) -> int:
    """How many tables a record's table refers to, one through another: what must go first."""
    order = [table.name for table in Model.metadata.sorted_tables]
    return order.index(row.__tablename__)


def records_of_nobody() -> list[models.Record]:
    """Places and organisations that no service has any more."""
    used = select(models.ServiceAtLocation.location_id)
    homeless = select(models.Location).where(models.Location.id.not_in(used)).order_by(models.Location.id)
    places = list(db.session.scalars(homeless))
    gone = [place.id for place in places]
    addresses = select(models.Address).where(models.Address.location_id.in_(gone)).order_by(models.Address.id)
    running = select(Service.organization_id).where(Service.organization_id.is_not(None))
    idle = select(models.Organization).where(models.Organization.id.not_in(running)).order_by(models.Organization.id)
    return [*db.session.scalars(addresses), *places, *db.session.scalars(idle)]


def has_terms(made: Iterable[models.Record]) -> bool:
    """Whether every term that these records carry is known."""
    wanted = {row.taxonomy_term_id for row in made if isinstance(row, models.ServiceAttribute)}
    known = select(func.count()).select_from(TaxonomyTerm).where(TaxonomyTerm.id.in_(wanted))
    return db.session.scalar(known) == len(wanted)


def terms() -> dict[str, TaxonomyTerm]:
    """Every term by id."""
    return {term.id: term for term in db.session.scalars(select(TaxonomyTerm).order_by(TaxonomyTerm.id))}


def is_carried(term_id: str) -> bool:
    """Whether any service carries a term."""
    carried = select(models.ServiceAttribute.id).where(models.ServiceAttribute.taxonomy_term_id == term_id)
    return db.session.scalar(carried.limit(1)) is not None


def of_older_shape(shape: int) -> Sequence[str]:
    """Services whose records were made by older rules, or never."""
    return db.session.scalars(select(Service.key).where(Service.records_shape < shape).order_by(Service.key)).all()


def visit(visit_id: int) -> models.Visit:
    """What one family said; NotFoundError when there is none."""
    found = db.session.get(models.Visit, visit_id)
    if found is None:
        raise NotFoundError("There is nothing with this number.")
    return found


@dataclass(frozen=True)
class Visits:
    """Families who were there and found it right: how many, in which month last, and what they wrote."""

    count: int
    last: date
    words: tuple[str, ...]


@remembered
def visits() -> dict[str, Visits]:
    """By slug, what volunteers have passed. Older than two years says nothing any more."""
    since = clock.today() - timedelta(days=2 * 365)
    chosen = select(models.Visit).where(models.Visit.state == "published", models.Visit.month >= since)
    by_key: dict[str, list[models.Visit]] = {}
    for row in db.session.scalars(chosen.order_by(models.Visit.month.desc(), models.Visit.id.desc())):
        by_key.setdefault(row.service_key, []).append(row)
    return {
        key: Visits(len(rows), rows[0].month, tuple(row.words for row in rows if row.words)[:3])
        for key, rows in by_key.items()
    }


def feed_records(feed: str) -> dict[str, models.FeedRecord]:
    """What is known of a feed's records, by its own ids."""
    chosen = select(models.FeedRecord).where(models.FeedRecord.feed == feed).order_by(models.FeedRecord.record_id)
    return {row.record_id: row for row in db.session.scalars(chosen)}


def feed_keys() -> set[str]:
    """The keys of every listing that came from some feed."""
    return set(db.session.scalars(select(models.FeedRecord.service_key).order_by(models.FeedRecord.service_key)))


def own_words() -> tuple[dict[str, dict[str, str]], str]:
    """Our lists (kind → key → title) and the area's name, to hold somebody else's words against."""
    kinds = ("need", "topic", "schedule-2", "district", "cost", "access", "scope")
    return {kind: {t.key: t.title for t in taxonomy.terms(kind).values()} for kind in kinds}, taxonomy.area().area_name


@remembered
def hsds_directory(site: str) -> hsds.Directory:
    """The open data, put together from its tables once per content revision."""
    kinds = ("cost", "district")
    titles = {kind: {term.key: term.title for term in taxonomy.terms(kind).values()} for kind in kinds}
    words = hsds.Words(titles, taxonomy.area().area_name, site, changed_at())
    services = db.session.scalars(select(Service).where(Service.is_live).order_by(Service.name)).all()
    shown = {service.key for service in services}
    rows: dict[type[Model], list[Model]] = {Service: list(services)}
    for model in (*SHARED, TaxonomyTerm, *OF_SERVICE):
        found = db.session.scalars(select(model).order_by(model.id))
        rows[model] = [each for each in found if getattr(each, "service_key", None) in {*shown, None}]
    for part, _owner_id, _owner in PARTS:
        rows[part] = list(db.session.scalars(select(part).order_by(part.id)))
    return hsds.directory(rows, words)


@remembered
def spot(code: str) -> Spot | None:
    """Where a full postcode is, or the middle of the postcodes of its first half; nothing for one we do not hold."""
    if " " in code:
        row = db.session.get(Postcode, code)
        return Spot(row.easting, row.northing, row.district) if row else None
    middle = select(func.avg(Postcode.easting), func.avg(Postcode.northing)).where(Postcode.code.startswith(f"{code} "))
    easting, northing = db.session.execute(middle).one()
    return None if easting is None else Spot(float(easting), float(northing))


@remembered
def holds_postcodes() -> bool:
    """Whether a file of postcodes has been taken in."""
    return db.session.scalar(select(Postcode.code).limit(1)) is not None


def outward_codes() -> OutwardCodes | None:
    """First halves of postcodes, with whose figures they are."""
    return next(iter(publishing.live_of("outward-codes", OutwardCodes)), None)


@remembered
def middles() -> dict[str, Point]:
    """The middle of each first half of a postcode that the content tells."""
    file = outward_codes()
    return {middle.code: Point(middle.latitude, middle.longitude) for middle in file.codes} if file else {}


def knows_postcodes() -> bool:
    """Whether a family may look by postcode, or by the first half of one."""
    return holds_postcodes() or bool(middles())


@remembered
def postcodes() -> dict[str, str]:
    """The postcode in the address of every service that tells one, by slug."""
    codes = {listing.key: postcode_in(listing.address or "") for listing in listings().values()}
    return {key: code for key, code in codes.items() if code}


@remembered
def spots() -> dict[str, Spot]:
    """Where services with a known postcode are, by slug."""
    found = {key: spot(code) for key, code in postcodes().items()}
    return {key: place for key, place in found.items() if place}


@dataclass(frozen=True)
class Distances:
    """Miles from a postcode to services, by slug. With `middle` they are rough: between middles of first halves.

    `same` are services in that same first half. A district is told only by a whole postcode: first halves cross them.
    """

    miles: Mapping[str, float]
    district: str | None = None
    middle: str = ""
    same: frozenset[str] = frozenset()


def distances(code: str) -> Distances | None:
    """How far services are from a postcode or the first half of one, as well as is known; nothing where it is not.

    The table of postcodes wins. Where it holds others of the same first half, one that it does not hold is mistyped.
    """
    here = spot(code)
    if here:
        return Distances({key: place.miles_to(here) for key, place in spots().items()}, here.district)
    half = first_half(code)
    middle = middles().get(half)
    if middle is None or spot(half):
        return None
    halves = {key: first_half(found) for key, found in postcodes().items()}
    miles = {key: middle.miles_to(middles()[found]) for key, found in halves.items() if found in middles()}
    return Distances(miles, middle=half, same=frozenset(key for key, found in halves.items() if found == half))


def near(code: str) -> oruk.Near | None:
    """What a postcode comes to for the open interface; nothing for one we do not hold."""
    here = spot(code)
    if here is None:
        return None
    areas = {here.district, "county-wide"}
    covering = frozenset(ident("service", key) for key, found in listings().items() if areas & set(found.districts))
    metres = {ident("service", key): place.metres_to(here) for key, place in spots().items()}
    return oruk.Near(covering, metres)


def postcodes_of(area: str) -> list[Postcode]:
    """Every postcode held of an area such as “NG”; “S” is not “SK”."""
    digits = (Postcode.code.startswith(f"{area}{digit}") for digit in range(10))
    return list(db.session.scalars(select(Postcode).where(or_(*digits))))
