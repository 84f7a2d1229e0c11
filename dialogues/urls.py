"""Addresses of the public pages, under their language. They are those that Wagtail gives the pages."""

from django.urls import path

from dialogues import views

app_name = "dialogue_pages"

urlpatterns = [
    path("dialogues/", views.dialogue_list, name="dialogue_list"),
    path("dialogues/<slug:slug>/", views.dialogue_detail, name="dialogue_detail"),
    path("dialogues/<slug:slug>/<slug:panel>/", views.panel_detail, name="panel_detail"),
]
