"""Claims about the API beside its shapes: paging, caching, other origins, problems, bulk."""

from __future__ import annotations

import gzip
import json
import re
from unittest.mock import patch
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from index.encyclopedia import Encyclopedia
from webapp.api.answers import MAX_QUERY_BYTES
from webapp.http.problems import PROBLEMS

from .pages import Page

READABLE = (
    *("/api/v1", "/api/v1/search?q=art", "/api/v1/suggest?q=a", "/api/v1/tasks"),
    *("/api/v1/tasks/1", "/api/v1/occupations", "/api/v1/occupations/29-1129.01"),
    *("/api/v1/activities", "/api/v1/activities/4.A.1.a.1", "/api/v1/groups"),
    *("/api/v1/compare?tasks=1,2", "/api/v1/sources", "/api/v1/releases", "/api/v1/tasks.jsonl"),
    *("/api/openapi.json", "/tasks/task-1.json", "/tasks/task-1.bib", "/tasks/task-1.ris"),
    *("/tasks/task-1.csl.json", "/occupations/29-1129.01.json", "/occupations/29-1129.01.csv"),
    *("/activities/4.A.1.a.1.json", "/suggest?q=a", "/data/tasks.csv"),
)
"""Addresses for programs, in the small release."""
FAILING = {
    "/api/v1/search?page=0": "bad-parameter",
    "/api/v1/tasks/77": "not-found",
    "/api/v1/nothing": "not-found",
    "/api/v2/search": "not-found",
    "/tasks/task-77.json": "not-found",
    "/data/nothing.jsonl": "not-found",
    "/api/v1/tasks/9": "retired",
    f"/api/v1/search?q={'a' * MAX_QUERY_BYTES}": "too-long",
}
LINK = re.compile(r'<([^>]+)>; rel="(\w+)"')


def links(response: Response) -> dict[str, str]:
    """Relation → address."""
    return {name: address for address, name in LINK.findall(response.headers["Link"])}


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost")


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/api/v1/tasks?size=2", "task_id"),
        ("/api/v1/tasks?size=1", "task_id"),
        ("/api/v1/occupations?group=29&size=1", "code"),
        ("/api/v1/activities?level=dwa&size=1", "id"),
    ],
)
def test_following_next_gives_every_record_once(
    small_client: FlaskClient, address: str, key: str
) -> None:
    first = small_client.get(address)
    whole = small_client.get(re.sub("size=[0-9]+", "size=1000", address)).get_json()["hits"]
    found, response = list(first.get_json()["hits"]), first
    while "next" in (here := links(response)):
        response = small_client.get(path_of(here["next"]))
        assert path_of(links(response)["first"]) == address
        assert links(response)["last"] == links(first)["last"]
        found += response.get_json()["hits"]
    assert len(found) > 1
    assert [one[key] for one in found] == [one[key] for one in whole]
    assert response.get_json()["page"] == response.get_json()["page_count"]
    assert "prev" in links(response)
    assert small_client.get(path_of(links(first)["last"])).data == response.data


def test_pages_of_a_search_keep_what_was_asked(client: FlaskClient) -> None:
    asked = "/api/v1/search?type=core&type=untyped&sort=importance&size=2&page=2"
    here = links(client.get(f"{asked}&utm_source=x&size="))
    assert path_of(here["next"]) == asked.replace("page=2", "page=3")
    assert path_of(here["prev"]) == asked.replace("&page=2", "")
    total = client.get(asked).get_json()["tasks"]["total"]
    assert here["last"].endswith(f"page={-(-total // 2)}")


def test_a_search_of_one_kind_is_paged_by_that_kind(small_client: FlaskClient) -> None:
    response = small_client.get("/api/v1/search?kind=occupation&q=therapists&size=1")
    assert response.get_json()["occupations"]["total"] == 2
    assert links(response)["last"].endswith("page=2")


@pytest.mark.full
def test_no_search_goes_beyond_its_last_page(full_client: FlaskClient) -> None:
    here = links(full_client.get("/api/v1/search?size=1"))
    assert here["last"].endswith("page=500")
    last = full_client.get(path_of(here["last"]))
    assert last.status_code == 200
    assert "next" not in links(last)


