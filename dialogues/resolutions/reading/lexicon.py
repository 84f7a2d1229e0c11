"""Words with which paragraphs begin, in English, French and Spanish: “Taking note with appreciation of”.

A lead is a verb, what makes it stronger or repeats it, the feeling that goes with it, and the preposition that belongs
to it. Italics in the text tell it too, but many texts lost theirs, and some leave the preposition out.
"""

import re

_FEELING = (
    r"(?:\s(?:deep|great|grave|serious|profound|particular|sincere))?"
    r"\s(?:appreciation|satisfaction|concern|interest|regret|approval|gratitude|alarm|dismay|pride)"
)
_EN_MORE = r"(?:\s(?:also|further|again|once again|furthermore))?"
_EN_BEFORE = (
    r"(?:(?:Also|Further|Furthermore|Once again|Again|Deeply|Gravely|Seriously|Fully|Firmly|Strongly|Particularly"
    r"|Profoundly|Greatly|Solemnly|Equally)\s)?"
)
# A verb, and the preposition that may follow it.
_EN_PREAMBULAR = {
    "": "acknowledging|affirming|appreciating|believing|commending|condemning|confirming|considering|deploring"
    "|desiring|determined|emphasi[sz]ing|endorsing|expecting|having adopted|having considered|having examined"
    "|having heard|having received|having reviewed|having in mind|highlighting|keeping in mind|bearing in mind|noting"
    "|observing|reaffirming|reali[sz]ing|recalling|recogni[sz]ing|regretting|reiterating|resolved|stressing"
    "|supporting|taking into account|taking into consideration|taking account|thanking|underlining|underscoring"
    "|understanding|urging|welcoming|wishing|acting|adopting|seeking|undertaking|encouraging|noting the|reminding"
    "|remaining",
    "of|that": "taking note|aware|mindful|conscious|convinced|desirous|confident|cognizant|taking cognizance",
    "about|at|by|over": "concerned|alarmed|disturbed|troubled",
    "by|at": "guided|encouraged|inspired|gratified|dismayed|motivated|shocked|appalled",
    "to": "having regard|paying tribute|referring|looking forward|paying attention",
    "on|upon": "building|drawing|reflecting|relying",
}
_EN_OPERATIVE = {
    "": "urges|requests|invites|encourages|decides|reaffirms|stresses|emphasi[sz]es|underlines|underscores|recommends"
    "|recogni[sz]es|acknowledges|welcomes|notes|adopts|approves|endorses|establishes|authori[sz]es|instructs|directs"
    "|demands|condemns|deplores|commends|congratulates|reiterates|affirms|declares|proclaims|designates|pledges"
    "|resolves|reminds|supports|confirms|renews|regrets|recalls|highlights|considers|bears in mind|thanks|determines"
    "|concludes|elects|observes|expects|takes into account|agrees|mandates|remains seized"
    "|decided|requested|invited|adopted|approved|endorsed|elected|agreed|recommended|noted|welcomed|urged|encouraged",
    "of": "takes note|takes cognizance|took note",
    "upon|on|for": "calls|called",
    "to": "appeals|looks forward|pays tribute",
}
_EN_EXPRESS = (
    rf"express(?:ing|es|ed)(?:\s(?:also|further))?(?:\s(?:its|their))?{_FEELING}(?:\s(?:about|at|over|to|for))?"
)
_EN_SENTIMENT = rf"(?:\swith{_FEELING})?"

_FR_MORE = r"(?:\s(?:également|aussi|en outre|de nouveau|instamment|vivement|par ailleurs))?"
_FR_BEFORE = r"(?:(?:Profondément|Vivement|Gravement|Pleinement|Fermement|Sérieusement)\s)?"
_FR_PREAMBULAR = {
    "": "rappelant|réaffirmant|considérant|reconnaissant|notant|ayant à l[’']esprit|gardant à l[’']esprit|sachant"
    "|soulignant|saluant|accueillant|constatant|estimant|ayant examiné|ayant présent à l[’']esprit|affirmant|condamnant"
    "|exprimant|insistant|désireuse|désirant|déterminée?|résolue|déplorant|observant|remerciant|regrettant"
    "|se déclarant",
    "de|du|des": "prenant note|prenant acte|consciente?|convaincue?|se félicitant|tenant compte|soucieuse",
    "par": "préoccupée?|inquiète|alarmée|guidée|encouragée|troublée",
}
_FR_OPERATIVE = {
    "": "demande|prie|invite|engage|encourage|exhorte|décide|souligne|réaffirme|recommande|accueille|reconnaît|note"
    "|constate|insiste|rappelle|condamne|adopte|approuve|salue|remercie|estime|considère|autorise|charge|affirme|déclare"
    "|réitère|renouvelle|engage vivement|fait sien(?:ne)?s?|lance un appel|fait appel|regrette|déplore|félicite",
    "de|du|des": "se félicite|prend note|prend acte|tient compte",
}
_FR_SENTIMENT = (
    r"(?:\savec\s(?:une\s(?:vive|profonde)\s)?"
    r"(?:satisfaction|intérêt|préoccupation|inquiétude|appréciation|gratitude|regret))?"
)

