"""Addresses without a language: figures, and where sources disagree, as files."""

from django.urls import path

from portal.mechanism import views

app_name = "mechanism_data"

urlpatterns = [
    path("contradictions.<slug:kind>", views.contradictions_file, name="contradictions"),
    path("figures.<slug:kind>", views.figures_file, name="figures"),
]
