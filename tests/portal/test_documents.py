"""Documents of the editors: cleaned, or refused in words beside the field; saved, never shown in place."""

import PIL.Image
import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from portal.files import ScanState, accepting
from tests.factories.people import UserFactory
from tests.factories.uploads import noted_png, pdf, photo

pytestmark = pytest.mark.django_db


def upload(client, content, name="note.pdf", to="wagtaildocs:add"):
    given = SimpleUploadedFile(name, content)
    root = {"title": "Concept note", "file": given, "collection": "1", "tags": ""}
    return client.post(reverse(to), root)


def test_a_coordinator_adds_a_document_of_which_only_the_clean_copy_is_kept(client, coordinator, monkeypatch, tmp_path):
    on_disk = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", on_disk)
    client.force_login(coordinator)

    answer = upload(client, pdf())

    assert answer.status_code == 302, answer.context["form"].errors
    client.logout()
    served = client.get(Document.objects.get().url)
    content = b"".join(served.streaming_content)
    assert content.startswith(b"%PDF") and b"Jane Secret" not in content
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert served.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("content", "name"), [(b"MZ\x90 program", "note.pdf"), (b"<html><script>", "note.html")])
def test_what_is_no_document_is_refused_beside_the_field(client, coordinator, content, name):
    client.force_login(coordinator)

    answer = upload(client, content, name)

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert not Document.objects.exists()


def test_without_an_answer_of_the_scanner_nothing_is_taken(client, coordinator, monkeypatch):
    monkeypatch.setattr(accepting.scanning, "scan", lambda _copy: ScanState.PENDING)
    client.force_login(coordinator)

    assert "virus scanner does not answer" in upload(client, pdf()).text
    assert not Document.objects.exists()


@pytest.mark.parametrize(("content", "name"), [(photo(), "meeting.jpg"), (noted_png(), "meeting.png")])
def test_of_a_picture_nothing_but_its_pixels_is_kept(client, monkeypatch, tmp_path, content, name):
    monkeypatch.setattr(Image._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    answer = upload(client, content, name, to="wagtailimages:add")

    assert answer.status_code == 302, answer.context["form"].errors
    kept = Image.objects.get()
    assert kept.file_size == kept.file.size
    with kept.file.open() as stored, PIL.Image.open(stored) as picture:
        assert picture.size == (kept.width, kept.height)
        assert not picture.getexif()
        assert not getattr(picture, "text", {})


def test_a_drawing_that_can_carry_scripts_is_refused_beside_the_field(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    answer = upload(client, b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.svg", to="wagtailimages:add")

    assert "file" in answer.context["form"].errors
    assert not Image.objects.exists()
