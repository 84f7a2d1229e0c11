"""Accounts: how people sign up and in, what guards it, what a second factor may be. Nothing here is for operators."""

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "organizations.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk_overview"

ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "organizations.account_forms.SignupForm",
    "login": "organizations.account_forms.LoginForm",
    "request_login_code": "organizations.account_forms.RequestLoginCodeForm",
    "confirm_login_code": "organizations.account_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "organizations.account_forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "organizations.account_forms.ConfirmResetCodeForm",
    "reset_password": "organizations.account_forms.ResetPasswordForm",
    "reset_password_from_key": "organizations.account_forms.NewPasswordForm",
    "change_password": "organizations.account_forms.ChangePasswordForm",
    "set_password": "organizations.account_forms.SetPasswordForm",
    "add_email": "organizations.account_forms.ChangeEmailForm",
    "reauthenticate": "organizations.account_forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
# Codes come through the outbox, so they live as long as a mail may take; each may be asked for again twice.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None
# A form that needs no account comes back after this many seconds at the earliest, and within this many hours.
FORM_SECONDS = 3
FORM_HOURS = 24
# Beside allauth's own limits: nobody fills somebody's mailbox, nobody tries passwords one by one.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,100/h/ip",
    "confirm_email": "1/10s/key,5/d/key",
    "request_login_code": "20/m/ip,3/m/key,20/d/key",
    "reset_password": "20/m/ip,3/m/key,5/d/key",
    "login_failed": "5/5m/ip,5/5m/key",
}

# What a second factor may be; whether one is required, base.py says.
MFA_ADAPTER = "organizations.accounts.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "organizations.factor_forms.CodeForm",
    "reauthenticate": "organizations.factor_forms.CodeAgainForm",
    "activate_totp": "organizations.factor_forms.ActivateAppForm",
    "add_webauthn": "organizations.factor_forms.AddKeyForm",
    "edit_webauthn": "organizations.factor_forms.RenameKeyForm",
}
