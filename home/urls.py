"""Addresses of the front door that are not pages."""

from django.urls import path

from home import articles, desk, open_data, reference, search
from home.analyses import views as analyses
from home.analyses.data_views import analysis_feed

urlpatterns = [
    path("articles/", articles.article_list, name="article_list"),
    path("articles/<slug:instrument>/<int:number>/", articles.article_detail, name="article_detail"),
    path("feeds/analyses.atom", analysis_feed, name="analysis_feed"),
    path("analysis/", analyses.analysis_list, name="analysis_list"),
    path("analysis/<slug:slug>/", analyses.analysis_detail, name="analysis_detail"),
    path("reference/", reference.reference, name="reference"),
    path("reference/documents/<slug:slug>/", reference.document_detail, name="document_detail"),
    path("data/", open_data.open_data, name="open_data"),
    path("data/<slug:key>/", open_data.dictionary, name="open_data_dictionary"),
    path("search/", search.search_page, name="search"),
    path("desk/", desk.overview, name="desk_overview"),
]
