"""What people type → what they mean, over the full data: index.relevance as a whole.

Each line is a cause that was mended, not a wish list: everyday words, phrases, spellings, stems,
words that ask, words that are whole.
"""

from __future__ import annotations

import pytest

from index import Encyclopedia
from index.query import parse

pytestmark = pytest.mark.full

OCCUPATIONS = [
    # Everyday words and phrases
    ("deliver babies", "29-1218.00"),
    ("sell houses", "41-9022.00"),
    ("fly planes", "53-2012.00"),
    ("paint houses", "47-2141.00"),
    ("bury dead people", "39-4031.00"),
    ("fix toilets", "47-2152.00"),
    ("uber driver", "53-3054.00"),
    ("sysadmin", "15-1244.00"),
    ("SWE", "15-1252.00"),
    ("postie", "43-5052.00"),
    # Together or apart
    ("book keeping", "43-3031.00"),
    ("pay roll", "43-3051.00"),
    ("land scaping", "37-3011.00"),
    ("air craft mechanic", "49-3011.00"),
    ("ware house", "53-7065.00"),
    ("police man", "33-3051.00"),
    # British spellings
    ("tyre repair", "49-3093.00"),
    ("programme computers", "15-1251.00"),
    # Words that ask
    ("please show me tasks about nursing", "29-1141.00"),
    ("i want to find out about welding", "51-4122.00"),
    ("nursing jobs", "29-1141.00"),
    # Abbreviations
    ("IT", "15-1232.00"),
    ("IT manager", "11-3021.00"),
    # Stems
    ("who fixes teeth", "29-1021.00"),
    ("fit glasses", "29-2081.00"),
    # Slips: a letter left out is likelier than a wrong one, however frequent the word
    ("electrican", "47-2111.00"),
    ("lawer", "23-1011.00"),
    # What people do leads to who does it
    ("trim beards", "39-5011.00"),
    ("cut gemstones", "51-9071.06"),
    ("shear sheep", "45-2093.00"),
]


@pytest.mark.parametrize(("typed", "code"), OCCUPATIONS)
def test_the_occupation_meant_comes_first(onet_30_3: Encyclopedia, typed: str, code: str) -> None:
    first, *_ = onet_30_3.search(typed).occupations.hits
    assert first.occupation_code == code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("give loans", "loan"),
        ("look after children", "children"),
        ("schedule meetings", "meetings"),
        ("fix glasses", "glasses"),
        ("ai", "computer"),
        ("er", "patients"),
        ("jobs with animals", "animals"),
        ("how do i become a nurse", "nurses"),
        ("house keeping", "housekeeping"),
    ],
)
def test_the_first_task_is_about_what_was_asked_for(
    onet_30_3: Encyclopedia, typed: str, told: str
) -> None:
    first, *_ = onet_30_3.search(typed).tasks.hits
    assert told in first.text.lower()


def test_who_asks_about_software_is_led_to_it(onet_30_3: Encyclopedia) -> None:
    first, *_ = onet_30_3.search("which jobs use excel").software.hits
    assert first.name == "Microsoft Excel"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("make dashboards", "Business Intelligence Analysts"),
        ("give injections", "Paramedics"),
        ("interview candidates", "Human Resources Specialists"),
        ("grade homework", "Teaching Assistants, Preschool, Elementary, Middle"),
    ],
)
def test_who_tells_what_is_done_finds_who_does_it_not_whose_title_has_the_words(
    onet_30_3: Encyclopedia, typed: str, title: str
) -> None:
    assert onet_30_3.search(typed).occupations.hits[0].title.startswith(title)


@pytest.mark.parametrize("typed", ["spreadsheet", "put out fires", "colour", "IT", "book keeping"])
def test_the_box_still_shows_what_was_typed(onet_30_3: Encyclopedia, typed: str) -> None:
    results = onet_30_3.search(typed)
    assert results.query == parse(typed)
    assert results.tasks.total


def test_a_search_for_exactly_what_was_typed_rewords_nothing(onet_30_3: Encyclopedia) -> None:
    assert onet_30_3.search("book keeping").tasks.total
    found = onet_30_3.search("tyre", verbatim=True)
    assert (found.tasks.total, found.occupations.total) == (0, 0)


def test_the_number_of_a_task_leads_to_it_however_it_is_written(onet_30_3: Encyclopedia) -> None:
    for typed in ("task 19156", "Task #19156"):
        assert onet_30_3.search(typed).tasks.hits[0].task_id == 19156


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("QuickBooks", "accounting software"),
        ("drones", "aerial"),
        ("unblock a drain", "sewer"),
        ("school bus driver", "transport students"),
        ("dog groomer", "grooming"),
        ("Which jobs pay people to look at the stars?", "celestial"),
        ("diplomacy", "government"),
        ("electrician or plumber", "pipe"),
        ("electrician or plumber", "wires"),
        ("tower crane", "operate cranes"),
        ("mending old cars", "repair car"),
        ("haggle with suppliers", "price"),
    ],
)
def test_one_of_the_first_tasks_is_what_was_meant(
    onet_30_3: Encyclopedia, typed: str, told: str
) -> None:
    hits = onet_30_3.search(typed).tasks.hits[:5]
    assert any(told in hit.text.lower() for hit in hits), [hit.text for hit in hits]


