"""Claims about Jinja's environment."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from jinja2 import DictLoader


def test_a_template_without_globals_of_its_own_shares_those_of_the_environment(app: Flask) -> None:
    environment = app.jinja_env
    assert environment.get_template("layouts/base.html").globals is environment.globals
    own = environment.overlay(loader=DictLoader({"own": "{{ word }}"})).get_template(
        "own", globals={"word": "here"}
    )
    assert own.render() == "here"
    assert "word" not in environment.globals


@pytest.mark.parametrize("prefix", ["", "/jobs"])
def test_a_remembered_path_is_that_of_the_prefix_it_is_asked_below(app: Flask, prefix: str) -> None:
    remembered = app.jinja_env.globals["url_for"]
    for _ in range(2):
        with app.test_request_context("/about", environ_overrides={"SCRIPT_NAME": prefix}):
            assert remembered("rankings.rankings") == f"{prefix}/rankings"  # type: ignore[operator]
            found = remembered("search.search", q="a&b")  # type: ignore[operator]
            assert found == url_for("search.search", q="a&b") == f"{prefix}/search?q=a%26b"
            found = remembered("tasks.task", name="task-1", _anchor="use")  # type: ignore[operator]
            assert found == f"{prefix}/tasks/task-1#use"


def test_pages_below_two_prefixes_do_not_share_links(client: FlaskClient) -> None:
    for prefix in ("/one", "/two", "/one"):
        text = client.get("/about", environ_overrides={"SCRIPT_NAME": prefix}).text
        assert f'href="{prefix}/rankings"' in text
        assert f'href="{prefix}/static/css/' in text
        other = "/two" if prefix == "/one" else "/one"
        assert f'"{other}/' not in text
