"""Addresses without a language: the register as files and feed, one statement in each format, and its attachments."""

from django.urls import path

from submissions.statements import data_views, proof_views, statement_pdf, views

app_name = "statement_data"

urlpatterns = [
    path("statements.<slug:kind>", data_views.statement_list, name="list"),
    path("feeds/statements.atom", data_views.statement_feed, name="feed"),
    path("opensearch.xml", data_views.opensearch, name="opensearch"),
    path("statements/<slug:slug>.pdf", statement_pdf.statement_pdf, name="statement_pdf"),
    path("statements/<slug:slug>.txt", proof_views.statement_text, name="text"),
    path("statements/series/<slug:slug>.jsonl", proof_views.chain_file, name="chain"),
    path("statements/series/<slug:slug>/head.txt", proof_views.chain_head, name="chain_head"),
    path("statements/<slug:slug>/versions/<int:number>.txt", proof_views.version_text, name="version_text"),
    path("statements/<slug:slug>.<str:kind>", data_views.statement_record, name="record"),
    path("statements/<slug:slug>/files/<slug:key>/", views.statement_file, name="file"),
]
