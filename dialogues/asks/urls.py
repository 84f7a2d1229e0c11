"""Addresses of calls to action, under their language. They come before those of the library: no text has their slug."""

from django.urls import path

from dialogues.asks import views

app_name = "asks"

urlpatterns = [
    path("resolutions/calls/", views.call_list, name="call_list"),
    path("resolutions/calls/<uuid:uuid>/", views.call_detail, name="call_detail"),
]
