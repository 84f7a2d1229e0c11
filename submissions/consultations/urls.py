"""Addresses of this kind, under their language."""

from django.http import HttpResponse
from django.urls import path

app_name = "consultations"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("consultations/", soon, name="state_roll"),
    path("consultations/table/", soon, name="state_table"),
    path("consultations/<slug:iso3>/", soon, name="state_detail"),
    path("desk/consultations/", soon, name="desk_list"),
    path("desk/consultations/new/", soon, name="desk_create"),
    path("desk/consultations/<uuid:uuid>/", soon, name="desk_detail"),
]
