"""Addresses of registering, under their language: all of them in the desk."""

from django.urls import path

from dialogues.followup import views as followup
from dialogues.registration import calendar_views, check_in_views, paper_views, views
from dialogues.travel import views as travel

app_name = "registration"

urlpatterns = [
    path("desk/calendar/", calendar_views.desk_calendar, name="desk_calendar"),
    path("desk/calendar/end/", calendar_views.desk_calendar_end, name="desk_calendar_end"),
    path("desk/check-in/", check_in_views.check_in_list, name="check_in_list"),
    path("desk/check-in/at/<slug:slug>/", check_in_views.check_in_dialogue, name="check_in_dialogue"),
    path("desk/check-in/<uuid:uuid>/", check_in_views.check_in, name="check_in"),
    path("desk/check-in/<uuid:uuid>/undo/", check_in_views.check_in_undo, name="check_in_undo"),
    path("desk/registrations/", views.desk_list, name="desk_list"),
    path("desk/registrations/new/<slug:slug>/", views.desk_create, name="desk_create"),
    path("desk/registrations/<uuid:uuid>/", views.desk_detail, name="desk_detail"),
    path("desk/registrations/<uuid:uuid>/badges/", paper_views.desk_badges, name="desk_badges"),
    path("desk/registrations/<uuid:uuid>/letters/<uuid:delegate>/", paper_views.desk_letter, name="desk_letter_pdf"),
    path("desk/registrations/<uuid:uuid>/travel/", travel.desk_travel, name="desk_travel"),
    path("desk/registrations/<uuid:uuid>/travel/end/", travel.desk_travel_take_back, name="desk_travel_take_back"),
    path("desk/registrations/delegates/<uuid:uuid>/", followup.desk_follow_up, name="desk_follow_up"),
    path("desk/registrations/delegates/<uuid:uuid>/visa/", followup.desk_visa_letter_pdf, name="desk_visa_letter_pdf"),
    path("desk/registrations/<uuid:uuid>/edit/", views.desk_edit, name="desk_edit"),
    path("desk/registrations/<uuid:uuid>/submit/", views.desk_submit, name="desk_submit"),
    path("desk/registrations/<uuid:uuid>/cancel/", views.desk_cancel, name="desk_cancel"),
]
