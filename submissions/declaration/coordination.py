"""Pages of the coordinators for this kind, inside the Wagtail admin."""

urlpatterns: list = []