def test_a_page_behind_the_end_is_empty_in_a_search_and_missing_in_a_list(
    client: FlaskClient,
) -> None:
    response = client.get("/api/v1/search?q=art&page=400")
    assert response.get_json()["tasks"]["hits"] == []
    assert "next" not in links(response)
    assert client.get("/api/v1/tasks?page=400").status_code == 404
    # Not even to somebody who has whatever version there may be.
    assert client.get("/api/v1/tasks?page=400", headers={"If-None-Match": "*"}).status_code == 404


def test_an_activitys_tasks_are_paged(small_client: FlaskClient) -> None:
    first = small_client.get("/api/v1/activities/4.A.1.a.1?size=3")
    second = small_client.get(path_of(links(first)["next"]))
    ids = [one["task_id"] for page in (first, second) for one in page.get_json()["tasks"]["hits"]]
    assert sorted(ids) == [1, 2, 3, 4]


@pytest.mark.full
def test_the_page_as_json_has_pages_of_its_own(full_client: FlaskClient) -> None:
    here = links(full_client.get("/activities/4.A.2.b.2.json?page=2"))
    assert path_of(here["first"]) == "/activities/4.A.2.b.2.json"
    assert path_of(here["next"]) == "/activities/4.A.2.b.2.json?page=3"
    assert full_client.get(path_of(here["next"])).get_json()["tasks"]["page"] == 3


# --- parameters ----------------------------------------------------------------------------------


def test_unknown_and_empty_parameters_change_nothing(client: FlaskClient) -> None:
    plain = client.get("/api/v1/search?q=art&size=2")
    odd = client.get("/api/v1/search?q=art&size=2&_=1731&kind=&exposure=&page=&sort=&callback=f")
    assert odd.data == plain.data
    assert odd.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        *((f"/api/v1/tasks?page={value}", "page") for value in ("0", "-1", "1e9", "2.5", "NaN")),
        *((f"/api/v1/tasks?size={value}", "size") for value in ("0", "1001", "%D9%A3", "+1")),
        ("/api/v1/tasks?page=1&page=1", "page"),
        ("/api/v1/occupations?group=00", "group"),
        ("/api/v1/activities?level=xwa", "level"),
        ("/api/v1/activities?level=dwa&level=gwa", "level"),
        ("/api/v1/activities/4.A.1.a.1?size=101", "size"),
        ("/api/v1/activities/4.A.1.a.1?page=501", "page"),
        ("/api/v1/compare", "tasks"),
        ("/api/v1/compare?tasks=,", "tasks"),
        ("/api/v1/compare?tasks=art", "tasks"),
        ("/api/v1/compare?tasks=1,2,3,4,5", "tasks"),
        ("/api/v1/compare?occupations=1", "occupations"),
        ("/api/v1/compare?tasks=1&occupations=29-1129.01", "occupations"),
    ],
)
def test_a_parameter_out_of_its_bounds_is_named(
    small_client: FlaskClient, address: str, parameter: str
) -> None:
    response = small_client.get(address)
    assert response.status_code == 400
    problem = response.get_json()
    assert problem["parameter"] == parameter
    assert problem["type"] == "http://localhost/api#problem-bad-parameter"
    assert parameter in problem["detail"]


def test_an_address_has_a_bound(client: FlaskClient) -> None:
    fits = f"/api/v1/search?x={'a' * (MAX_QUERY_BYTES - 2)}"
    assert client.get(fits).status_code == 200
    assert client.get(f"{fits}a").status_code == 414


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("/api/v1/tasks/task-1?x=1", "/api/v1/tasks/1?x=1"),
        ("/api/v1/tasks/0001", "/api/v1/tasks/1"),
        ("/api/v1/occupations/29-1125", "/api/v1/occupations/29-1125.00"),
        ("/api/v1/activities/4.a.1.A.1?size=2", "/api/v1/activities/4.A.1.a.1?size=2"),
    ],
)
def test_other_spellings_lead_to_the_one_address(
    small_client: FlaskClient, spelled: str, canonical: str
) -> None:
    response = small_client.get(spelled)
    assert (response.status_code, response.headers["Location"]) == (308, canonical)
    assert small_client.get(canonical).status_code == 200


