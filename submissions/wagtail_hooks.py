"""The coordinators' pages of the three kinds, inside the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from submissions.consultations import coordination as consultations
from submissions.declaration import coordination as declaration
from submissions.statements import coordination as statements


@hooks.register("register_admin_urls")
def coordination_urls() -> list:
    """Addresses under /cms/."""
    return [*statements.urlpatterns, *declaration.urlpatterns, *consultations.urlpatterns]


@hooks.register("register_admin_menu_item")
def declaration_menu() -> declaration.DeclarationItem:
    """The way to the declarations, for those who manage them."""
    return declaration.DeclarationItem()


register_snippet(statements.CallViewSet)
