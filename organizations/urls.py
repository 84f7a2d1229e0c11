"""Addresses of organizations, under their language."""

from django.urls import path

from organizations import desk, views

app_name = "organizations"

urlpatterns = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<slug:slug>/", views.organization_detail, name="organization_detail"),
    path("desk/account/", desk.account_edit, name="desk_account"),
    path("desk/organizations/", desk.organization_list, name="desk_list"),
    path("desk/organizations/listed/", desk.organization_find, name="desk_find"),
    path("desk/organizations/new/", desk.organization_create, name="desk_create"),
    path("desk/organizations/<uuid:uuid>/", desk.organization_detail, name="desk_detail"),
    path("desk/organizations/<uuid:uuid>/edit/", desk.organization_edit, name="desk_edit"),
    path("desk/organizations/<uuid:uuid>/write/", desk.organization_write, name="desk_write"),
    path("desk/organizations/<uuid:uuid>/submit/", desk.organization_submit, name="desk_submit"),
]
