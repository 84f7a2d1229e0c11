"""Addresses of the declaration, under their language."""

from django.urls import path

from submissions.declaration import comment_pages, data, desk, signatories, views
from submissions.declaration.supporters import views as supporters

app_name = "declaration"

urlpatterns = [
    path("declaration/", views.declaration_current, name="declaration_current"),
    path("declaration/<slug:slug>/", views.declaration_detail, name="declaration_detail"),
    path("declaration/<slug:slug>/signatories/", signatories.signatory_list, name="signatory_list"),
    path(
        "declaration/<slug:slug>/signatories/countries/",
        signatories.signatory_countries,
        name="signatory_countries",
    ),
    path("declaration/<slug:slug>/comments/", comment_pages.comment_list, name="comment_list"),
    path("declaration/<slug:slug>/changes/", comment_pages.change_list, name="change_list"),
    path("desk/declaration/<slug:slug>/comment/", comment_pages.desk_comment, name="desk_comment"),
    path("declaration/<slug:slug>/receipt/", views.receipt_find, name="receipt_find"),
    path("declaration/<slug:slug>/receipt/<str:fingerprint>/", views.receipt_detail, name="receipt_detail"),
    path("declaration/<slug:slug>/heads.atom", data.heads_feed, name="heads_feed"),
    path("declaration/<slug:slug>/supporters/", supporters.supporter_list, name="supporter_list"),
    path("declaration/<slug:slug>/support/", supporters.support_form, name="support_form"),
    path("declaration/<slug:slug>/support/sent/", supporters.support_sent, name="support_sent"),
    path("declaration/<slug:slug>/support/withdrawn/", supporters.support_withdrawn, name="support_withdrawn"),
    path("declaration/<slug:slug>/support/confirm/<str:token>/", supporters.support_confirm, name="support_confirm"),
    path("declaration/<slug:slug>/support/own/<str:token>/", supporters.support_own, name="support_own"),
    path("desk/declaration/", desk.desk_list, name="desk_list"),
    path("desk/declaration/<slug:slug>/sign/", desk.desk_sign, name="desk_sign"),
    path("desk/declaration/signatures/<uuid:uuid>/withdraw/", desk.desk_withdraw, name="desk_withdraw"),
    path("desk/declaration/signatures/<uuid:uuid>/receipt.pdf", desk.desk_receipt, name="desk_receipt"),
    path("desk/declaration/signatures/<uuid:uuid>/renew/", desk.desk_renew, name="desk_renew"),
    path("desk/declaration/signatures/<uuid:uuid>/hide/", desk.desk_hide, name="desk_hide"),
]
