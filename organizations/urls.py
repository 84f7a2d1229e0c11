"""Addresses of this kind, under their language."""

from django.http import HttpResponse
from django.urls import path

app_name = "organizations"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("organizations/", soon, name="organization_list"),
    path("organizations/<slug:slug>/", soon, name="organization_detail"),
    path("desk/organizations/", soon, name="desk_list"),
    path("desk/organizations/<uuid:uuid>/", soon, name="desk_detail"),
]
