"""登录: by name and password; in a demo world also by one click. Every log-in is recorded."""

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from shanhai.apps.accounts.actions import signed_in
from shanhai.apps.accounts.models import User
from shanhai.core.refusal import Refusal
from shanhai.web.kit.forms import PlainForm
from shanhai.web.kit.language import safe_next
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import acting, public, show

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(PlainForm):
    """The two things a person types."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=40,
        error_messages={"required": _("请填登录名。")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        error_messages={"required": _("请填密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("password")
@public
def sign_in(request: Visit) -> HttpResponse:
    """Show the form; on the right pair go to the page that was asked for, or to the tasks."""
    form = SignIn(request.POST or None)
    if acting(request) and form.is_valid():
        user = authenticate(request, username=form.cleaned_data["login"], password=form.cleaned_data["password"])
        if not isinstance(user, User):
            raise Refusal("account.wrong")
        return _enter(request, user)
    seats = User.objects.filter(is_active=True).order_by("pk") if request.world.demo else User.objects.none()
    return show(request, "officer/login.html", {"form": form, "seats": seats, "next": safe_next(request)})


@require_POST
@public
def demo_sign_in(request: Visit) -> HttpResponse:
    """Take a demo seat by one click; outside a demo world there is no such page."""
    user = User.objects.filter(login=request.POST.get("login", ""), is_active=True).first()
    if not request.world.demo or user is None:
        raise Http404
    return _enter(request, user)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect("/login/")


def _enter(request: Visit, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    signed_in(user=user, at=request.now)
    return HttpResponseRedirect(safe_next(request) or "/tasks/")


urlpatterns = [
    path("login/", sign_in, name="login"),
    path("logout/", sign_out, name="logout"),
    path("demo/login/", demo_sign_in, name="demo-login"),
]
