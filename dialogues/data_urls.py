"""Addresses without a language: the calendar files."""

from django.urls import path

from dialogues import calendar

app_name = "dialogues"

urlpatterns = [
    path("calendar.ics", calendar.of_all, name="calendar"),
    path("<slug:slug>/calendar.ics", calendar.of_dialogue, name="dialogue_calendar"),
]
