"""Addresses of the front door that are not pages."""

from django.urls import path

from home import desk

urlpatterns = [
    path("desk/", desk.overview, name="desk_overview"),
]
