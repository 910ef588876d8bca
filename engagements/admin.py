"""The office's records in the read-only admin: to be looked at, not to be changed.

Everything the protocol governs moves by services alone.
"""

from django.contrib import admin

from civic.admin import ReadOnlyAdmin
from engagements import models


class RecordAdmin(ReadOnlyAdmin):
    """Rows that hang on an invitation, newest first."""

    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(models.Invitation)
class InvitationAdmin(RecordAdmin):
    list_display = ["reference", "title", "stage", "event_on", "received_on"]
    list_filter = ["stage", "addressee", "channel"]
    search_fields = ["=reference"]


@admin.register(models.RecordEntry)
class RecordEntryAdmin(RecordAdmin):
    list_display = ["invitation", "sequence", "at", "kind", "party", "by", "clause"]
    list_select_related = ["invitation", "by"]


@admin.register(models.Letter)
class LetterAdmin(RecordAdmin):
    list_display = ["invitation", "kind", "state", "channel", "drafted_at", "sent_at"]
    list_filter = ["state", "kind"]


@admin.register(models.OrganiserLink)
class OrganiserLinkAdmin(RecordAdmin):
    list_display = ["invitation", "made_at", "expires_at", "revoked_at"]
    # What a link is made of stays where links are made.
    exclude = ("nonce", "token_hash")


@admin.register(models.Organiser)
class OrganiserAdmin(RecordAdmin):
    list_display = ["name", "organisation", "email"]


class HangingAdmin(RecordAdmin):
    """What is said plainly by its own words and its invitation."""

    list_display = ["__str__", "invitation"]
    list_select_related = ["invitation"]


HANGING_ON_AN_INVITATION = (
    models.Decision,
    models.Delegation,
    models.Engagement,
    models.Interest,
    models.Note,
    models.TelephoneCall,
    models.Question,
    models.LegalAdvice,
    models.SameEventAnswer,
    models.ChainConsent,
    models.Consultation,
    models.MemberTask,
)
admin.site.register(HANGING_ON_AN_INVITATION, HangingAdmin)


@admin.register(models.Notification)
class NotificationAdmin(RecordAdmin):
    list_display = ["person", "invitation", "kind", "state", "queued_at", "sent_at"]
    list_select_related = ["person", "invitation"]


@admin.register(models.Attachment)
class AttachmentAdmin(RecordAdmin):
    list_display = ["name", "invitation", "content_type", "size", "added_at"]
    # Files are served by the office's own page alone.
    exclude = ("file",)