@pytest.mark.parametrize("typed", ["the ", "of the", "what is the", "how to"])
def test_function_words_alone_are_said_to_say_nothing(onet_30_3: Encyclopedia, typed: str) -> None:
    found = onet_30_3.search(typed)
    assert "says nothing of work" in found.query.notes[0]
    assert not found.tasks.listed
    assert not found.occupations.total


def test_a_function_word_may_begin_another_word(onet_30_3: Encyclopedia) -> None:
    found = onet_30_3.search("the")
    assert "what begins so is listed" in found.query.notes[0]
    assert found.occupations.hits
    assert onet_30_3.search("make up").tasks.listed  # one word, apart


def test_below_jobs_in_the_order_of_a_figure_are_their_own_tasks(onet_30_3: Encyclopedia) -> None:
    for typed in ("well paid jobs without a degree", "growing health care jobs"):
        found = onet_30_3.search(typed)
        first = {hit.occupation_code for hit in found.occupations.hits}
        assert found.wished
        assert {hit.occupation_code for hit in found.tasks.hits} <= first


def test_who_uses_software_is_no_other_sense_of_what_it_is_for(onet_30_3: Encyclopedia) -> None:
    """Kubernetes is application server software."""
    titles = [hit.title for hit in onet_30_3.search("kubernetes").occupations.hits]
    assert "Software Developers" in titles
    assert not any("Wait" in title for title in titles)


@pytest.mark.parametrize("typed", ["phd", "diplomacy", "newsrooms", "homesick"])
def test_no_usual_english_word_ends_in_an_empty_page(onet_30_3: Encyclopedia, typed: str) -> None:
    assert onet_30_3.search(typed).tasks.hits


def test_filters_choose_among_what_was_meant(onet_30_3: Encyclopedia) -> None:
    for typed in ("haggle with suppliers", "breathing machine for patients", "music festival"):
        for label in ("E0", "E2"):
            hits = onet_30_3.search(typed, exposure=[label]).tasks.hits
            assert {hit.exposure for hit in hits} == {label}, typed


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("which parts of a paralegal's job could AI speed up", "Paralegals and Legal Assistants"),
        ("AI jobs nursing", "Registered Nurses"),
        ("paralegal AI", "Paralegals and Legal Assistants"),
        ("how can AI help paralegals", "Paralegals and Legal Assistants"),
        ("which tasks of a software developer could an LLM do", "Software Developers"),
        ("AI for real estate agents", "Real Estate Sales Agents"),
        ("could robots do a nurse's job", "Registered Nurses"),
        ("parts salespersons and AI", "Parts Salespersons"),
        ("how exposed are accountants", "Accountants and Auditors"),
        ("how exposed is my job", ""),
    ],
)
def test_a_question_about_ai_and_an_occupation_is_read_so(
    onet_30_3: Encyclopedia, typed: str, title: str
) -> None:
    meant = f"tasks of {title}, the ones" if title else "tasks, the ones"
    assert onet_30_3.search(typed).understood == (
        f"Read as a question about AI: {meant} that AI could speed up most come first."
    )


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("paralegal duties", "paralegal "),
        ("duties of paralegals", "paralegals "),
        ("tasks of a nurse", "nurse "),
        ("nursing tasks", "nursing "),
        ("store manager job responsibilities", "store manager "),
    ],
)
def test_words_that_ask_for_tasks_of_a_job_are_not_searched(
    onet_30_3: Encyclopedia, typed: str, job: str
) -> None:
    found, meant = onet_30_3.search(typed), onet_30_3.search(job)
    assert [hit.task_id for hit in found.tasks.hits] == [hit.task_id for hit in meant.tasks.hits]
    assert (found.named, found.dropped) == (meant.named, meant.dropped)


def test_a_plural_that_is_being_typed_finds_the_singular(onet_30_3: Encyclopedia) -> None:
    found, meant = onet_30_3.search("data entri"), onet_30_3.search("data entry")
    assert [hit.task_id for hit in found.tasks.hits] == [hit.task_id for hit in meant.tasks.hits]
    assert found.occupations.hits[0].title == "Data Entry Keyers"
    assert found.dropped == ()


@pytest.mark.parametrize("typed", ["administrative tasks", "assigned duties", "cleaning duties"])
def test_tasks_of_no_job_are_searched_as_typed(onet_30_3: Encyclopedia, typed: str) -> None:
    without = onet_30_3.search(typed.split()[0] + " ")
    assert onet_30_3.search(typed).tasks.hits != without.tasks.hits


