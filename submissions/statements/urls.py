"""Addresses of this kind, under their language."""

from django.http import HttpResponse
from django.urls import path

app_name = "statements"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("statements/", soon, name="statement_list"),
    path("statements/<slug:slug>/", soon, name="statement_detail"),
    path("desk/statements/", soon, name="desk_list"),
    path("desk/statements/new/<slug:slug>/", soon, name="desk_create"),
    path("desk/statements/<uuid:uuid>/", soon, name="desk_detail"),
]
