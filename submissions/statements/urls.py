"""Addresses of this kind, under their language."""

from django.urls import path

from submissions.statements import desk, desk_files, views

app_name = "statements"

urlpatterns = [
    path("statements/", views.statement_list, name="statement_list"),
    path("statements/<slug:slug>/", views.statement_detail, name="statement_detail"),
    path("desk/statements/", desk.desk_list, name="desk_list"),
    path("desk/statements/new/<slug:slug>/", desk.desk_create, name="desk_create"),
    path("desk/statements/<uuid:uuid>/", desk.desk_detail, name="desk_detail"),
    path("desk/statements/<uuid:uuid>/edit/", desk.desk_edit, name="desk_edit"),
    path("desk/statements/<uuid:uuid>/files/", desk_files.desk_files, name="desk_files"),
    path("desk/statements/<uuid:uuid>/files/<slug:key>/", desk_files.desk_file, name="desk_file"),
    path("desk/statements/<uuid:uuid>/files/<slug:key>/change/", desk_files.desk_file_change, name="desk_file_change"),
    path("desk/statements/<uuid:uuid>/preview/", desk.desk_preview, name="desk_preview"),
    path("desk/statements/<uuid:uuid>/submit/", desk.desk_submit, name="desk_submit"),
]
