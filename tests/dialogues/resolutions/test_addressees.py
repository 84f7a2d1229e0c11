"""To whom an operative paragraph speaks, in three languages."""

import pytest

from dialogues.resolutions.reading.addressees import ANYWHERE, FIRST, addressees_in
from portal.mechanism.vocabulary import KNOWN

UNODC = "United Nations Office on Drugs and Crime"


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("Urges States parties to share lists", "Urges", ("States parties",)),
        ("Insta a los Estados partes a que compartan listas", "Insta a", ("States parties",)),
        ("Prie les États parties de partager les listes", "Prie", ("States parties",)),
        ("Encourage les États Membres à former le personnel", "Encourage", ("Member States",)),
        ("Alienta a los Estados Miembros a que formen personal", "Alienta a", ("Member States",)),
        ("Invites donors to give more", "Invites", ("donors",)),
        ("Invite les donateurs à verser des contributions", "Invite", ("donors",)),
        ("Invita a los donantes a que aporten recursos", "Invita a", ("donors",)),
        ("Prie l’ONUDC de rendre compte", "Prie", (UNODC,)),
        ("Solicita a la UNODD que informe", "Solicita a", (UNODC,)),
        (
            "Solicita a la Oficina de las Naciones Unidas contra la Droga y el Delito que informe",
            "Solicita a",
            (UNODC,),
        ),
    ],
)
def test_parties_members_the_office_and_donors_are_known_in_each_language(text, lead, expected):
    assert addressees_in(text, lead) == expected


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("Requests the Secretariat to prepare a note", "Requests", ("Secretariat",)),
        ("Prie le Secrétaire général de présenter un rapport", "Prie", ("Secretary-General",)),
        ("Pide a la Secretaría que prepare una nota", "Pide a", ("Secretariat",)),
        ("Prie la Directrice exécutive de rendre compte", "Prie", ("Executive Director",)),
        ("Solicita a la Directora Ejecutiva que informe", "Solicita a", ("Executive Director",)),
        ("Invita a los gobiernos a que respondan", "Invita a", ("Governments",)),
        ("Encourage les groupes de travail à se réunir", "Encourage", ("working groups",)),
        ("Alienta a los grupos de trabajo a que se reúnan", "Alienta a", ("working groups",)),
        ("Invite la société civile à contribuer", "Invite", ("civil society",)),
        ("Invita al sector privado a que coopere", "Invita al", ("private sector",)),
        ("Encourages academia to study it", "Encourages", ("academia",)),
        ("Invites non-governmental organisations to attend", "Invites", ("civil society",)),
        ("Invite les organisations internationales à participer", "Invite", ("international organizations",)),
        ("Calls upon the United Nations system to help", "Calls upon", ("United Nations system",)),
    ],
)
def test_others_are_known_in_each_language_when_the_verb_is_put_to_them(text, lead, expected):
    assert addressees_in(text, lead) == expected


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("Urges States, together with civil society, to act", "Urges", ("States",)),
        ("Urges the inclusion of civil society", "Urges", ()),
        ("Invites civil society and the private sector to help", "Invites", ("civil society", "private sector")),
        ("Encourages States parties and other States to join", "Encourages", ("States parties",)),
        ("Requests the Secretariat to inform Member States", "Requests", ("Member States", "Secretariat")),
        ("Takes note of the work of donors", "Takes note of", ("donors",)),
        ("Stresses that States have a duty", "Stresses", ("States",)),
        ("Stresses that United states of mind matter", "Stresses", ()),
        ("Reiterates its request to the Secretariat to report", "Reiterates", ("Secretariat",)),
        ("Réitère sa demande à la société civile de participer", "Réitère", ("civil society",)),
        ("Reitera su invitación a la sociedad civil", "Reitera", ("civil society",)),
        ("", "", ()),
        ("Urges", "Urges", ()),
    ],
)
def test_whoever_is_only_mentioned_behind_the_object_is_not_addressed(text, lead, expected):
    assert addressees_in(text, lead) == expected


def test_the_names_of_the_register_are_unique():
    names = [name for name, _words in (*ANYWHERE, *FIRST)]

    assert len(names) == len(set(names)) == 14


def test_each_name_that_the_reader_gives_is_said_in_the_readers_language():
    assert {"States", *(name for name, _words in ANYWHERE + FIRST)} <= KNOWN
