"""Addresses without a language: the register as files and feed, one statement in each format, and its attachments."""

from django.urls import path

from submissions.statements import data_views, views

app_name = "statement_data"

urlpatterns = [
    path("statements.<slug:kind>", data_views.statement_list, name="list"),
    path("feeds/statements.atom", data_views.statement_feed, name="feed"),
    path("opensearch.xml", data_views.opensearch, name="opensearch"),
    path("statements/<slug:slug>.<str:kind>", data_views.statement_record, name="record"),
    path("statements/<slug:slug>/files/<slug:key>/", views.statement_file, name="file"),
]
