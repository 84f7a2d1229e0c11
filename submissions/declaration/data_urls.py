"""Addresses of the ledger's files; they carry no language."""

from django.urls import path

from submissions.declaration import data, pictures, signatories
from submissions.declaration.supporters import data as supporters

app_name = "declaration_data"

urlpatterns = [
    path("verify_ledger.py", data.script_file, name="script"),
    path("<slug:slug>/ledger.jsonl", data.ledger_file, name="ledger"),
    path("<slug:slug>/openings.jsonl", data.openings_file, name="openings"),
    path("<slug:slug>/head.txt", data.head_file, name="head"),
    path("<slug:slug>/signatories.<slug:kind>", signatories.signatory_file, name="signatories"),
    path("<slug:slug>/supporters.<slug:kind>", supporters.names_file, name="supporters"),
    path("<slug:slug>/supporters-by-country.<slug:kind>", supporters.numbers_file, name="supporters_by_country"),
    path("<slug:slug>/support/own/<str:token>/proof.jsonl", supporters.proof_file, name="support_proof"),
    path("<slug:slug>/badge/<slug:language>.svg", pictures.badge, name="badge"),
    path("<slug:slug>/announcement/<slug:language>.pdf", pictures.announcement, name="announcement"),
    path("<slug:slug>/annex.csv", data.annex_file, name="annex"),
    path("<slug:slug>/annex/<slug:language>.pdf", pictures.annex_pdf, name="annex_pdf"),
    path("<slug:slug>/heads.atom", data.heads_feed, name="heads"),
    path("<slug:slug>/text/<slug:language>.txt", data.text_file, name="text"),
]
