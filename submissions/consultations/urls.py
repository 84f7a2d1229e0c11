"""Addresses of this kind, under their language."""

from django.urls import path

from submissions.consultations import (
    cover_sheet,
    data_views,
    desk,
    desk_files,
    desk_state,
    own_record,
    reply_files,
    views,
)
from submissions.consultations.announcing import desk as announcing
from submissions.consultations.announcing import views as announced
from submissions.consultations.pledge import pages as pledge

app_name = "consultations"

urlpatterns = [
    path("feeds/consultations/announced.atom", announced.announced_feed, name="announced_feed"),
    path("feeds/consultations/<slug:iso3>.atom", data_views.state_feed, name="state_feed"),
    path("consultations/", views.state_roll, name="state_roll"),
    path("consultations/table/", views.state_table, name="state_table"),
    # Before the States: their codes have three letters, so that no word here is one of them.
    path("consultations/announced/", announced.announced_list, name="announced_list"),
    path("consultations/announced/<uuid:uuid>/", announced.announced_detail, name="announced_detail"),
    path("consultations/pledge/", pledge.pledge_list, name="pledge_list"),
    path("consultations/<slug:iso3>/", views.state_detail, name="state_detail"),
    path("desk/consultations/", desk.desk_list, name="desk_list"),
    path("desk/consultations/our-record.<slug:kind>", own_record.desk_export, name="desk_export"),
    path("desk/consultations/new/", desk.desk_create, name="desk_create"),
    path("desk/consultations/<uuid:uuid>/", desk.desk_detail, name="desk_detail"),
    path("desk/consultations/<uuid:uuid>/edit/", desk.desk_edit, name="desk_edit"),
    path("desk/consultations/<uuid:uuid>/submit/", desk.desk_submit, name="desk_submit"),
    path("desk/consultations/<uuid:uuid>/answer/", desk.desk_answer, name="desk_answer"),
    path("desk/consultations/<uuid:uuid>/step-back/", desk.desk_step_back, name="desk_step_back"),
    path("desk/consultations/<uuid:uuid>/retract/", desk.desk_retract, name="desk_retract"),
    path("desk/consultations/<uuid:uuid>/delete/", desk.desk_delete, name="desk_delete"),
    path("desk/consultations/files/<uuid:uuid>", desk_files.desk_file, name="desk_file"),
    path("desk/consultations/files/<uuid:uuid>/remove/", desk_files.desk_file_remove, name="desk_file_remove"),
    path("desk/replies/<uuid:uuid>/file", reply_files.desk_reply_file, name="desk_reply_file"),
    path("desk/state/", desk_state.desk_state, name="desk_state"),
    path("desk/state/reply/", desk_state.desk_reply, name="desk_reply"),
    path("desk/state/reports/<uuid:uuid>/reply/", desk_state.desk_reply_to, name="desk_reply_to"),
    *announcing.urlpatterns,
    path("desk/state/pledge/", pledge.desk_pledge, name="desk_pledge"),
    path("desk/state/pledge/withdraw/", pledge.desk_pledge_withdraw, name="desk_pledge_withdraw"),
    path("desk/state/cover-sheet/", cover_sheet.desk_cover_sheet, name="desk_cover_sheet"),
]
