"""Two organizations of nearly one name and a coordinator: applying, proving, asking, answering, what comes after."""

from dataclasses import dataclass, field
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organizations import actions
from organizations.models import Organization, ReasonCode, Role, User
from portal import audit
from portal.mechanism.models import State
from portal.models import OutgoingMail
from tests.factories import uploads
from tests.factories.organizations import CoordinatorFactory
from tests.factories.people import link, make_person, roles

pytestmark = pytest.mark.django_db
S = Organization.State
NAME, NEW_NAME = "Lakeside Mediators", "Lakeside Mediators’ Union"
LOOK_ALIKE = "L\u0430keside Mediators"  # the second letter is Cyrillic
DIRECTORY = "/en/organizations/"
PROFILE = f"{DIRECTORY}lakeside-mediators/"
QUEUE = reverse("organization_queue")
# Words that only Ana, her colleagues and the coordinator may read; and those of Boris.
CANARY, OTHER_CANARY = "canary", "magpie"


@dataclass
class Somebody:
    """A person in front of a browser; without a user, a reader."""

    user: User | None = None
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        if self.user:
            self.client.force_login(self.user)

    def read(self, address: str) -> str:
        """The page; it has to be there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def send(self, address: str, **sent) -> str:
        """Send a form there and go where it leads."""
        answer = self.client.post(address, {"form_key": uuid4(), **sent}, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def is_refused(self, address: str) -> bool:
        """Whether this person gets nothing there, neither by reading nor by sending."""
        for answer in (self.client.get(address), self.client.post(address)):
            if answer.status_code not in (403, 404, 405) and "/login/" not in answer.headers.get("Location", ""):
                return False
        return True


@dataclass
class Story:
    """Who takes part, and the two applications once they are there."""

    ana: Somebody
    boris: Somebody
    cora: Somebody
    reader: Somebody
    ours: Organization
    theirs: Organization

    def wall_stands(self) -> None:
        """Neither organization, nor a reader, meets a word of the other; Boris finds none of Ana's doors."""
        for somebody, word, strange in ((self.boris, CANARY, self.ours), (self.ana, OTHER_CANARY, self.theirs)):
            own = self.theirs if somebody is self.boris else self.ours
            seen = [somebody.read(page) for page in ("/en/desk/", DIRECTORY, desk(own), desk(own, "people_list"))]
            seen += OutgoingMail.objects.filter(to=somebody.user.email).values_list("text", flat=True)
            assert word not in " ".join(seen).lower()
            for door in doors(strange):
                assert somebody.is_refused(door), door
        assert CANARY not in self.reader.read(DIRECTORY).lower()

    def refresh(self) -> None:
        """Read both applications again."""
        self.ours.refresh_from_db()
        self.theirs.refresh_from_db()


def desk(organization: Organization, name: str = "desk_detail") -> str:
    """A page of the desk on an organization."""
    return reverse(f"organizations:{name}", args=[organization.uuid])


def review(organization: Organization, name: str = "organization_review") -> str:
    """A page of the coordinators on an organization."""
    return reverse(name, args=[organization.uuid])


def doors(organization: Organization) -> list[str]:
    """Every address of an organization that is not for strangers."""
    names = ["desk_detail", "desk_edit", "desk_write", "desk_document_add", "desk_logo", "desk_submit"]
    people = ["people_list", "people_invite", "people_hand_over"]
    cms = ["organization_review", "organization_write", "organization_check", "organization_suspend"]
    papers = [
        reverse("organization_document", args=[organization.uuid, one.uuid]) for one in organization.evidence.all()
    ]
    return [
        *(desk(organization, name) for name in names + people),
        *(review(organization, name) for name in cms),
        *papers,
    ]


def answers(legal_name: str, word: str) -> dict:
    """What is filled in; the address for coordinators holds a word that nobody else may read."""
    return {
        "legal_name": legal_name,
        "name_language": "en",
        "country": State.objects.get(iso3="KEN").pk,
        "kind": "ngo",
        "mandate": "We train people who mediate between neighbours.",
        "ecosoc_status": "none",
        "contact_email": f"office@{word}.example",
        "in_directory": "yes",
    }


def apply(somebody: Somebody, legal_name: str, word: str) -> Organization:
    somebody.send(reverse("organizations:desk_create"), **answers(legal_name, word))
    return Organization.objects.get(legal_name=legal_name)


@pytest.fixture
def story():
    ana, boris = (Somebody(make_person(f"{name}@{name}.example", first_name=name.title())) for name in ("ana", "boris"))
    ours, theirs = apply(ana, NAME, CANARY), apply(boris, LOOK_ALIKE, OTHER_CANARY)
    return Story(ana, boris, Somebody(CoordinatorFactory()), Somebody(), ours, theirs)


# --- the chapters --------------------------------------------------------------------------------------------------


def both_send_their_applications(story: Story) -> None:
    assert NAME not in story.cora.read(QUEUE)  # a draft is nobody's business
    paper = SimpleUploadedFile("canary-certificate.pdf", uploads.pdf(), "application/pdf")
    story.ana.send(desk(story.ours, "desk_document_add"), file=paper, description="From the canary register")
    assert "Being checked" in story.ana.send(desk(story.ours, "desk_submit"), note="Ask at the canary register.")
    assert "Being checked" in story.boris.send(desk(story.theirs, "desk_submit"), note="Magpies know us.")


