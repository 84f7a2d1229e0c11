"""How strongly an operative paragraph asks, by its lead verb.

The order is that of use in United Nations texts: a decision binds the body itself and a request gives its secretariat
work; States are urged, called upon, encouraged or invited, from the strongest word to the mildest; the rest asks
nothing. It is a help for comparing paragraphs and no statement of law.
"""

import re
from enum import IntEnum


class Strength(IntEnum):
    """A step of the scale; a higher one asks for more. UNKNOWN is no step: the verb is not in the list."""

    UNKNOWN = 0
    NOTES = 1
    RECOGNIZES = 2
    INVITES = 3
    ENCOURAGES = 4
    CALLS = 5
    URGES = 6
    REQUESTS = 7
    DECIDES = 8


# Beginnings of verbs, in the third person of English (also past, as decisions have it), French and Spanish.
BEGINNINGS: tuple[tuple[Strength, str], ...] = (
    (
        Strength.RECOGNIZES,  # before the others: these begin like verbs that ask more
        "se déclar|se declar|se dit|s[’']inqui|s[’']engage|se compromet|commits itself|confirm|appreciat|encomia"
        "|expect|express",
    ),
    (
        Strength.DECIDES,
        "decid|adopt|approv|establish|authori|proclaim|declar|designa|elect|resolv|determin|agree|accept|appoint|nominat"
        "|amend|extend|terminat|ratif|creat|sets up|conven|launch|transmit|open|close"
        "|décid|approuv|proclam|autoris|déclar|conv(?:ien|en)|institu|établi|éli|nomm|désign"
        "|aprueb|aprob|establec|constitu|crea|crée|autoriz|acuerd|acord|resuelv|elig|nombra",
    ),
    (
        Strength.REQUESTS,
        "request|instruct|direct|demand|mandat|ask|entrust|prie|charge|confie|exige"
        "|solicit|pid|pedid|encarg|encomiend|exig|rueg",
    ),
    (Strength.URGES, "urge|exhort|engage|insta"),
    (
        Strength.CALLS,
        "call|appeal|lance un appel|appel|fait appel|llamamiento|hace un llamamiento|formula un llamamiento"
        "|hizo un llamamiento",
    ),
    (Strength.ENCOURAGES, "encourag|recommend|recommand|recomiend|recomend|alient|alent|anima|préconis|conseill"),
    (Strength.INVITES, "invit|propos|suggest|propon|sugier"),
    (
        Strength.RECOGNIZES,
        "recogni|welcom|acknowledg|emphasi|stress|underlin|underscor|reaffirm|affirm|reiterat|highlight|commend"
        "|fait sien|congratulat|support|endors|condemn|deplor|look|pledg|renew|remain|thank|conclud|regret|pays tribute"
        "|reject|denounc|deprecat|censur|lament|mourn|warn|insist|concur|applaud|hail|salut|believ|deem|hope|trust|wish"
        "|assert|restat|repeat|undertak|shares|is "
        "|reconna|se félicit|salu|accueill|soulign|réaffirm|réitèr|renouvel|insist|exprim|condamn|remerci|félicit|appui"
        "|met l|met en|attend|compte que|déplor|regrett|rend hommage|souscri|soutien|affirm|rejett|dénonc|reste saisi"
        "|demeure saisi"
        "|reconoc|acog|subray|recalc|destac|pon|reafirm|reiter|expres|conden|elogi|agradec|felicit|apoy|hac|hizo|afirm"
        "|respald|aguard|esper|confía|rinde|celebr|rechaz|ve con|se felicit|manifiest|sigue|está conv|denunci",
    ),
    (
        Strength.NOTES,
        "note|take|took|recall|consider|bear|remind|observ|draws|prend|prenant|constat|rappel|tient|garde|est consci"
        "|juge|tom|record|recuerd|considèr|estim|aware|señal|tiene",
    ),
)
BEFORE = re.compile(
    r"^(?:(?:also|further|furthermore|once again|once more|again|likewise|in particular|[^\W\d_]+(?:ly|ment|mente)"
    r"|en outre|de nouveau|además|también|asimismo)\s+){1,3}"
)
ASKED = ("invit", "request", "call", "appeal", "demande", "appel", "solicitud", "pedid", "llamamiento", "encourag")
LONGEST_BEGINNING = 120
INSTANT = ("demande", "prie", "invite")  # “Demande instamment”: stronger than the verb alone
STEPS = tuple((step, re.compile(f"(?:{words})")) for step, words in BEGINNINGS)
# “Reiterates its invitation” invites.
AGAIN = re.compile(
    r"(?:reiterat|renew|repeat|restat|réitèr|renouvel|reiter|renuev)\w*\s(?:also\s|its\s|son\s|sa\s|su\s)*(?P<what>\w+)"
)


def strength_of(lead: str, text: str = "") -> Strength:
    """The step on which a lead verb stands; an instant demand in French is an urge, and not a request.

    What is only said again (“Reiterates its invitation”) counts as what is said; `text` begins with the lead.
    """
    again = AGAIN.match(BEFORE.sub("", text[:LONGEST_BEGINNING].casefold()))
    said_again = again["what"] if again else ""
    return _step(said_again if said_again.startswith(ASKED) else BEFORE.sub("", lead.casefold()))


def _step(verb: str) -> Strength:
    if verb.startswith(INSTANT) and "instamment" in verb:
        return Strength.URGES
    return next((step for step, pattern in STEPS if pattern.match(verb)), Strength.UNKNOWN)
