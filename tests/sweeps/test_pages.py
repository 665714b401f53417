"""Is every page of every role whole? No fault, safe headers, nothing inline, one heading, Indonesian, small."""

import re
from itertools import product

import pytest
from django.template.base import Template
from django.template.loader import get_template

from accounts.rules import AT_SCHOOL, Role
from tests.sweeps.addresses import every_address
from tests.sweeps.answers import body, is_html
from tests.sweeps.sources import TOP
from tests.weights import first_visit, is_light

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|(?:src|href|action)=\"(?:https?:)?//", re.I)
ENGLISH = re.compile(
    r"\b(the|and|submit|cancel|delete|edit|save|search|next|previous|page not found|required|error|unknown|none|"
    r"upload|login|logout|sign in|sign out|password|username|please|invalid|true|false|this field)\b",
    re.I,
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def words_of(page):
    """What a person reads on the page."""
    main = re.sub(r"<(script|style|svg|code)\b.*?</\1>", " ", page, flags=re.S)
    return re.sub(r"<[^>]+>", " ", main)


def faults(address, page):
    """What is wrong with one answer, in words."""
    text = body(page)
    if page.status_code >= 500:
        yield "broken"
    for header, value in HEADERS.items():
        if page.headers.get(header) != value:
            yield f"{header} is {page.headers.get(header)}"
    policy = page.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"policy {policy}"
    if is_html(page):
        yield from faults_of_html(text)


def faults_of_html(text):
    if "<html" not in text:
        return
    if found := INLINE.search(text.replace('href="https://wa.me/', "")):
        yield f"inline or foreign: {text[found.start() - 40 : found.start() + 60]}"
    if len(re.findall(r"<h1\b", text)) != 1:
        yield f"{len(re.findall('<h1', text))} main headings"
    if re.search(r"<h1[^>]*>\s*</h1>", text):
        yield "an empty main heading"
    if "/bantuan/" not in text:
        yield "no way to help"
    if found := ENGLISH.findall(words_of(text)):
        yield f"English: {sorted(set(found))}"
    ids = re.findall(r'\sid="([^"]+)"', text)
    if len(ids) != len(set(ids)):
        yield f"ids twice: {sorted({name for name in ids if ids.count(name) > 1})}"


@pytest.mark.parametrize("role", sorted(Role))
def test_every_page_is_whole(signed_in, riau, role):
    """GET and an empty POST: whatever a person presses is answered by a page, never by a fault."""
    client = signed_in(riau.insiders()[role])
    found = []
    for method, address in product(("get", "post"), every_address()):
        if address.name in {"accounts:sign_out", "core:healthz"}:
            continue

        page = getattr(client, method)(address.fill(riau.ids))

        found += [(method, address.name, page.status_code, fault) for fault in faults(address, page)]
    assert found == []


def test_pages_of_a_school_are_light(signed_in, riau):
    """14 kB a page, and 50 kB with all assets on the first visit, without fonts; htmx comes only where it is used."""
    heavy = []
    for role in sorted(AT_SCHOOL):
        client = signed_in(riau.insiders()[role])
        for address in every_address():
            page = client.get(address.fill(riau.ids))
            text = body(page)
            if is_html(page) and page.status_code == 200 and not is_light(text):
                heavy.append((role, address.name, first_visit(text)))

    assert heavy == []


def test_a_misspelt_name_in_a_template_is_an_error():
    from django.template import Context

    with pytest.raises(BaseException, match="misspelt"):
        Template("{{ misspelt }}").render(Context({}))


def test_the_error_pages_say_status_and_way_back(client, signed_in, riau, settings):
    page = signed_in(riau.staff).get("/tidak-ada/")
    source = (TOP / "templates/portal/broken.html").read_text()
    broken = get_template("portal/broken.html").render()

    assert "Kode 404" in page.content.decode()
    assert "Ke beranda" in page.content.decode()
    assert "Kode 500" in broken
    assert "{% url" not in source, "the page of a broken application asks nobody"


def test_a_form_from_an_old_page_is_told_that_nothing_is_lost(riau):
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(riau.staff, backend="accounts.backends.UsernameOrEmail")

    page = careful.post("/")

    assert page.status_code == 403
    assert "Tidak ada yang hilang" in page.content.decode()