def the_coordinator_sees_how_alike_they_are(story: Story) -> None:
    queue = story.cora.read(QUEUE)
    assert queue.index(f">{NAME}</a>") < queue.index(f">{LOOK_ALIKE}</a>")
    page = story.cora.read(review(story.theirs))
    assert f">{NAME}</a> (same name)" in page
    assert "mixes letters of two scripts" in page
    assert "office@canary.example" in page  # the other record stands beside it
    assert "same name" not in story.boris.read(desk(story.theirs))


def the_coordinator_opens_the_proof(story: Story) -> None:
    evidence = story.ours.evidence.get()
    assert evidence.given_name in story.cora.read(review(story.ours))
    answer = story.cora.client.post(reverse("organization_document", args=[story.ours.uuid, evidence.uuid]))
    content = BytesIO(b"".join(answer.streaming_content if answer.streaming else [answer.content])).read()
    assert content.startswith(b"%PDF")
    assert b"Jane Secret" not in content
    assert "attachment" in answer["Content-Disposition"]
    seen = audit.history(story.ours).get(verb="open_document")
    assert (seen.actor, seen.data["sha256"]) == (story.cora.user, evidence.sha256)
    assert "A coordinator opened a proof document" in story.ana.read(desk(story.ours))


def they_talk_in_the_thread(story: Story) -> None:
    story.cora.send(review(story.ours, "organization_write"), text="Which canary register is it?")
    assert "Which canary register is it?" in story.ana.read(desk(story.ours))
    mail = OutgoingMail.objects.filter(to=story.ana.user.email).latest("pk")
    assert str(story.ours.uuid) in mail.text
    assert CANARY not in mail.text  # a link only
    story.ana.send(desk(story.ours, "desk_write"), text="The canary one of Nairobi, number 7.")
    assert "The canary one of Nairobi, number 7." in story.cora.read(review(story.ours))
    assert "New message" in story.cora.read(QUEUE)


def one_is_verified_and_the_other_declined(story: Story) -> None:
    assert NAME not in story.reader.read(DIRECTORY)
    following = story.cora.send(review(story.ours), decision="verified")
    assert LOOK_ALIKE in following  # the next one that waits
    assert "Say why" in story.cora.send(review(story.theirs), decision="declined")
    story.cora.send(review(story.theirs), decision="declined", reason_code=ReasonCode.NOT_FOUND)
    story.refresh()
    assert (story.ours.state, story.theirs.state) == (S.VERIFIED, S.DECLINED)
    assert str(ReasonCode.NOT_FOUND.label) in story.boris.read(desk(story.theirs))
    listing = story.reader.read(DIRECTORY)
    assert f'href="{PROFILE}"' in listing
    assert LOOK_ALIKE not in listing
    assert CANARY not in story.reader.read(PROFILE)


def a_colleague_takes_over(story: Story) -> Somebody:
    noor = Somebody(make_person("noor@canary.example", first_name="Noor Canary"))
    assert noor.is_refused(desk(story.ours))
    invited = {"email": noor.user.email, "role": Role.EDITOR, "language": "en"}
    story.ana.send(desk(story.ours, "people_invite"), **invited)
    door = link()
    assert story.boris.client.post(door).status_code == 409  # Boris found the letter: it is not for him
    assert "Accept the invitation" in noor.read(door)
    noor.send(door)
    heir = story.ours.memberships.get(user=noor.user)
    story.ana.send(desk(story.ours, "people_hand_over"), to=heir.uuid, become=Role.SIGNATORY)
    assert roles(story.ours) == {noor.user.email: Role.OWNER, story.ana.user.email: Role.SIGNATORY}
    assert story.ana.client.get(desk(story.ours, "people_invite")).status_code == 403
    return noor


def a_new_name_is_checked_again(story: Story, noor: Somebody) -> None:
    page = noor.send(desk(story.ours, "desk_edit"), **answers(NEW_NAME, CANARY))
    assert "The coordinators check it again." in page
    assert story.reader.client.get(PROFILE).status_code == 404  # until then the public reads neither name
    assert "Lakeside" not in story.reader.read(DIRECTORY)
    assert NEW_NAME in story.cora.read(QUEUE)
    story.cora.send(review(story.ours), decision="verified")
    profile = story.reader.read(PROFILE)  # at the address of before
    assert f"<h1><bdi>{NEW_NAME}</bdi></h1>" in profile
    assert f"Formerly <bdi>{NAME}</bdi>" in profile


def a_listed_double_becomes_one_with_it(story: Story, noor: Somebody) -> None:
    listed = actions.list_named("LAKESIDE Mediators Union", source="A report, page 3", by=story.cora.user)
    address = listed.get_absolute_url()
    assert address != PROFILE
    assert "A report, page 3" in story.reader.read(address)
    merge = reverse("organization_merge", args=[listed.uuid, story.ours.uuid])
    assert merge in story.cora.read(review(listed))
    assert noor.is_refused(merge)
    assert "The two are one." in story.cora.send(merge, reason="One register, one number.", agreed="on")
    moved = story.reader.client.get(address)
    assert (moved.status_code, moved["Location"]) == (301, PROFILE)
    assert story.reader.read(DIRECTORY).count('class="rec"') == 1
    assert "One register, one number." in noor.read(desk(story.ours))


def test_two_organizations_and_a_coordinator(story):
    both_send_their_applications(story)
    story.wall_stands()
    the_coordinator_sees_how_alike_they_are(story)
    the_coordinator_opens_the_proof(story)
    they_talk_in_the_thread(story)
    story.wall_stands()
    one_is_verified_and_the_other_declined(story)
    story.wall_stands()
    noor = a_colleague_takes_over(story)
    story.wall_stands()
    a_new_name_is_checked_again(story, noor)
    story.wall_stands()
    a_listed_double_becomes_one_with_it(story, noor)
    story.wall_stands()
