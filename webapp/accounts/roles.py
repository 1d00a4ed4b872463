"""Roles are sets of permissions; code asks for permissions, never for roles."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person who runs the site may do."""

    MODERATE = "moderate"
    EDIT = "edit"
    PUBLISH = "publish"
    RESPOND = "respond"
    LEAD_SURVEYS = "lead-surveys"
    SEND_NEWSLETTERS = "send-newsletters"
    SAFEGUARD = "safeguard"
    ADMINISTER = "administer"


class Role(StrEnum):
    """A hat that a person can wear."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    RESPONDER = "responder"
    SURVEY_LEAD = "survey-lead"
    SAFEGUARDING_LEAD = "safeguarding-lead"
    ADMINISTRATOR = "administrator"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MODERATOR: frozenset({Permission.MODERATE}),
    Role.EDITOR: frozenset({Permission.EDIT, Permission.PUBLISH, Permission.SEND_NEWSLETTERS}),
    Role.RESPONDER: frozenset({Permission.RESPOND}),
    Role.SURVEY_LEAD: frozenset({Permission.LEAD_SURVEYS}),
    Role.SAFEGUARDING_LEAD: frozenset({Permission.SAFEGUARD}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}