_ES_MORE = r"(?:\s(?:también|además|asimismo|nuevamente|encarecidamente|de nuevo|una vez más|igualmente))?"
_ES_BEFORE = r"(?:(?:Profundamente|Sumamente|Gravemente|Plenamente|Firmemente|Seriamente)\s)?"
_ES_PREAMBULAR = {
    "": "recordando|reafirmando|teniendo presente|teniendo en cuenta|reconociendo|observando|acogiendo|subrayando"
    "|destacando|poniendo de relieve|considerando|habiendo examinado|expresando|afirmando|reiterando|condenando"
    "|deseosa|resuelta|decidida|haciendo notar|encomiando|lamentando|alentando|estimando|haciendo hincapié|señalando",
    "de": "tomando nota|consciente|convencida|percatada|teniendo conciencia",
    "por": "preocupada|alarmada|guiada|alentada|inquieta",
}
_ES_OPERATIVE = {
    "": "decide|recomienda|reafirma|subraya|destaca|pone de relieve|acoge|reconoce|observa|reitera|condena|recuerda"
    "|encomia|expresa|aprueba|hace suyo|hace suya|establece|autoriza|considera|lamenta|agradece|felicita|hace notar"
    "|hace hincapié|afirma|declara|respalda|apoya|señala",
    "de": "toma nota|toma conocimiento",
    "al|a": "insta|exhorta|alienta|invita|solicita|pide|hace un llamamiento|encarga|formula un llamamiento",
}
_ES_SENTIMENT = (
    r"(?:\scon\s(?:profunda\s|gran\s|especial\s)?"
    r"(?:beneplácito|satisfacción|aprecio|interés|preocupación|reconocimiento|agradecimiento))?"
)


def _verbs(tables: dict[str, str], more: str, sentiment: str, extra: str = "") -> str:
    """One pattern for a table of verbs, each with its preposition."""
    found = [
        rf"(?:{verbs}){more}{sentiment}{more}" + (rf"(?:\s(?:{prepositions})(?=\s))?" if prepositions else "")
        for prepositions, verbs in tables.items()
    ]
    return "|".join([*([extra] if extra else []), *found])


def _pattern(before: str, verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?=[^\W\d_])(?P<lead>{before}(?:{verbs}))(?![\w’'-])", re.I)


PREAMBULAR = {
    "en": _pattern(_EN_BEFORE, _verbs(_EN_PREAMBULAR, _EN_MORE, _EN_SENTIMENT, _EN_EXPRESS)),
    "fr": _pattern(_FR_BEFORE, _verbs(_FR_PREAMBULAR, _FR_MORE, _FR_SENTIMENT)),
    "es": _pattern(_ES_BEFORE, _verbs(_ES_PREAMBULAR, _ES_MORE, _ES_SENTIMENT)),
}
OPERATIVE = {
    "en": _pattern(_EN_BEFORE, _verbs(_EN_OPERATIVE, _EN_MORE, _EN_SENTIMENT, _EN_EXPRESS)),
    "fr": _pattern(_FR_BEFORE, _verbs(_FR_OPERATIVE, _FR_MORE, _FR_SENTIMENT)),
    "es": _pattern(_ES_BEFORE, _verbs(_ES_OPERATIVE, _ES_MORE, _ES_SENTIMENT)),
}
LONGEST_LEAD = 120


def preambular_lead(text: str, language: str) -> str:
    """The words with which a preambular paragraph begins, as printed; empty when they are not known."""
    return _lead(PREAMBULAR[language], text)


def operative_lead(text: str, language: str) -> str:
    """The words with which an operative paragraph begins, as printed; empty when they are not known."""
    return _lead(OPERATIVE[language], text)


def _lead(pattern: re.Pattern[str], text: str) -> str:
    beginning = text[:LONGEST_LEAD]
    match = pattern.match(beginning) if beginning[:1].isupper() else None
    return match["lead"].removesuffix(" that") if match else ""


def begins_paragraph(text: str) -> bool:
    """Whether a line begins as a preambular paragraph does, in any of the languages."""
    return any(preambular_lead(text, language) for language in PREAMBULAR)
