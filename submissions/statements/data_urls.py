"""Addresses without a language: the files of public statements."""

from django.urls import path

from submissions.statements import views

app_name = "statement_data"

urlpatterns = [
    path("<slug:slug>/files/<slug:key>/", views.statement_file, name="file"),
]
