"""Feeds of this floor; they carry no language."""

from django.urls import path

from dialogues import feeds

app_name = "feeds"

urlpatterns = [path("dialogues.atom", feeds.of_dialogues, name="dialogues")]
