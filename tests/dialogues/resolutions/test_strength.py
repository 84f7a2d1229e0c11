"""The scale of lead verbs, in three languages."""

import re

import pytest

from dialogues.resolutions.reading import lexicon
from dialogues.resolutions.reading.lexicon import operative_lead
from dialogues.resolutions.reading.strength import Strength, strength_of

VERBS = {
    Strength.DECIDES: "Decides Adopts Approves Establishes Authorizes Authorises Elects Resolves Décide Approuve"
    " Autorise Aprueba Establece Proclaims Designates Decided",
    Strength.REQUESTS: "Requests Instructs Directs Demands Mandates Prie Demande Charge Solicita Pide Encarga"
    " Requested",
    Strength.URGES: "Urges Exhorte Engage Insta Exhorta Urged",
    Strength.CALLS: "Calls Appeals Called",
    Strength.ENCOURAGES: "Encourages Recommends Encourage Recommande Recomienda Alienta Recommended",
    Strength.INVITES: "Invites Invite Invita Invited",
    Strength.RECOGNIZES: "Recognizes Recognises Welcomes Stresses Emphasizes Reaffirms Commends Endorses Condemns"
    " Deplores Salue Souligne Réaffirme Accueille Condamne Reconnaît Subraya Destaca Acoge Reconoce Lamenta",
    Strength.NOTES: "Notes Recalls Considers Reminds Observes Constate Rappelle Estime Recuerda Observa Note",
}
ROWS = [(verb, step) for step, verbs in VERBS.items() for verb in verbs.split()]


@pytest.mark.parametrize(("verb", "step"), ROWS, ids=[verb for verb, _step in ROWS])
def test_each_verb_is_a_known_lead_and_has_its_step(verb, step):
    assert strength_of(verb) == step
    assert any(operative_lead(f"{verb} upon all", language).startswith(verb) for language in ("en", "fr", "es"))


@pytest.mark.parametrize(
    ("lead", "step"),
    [
        ("Also requests", Strength.REQUESTS),
        ("Furthermore invites", Strength.INVITES),
        ("Once again urges", Strength.URGES),
        ("Strongly encourages", Strength.ENCOURAGES),
        ("Demande également", Strength.REQUESTS),
        ("Demande instamment", Strength.URGES),
        ("Prie instamment", Strength.URGES),
        ("Lance un appel", Strength.CALLS),
        ("Hace un llamamiento a", Strength.CALLS),
        ("Hace hincapié", Strength.RECOGNIZES),
        ("Hace suyo", Strength.RECOGNIZES),
        ("Fait siennes", Strength.RECOGNIZES),
        ("Se félicite de", Strength.RECOGNIZES),
        ("Expresses its gratitude to", Strength.RECOGNIZES),
        ("Prend note de", Strength.NOTES),
        ("Toma nota de", Strength.NOTES),
        ("Bears in mind", Strength.NOTES),
        ("Takes into account", Strength.NOTES),
        ("DECIDES", Strength.DECIDES),
        ("Also further requests", Strength.REQUESTS),
        ("Once more urgently calls upon", Strength.CALLS),
        ("Invite instamment", Strength.URGES),
        ("Encomienda a", Strength.REQUESTS),
        ("Encomia", Strength.RECOGNIZES),
        ("Se declara", Strength.RECOGNIZES),
        ("Se déclare", Strength.RECOGNIZES),
        ("Convient", Strength.DECIDES),
        ("Sings", Strength.UNKNOWN),
        ("", Strength.UNKNOWN),
    ],
)
def test_what_stands_around_the_verb_changes_its_step_only_where_it_asks_instantly(lead, step):
    assert strength_of(lead) == step


@pytest.mark.parametrize(
    ("lead", "text", "step"),
    [
        ("Reiterates", "Reiterates its invitation to donors", Strength.INVITES),
        ("Also reiterates", "Also reiterates its call upon States", Strength.CALLS),
        ("Renews", "Renews its appeal to all", Strength.CALLS),
        ("Reiterates", "Reiterates also its encouragement of States", Strength.ENCOURAGES),
        ("Réitère", "Réitère sa demande au Secrétariat", Strength.REQUESTS),
        ("Réitère", "Réitère son invitation aux donateurs", Strength.INVITES),
        ("Reitera", "Reitera su invitación a los donantes", Strength.INVITES),
        ("Reitera", "Reitera su llamamiento a los Estados", Strength.CALLS),
        ("Reitera", "Reitera su pedido a la Secretaría", Strength.REQUESTS),
        ("Repeats", "Repeats its request to the Secretariat", Strength.REQUESTS),
        ("Reitera", "Reitera su solicitud a la Secretaría", Strength.REQUESTS),
        ("Reiterates", "Reiterates its commitment to peace", Strength.RECOGNIZES),
        ("Reiterates", "Reiterates that an invitation was sent", Strength.RECOGNIZES),
    ],
)
def test_what_is_said_again_counts_as_what_is_said(lead, text, step):
    assert strength_of(lead, text) == step


def test_the_scale_goes_from_noting_to_deciding():
    assert [step.name for step in sorted(Strength)] == [
        "UNKNOWN", "NOTES", "RECOGNIZES", "INVITES", "ENCOURAGES", "CALLS", "URGES", "REQUESTS", "DECIDES",
    ]  # fmt: skip


TABLES = {"en": lexicon._EN_OPERATIVE, "fr": lexicon._FR_OPERATIVE, "es": lexicon._ES_OPERATIVE}


@pytest.mark.parametrize("language", TABLES)
def test_no_verb_that_begins_an_operative_paragraph_is_without_a_step(language):
    """Verbs are pieces of patterns; a choice of letters is written out by its first one."""
    verbs = [re.sub(r"\[(.)[^]]*\]", r"\1", verb) for verbs in TABLES[language].values() for verb in _apart(verbs)]

    assert [verb for verb in verbs if not strength_of(verb)] == []


def _apart(verbs):
    return re.sub(r"\([^()]*\)\??", "", verbs).split("|")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Expresses its support for States", "Expresses its support for"),
        ("Expresses that all is well", "Expresses"),
        ("Also further requests the Secretariat", "Also further requests"),
        ("Unequivocally condemns violence", "Unequivocally condemns"),
        ("Requests States in particular", "Requests"),
        ("Exprime sa gratitude", "Exprime"),
        ("Rend hommage à", "Rend hommage"),
        ("Ruega encarecidamente a los Estados", "Ruega encarecidamente a"),
        ("Se compromete a", "Se compromete"),
        ("Hace suyas las", "Hace suyas"),
    ],
)
def test_leads_in_official_use_are_known_in_their_whole_length(text, lead):
    assert lead in {operative_lead(text, language) for language in TABLES}
