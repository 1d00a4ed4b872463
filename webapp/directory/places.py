"""Where places are: on the National Grid or by latitude and longitude, and the miles between them. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, hypot, radians, sin, sqrt

METRES_PER_MILE = 1609.344
EARTH_RADIUS = 6_371_008.8  # metres, the mean radius (IUGG)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b")
CODE, QUALITY, EASTING, NORTHING, DISTRICT = 0, 1, 2, 3, 8
NO_PLACE = "90"  # Code-Point Open: the postcode has no coordinates


class BadFileError(Exception):
    """A file of postcodes cannot be read; the message names the line."""


@dataclass(frozen=True)
class Spot:
    """A place on the National Grid, in metres. `district` is a key of our list where it is known."""

    easting: float
    northing: float
    district: str | None = None

    def miles_to(self, other: "Spot") -> float:
        """Miles as the crow flies: the grid is flat and in metres, so Pythagoras is right to one in a thousand."""
        return self.metres_to(other) / METRES_PER_MILE

    def metres_to(self, other: "Spot") -> float:
        """The same in metres."""
        return hypot(self.easting - other.easting, self.northing - other.northing)


@dataclass(frozen=True)
class Point:
    """A place by latitude and longitude, in degrees."""

    latitude: float
    longitude: float

    def miles_to(self, other: "Point") -> float:
        """Miles as the crow flies, on a round earth (haversine): right to one in two hundred."""
        here, there = radians(self.latitude), radians(other.latitude)
        across = radians(other.longitude - self.longitude)
        half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(across / 2) ** 2
        return 2 * EARTH_RADIUS * asin(sqrt(half)) / METRES_PER_MILE


def first_half(code: str) -> str:
    """“NG18” of “NG18 1AB”, and of “NG18”."""
    return code.split(" ")[0]


def postcode_in(text: str) -> str | None:
    """The full postcode in an address, as “NG18 1AB”."""
    found = _POSTCODE.search(text.upper())
    return f"{found.group(1)} {found.group(2)}" if found else None


def tidy(code: str) -> str:
    """A postcode as Code-Point Open writes it (“NG181AB”, “NG1  1AB”), as “NG18 1AB”."""
    plain = code.replace(" ", "").upper()
    return f"{plain[:-3]} {plain[-3:]}"


def read(lines: Iterable[str], districts: Mapping[str, str]) -> Iterator[tuple[str, Spot]]:
    """Postcodes of a Code-Point Open file (ten columns, no heading). Raises BadFileError.

    `districts` is ONS code → key; postcodes elsewhere keep their place but no district.
    """
    for number, row in enumerate(csv.reader(lines), 1):
        try:
            if row[QUALITY] == NO_PLACE:
                continue
            code = tidy(row[CODE])
            if not _POSTCODE.fullmatch(code):
                raise ValueError(code)
            yield code, Spot(int(row[EASTING]), int(row[NORTHING]), districts.get(row[DISTRICT]))
        except (IndexError, ValueError) as error:
            raise BadFileError(f"line {number} is not a postcode of Code-Point Open: {','.join(row)[:80]}") from error
