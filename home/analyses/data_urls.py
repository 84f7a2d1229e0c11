"""Addresses without a language: the analyses as files and feed."""

from django.urls import path

from home.analyses import data_views

app_name = "analysis_data"

urlpatterns = [
    path("analysis.<slug:kind>", data_views.analysis_file, name="list"),
    path("feeds/analyses.atom", data_views.analysis_feed, name="feed"),
]
