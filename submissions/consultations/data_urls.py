"""Addresses without a language: the tracker as files, and the history of each State as a feed."""

from django.urls import path

from submissions.consultations import data_views, reply_files
from submissions.consultations.announcing import views as announced
from submissions.consultations.pledge import pages as pledge

app_name = "consultation_data"

urlpatterns = [
    path("consultations.<slug:kind>", data_views.tracker_file, name="tracker"),
    path("consultations/reports.<slug:kind>", data_views.reports_file, name="reports"),
    path("consultations/replies.<slug:kind>", data_views.replies_file, name="replies"),
    path("consultations/reviews.<slug:kind>", data_views.reviews_file, name="reviews"),
    path("consultations/parties.<slug:kind>", data_views.parties_file, name="parties"),
    path("consultations/focal-points.<slug:kind>", data_views.focal_points_file, name="focal_points"),
    path("consultations/replies/<uuid:uuid>/file", reply_files.reply_file, name="reply_file"),
    path("consultations/announced.ics", announced.announced_calendar, name="announced_calendar"),
    path("consultations/announced.<slug:kind>", announced.announced_file, name="announced"),
    path("consultations/pledge.<slug:kind>", pledge.pledge_file, name="pledge"),
    path("feeds/consultations/announced.atom", announced.announced_feed, name="announced_feed"),
    path("feeds/consultations/<slug:iso3>.atom", data_views.state_feed, name="state_feed"),
]
