"""Addresses without a language: what programs are told of the site, and the data of this floor."""

from django.urls import include, path

from home import sitemap

urlpatterns = [
    path("", include("home.analyses.data_urls")),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/<slug:language>/<slug:kind>-<int:number>.xml", sitemap.section, name="sitemap_section"),
]
