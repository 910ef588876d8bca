"""allauth's forms in the office's words: labels say what is asked, so nothing stands in the boxes."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.http import HttpRequest

from civic.forms.fields import EmailField
from civic.forms.layout import GovMixin


class PlainMixin(GovMixin):
    """Without placeholders, which vanish when one begins to type."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            field.error_messages["required"] = f"Enter the {str(field.label).lower()}"


class SignInForm(PlainMixin, account.LoginForm):
    labels = {"login": "E-mail address", "password": "Password"}
    hints = {"password": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(
            label=self.labels["login"], missing="Enter the e-mail address", widget=self.fields["login"].widget
        )


class AskNewPasswordForm(PlainMixin, account.ResetPasswordForm):
    """Takes the same few steps for every address: whether somebody has it is looked up when a mail leaves."""

    labels = {"email": "E-mail address"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(
            label=self.labels["email"], missing="Enter the e-mail address", widget=self.fields["email"].widget
        )

    def clean_email(self) -> str:
        """The address in small letters, as accounts are kept."""
        address: str = self.cleaned_data["email"]
        return address.lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take down that somebody at this address would like a new password."""
        address: str = self.cleaned_data["email"]
        get_adapter().ask_for_password(address)
        return address


class NewPasswordForm(PlainMixin, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "Repeat the new password"}
    hints = {"password1": ("Use 12 characters or more. Three or four unrelated words are easy to remember.")}


class ChangePasswordForm(PlainMixin, account.ChangePasswordForm):
    labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "Repeat the new password",
    }
    hints = {"oldpassword": "", "password1": "12 characters or more"}


class ConfirmPasswordForm(PlainMixin, account.ReauthenticateForm):
    labels = {"password": "Password"}
    hints = {"password": ""}


class CodeForm(PlainMixin, mfa.AuthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "From your authenticator app, or one of your recovery codes"}


class ConfirmCodeForm(PlainMixin, mfa.ReauthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "From your authenticator app, or one of your recovery codes"}


class StartAppForm(PlainMixin, totp.ActivateTOTPForm):
    labels = {"code": "Code shown by the app"}
