"""Addresses without a language: the calendar files, and what machines read."""

from django.urls import path

from dialogues import calendar, data
from dialogues.registration.calendar_views import own_calendar
from dialogues.summaries.views import summary_file, summary_pdf

app_name = "dialogues"

urlpatterns = [
    path("calendar.ics", calendar.of_all, name="calendar"),
    path("calendar/<str:token>.ics", own_calendar, name="own_calendar"),
    path("<slug:slug>/calendar.ics", calendar.of_dialogue, name="dialogue_calendar"),
    path("<slug:slug>/agenda.json", data.agenda_file, name="dialogue_agenda"),
    path("<slug:slug>/event.jsonld", data.event_file, name="dialogue_event"),
    path("<slug:slug>/summary.html", summary_file, name="dialogue_summary"),
    path("<slug:slug>/summary.pdf", summary_pdf, name="dialogue_summary_pdf"),
    path("<slug:slug>/<slug:panel>/summary.html", summary_file, name="panel_summary"),
    path("<slug:slug>/<slug:panel>/summary.pdf", summary_pdf, name="panel_summary_pdf"),
]
