"""Who is there, what each may do, and what an admin does about it."""

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms.people import MembershipForm, PersonForm, ReasonForm
from accounts.models import Membership, User
from accounts.rules import RIGHTS, Role, demand, may
from accounts.services.second_factor import has_second_factor
from accounts.tables import PersonFilter, PersonTable
from core.errors import DomainError
from core.lists import list_page
from core.models import Event

LAST_EVENTS = 30


def people(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "people.read")
    found = User.objects.visible_to(request.user).for_list(request.user)
    filterset = PersonFilter(request.GET, queryset=found, request=request)
    return list_page(request, "accounts/people.html", filterset, PersonTable, name="orang")


def _person(request: HttpRequest, user_id: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=user_id)


def person(request: HttpRequest, user_id: int) -> HttpResponse:
    found = _person(request, user_id)
    context = {
        "person": found,
        "memberships": Membership.objects.visible_to(request.user).filter(user=found).with_place(),
        "events": Event.objects.about(found)[:LAST_EVENTS],
        "is_locked": _is_locked(found),
        "has_factor": may(request.user.role, "people.manage") and has_second_factor(found),
    }
    return render(request, "accounts/person.html", context)


def person_edit(request: HttpRequest, user_id: int) -> HttpResponse:
    """An admin corrects name, titles, NIP and phone of somebody of the province."""
    found = _person(request, user_id)
    demand(request.user.role, "people.manage")
    form = PersonForm(request.POST or None, instance=User.objects.get(pk=found.pk))
    if form.is_valid():
        changed = services.change_person(found.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"Tersimpan: {', '.join(changed)}." if changed else "Tidak ada yang berubah.")
        return redirect(found)
    return render(request, "accounts/person_edit.html", {"form": form, "person": found})


def _is_locked(person: User) -> bool:
    """Whether some browser is locked out under this person's name, or was until a while ago."""
    names = {person.username.lower(), person.email.lower()} - {""}
    many = AccessAttempt.objects.filter(username__in=names, failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    return many.exists()


def membership_add(request: HttpRequest, user_id: int) -> HttpResponse:
    found = _person(request, user_id)
    demand(request.user.role, "people.manage")
    form = MembershipForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            membership = services.add_membership(found.pk, by=request.user, **form.answers)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found} sekarang juga {membership}.")
            return redirect(found)
    return render(request, "accounts/membership_add.html", {"form": form, "person": found})


def membership_end(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.visible_to(request.user).with_place(), pk=membership_id)
    demand(request.user.role, "people.manage")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        services.end_membership(membership.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"Keanggotaan {membership} sudah diakhiri.")
        return redirect("accounts:people")
    context = {
        "form": form, "person": membership.user, "title": f"Akhiri keanggotaan {membership}?", "label": "Akhiri",
        "text": "Haknya hilang seketika. Yang sudah dikerjakannya tetap tercatat atas namanya.",
    }  # fmt: skip
    return render(request, "accounts/reason.html", context)


def block(request: HttpRequest, user_id: int) -> HttpResponse:
    found = _person(request, user_id)
    demand(request.user.role, "people.manage")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        services.block(found.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"{found} sudah dinonaktifkan.")
        return redirect(found)
    context = {
        "form": form, "person": found, "title": f"Nonaktifkan {found}?", "label": "Nonaktifkan",
        "text": "Ia tidak dapat masuk lagi dan semua sesinya diakhiri. Dapat diaktifkan kembali kapan saja.",
    }  # fmt: skip
    return render(request, "accounts/reason.html", context)


@require_POST
def unblock(request: HttpRequest, user_id: int) -> HttpResponse:
    found = _person(request, user_id)
    services.unblock(found.pk, by=request.user)
    messages.success(request, f"{found} sudah aktif kembali.")
    return redirect(found)


@require_POST
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    found = _person(request, user_id)
    services.unlock(found.pk, by=request.user)
    messages.success(request, f"{found} dapat mencoba masuk lagi sekarang.")
    return redirect(found)


def rights(request: HttpRequest) -> HttpResponse:
    """The one table of rights, as it is in force; the own role first, where a phone shows it."""
    roles = sorted(Role, key=lambda role: role != request.user.role)
    rows = [(label, [may(role, right) for role in roles]) for right, (_, label) in RIGHTS.items()]
    return render(request, "accounts/rights.html", {"roles": [role.label for role in roles], "rows": rows})
