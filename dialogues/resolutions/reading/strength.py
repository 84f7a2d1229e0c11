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
        Strength.DECIDES,
        "decid|adopt|approv|establish|authori|proclaim|declar|designat|elect|resolv|determin|décid|approuv|proclam"
        "|autoris|aprueb|aprob|establec|constitu|crée",
    ),
    (Strength.REQUESTS, "request|instruct|direct|demand|mandat|prie|charge|solicit|pid|encarg|exig"),
    (Strength.URGES, "urge|strongly urge|exhort|engage|demande instamment|insta"),
    (
        Strength.CALLS,
        "call|appeal|lance un appel|appel|hace un llamamiento|formula un llamamiento|hizo un llamamiento",
    ),
    (Strength.ENCOURAGES, "encourag|recommend|recommand|recomiend|recomend|alient|alent|anima|préconis"),
    (Strength.INVITES, "invit"),
    (
        Strength.RECOGNIZES,
        "recogni|welcom|acknowledg|emphasi|stress|underlin|underscor|reaffirm|affirm|reiterat|highlight|commend"
        "|fait sien|congratulat"
        "|support|endors|confirm|express|condemn|deplor|look|pledg|renew|remain|thank|conclud|regret"
        "|reconna|se félicit|salu|accueill|soulign|réaffirm|réitèr|insist|exprim|condamn|remerci|félicit|appui"
        "|met l|attend|reconoc|acog|subray|destac|pon|reafirm|reiter|expres|conden|encomi|agradec|felicit|apoy|hac"
        "|lament|respald|aguard",
    ),
    (
        Strength.NOTES,
        "note|take|took|recall|consider|bear|remind|observ|prend|prenant|constat|rappel|tom|record|recuerd|considèr"
        "|estim|aware|express concern",
    ),
)
BEFORE = re.compile(
    r"^(?:also|further|furthermore|once again|again|strongly|in particular|égalem\w+|en outre|de nouveau|además|también"
    r"|asimismo|a ?simismo)\s+"
)
ASKED = ("invit", "request", "call", "appeal", "demande", "appel", "solicitud", "pedid", "llamamiento", "encourag")
LONGEST_BEGINNING = 120
STEPS = tuple((step, re.compile(f"(?:{words})")) for step, words in BEGINNINGS)


# “Reiterates its invitation” invites.
AGAIN = re.compile(
    r"(?:reiterat|renew|réitèr|renouvel|reiter|renuev)\w*\s(?:also\s|its\s|son\s|sa\s|su\s)*(?P<what>\w+)"
)


def strength_of(lead: str, text: str = "") -> Strength:
    """The step on which a lead verb stands; an instant demand in French is an urge, and not a request.

    What is only said again (“Reiterates its invitation”) counts as what is said; `text` begins with the lead.
    """
    verb = BEFORE.sub("", lead.casefold())
    again = AGAIN.match(BEFORE.sub("", text[:LONGEST_BEGINNING].casefold()))
    if again and again["what"].startswith(ASKED):
        return strength_of(again["what"])
    if verb.startswith(("demande", "prie")):
        return Strength.URGES if "instamment" in verb else Strength.REQUESTS
    return next((step for step, pattern in STEPS if pattern.match(verb)), Strength.UNKNOWN)
