"""Addresses of this kind."""

from django.http import HttpResponse
from django.urls import path

app_name = "declaration_data"


def soon(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("<slug:slug>/ledger.jsonl", soon, name="ledger"),
    path("<slug:slug>/openings.jsonl", soon, name="openings"),
    path("<slug:slug>/head.txt", soon, name="head"),
]
