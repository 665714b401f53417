"""The home page of each role, search, help, and the few addresses for browsers and robots."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.rules import Role
from core.models import Job
from portal.context import shell_of
from portal.gallery import examples
from portal.reports import homes
from portal.reports.search import FEWEST_LETTERS, find
from schools.models import Institution, InstitutionKind


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page of the acting role; ``?tahun=`` chooses the programme year for this session."""
    chosen = request.GET.get("tahun", "")
    if re.fullmatch(r"20\d\d", chosen):
        request.session["tahun"] = int(chosen)
        return redirect("portal:home")
    shell = shell_of(request)
    page = homes.home(request.user, shell.program, shell.year_in_hand, timezone.localdate())
    shell.counts = page["counts"]
    return render(request, page.template, page | {"year": shell.year_in_hand})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Schools, letters, proposals and people in one answer, each as far as the person may see it."""
    words = " ".join(request.GET.get("q", "").split())[:80]
    groups = find(request.user, words) if len(words) >= FEWEST_LETTERS else []
    context = {"words": words, "groups": groups, "fewest": FEWEST_LETTERS}
    return render(request, "portal/search.html", context)


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the LPMP of one's province; a stranger is shown all of them."""
    offices = Institution.objects.filter(kind=InstitutionKind.LPMP).order_by("place__code")
    acting = shell_of(request).acting
    if acting and acting.province_id:
        offices = offices.filter(place=acting.province_id)
    return render(request, "portal/help.html", {"offices": offices})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build and look after the pages."""
    if not (settings.EMBEDDED or request.user.role == Role.LPMP_ADMIN):
        raise Http404
    return render(request, "portal/gallery.html", examples(wrong="galat" in request.GET))


@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far one's own work is; a partial for htmx, a page for everybody else."""
    found = get_object_or_404(Job, pk=job_id, created_by=request.user)
    template = "components/progress.html" if request.htmx else "portal/job.html"
    return render(request, template, {"job": found, "link": request.path})


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put Imbas on its home screen."""
    icon = {"src": static("imbas/ikon.svg"), "sizes": "any", "type": "image/svg+xml"}
    words = {"name": "Imbas", "short_name": "Imbas", "lang": "id", "start_url": "/", "display": "standalone"}
    colours = {"background_color": "#0d2a4a", "theme_color": "#0d2a4a"}
    return JsonResponse(words | colours | {"icons": [icon]}, content_type="application/manifest+json")
