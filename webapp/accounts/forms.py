"""Forms of accounts: signing in, passphrases, second factor, invitations, roles."""

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from . import passphrase
from .roles import Role


def role_name(role: str) -> str:
    """What people call a role."""
    names: dict[str, str] = {
        Role.MODERATOR: gettext("Moderator (reads comments first)"),
        Role.EDITOR: gettext("Editor (changes the site’s words)"),
        Role.RESPONDER: gettext("Partnership responder (answers comments)"),
        Role.SURVEY_LEAD: gettext("Survey and measures lead"),
        Role.SAFEGUARDING_LEAD: gettext("Safeguarding lead"),
        Role.ADMINISTRATOR: gettext("Administrator (invites people)"),
    }
    return names.get(role, role)


class EmailShape:
    """One @ with something on both sides. Whether it exists only a letter can tell."""

    def __call__(self, _form: object, field: EmailField) -> None:
        name, at, host = (field.data or "").strip().partition("@")
        if not (name and at and "." in host) or " " in (field.data or "").strip() or "@" in host:
            raise ValidationError(
                gettext("We could not read that email address. It looks like name@example.org.")
            )


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Address and passphrase."""

    email = EmailField(
        lazy_gettext("Email address"),
        [DataRequired(lazy_gettext("Type your email address.")), Length(max=254)],
    )
    passphrase = PasswordField(
        lazy_gettext("Passphrase"), [DataRequired(lazy_gettext("Type your passphrase."))]
    )


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Six digits from the app, or a recovery code."""

    code = StringField(
        lazy_gettext("Code"),
        [DataRequired(lazy_gettext("Type the code.")), Length(max=20)],
        description=lazy_gettext("Six digits from the app on your phone, or one of your recovery codes."),
    )


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a passkey answered; the page's script fills it in."""

    answer = HiddenField(validators=[Length(max=20_000)])


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what its owner calls it."""

    name = StringField(
        lazy_gettext("What do you call it?"),
        [DataRequired(lazy_gettext("Give it a name.")), Length(max=60)],
        description=lazy_gettext("So that you know it again: “my phone”, “the laptop”."),
    )


class PassphraseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A new passphrase. `known` holds words somebody could guess."""

    known: tuple[str, ...] = ()
    passphrase = PasswordField(
        lazy_gettext("New passphrase"),
        [DataRequired(lazy_gettext("Type a passphrase."))],
        description=lazy_gettext(
            "At least 12 letters. Three or four words that do not belong together are good. Spaces are fine."
        ),
    )

    def validate_passphrase(self, field: PasswordField) -> None:
        """Length over rules; not a common one; not one that is about the person."""
        fault = passphrase.fault(field.data or "", *self.known)
        if fault:
            raise ValidationError(
                {
                    "short": gettext("That is too short. Use at least 12 letters."),
                    "long": gettext("That is too long. Use at most 200 letters."),
                    "common": gettext(
                        "Many people use that one, so it is easy to guess. Please choose another."
                    ),
                    "pattern": gettext(
                        "That follows a pattern, so it is easy to guess. Please choose another."
                    ),
                    "about you": gettext(
                        "That is mostly your name or address, so it is easy to guess. Please choose another."
                    ),
                }[fault]
            )


class ChangePassphraseForm(PassphraseForm):
    """The old passphrase first."""

    old = PasswordField(
        lazy_gettext("The passphrase you use now"), [DataRequired(lazy_gettext("Type your passphrase."))]
    )


class AcceptForm(PassphraseForm):
    """Name and passphrase of somebody invited."""

    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Type your name.")), Length(max=80)],
        description=lazy_gettext("Only people who run the site see it."),
    )


class InviteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who, and what they may do."""

    email = EmailField(
        lazy_gettext("Email address"),
        [DataRequired(lazy_gettext("Type an email address.")), EmailShape(), Length(max=254)],
    )
    roles = SelectMultipleField(
        lazy_gettext("What may they do?"), [DataRequired(lazy_gettext("Choose at least one."))]
    )

    def offer_roles(self) -> None:
        """Names in the page's language."""
        self.roles.choices = [(str(role), role_name(role)) for role in Role]


class RolesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What somebody may do."""

    roles = SelectMultipleField(lazy_gettext("What may they do?"))

    def offer_roles(self) -> None:
        """Names in the page's language."""
        self.roles.choices = [(str(role), role_name(role)) for role in Role]


class PressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A button that changes something: nothing but the token against forged requests."""
