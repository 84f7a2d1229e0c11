"""Addresses without a language: the directory as files."""

from django.urls import path

from organizations import document_desk, views

app_name = "organization_data"

urlpatterns = [
    path("organizations.<slug:kind>", views.organization_data, name="list"),
    path("organizations/<slug:slug>/logo.img", document_desk.logo, name="logo"),
]
