"""Addresses of registering, under their language: all of them in the desk."""

from django.urls import path

from dialogues.registration import calendar_views, views

app_name = "registration"

urlpatterns = [
    path("desk/calendar/", calendar_views.desk_calendar, name="desk_calendar"),
    path("desk/calendar/end/", calendar_views.desk_calendar_end, name="desk_calendar_end"),
    path("desk/registrations/", views.desk_list, name="desk_list"),
    path("desk/registrations/new/<slug:slug>/", views.desk_create, name="desk_create"),
    path("desk/registrations/<uuid:uuid>/", views.desk_detail, name="desk_detail"),
    path("desk/registrations/<uuid:uuid>/edit/", views.desk_edit, name="desk_edit"),
    path("desk/registrations/<uuid:uuid>/submit/", views.desk_submit, name="desk_submit"),
    path("desk/registrations/<uuid:uuid>/cancel/", views.desk_cancel, name="desk_cancel"),
]
