"""Addresses without a language: the table of calls to action as files."""

from django.urls import path

from dialogues.asks import views

app_name = "call_data"

urlpatterns = [path("resolutions/calls.<slug:kind>", views.call_file, name="list")]
