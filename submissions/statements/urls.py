"""Addresses of this kind, under their language."""

from django.urls import path

from submissions.statements import (
    autosaving,
    data_views,
    desk,
    desk_appeal,
    desk_asked,
    desk_asked_later,
    desk_cosigners,
    desk_detail,
    desk_files,
    desk_languages,
    desk_later,
    desk_sending,
    desk_withdrawing,
    proof_views,
    receipts,
    version_views,
    views,
)

app_name = "statements"

urlpatterns = [
    path("feeds/statements.atom", data_views.statement_feed, name="feed"),
    path("statements/", views.statement_list, name="statement_list"),
    path("statements/proof/", proof_views.statement_proof, name="statement_proof"),  # no reference is like it
    path("statements/<slug:slug>/", views.statement_detail, name="statement_detail"),
    path("statements/<slug:slug>/versions/", version_views.version_list, name="version_list"),
    path("statements/<slug:slug>/versions/compare/", version_views.version_compare, name="version_compare"),
    path("statements/<slug:slug>/versions/<int:number>/", version_views.version_detail, name="version_detail"),
    path("desk/statements/", desk.desk_list, name="desk_list"),
    path("desk/statements/new/<slug:slug>/", desk.desk_create, name="desk_create"),
    path("desk/statements/new/<slug:slug>/autosave/", autosaving.desk_autosave_new, name="desk_autosave_new"),
    path("desk/statements/<uuid:uuid>/", desk_detail.desk_detail, name="desk_detail"),
    path("desk/statements/<uuid:uuid>/appeal/", desk_appeal.desk_appeal, name="desk_appeal"),
    path("desk/statements/<uuid:uuid>/edit/", desk.desk_edit, name="desk_edit"),
    path("desk/statements/<uuid:uuid>/autosave/", autosaving.desk_autosave, name="desk_autosave"),
    path("desk/statements/<uuid:uuid>/files/", desk_files.desk_files, name="desk_files"),
    path("desk/statements/<uuid:uuid>/files/<slug:key>/", desk_files.desk_file, name="desk_file"),
    path("desk/statements/<uuid:uuid>/files/<slug:key>/change/", desk_files.desk_file_change, name="desk_file_change"),
    path("desk/statements/<uuid:uuid>/cosigners/", desk_cosigners.desk_cosigners, name="desk_cosigners"),
    path(
        "desk/statements/<uuid:uuid>/cosigners/<uuid:cosigner>/revoke/",
        desk_cosigners.desk_cosigner_revoke,
        name="desk_cosigner_revoke",
    ),
    path("desk/statements/<uuid:uuid>/languages/", desk_languages.desk_languages, name="desk_languages"),
    path("desk/statements/<uuid:uuid>/later/", desk_later.desk_later_create, name="desk_later_create"),
    path("desk/statements/<uuid:uuid>/later/change/", desk_later.desk_later_change, name="desk_later_change"),
    path("desk/statements/<uuid:uuid>/later/give-up/", desk_later.desk_later_give_up, name="desk_later_give_up"),
    path("desk/cosigning/", desk_asked.asked_list, name="asked_list"),
    path("desk/cosigning/<uuid:uuid>/later/", desk_asked_later.asked_later, name="asked_later"),
    path(
        "desk/cosigning/<uuid:uuid>/later/files/<slug:key>/", desk_asked_later.asked_later_file, name="asked_later_file"
    ),
    path("desk/cosigning/<uuid:uuid>/", desk_asked.asked_detail, name="asked_detail"),
    path("desk/cosigning/<uuid:uuid>/files/<slug:key>/", desk_asked.asked_file, name="asked_file"),
    path("desk/statements/<uuid:uuid>/receipt/", receipts.desk_receipt, name="desk_receipt_pdf"),
    path("desk/statements/<uuid:uuid>/sent-text/", receipts.desk_sent_text, name="desk_sent_text"),
    path("desk/statements/<uuid:uuid>/preview/", desk_sending.desk_preview, name="desk_preview"),
    path("desk/statements/<uuid:uuid>/submit/", desk_sending.desk_submit, name="desk_submit"),
    path("desk/statements/<uuid:uuid>/withdraw/", desk_withdrawing.desk_withdraw, name="desk_withdraw"),
    path("desk/statements/<uuid:uuid>/withdraw/undo/", desk_withdrawing.desk_withdraw_undo, name="desk_withdraw_undo"),
]
