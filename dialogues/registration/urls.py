"""Addresses of this kind, under their language."""

from django.http import HttpResponse
from django.urls import path

app_name = "registration"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("desk/registrations/", soon, name="desk_list"),
    path("desk/registrations/new/<slug:slug>/", soon, name="desk_create"),
    path("desk/registrations/<uuid:uuid>/", soon, name="desk_detail"),
]
