"""What people read about a file: why it was refused, what was taken out of it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the codes of portal/cleaning.
REFUSALS: Mapping[str, Promise] = {
    "busy": _("Many files are being checked at this moment. Try again in a minute."),
    "damaged": _("This file is damaged or cut off. Open it in its program, save it again and send that."),
    "dynamic_form": _("This PDF is a dynamic form (XFA). Print it to PDF and send that."),
    "embedded": _("Other files are embedded in this file. Remove them and send them on their own."),
    "empty": _("This file is empty."),
    "external_content": _("This file fetches content from elsewhere when it is opened. Put the content into it."),
    "external_data": _("This file is linked to other files or data sources. Break the links, keep the values."),
    "external_template": _("This document loads a template from elsewhere. Detach the template."),
    "form_posts": _("This file has a form that sends what people fill in to another place."),
    "controls": _("This file has active controls (ActiveX, applets or plug-ins). Remove them."),
    "entities": _("This file defines entities of its own in its XML. That is never needed, and it is dangerous."),
    "infected": _("The virus scanner found something harmful in this file."),
    "launch": _("This PDF starts programs or opens files when somebody clicks in it."),
    "locked": _("This file is encrypted or locked with a password. Send it without one."),
    "macros": _("This file has macros. Save it without macros, for example as DOCX, XLSX, ODT or ODS."),
    "media": _("This PDF plays sound, video or 3D scenes. Remove them."),
    "mixed": _("This file is two kinds of file at once. Export it anew from the program it was made with."),
    "no_space": _("There is no room on the server at this moment. Nothing was stored. Try again later."),
    "no_text": _(
        "No words can be read in this file: it is empty, or has only pictures of words. Send one in which words can be "
        "marked and copied."
    ),
    "not_utf8": _("This table is not in UTF-8. Save it as “CSV UTF-8”."),
    "script": _("This file has a script (program code) in it. Remove it."),
    "text_not_utf8": _("This text is not in UTF-8. Save it as “UTF-8” and send that."),
    "too_large": _("The file is larger than 10 MB. Send a smaller one."),
    "too_large_unpacked": _("This file unpacks to far more than its size: it is too large to be checked."),
    "too_many_pixels": _("This picture has too many pixels. Make it smaller than 40 million."),
    "too_slow": _("Checking this file took too long. Send a simpler one."),
    "unreadable_table": _("This table cannot be read. Save it anew as “CSV UTF-8”."),
}
# What was found instead of a kind on the list.
STRANGERS: Mapping[str, Promise] = {
    "heic": _("This is an HEIC picture. Save it as JPEG."),
    "html": _("This is a web page (HTML) or XML."),
    "old_office": _("This is an old Office file, or one that is locked with a password. Save it in a newer format."),
    "program": _("This is a program."),
    "rtf": _("This is an RTF document. Save it as DOCX, ODT or PDF."),
    "svg": _("This is an SVG drawing, which can hold scripts. Save it as PNG."),
    "archive": _("This is an archive (ZIP). Send the files in it on their own."),
    "presentation": _("This is a presentation. Save it as PDF."),
}
REMOVED: Mapping[str, Promise] = {
    "animation": _("All frames but the first of an animation"),
    "camera": _("What the camera noted: device, time, settings"),
    "chart_data": _("Tables embedded behind charts; the charts stay"),
    "comment_authors": _("Names of those who drew or commented"),
    "comments": _("Comments"),
    "custom_data": _("Data that programs had stored in the file"),
    "document_notes": _("Author, title, dates and program, as noted in the file"),
    "fonts": _("Embedded fonts"),
    "formulas": _("Formulas: they are plain text now"),
    "local_links": _("Links to files on a computer or network"),
    "lock": _("The lock against printing, copying or changing"),
    "other_pictures": _("Drawings in a format that cannot be cleaned (EMF, WMF, SVG): use PNG instead"),
    "picture_notes": _("Notes inside pictures"),
    "pivot_tables": _("Pivot tables; their figures stay"),
    "pixels": _("Pixels beyond 25 million: the picture is smaller now"),
    "place": _("The place where a picture was taken (GPS)"),
    "printer": _("Names of printers and their settings"),
    "signature": _("Digital signatures: they do not hold for a changed file"),
    "thumbnail": _("Small preview pictures"),
    "tracked_changes": _("Tracked changes: they are accepted now, what was deleted is gone"),
    "other_parts": _("Parts that are not needed for reading"),
}


def refusal(codes: Iterable[str], listed: str) -> ValidationError:
    """The reasons against a file as one error; `listed` names the kinds that could be sent instead."""
    errors = []
    for code in codes:
        if code in REFUSALS:
            errors.append(ValidationError(str(REFUSALS[code]), code=code))
            continue
        if code in STRANGERS:
            errors.append(ValidationError(str(STRANGERS[code]), code=code))
        wanted = _("This cannot be accepted. Send one of these: %(kinds)s.")
        errors.append(ValidationError(str(wanted), code="not_listed", params={"kinds": listed}))
    return ValidationError(errors)


def removed_in_words(codes: Iterable[str]) -> list[str | Promise]:
    """What was taken out of a copy, for a list."""
    return [REMOVED[code] for code in codes if code in REMOVED]
