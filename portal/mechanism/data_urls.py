"""Addresses without a language: figures, where sources disagree, and the registers, as files."""

from django.urls import path

from portal.mechanism import registers, views

app_name = "mechanism_data"

urlpatterns = [
    path("articles.<slug:kind>", registers.articles_file, name="articles"),
    path("glossary.<slug:kind>", registers.terms_file, name="terms"),
    path("reference/documents.<slug:kind>", registers.documents_file, name="documents"),
    path("contradictions.<slug:kind>", views.contradictions_file, name="contradictions"),
    path("figures.<slug:kind>", views.figures_file, name="figures"),
]
