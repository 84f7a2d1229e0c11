"""Two organizations and a coordinator, in the client: asked, confirmed, changed, confirmed again, sent, public."""

import re

import pytest
from django.urls import reverse

from portal.models import OutgoingMail
from submissions.statements.models import Cosigner, Statement
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, writer_of

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Parts without a number", "language": "en", "source": "We ask States to describe them alike.",
    "summary": "", "instruments": ["FIREARMS"],
}  # fmt: skip


def link_in_mail(to: str, template: str) -> str:
    """Where the newest mail of this kind leads this person, under English."""
    mail = OutgoingMail.objects.filter(to=to, template=f"statements/email/{template}").latest("pk")
    return "/en" + re.search(r"(/desk/\S+)", mail.text).group(1)


def confirm(client, guest) -> str:
    """Open the link of the mail, read, press the button; what the page says."""
    client.force_login(guest)
    address = link_in_mail(guest.email, "cosign_asked")
    seen = client.get(address).context["seen"]
    return client.post(address, {"confirm": "1", "seen": seen}, follow=True).text


def test_a_text_of_one_organization_that_another_one_supports(client):
    call, author = make_call(), OrganizationFactory(legal_name="Red Costera")
    guest = OrganizationFactory(legal_name="Delta Forum", slug="delta-forum")
    owner, signatory, coordinator = writer_of(author), writer_of(guest), CoordinatorFactory()

    client.force_login(owner)
    typed = {**TYPED, "organization": str(author.uuid), "cosigners": ""}
    form = client.get(reverse("statements:desk_create", args=[call.slug])).context["form"]
    typed["form_key"] = str(form["form_key"].value())
    place = client.post(reverse("statements:desk_create", args=[call.slug]), typed)["Location"]
    assert "Delta Forum" in client.get(place, {"q": "delta"}).text
    client.post(place, {"organization": "delta-forum"})

    assert "co-signs this text" in confirm(client, signatory)

    client.force_login(owner)
    statement = Statement.objects.get()
    edit = reverse("statements:desk_edit", args=[statement.uuid])
    stamp = client.get(edit).context["form"]["stamp"].value()
    client.post(edit, {**TYPED, "title": "Another title", "stamp": stamp})
    assert "Asked" in client.get(place).text and Cosigner.objects.get().state == "invited"

    assert "co-signs this text" in confirm(client, signatory)

    client.force_login(owner)
    submit = reverse("statements:desk_submit", args=[statement.uuid])
    page = client.get(submit)
    assert "Delta Forum" in page.text
    client.post(submit, page.context["form"].initial)
    client.force_login(coordinator)
    assert "Delta Forum" in client.get(reverse("statement_review", args=[statement.uuid])).text
    client.post(reverse("statement_claim", args=[statement.uuid]))
    client.post(reverse("statement_accept", args=[statement.uuid]))
    client.logout()

    statement.refresh_from_db()
    assert "Delta Forum" in client.get(statement.get_absolute_url()).text.partition("Co-signed by")[2]
    assert "Another title" in client.get(reverse("organizations:organization_detail", args=["delta-forum"])).text
