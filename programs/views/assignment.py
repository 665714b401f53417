"""The page of sharing out evenly: the plan to look at, applying it, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import demand
from programs.forms.verification import EvenForm
from programs.models import ProgramYear
from programs.services.assignment_evenly import Sharing, assign_evenly, last_sharing, plan_evenly, undo_sharing


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, program_id: int) -> HttpResponse:
    """GET shows who would get what; POST applies exactly what was shown."""
    program = get_object_or_404(ProgramYear.objects.visible_to(request.user), pk=program_id)
    demand(request.user.role, "verifier.assign")
    form = EvenForm(request.POST or request.GET)
    ceiling = form.cleaned_data["ceiling"] if form.is_valid() else None
    if request.method == "POST" and form.is_valid():
        digest = request.POST.get("digest", "")
        plan = assign_evenly(program.pk, digest=digest, by=request.user, ceiling=ceiling)
        left = f" {len(plan.skipped)} sekolah belum mendapat verifikator." if plan.skipped else ""
        messages.success(request, f"{len(plan.pairs)} sekolah dibagikan.{left} Lanjutkan dengan surat tugasnya.")
        return redirect("programs:assign", program.pk)
    context = _preview(plan_evenly(program, ceiling=ceiling))
    context |= {"program": program, "form": form, "ceiling": ceiling, "undoable": last_sharing(program).count()}
    return render(request, "programs/verification/assign.html", context)


def _preview(sharing: Sharing) -> dict[str, object]:
    """Per verifier what he has and would get; the schools nobody may take, with why."""
    plan = sharing.plan
    given: dict[int, list[str]] = {person: [] for person in sharing.people}
    for group, person in sorted(plan.pairs.items()):
        given[person].append(sharing.groups[group].name)
    rows = [
        {"person": found.name, "before": sharing.before.get(key, 0), "after": plan.loads[key], "schools": given[key]}
        for key, found in sharing.people.items()
    ]
    skipped = [(sharing.groups[group].name, reason) for group, reason in sorted(plan.skipped.items())]
    return {"rows": rows, "skipped": skipped, "count": len(plan.pairs), "digest": plan.digest}


@require_POST
def assign_undo(request: HttpRequest, program_id: int) -> HttpResponse:
    program = get_object_or_404(ProgramYear.objects.visible_to(request.user), pk=program_id)
    count = undo_sharing(program.pk, by=request.user)
    messages.success(request, f"Pembagian dibatalkan untuk {count} sekolah yang belum dimulai.")
    return redirect("programs:assign", program.pk)
