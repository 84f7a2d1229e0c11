"""Addresses of this part, under their language."""

from django.urls import path

from portal.mechanism import correction_views, registers, views

app_name = "mechanism"

urlpatterns = [
    path("contradictions/", views.contradiction_list, name="contradiction_list"),
    path("glossary/", registers.glossary, name="glossary"),
    path("reference/documents/", registers.document_list, name="document_list"),
    path("corrections/new/", correction_views.correction_form, name="correction_form"),
    path("corrections/<uuid:uuid>/", correction_views.correction_detail, name="correction_detail"),
]
