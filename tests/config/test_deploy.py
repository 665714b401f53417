"""Do the pieces of a real installation fit each other: units, nginx, settings?"""

import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config import wsgi
from core.uploads import MB, PILE_LIMIT
from core.uploads.sheets import SHEET_LIMIT
from documents.forms.register import MOST_OCTETS
from documents.services import signing
from tests.services import TOP

NGINX = (TOP / "deploy/nginx/imbas.conf").read_text()
REAL = override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ALLOWED_HOSTS=["imbas.example.go.id"],
)
HOST = {"Host": "imbas.example.go.id"}


def unit(name: str) -> dict[str, str]:
    text = (TOP / f"deploy/systemd/imbas-{name}.service").read_text()
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.M))


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_every_unit_runs_as_imbas_and_writes_only_where_it_must(name):
    found = unit(name)

    assert (found["User"], found["EnvironmentFile"]) == ("imbas", "/etc/imbas/imbas.env")
    assert (found["ProtectSystem"], found["ReadWritePaths"]) == ("strict", "/var/lib/imbas")
    assert found["NoNewPrivileges"] == "yes"


def test_units_start_what_make_run_starts():
    procfile = dict(line.split(": ", 1) for line in (TOP / "Procfile").read_text().splitlines())
    web = unit("web")["ExecStart"].removeprefix("/opt/imbas/").replace(":8000", ":$PORT")
    worker = unit("worker")["ExecStart"].removeprefix("/opt/imbas/")

    assert procfile["web"] == web
    assert set(worker.split()) - {"--loglevel=INFO"} <= set(procfile["worker"].split())


def test_nginx_passes_on_to_the_port_of_the_unit():
    port = re.search(r"--bind (\S+)", unit("web")["ExecStart"])

    assert port
    assert f"proxy_pass         http://{port[1]};" in NGINX


def test_nginx_never_serves_uploads_and_letters_by_itself():
    assert re.findall(r"location (\S+)", NGINX) == ["/static/", "/"]
    assert "/media" not in NGINX


@REAL
def test_plain_http_is_led_to_https_and_healthz_is_not(db):
    client = Client(headers=HOST)

    assert client.get("/akun/").headers["Location"] == "https://imbas.example.go.id/akun/"
    assert client.get("/healthz").status_code in {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}


@REAL
def test_what_nginx_says_of_https_is_believed():
    answer = Client(headers=HOST | {"X-Forwarded-Proto": "https"}).get("/.well-known/security.txt")

    assert "proxy_set_header   X-Forwarded-Proto $scheme;" in NGINX
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("10.0.0.7", "10.0.0.7"), ("6.6.6.6, 10.0.0.7", "10.0.0.7"), ("", "127.0.0.1")],
)
def test_the_address_of_a_person_is_the_one_nginx_wrote(forwarded, address):
    seen = {}
    serve = wsgi.behind_proxy(lambda environ, start: seen.update(environ) or [])

    serve({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}, print)

    assert seen["REMOTE_ADDR"] == address


def test_without_nginx_nobody_chooses_an_address():
    assert not settings.BEHIND_PROXY
    assert wsgi.build().__class__.__name__ == "WSGIHandler"


@override_settings(BEHIND_PROXY=True)
def test_behind_nginx_its_word_counts():
    assert wsgi.build().__name__ == "with_address"


def test_nginx_lets_through_the_largest_file_that_any_page_takes():
    passes = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * MB

    assert passes > max(PILE_LIMIT, signing.LARGEST, MOST_OCTETS, SHEET_LIMIT)
