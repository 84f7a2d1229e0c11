"""The coordinators' pages of the three kinds, inside the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from submissions.consultations import coordination as consultations
from submissions.consultations import coordination_paragraphs, coordination_replies
from submissions.consultations.announcing import coordination as announcing
from submissions.consultations.pledge import pages as pledge
from submissions.declaration import comment_pages as comments
from submissions.declaration import coordination as declaration
from submissions.declaration import coordination_asks as asks
from submissions.declaration import coordination_handing as handing
from submissions.declaration.supporters import coordination as supporters
from submissions.statements import coordination as statements
from submissions.statements import coordination_deciding as deciding
from submissions.statements import guarding


@hooks.register("register_admin_urls")
def coordination_urls() -> list:
    """Addresses under /cms/."""
    return [
        *statements.urlpatterns,
        *deciding.urlpatterns,
        *declaration.urlpatterns,
        *handing.urlpatterns,
        *asks.urlpatterns,
        *supporters.urlpatterns,
        *comments.managing,
        *consultations.urlpatterns,
        *coordination_replies.urlpatterns,
        *coordination_paragraphs.urlpatterns,
        *announcing.urlpatterns,
        *pledge.admin_urlpatterns,
    ]


@hooks.register("register_admin_menu_item")
def declaration_menu() -> declaration.DeclarationItem:
    """The way to the declarations, for those who manage them."""
    return declaration.DeclarationItem()


@hooks.register("register_admin_menu_item")
def statements_menu() -> statements.StatementsItem:
    """The way to the statements that wait, for those who review them."""
    return statements.StatementsItem()


@hooks.register("register_admin_menu_item")
def reports_menu() -> consultations.ReportsItem:
    """The way to the reports of consultations, for those who check them."""
    return consultations.ReportsItem()


register_snippet(statements.CallViewSet)
hooks.register("before_delete_page", guarding.keep_what_has_statements)
hooks.register("before_bulk_action", guarding.keep_when_many_are_deleted)