# --- caches --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", READABLE)
def test_every_answer_has_a_version_and_is_not_sent_twice(
    small_client: FlaskClient, address: str
) -> None:
    with small_client.get(address) as response:
        assert response.status_code == 200
        etag = response.headers["ETag"]
        assert "max-age" in response.headers["Cache-Control"]
        assert "Set-Cookie" not in response.headers
    for given in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        with small_client.get(address, headers={"If-None-Match": given}) as again:
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == etag
            assert again.headers["Cache-Control"] == response.headers["Cache-Control"]
    with small_client.get(address, headers={"If-None-Match": '"other"'}) as anew:
        assert anew.status_code == 200


@pytest.mark.parametrize("address", READABLE)
def test_head_is_get_without_a_body(small_client: FlaskClient, address: str) -> None:
    with small_client.get(address) as get, small_client.head(address) as head:
        assert head.status_code == get.status_code
        assert head.data == b""
        for name in ("ETag", "Content-Type", "Content-Length", "Link"):
            assert head.headers.get(name) == get.headers.get(name), name


# --- other origins -------------------------------------------------------------------------------


def is_open(response: Response) -> bool:
    return (
        response.headers.get_all("Access-Control-Allow-Origin") == ["*"]
        and "Access-Control-Allow-Credentials" not in response.headers
        and {"Link", "ETag", "Retry-After"}
        <= set(response.headers["Access-Control-Expose-Headers"].split(", "))
    )


@pytest.mark.parametrize("address", [*READABLE, *FAILING, "/api/v1/tasks/01"])
def test_any_page_may_read_it(small_client: FlaskClient, address: str) -> None:
    origin = {"Origin": "https://partner.example"}
    with small_client.get(address, headers=origin) as response:
        assert is_open(response)
        etag = response.headers.get("ETag", "")
    with small_client.get(address, headers={**origin, "If-None-Match": etag}) as again:
        assert is_open(again)
    assert is_open(small_client.post(address, headers=origin))


def test_any_page_may_read_failures(small_client: FlaskClient, empty_client: FlaskClient) -> None:
    with patch.object(Encyclopedia, "answer", side_effect=RuntimeError("/secret")):
        broken = small_client.get("/api/v1/search?q=unheard+of")
    missing = empty_client.get("/api/v1/search")
    beyond = small_client.get("/api/v1/tasks.jsonl", headers={"Range": "bytes=999999999-"})
    statuses = []
    for response in (broken, missing, beyond):
        assert is_open(response)
        assert response.mimetype == "application/problem+json"
        statuses.append(response.status_code)
    assert statuses == [500, 503, 416]
    assert "Retry-After" in missing.headers
    assert "secret" not in broken.text


