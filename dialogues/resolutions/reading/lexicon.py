"""Words with which paragraphs begin, in English, French and Spanish: “Taking note with appreciation of”.

A lead is a verb, what makes it stronger or repeats it, the feeling that goes with it, and the preposition that belongs
to it. Italics in the text tell it too, but many texts lost theirs, and some leave the preposition out.
"""

import re

_FEELING = (
    r"(?:\s(?:deep|deepest|great|grave|serious|profound|particular|sincere|strong|full))?"
    r"\s(?:appreciation|satisfaction|concern|interest|regret|approval|gratitude|alarm|dismay|pride|support|solidarity"
    r"|sympathy|condolences|thanks|hope|conviction|commitment|determination|readiness|willingness|resolve|intention"
    r"|disappointment|outrage|belief)"
)
_EN_MORE = r"(?:\s(?:also|further|again|once again|furthermore))?"
_EN_BEFORE = r"(?:(?:Also|Further|Furthermore|Once again|Once more|Again|Likewise|In particular|[^\W\d_]+ly)\s){0,3}"
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
    "|concludes|elects|observes|expects|takes into account|agrees|mandates|remains seized|asks|rejects|denounces"
    "|deprecates|censures|laments|mourns|warns|insists|proposes|suggests|accepts|appoints|nominates|entrusts|amends"
    "|extends|terminates|ratifies|creates|sets up|convenes|launches|transmits|opens|closes|concurs|appreciates|applauds"
    "|hails|salutes|believes|deems|hopes|trusts|wishes|asserts|restates|repeats|undertakes|commits itself"
    "|shares the view|is of the view|is (?:deeply |gravely |also )?(?:concerned|alarmed|convinced|aware)"
    "|draws (?:the )?attention"
    "|decided|requested|invited|adopted|approved|endorsed|elected|agreed|recommended|noted|welcomed|urged|encouraged"
    "|expressed|reaffirmed|reiterated|stressed|emphasi[sz]ed|recalled|recogni[sz]ed|acknowledged|authori[sz]ed",
    "of": "takes note|takes cognizance|took note",
    "upon|on|for": "calls|called",
    "to": "appeals|looks forward|pays tribute",
}
_EN_EXPRESS = (
    rf"express(?:ing|es|ed)(?:\s(?:also|further|once again))?(?:\s(?:its|their))?{_FEELING}"
    r"(?:\s(?:about|at|over|to|for|with))?|express(?:ing|es)"
)
_EN_SENTIMENT = rf"(?:\swith{_FEELING})?"

_FR_MORE = r"(?:\s(?:également|aussi|en outre|de nouveau|une fois de plus|par ailleurs|[^\W\d_]+ment))?"
_FR_BEFORE = r"(?:[^\W\d_]+ment\s)?"
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
    "|réitère|renouvelle|engage vivement|fait sien(?:ne)?s?|lance un appel|fait appel|regrette|déplore|félicite|exprime"
    "|appelle|attend avec (?:intérêt|impatience)|compte que|conseille|propose|préconise|met l[’']accent|met en relief"
    "|proclame|convient|institue|crée|établit|confie|élit|nomme|désigne|souscrit|appuie|soutient|confirme|exige"
    "|prend en considération|garde à l[’']esprit|se déclare|se dit|s[’']engage|s[’']inquiète|juge|rejette|dénonce",
    "de|du|des": "se félicite|prend note|prend acte|tient compte|est consciente|reste saisie|demeure saisie",
    "à|au|aux": "rend hommage",
}
_FR_SENTIMENT = (
    r"(?:\savec\s(?:une\s(?:vive|profonde)\s)?"
    r"(?:satisfaction|intérêt|préoccupation|inquiétude|appréciation|gratitude|regret))?"
)

_ES_MORE = r"(?:\s(?:también|además|asimismo|de nuevo|una vez más|[^\W\d_]+mente))?"
_ES_BEFORE = r"(?:(?:También|Además|Asimismo|[^\W\d_]+mente)\s)?"
_ES_PREAMBULAR = {
    "": "recordando|reafirmando|teniendo presente|teniendo en cuenta|reconociendo|observando|acogiendo|subrayando"
    "|destacando|poniendo de relieve|considerando|habiendo examinado|expresando|afirmando|reiterando|condenando"
    "|deseosa|resuelta|decidida|haciendo notar|encomiando|lamentando|alentando|estimando|haciendo hincapié|señalando",
    "de": "tomando nota|consciente|convencida|percatada|teniendo conciencia",
    "por": "preocupada|alarmada|guiada|alentada|inquieta",
}
_ES_OPERATIVE = {
    "": "decide|recomienda|reafirma|subraya|destaca|pone de relieve|acoge|reconoce|observa|reitera|condena|recuerda"
    "|encomia|expresa|aprueba|hace suy[oa]s?|establece|autoriza|considera|lamenta|agradece|felicita|hace notar"
    "|hace hincapié|afirma|declara|se declara|respalda|apoya|señala|recalca|elogia|deplora|adopta|crea|confía"
    "|espera|estima|proclama|conviene|acuerda|resuelve|se compromete|propone|sugiere|confirma|ratifica|designa|elige"
    "|nombra|celebra|rechaza|exige|tiene presente|tiene en cuenta|ve con|se felicita|manifiesta|sigue ocupándose"
    "|encomienda|aguarda|está convencida|denuncia",
    "de": "toma nota|toma conocimiento",
    "al|a": "insta|exhorta|alienta|invita|solicita|pide|hace un llamamiento|encarga|formula un llamamiento|anima|ruega"
    "|rinde homenaje",
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
    return _lead(PREAMBULAR.get(language), text)


def operative_lead(text: str, language: str) -> str:
    """The words with which an operative paragraph begins, as printed; empty when they are not known."""
    return _lead(OPERATIVE.get(language), text)


def _lead(pattern: re.Pattern[str] | None, text: str) -> str:
    """What the pattern of a language finds; of some languages no words are known, and there is none."""
    match = pattern.match(text[:LONGEST_LEAD]) if pattern and text[:1].isupper() else None
    return match["lead"].removesuffix(" that") if match else ""


def begins_paragraph(text: str) -> bool:
    """Whether a line begins as a preambular paragraph does, in any of the languages."""
    return any(preambular_lead(text, language) for language in PREAMBULAR)
