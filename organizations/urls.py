"""Addresses of organizations, under their language."""

from django.urls import path

from organizations import desk, document_desk, sessions, views
from organizations.people import desk as people
from organizations.people import views as entrance
from organizations.personal import desk as personal

app_name = "organizations"

urlpatterns = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<slug:slug>/", views.organization_detail, name="organization_detail"),
    path("accounts/sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
    path("desk/account/", desk.account_edit, name="desk_account"),
    path("desk/organizations/", desk.organization_list, name="desk_list"),
    path("desk/organizations/listed/", desk.organization_find, name="desk_find"),
    path("desk/organizations/new/", desk.organization_create, name="desk_create"),
    path("desk/organizations/<uuid:uuid>/", desk.organization_detail, name="desk_detail"),
    path("desk/organizations/<uuid:uuid>/edit/", desk.organization_edit, name="desk_edit"),
    path("desk/organizations/<uuid:uuid>/write/", desk.organization_write, name="desk_write"),
    path("desk/organizations/<uuid:uuid>/documents/", document_desk.document_add, name="desk_document_add"),
    path(
        "desk/organizations/<uuid:uuid>/documents/<uuid:document>/remove/",
        document_desk.document_remove,
        name="desk_document_remove",
    ),
    path("desk/organizations/<uuid:uuid>/logo/", document_desk.logo_change, name="desk_logo"),
    path("desk/organizations/<uuid:uuid>/submit/", desk.organization_submit, name="desk_submit"),
    path("desk/organizations/<uuid:uuid>/people/", people.people_list, name="people_list"),
    path("desk/organizations/<uuid:uuid>/people/invite/", people.people_invite, name="people_invite"),
    path("desk/organizations/<uuid:uuid>/people/hand-over/", people.people_hand_over, name="people_hand_over"),
    path("desk/people/<uuid:uuid>/", people.member_edit, name="people_member"),
    path("desk/people/<uuid:uuid>/end/", people.member_end, name="member_end"),
    path("desk/people/invitations/<uuid:uuid>/resend/", people.invitation_resend, name="invitation_resend"),
    path("desk/people/invitations/<uuid:uuid>/revoke/", people.invitation_revoke, name="invitation_revoke"),
    path("desk/people/requests/<uuid:uuid>/", people.request_answer, name="request_answer"),
    path("desk/invitations/<str:token>/", entrance.invitation_answer, name="invitation_answer"),
    path("desk/join/", entrance.join, name="join"),
    path("desk/join/<uuid:uuid>/withdraw/", entrance.join_withdraw, name="join_withdraw"),
    path("desk/account/data/", personal.personal_data, name="personal_data"),
    path("desk/account/delete/", personal.account_delete, name="account_delete"),
    path("desk/acting/", entrance.acting_choose, name="acting_choose"),
]