def test_pages_for_people_are_not_opened(client: FlaskClient) -> None:
    for address in ("/", "/search?q=art", "/nothing", "/tasks/task-19156"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.parametrize("address", [*READABLE, "/api/v1/nothing"])
def test_a_preflight_is_answered(small_client: FlaskClient, address: str) -> None:
    response = small_client.options(
        address,
        headers={
            "Origin": "https://partner.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert (response.status_code, response.data) == (204, b"")
    assert is_open(response)
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "*"
    assert int(response.headers["Access-Control-Max-Age"]) >= 600


# --- problems ------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", FAILING)
def test_a_problem_says_what_it_is_and_where_that_is_explained(
    small_client: FlaskClient, address: str
) -> None:
    kind = PROBLEMS[FAILING[address]]
    response = small_client.get(address)
    assert response.status_code == kind.status
    assert response.mimetype == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem = response.get_json()
    assert problem["status"] == kind.status
    assert problem["title"] == kind.title
    assert problem["detail"]
    page, _, anchor = path_of(problem["type"]).partition("#")
    assert anchor in Page(small_client.get(page).text).ids


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(small_client: FlaskClient, method: str) -> None:
    response = small_client.open("/api/v1/search", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD", "OPTIONS"} <= set(response.headers["Allow"].split(", "))
    assert response.get_json()["type"].endswith("#problem-method-not-allowed")


def test_what_is_missing_is_named(client: FlaskClient) -> None:
    assert client.get("/api/v1/tasks/77").get_json()["detail"] == "There is no task 77."
    assert "11-1011.00" in client.get("/api/v1/occupations/11-1011.00").get_json()["detail"]


@pytest.mark.parametrize("address", ["/api/v1/tasks/9", "/tasks/task-9.json"])
def test_a_retired_task_leads_to_its_successor(small_client: FlaskClient, address: str) -> None:
    response = small_client.get(address)
    assert response.status_code == 410
    retired = response.get_json()["retired"]
    assert (retired["task"], retired["last_release"]) == ("lead games", "29.1")
    assert retired["successor"] == {"task_id": 3, "url": "http://localhost/tasks/task-3"}
    assert small_client.get("/tasks/task-3").status_code == 200


# --- comparison and provenance -------------------------------------------------------------------


def test_a_retired_task_of_no_known_occupation_has_none(small_client: FlaskClient) -> None:
    # The statements that come with the Index have no codes.
    retired = small_client.get("/api/v1/tasks/8").get_json()["retired"]
    assert (retired["task"], retired["occupation_code"]) == ("Long gone.", None)


def test_a_comparison_has_what_each_has_alone_in_the_order_asked(
    small_client: FlaskClient,
) -> None:
    body = small_client.get("/api/v1/compare?tasks=2,9,1,77").get_json()
    assert body["tasks"] == [
        small_client.get(f"/api/v1/tasks/{task_id}").get_json() for task_id in (2, 1)
    ]
    assert body["occupations"] == []
    assert [one["name"] for one in body["missing"]] == ["9", "77"]
    assert body["missing"][0]["retired"]["successor"]["task_id"] == 3
    assert body["missing"][1]["retired"] is None
    codes = small_client.get("/api/v1/compare?occupations=29-1125,29-1129.01").get_json()
    assert [one["code"] for one in codes["occupations"]] == ["29-1125.00", "29-1129.01"]


def test_releases_name_every_source_and_file(client: FlaskClient, sample: Encyclopedia) -> None:
    body = client.get("/api/v1/releases").get_json()
    keys = {one["key"] for dataset in body["datasets"] for one in dataset["releases"]}
    assert keys == {source.key for source in sample.release.sources}
    for file in body["files"]:
        with client.get(path_of(file["url"])) as response:
            assert response.content_length == file["byte_count"]
    assert body["is_sample"] is True


@pytest.mark.full
def test_releases_are_in_the_order_of_time(full_client: FlaskClient) -> None:
    datasets = full_client.get("/api/v1/releases").get_json()["datasets"]
    onet, index = ({one["dataset"]: one for one in datasets}[key] for key in ("onet", "aei"))
    assert [one["release"] for one in onet["releases"]] == ["29.1", "30.1", "30.3"]
    assert onet["newest"] == "30.3"
    dates = [one["release"] for one in index["releases"]]
    assert dates == sorted(dates)
    assert index["newest"] == dates[-1]


def test_the_files_of_a_source_are_those_that_were_read(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    body = client.get("/api/v1/sources").get_json()
    files = [file for source in body["sources"] for file in source["files"]]
    assert sorted(file["sha256"] for file in files) == sorted(
        file.sha256 for file in sample.release.files
    )
    assert body["coverage"]["tasks"] == sample.release.task_count


# --- bulk ----------------------------------------------------------------------------------------


def test_the_bulk_file_has_every_task(client: FlaskClient, sample: Encyclopedia) -> None:
    with client.get("/api/v1/tasks.jsonl") as response:
        assert response.mimetype == "application/x-ndjson"
        assert response.headers["Content-Disposition"] == 'attachment; filename="tasks.jsonl"'
        assert response.content_length == len(response.data)
        ids = [json.loads(line)["task_id"] for line in response.data.splitlines()]
    assert ids == sorted(sample.task_ids())


def test_whoever_takes_gzip_may_get_it(client: FlaskClient) -> None:
    with client.get("/api/v1/tasks.jsonl") as response:
        plain, etag = response.data, response.headers["ETag"]
        assert "Content-Encoding" not in response.headers
    for accepted in ("gzip", "br, gzip;q=0.5", "gzip;q=0", "identity"):
        with client.get("/api/v1/tasks.jsonl", headers={"Accept-Encoding": accepted}) as response:
            if response.headers.get("Content-Encoding") == "gzip":
                assert "q=0" not in accepted.split(", ")[0]
                assert gzip.decompress(response.data) == plain
                assert response.headers["ETag"] != etag
                assert response.headers["Vary"] == "Accept-Encoding"
                assert response.content_length == len(response.data)
            else:
                assert response.data == plain
                assert response.headers["ETag"] == etag


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 10), ("bytes=500-", 500, None), ("bytes=-7", -7, None)],
)
def test_a_broken_download_goes_on(
    client: FlaskClient, accepted: str, asked: str, first: int, last: int | None
) -> None:
    takes = {"Accept-Encoding": accepted}
    with client.get("/api/v1/tasks.jsonl", headers=takes) as response:
        whole, etag = response.data, response.headers["ETag"]
    given = {**takes, "Range": asked}
    with client.get("/api/v1/tasks.jsonl", headers={**given, "If-Range": etag}) as part:
        assert (part.status_code, part.data) == (206, whole[first:last])
        assert part.headers["Content-Range"].endswith(f"/{len(whole)}")
    with client.get("/api/v1/tasks.jsonl", headers={**given, "If-Range": '"old"'}) as other:
        assert (other.status_code, other.data) == (200, whole)
    beyond = client.get("/api/v1/tasks.jsonl", headers={**takes, "Range": "bytes=9999999-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole)}"


# --- garbage -------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ["/api/v1/search?q=", "/api/v1/suggest?q="])
@pytest.mark.parametrize(
    "text",
    [
        *("*", "*a*", "?*?*", "t:[a TO z]", 'r"(.*)*x"', "t~9", "x^1e308", "-" * 200, ":" * 200),
        *("a" * 201, " ".join(["word"] * 300), "(" * 200 + ")" * 200, '"' * 999),
        *("\0", "\u202eabc", "a\u200d\u200db", "e" + "\u0301" * 190, "\r\nX-Evil: 1"),
        *("<script>alert(1)</script>", '" onx=', "{{7*7}}", "../../etc/passwd"),
    ],
)
def test_odd_text_is_only_text(small_client: FlaskClient, endpoint: str, text: str) -> None:
    response = small_client.get(endpoint + quote(text))
    assert response.status_code == 200
    assert "X-Evil" not in response.headers
    for hit in response.get_json().get("tasks", {"hits": []})["hits"]:
        assert "<script" not in hit["marked"]
    for address in LINK.findall(response.headers.get("Link", "")):
        assert small_client.get(path_of(address[0])).status_code == 200


@pytest.mark.parametrize("endpoint", ["/api/v1/search?q=", "/api/v1/suggest?q=", "/api/v1/tasks/"])
@pytest.mark.parametrize(
    "raw", ["%FF", "%ED%A0%80", "%C3%28", "%00", "%", "%zz", "a%0d%0aX-Evil:1"]
)
def test_broken_encodings_are_no_failure(
    small_client: FlaskClient, endpoint: str, raw: str
) -> None:
    response = small_client.get(endpoint + raw)
    assert response.status_code in ({200} if "q=" in endpoint else {404})
    assert is_open(response)


@pytest.mark.parametrize("kind", ["tasks", "occupations", "activities"])
@pytest.mark.parametrize(
    "name",
    [
        *(
            "..%2f..%2fmanifest.json",
            "%2e%2e",
            "task-%D9%A3%D9%A9",
            "9" * 4000,
            "-1",
            "1.5",
            "1%0a",
        ),
        *("%F0%9F%98%80", "task-", "x" * 300, "1;DROP", "1%2F2", "null"),
    ],
)
def test_an_odd_id_is_nobodys(small_client: FlaskClient, kind: str, name: str) -> None:
    response = small_client.get(f"/api/v1/{kind}/{name}")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert len(response.data) < 1000
