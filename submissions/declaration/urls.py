"""Addresses of this kind, under their language."""

from django.http import HttpResponse
from django.urls import path

app_name = "declaration"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("declaration/", soon, name="declaration_current"),
    path("declaration/<slug:slug>/", soon, name="declaration_detail"),
    path("desk/declaration/", soon, name="desk_list"),
    path("desk/declaration/<slug:slug>/sign/", soon, name="desk_sign"),
]
