"""Addresses of this kind."""

from django.http import HttpResponse
from django.urls import path

app_name = "dialogues"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("calendar.ics", soon, name="calendar"),
    path("<slug:slug>/calendar.ics", soon, name="dialogue_calendar"),
]
