"""Addresses of the public pages, under their language. They are those that Wagtail gives the pages."""

from django.urls import path

from dialogues import feeds, views
from dialogues.registration import objection_views, paper_views
from dialogues.summaries import views as summaries

app_name = "dialogue_pages"

urlpatterns = [
    path("dialogues/", views.dialogue_list, name="dialogue_list"),
    path("feeds/dialogues.atom", feeds.of_dialogues, name="feed"),
    path("dialogues/objections/", objection_views.objection_list, name="objection_list"),
    path("dialogues/attendance/", paper_views.attendance_check, name="attendance_check"),
    path("dialogues/<slug:slug>/", views.dialogue_detail, name="dialogue_detail"),
    path("dialogues/<slug:slug>/corrections/", summaries.correction_list, name="correction_list"),
    path("desk/summaries/<uuid:key>/", summaries.desk_summary, name="desk_summary"),
    path("dialogues/<slug:slug>/<slug:panel>/", views.panel_detail, name="panel_detail"),
]
