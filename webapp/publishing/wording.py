"""What stands above and under the boxes, in words for people who write for families and know no file format. Pure.

By path without row numbers, most exact first: `service.access.how`, then `access.how`, then `how`.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .boxes import Box

LABELS: dict[str, LazyString] = {
    "title": _l("Title"), "name": _l("Name"), "summary": _l("In one sentence"), "description": _l("What it is"),
    "words": _l("The words"), "prices": _l("Prices"), "prices.what": _l("What it is the price of"),
    "prices.amount": _l("Pounds"), "prices.words": _l("In words, if pounds do not say it"),
    "access.decides": _l("Who decides"), "times": _l("Open hours for other sites that read our data"),
    "what": _l("What happens at this step"), "intro": _l("Opening words"),
    "organisation": _l("Who runs it"), "ages.min": _l("From age"), "ages.max": _l("Up to age"),
    "needs": _l("What it helps with"), "topics": _l("Where it stands in the Local Offer"),
    "scope": _l("How far it reaches"), "districts": _l("Where it works"), "cost": _l("What it costs"),
    "access": _l("How to get it"), "access.type": _l("Who can ask for it"), "access.how": _l("How to ask for it"),
    "contact": _l("How to reach it"), "contact.phone": _l("Phone"), "contact.text": _l("Text message number"),
    "contact.email": _l("Public email address"), "contact.website": _l("Website"), "contact.address": _l("Address"),
    "opening": _l("When it is open"), "waiting_time": _l("How long people wait"),
    "accessibility": _l("Access: steps, parking, noise, toilets, hearing loop"),
    "schedule_2": _l("Which duty of the law it answers"), "source": _l("Where this was read"),
    "source.title": _l("Name of the page"), "source.url": _l("Address of the page"),
    "source.seen": _l("Date on that page"), "further_sources": _l("Other pages it was read on"),
    "url": _l("Address of the page"), "seen": _l("Date on that page"), "confidence": _l("How sure we are"),
    "slug": _l("End of the page’s address"), "pathway": _l("Line of the map"), "position": _l("Place in the order"),
    "stages": _l("Ages on the map"), "level": _l("Kind of support"), "who": _l("Who can help"),
    "do": _l("What you can do now"), "how_long": _l("How long it takes"), "how_long.say": _l("In plain words"),
    "how_long.law": _l("What the law says"), "how_long.waits": _l("Figures of waits to show"),
    "resources": _l("Things to try"), "rights": _l("Rights to know"), "services": _l("Services that can help"),
    "next": _l("What next"), "next.if": _l("If …"), "next.go": _l("… go to"), "lists": _l("For which waiting lists"),
    "pathways": _l("For which lines of the map"), "topic": _l("What it is about"), "for_whom": _l("Who it is for"),
    "minutes": _l("Minutes it takes"), "time_needed": _l("Time it takes, in words"), "today": _l("Try today"),
    "this_week": _l("Try this week"), "get_help_if": _l("Get help if"), "clinician": _l("A clinician’s agreement"),
    "clinician.needed": _l("A clinician must agree these words"), "clinician.why": _l("Why"),
    "clinician.agreed_by": _l("Who agreed them"), "short": _l("In a few words"), "definition": _l("What is counted"),
    "points": _l("Figures, the oldest first"), "points.key": _l("Short name of the figure"), "points.date": _l("Day"),
    "points.precision": _l("How exact the day is"), "points.period": _l("Time it covers, in words"),
    "points.value": _l("Number"), "points.words": _l("Words instead of a number"), "points.source": _l("Source"),
    "points.caveat": _l("What to keep in mind"), "points.confidence": _l("Kind of source"),
    "day": _l("Day"), "figures": _l("Key figures"), "figures.wait": _l("Series"), "figures.say": _l("In plain words"),
    "messages": _l("Key messages"), "still_to_do": _l("Still to do"), "left_out": _l("What we left out, and why"),
    "opens_on": _l("First day"), "closes_on": _l("Last day"), "how": _l("How to take part"),
    "what_changed": _l("What changed because of it"), "told_by": _l("Who tells it"), "consent": _l("Their yes"),
    "consent.given_on": _l("Given on"), "consent.given_by": _l("Given by"), "consent.recorded_by": _l("Noted by"),
    "consent.covers": _l("What it covers"), "consent.until": _l("Holds until"),
    "consent.withdrawn_on": _l("Taken back on"), "kind": _l("What kind of thing"), "service": _l("Which service"),
    "online": _l("It is online or by phone"), "place": _l("Where"),
    "pattern": _l("When it usually is, as read somewhere"),
    "reported": _l("Where and when that was read"), "next_date": _l("How a family finds the next date"),
    "dates": _l("Confirmed dates"), "dates.confirmed_on": _l("Confirmed on"), "dates.confirmed_by": _l("Confirmed by"),
    "dates.start": _l("Starts at"), "dates.end": _l("Ends at"), "dates.days": _l("Single days"),
    "dates.weekly": _l("Every week on"), "dates.every": _l("Every how many weeks"),
    "dates.monthly": _l("Every month on a"), "dates.nth": _l("Which one of the month"),
    "dates.first": _l("From this day on"), "dates.until": _l("Last day, if there is one"),
    "dates.left_out": _l("Days it is not on"), "dates.cancelled": _l("Planned days that are called off"),
    "dates.moves": _l("Days that moved"), "moves.planned": _l("Planned for"), "moves.day": _l("Now on"),
    "checking": _l("“We are checking …” (families see this)"), "hold": _l("Keep off the public site"),
    "editor_note": _l("Note for editors (families never see it)"), "reviewed_on": _l("Last checked on"),
    "review_due": _l("Check again by"), "for_who": _l("Who it is for"), "code": _l("Two letters on the map"),
    "line": _l("Colour of the line, 1 to 7"), "stroke": _l("Kind of line"), "owner": _l("Who looks after it"),
    "coproduced_with": _l("Made with"), "area_note": _l("Note about this area"),
}
HINTS: dict[str, LazyString] = {
    "prices.amount": _l("Like 2.50."), "prices.words": _l("Such as: free for carers."),
    "times": _l("Families do not see it. Leave it as it is unless the hours changed: then change the hours only."),
    "list": _l("One to a line."), "parts": _l("Lines of “name: value”."),
    "rows": _l("Empty a block to take it out."),
    "picks": _l("Begin to type a name and choose. Empty a line to take it out."),
    "dates": _l("Say when in one way: single days, every week, or every month. Leave all empty if no date is sure."),
    "dates.days": _l("One to a line, like 2027-01-15."), "dates.left_out": _l("One to a line, like 2027-02-15."),
    "dates.cancelled": _l("One to a line, like 2027-02-15."), "dates.start": _l("Like 10:00."),
    "dates.end": _l("Like 11:30."), "dates.nth": _l("1 to 5, or -1 for the last."),
    "dates.confirmed_by": _l("A role or a team, such as “the group’s organiser”. Not a person’s name."),
    "who": _l("One to a line. A service stands as service: and its short name."),
    "next.go": _l("A step as step:its-name, a line as pathway:its-name, or end."),
    "slug": _l("Small letters and hyphens, like ask-for-an-assessment."),
    "summary": _l("What a tired parent wants to know first."), "words": _l("A line that begins with ## is a heading."),
    "checking": _l("Say what we are not sure of, and what to do meanwhile."),
    "review_due": _l("Leave empty to follow the rhythm of this kind."),
    "contact.email": _l("Families see this. Only an address that is public."),
    "access.how": _l("What to do first, then what happens."), "waiting_time": _l("With the month it was true."),
    "next_date": _l("Whom to ring or where to look."),
}

NOTHING_CHANGED = _l(
    "Nothing is different from what is public now. If all is right, use the button “It is still right”."
)


def label(kind: str, box: Box) -> LazyString | str:
    """What stands above a box."""
    return _find(LABELS, kind, box) or box.path[-1].replace("_", " ").capitalize()


def hint(kind: str, box: Box) -> LazyString | str:
    """What stands under it."""
    return _find(HINTS, kind, box) or HINTS.get(box.kind, "")


def group(name: str) -> LazyString | str:
    """What stands above boxes that belong together."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _find(words: dict[str, LazyString], kind: str, box: Box) -> LazyString | str:
    parts = box.plain_path.split(".")
    names = [f"{kind}.{box.plain_path}", *(".".join(parts[n:]) for n in range(len(parts)))]
    return next((words[name] for name in names if name in words), "")
