"""Addresses of the library, under their language."""

from django.urls import path

from dialogues.resolutions import data_views, views

app_name = "resolutions"

urlpatterns = [
    path("feeds/resolutions.atom", data_views.resolution_feed, name="feed"),
    path("resolutions/", views.resolution_list, name="resolution_list"),
    path("resolutions/<slug:slug>/", views.resolution_detail, name="resolution_detail"),
    path("resolutions/<slug:slug>/changes/", views.resolution_changes, name="resolution_changes"),
]
