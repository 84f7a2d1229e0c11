"""Addresses of the front door that are not pages."""

from django.urls import path

from home import desk, open_data

urlpatterns = [
    path("data/", open_data.open_data, name="open_data"),
    path("data/<slug:key>/", open_data.dictionary, name="open_data_dictionary"),
    path("desk/", desk.overview, name="desk_overview"),
]
