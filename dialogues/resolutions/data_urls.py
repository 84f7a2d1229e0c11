"""Addresses without a language: the library as files and feed, one text as a document."""

from django.urls import path

from dialogues.resolutions import data_views

app_name = "resolution_data"

urlpatterns = [
    path("resolutions.<slug:kind>", data_views.resolution_file, name="list"),
    path("feeds/resolutions.atom", data_views.resolution_feed, name="feed"),
    path("resolutions/<slug:slug>.json", data_views.resolution_record, name="record"),
    path("resolutions/<slug:slug>.<str:kind>", data_views.resolution_citation, name="citation"),
]
