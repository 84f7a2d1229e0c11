"""Addresses of nominations, under their language: the desk of an organization, and the link of an invitation."""

from django.urls import path

from dialogues.nominations import answering, views

app_name = "nominations"

urlpatterns = [
    path("desk/nominations/", views.desk_list, name="desk_list"),
    path("desk/nominations/new/<slug:slug>/", views.desk_create, name="desk_create"),
    path("desk/nominations/<uuid:uuid>/", views.desk_detail, name="desk_detail"),
    path("desk/nominations/<uuid:uuid>/edit/", views.desk_edit, name="desk_edit"),
    path("desk/nominations/<uuid:uuid>/submit/", views.desk_submit, name="desk_submit"),
    path("desk/nominations/<uuid:uuid>/withdraw/", views.desk_withdraw, name="desk_withdraw"),
    path("desk/nominations/<uuid:uuid>/discard/", views.desk_discard, name="desk_discard"),
    path("nominations/<str:token>/", answering.invitation, name="invitation"),
]