@pytest.mark.parametrize(
    ("typed", "title", "order"),
    [
        (
            "which parts of a paralegal's job could AI speed up, and do people use it?",
            "Paralegals and Legal Assistants",
            "exposure",
        ),
        (
            "which parts of a paralegal's job could AI speed up and how much does it pay?",
            "Paralegals and Legal Assistants",
            "exposure",
        ),
        ("how do paralegals use AI and is it safe", "Paralegals and Legal Assistants", "use"),
        ("could AI help, and how do nurses use it?", "Registered Nurses", "exposure"),
        ("is AI used by accountants or could it replace them", "Accountants and Auditors", "use"),
        ("will AI replace paralegals? is it used?", "Paralegals and Legal Assistants", "exposure"),
        (
            "do people use AI for a paralegal's daily tasks",
            "Paralegals and Legal Assistants",
            "use",
        ),
    ],
)
def test_a_question_of_several_clauses_is_read_by_its_occupation(
    onet_30_3: Encyclopedia, typed: str, title: str, order: str
) -> None:
    """The first clause that asks about AI decides on the order."""
    found = onet_30_3.search(typed)
    assert f"tasks of {title}, the ones" in found.understood
    assert found.chosen_order == order


def test_jobs_that_use_ai_most_are_in_order_of_use(onet_30_3: Encyclopedia) -> None:
    figures = {each.code: each.observed_exposure for each in onet_30_3.occupation_figures()}
    found = onet_30_3.search("what jobs use chatgpt most", kind="occupation").occupations
    shown = [figures[hit.occupation_code] or 0 for hit in found.hits]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == max(value for value in figures.values() if value is not None)


@pytest.mark.parametrize(
    "typed",
    [
        "AI in newsrooms",
        "AI in drug discovery",
        "train AI models",
        "AI ethics",
        "AI engineer",
        "AI developer jobs",
        "AI translation of legal contracts",
        "how exposed are nurses to infections",
        "conversational AI",
    ],
)
def test_ai_as_a_subject_is_searched_as_typed(onet_30_3: Encyclopedia, typed: str) -> None:
    assert not onet_30_3.search(typed).understood


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("accountants vs bookkeepers", ("13-2011.00", "43-3031.00")),
        ("compare accountants with bookkeepers", ("13-2011.00", "43-3031.00")),
        ("what's the difference between a nurse and a doctor", ("29-1141.00", "29-1216.00")),
        ("plumber or electrician", ("47-2152.00", "47-2111.00")),
        ("compare data to standards", ()),
        ("food or drink", ()),
    ],
)
def test_titles_that_are_to_be_compared_are_read_so(
    onet_30_3: Encyclopedia, typed: str, codes: tuple[str, ...]
) -> None:
    found = onet_30_3.search(typed)
    assert found.compared == codes
    assert not codes or found.tasks.hits[0].occupation_code in codes


def test_a_title_of_many_offers_them(onet_30_3: Encyclopedia) -> None:
    assert onet_30_3.search("data analyst").may_name[0] == "15-2051.00"
    assert len(onet_30_3.search("teacher").may_name) == 3
    assert onet_30_3.search("registered nurse").may_name == ()
    assert onet_30_3.search("design").may_name == ()
    # Two names of one occupation are no comparison.
    synonyms = onet_30_3.search("lawyer or attorney")
    assert (synonyms.compared, synonyms.may_name[0]) == ((), "23-1011.00")


def test_software_leads_to_whom_it_is_for(onet_30_3: Encyclopedia) -> None:
    """Also where its name says what it is for: Sage 50 Accounting."""
    assert onet_30_3.search("sage").occupations.hits[0].occupation_code == "43-3031.00"


def test_an_occupation_leads_only_if_it_holds_every_word(onet_30_3: Encyclopedia) -> None:
    """No title has "macros", and the "Excellence" of one is no reason to list all its tasks."""
    found = onet_30_3.search("excel macros", size=50).tasks.hits
    assert "49-3023.00" not in {hit.occupation_code for hit in found}


@pytest.mark.parametrize(
    ("typed", "figure", "least", "zones"),
    [
        ("highest paid jobs", "median_annual_pay", False, {1, 2, 3, 4, 5, None}),
        ("lowest paid jobs", "median_annual_pay", True, {1, 2, 3, 4, 5, None}),
        ("well paid jobs without a degree", "median_annual_pay", False, {1, 2}),
        ("fastest growing jobs", "growth_percent", False, {1, 2, 3, 4, 5, None}),
    ],
)
def test_jobs_that_are_asked_for_by_a_figure_are_in_its_order(
    onet_30_3: Encyclopedia, typed: str, figure: str, least: bool, zones: set[int | None]
) -> None:
    values = sorted(
        getattr(each, figure)
        for each in onet_30_3.occupation_figures()
        if each.task_count and each.job_zone in zones and getattr(each, figure) is not None
    )
    found = onet_30_3.search(typed, kind="occupation", size=20).occupations
    of_code = {each.code: getattr(each, figure) for each in onet_30_3.occupation_figures()}
    shown = [of_code[hit.occupation_code] for hit in found.hits]
    assert shown == (values[:20] if least else values[:-21:-1])
    assert found.total == len(values)
    # Any other filter leaves the words alone to decide.
    others = onet_30_3.search(typed, used=["yes"]).occupations.hits
    assert [hit.occupation_code for hit in others] != [
        hit.occupation_code for hit in found.hits[:3]
    ]
