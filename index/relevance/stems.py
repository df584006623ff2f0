"""Words → stems: the one stemmer, for statements and for queries, of every engine."""

from __future__ import annotations

from functools import lru_cache

from whoosh.lang.porter import stem as porter_stem

from index.text import STOP_WORDS

# Plurals that Porter's rules do not reach, and that descriptions of work are full of.
IRREGULAR = {
    "bacteria": "bacterium",
    "calves": "calf",
    "children": "child",
    "criteria": "criterion",
    "feet": "foot",
    "fungi": "fungus",
    "geese": "goose",
    "halves": "half",
    "hooves": "hoof",
    "indices": "index",
    "knives": "knife",
    "larvae": "larva",
    "leaves": "leaf",
    "lice": "louse",
    "lives": "life",
    "loaves": "loaf",
    "matrices": "matrix",
    "men": "man",
    "mice": "mouse",
    "oxen": "ox",
    "scarves": "scarf",
    "shelves": "shelf",
    "teeth": "tooth",
    "thieves": "thief",
    "vertebrae": "vertebra",
    "wives": "wife",
    "wolves": "wolf",
    "women": "woman",
}

# Forms of verbs that Porter's rules do not reach. Verb → its forms; left out are those that mean
# something else besides ("found", "left") or stand before nouns ("written reports", "worn parts").
_VERBS = """
    begin: begun began
    break: broke
    bring: brought
    build: built
    buy: bought
    catch: caught
    choose: chose
    draw: drew
    drive: drove
    eat: ate
    fight: fought
    fly: flown flew
    freeze: froze
    grow: grew
    hear: heard
    keep: kept
    lay: laid
    lead: led
    lend: lent
    make: made
    meet: met
    pay: paid
    sell: sold
    send: sent
    sew: sewn
    speak: spoke
    steal: stole
    sweep: swept
    take: taken took
    teach: taught
    throw: threw
    weave: wove
    write: wrote
"""
IRREGULAR |= {
    form: verb
    for verb, _, forms in (line.strip().partition(": ") for line in _VERBS.strip().splitlines())
    for form in forms.split()
}

# Families that Porter's rules throw together with others: animals and animations, organs and
# organizations, news and what is new. Stem → its words.
_FAMILIES = """
    animat: animate animated animates animating animation animations animator animators
    authorit: authorities authority
    authoriz: authorization authorizations authorize authorized authorizes authorizing
    bus: bus buses
    clothes: clothe clothed clothes clothing
    communit: communities community
    computer: computer computerize computerized computers computing
    conditioning: conditioning
    conferenc: conference conferences conferencing
    container: container containers
    correctional: correctional corrections
    critical: critical critically
    customer: customer customers
    customiz: customization customize customized customizing
    customs: customs
    detective: detective detectives
    engineer: engineer engineered engineering engineers
    executive: executive executives
    experienc: experience experienced experiences experiencing
    fabricat: fabricate fabricated fabricates fabricating fabrication fabricator fabricators
    fitness: fitness
    fixed: fixed
    gas: gas gases
    general: general generally
    generator: generator generators
    glasses: glasses
    goods: goods
    hospitality: hospitality
    house: house houses
    housing: housing housings
    important: importance important
    international: international internationally
    interns: intern interns internship internships
    lens: lens lenses
    mechanism: mechanism mechanisms
    medicat: medication medications
    meeting: meeting meetings
    news: news
    objectiv: objective objectives
    officer: officer officers
    organic: organic
    organiz: organize organized organizer organizers organizes organizing
    organizat: organization organizational organizations
    personal: personal personally
    physics: physics
    positiv: positive positively
    publicat: publication publications
    publicity: publicity
    radiator: radiator radiators
    securities: securities
    universal: universal universally
    virus: virus viruses
    wellness: wellness
"""
OWN_STEMS = {
    word: family
    for family, _, own in (line.strip().partition(": ") for line in _FAMILIES.strip().splitlines())
    for word in own.split()
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Porter's stem; stop words stay as they are.

    Snowball is no better here, and without stemming occupation search collapses.
    """
    if word in STOP_WORDS:
        return word
    return OWN_STEMS.get(word) or str(porter_stem(IRREGULAR.get(word, word)))
