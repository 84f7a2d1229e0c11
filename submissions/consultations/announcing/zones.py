"""Time zones as people write and read them: "nairobi" is found, and read as "East Africa Time (UTC+03:00)"."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_name

from portal.dates import babel_locale

UTC_NAME = "UTC"


@cache
def _zones() -> dict[str, str]:
    """The names of zones by how they may be written: in full, or by their city alone."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    by_city = {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in reversed(places)}
    return by_city | {name.casefold(): name for name in places} | {"utc": UTC_NAME}


def zone_of(text: str) -> str:
    """The zone that somebody names. Raises ValueError where there is none of that name."""
    folded = " ".join(text.split()).casefold()
    known = _zones()
    found = known.get(folded) or known.get(folded.replace(" ", "_"))
    if found is None:
        raise ValueError(text)
    return found


def zone_of_country(iso2: str) -> str:
    """The first zone of a country, as a first guess; UTC where none is known."""
    return next(iter(get_global("territory_zones").get(iso2, [])), UTC_NAME)


def zone_in_words(zone: str, at: datetime) -> str:
    """A zone in the reader's language with its distance from UTC on that day, e.g. "East Africa Time (UTC+03:00)"."""
    if zone == UTC_NAME:
        return UTC_NAME
    local = at.astimezone(ZoneInfo(zone))
    name = get_timezone_name(local, width="long", locale=babel_locale())
    return f"{name} (UTC{local.isoformat()[-6:]})"


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def day_ends(day: date, zone: str) -> datetime:
    """The first moment after a day in a zone."""
    return day_begins(day + timedelta(days=1), zone)
