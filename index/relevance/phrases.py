"""What people type in two words, or in one, and O*NET in another way.

"book keeping" is "bookkeeping", "put out fires" is "fight fires", a "sysadmin" is a "system
administrator". Unlike an everyday word (`index.relevance.lay_words`), which also finds what
statements have beside it, a phrase is searched as the other words alone: only phrases stand here
that no statement has, or none has in another sense.
"""

from __future__ import annotations

from collections.abc import Mapping

# Apart in a query, together in O*NET. "health care", "day care" and others of which O*NET has both
# are not among them.
_TOGETHER = """
    air craft, air line, air lines, air plane, air planes, air port, air ports, art work,
    back ground, bar tender, bar tenders, base ball, basket ball, bath room, bath rooms, bed side,
    blue print, blue prints, book keeper, book keepers, book keeping, brick layer, brick layers,
    broad cast, bull dozer, care giver, care givers, care taker, class room, class rooms,
    copy right, copy writer, court room, cow boy, crafts man, data base, data bases, dead lines,
    desk top, dish washer, dish washers, dress maker, dry wall, eye glasses, feed back,
    fiber glass, finger print, finger prints, fire arms, fire man, fire works, fisher man,
    foot ball, foot wear, fork lift, fork lifts, fund raiser, fund raising, green house,
    green houses, grounds keeper, grounds keeping, hair dressers, hand writing, handy man,
    hard ware, heart beat, high way, high ways, home work, house hold, house keeper,
    house keepers, house keeping, land fill, land scape, land scaper, land scaping, law suit,
    law suits, life guard, life guards, life style, live stock, lumber jack, mail room,
    micro biology, micro phone, micro scope, micro wave, motor cycle, motor cycles, multi media,
    net work, net works, news paper, news papers, off shore, on line, out door, out doors,
    out patient, out reach, over haul, over see, paper work, para legal, para medic, para medics,
    pass port, pay roll, police man, police woman, sales man, sales people, sales person,
    sea food, short hand, side walk, soft ware, spread sheet, spread sheets, stock room,
    store room, tele marketing, text book, text books, tug boat, under ground, under water,
    up holstery, video tape, wall paper, ware house, ware houses, ware housing, wave length,
    weather man, web master, wheel chair, wheel chairs, wild life, wind shield, wood work,
    wood working, work force, work load, work place, work shop, work shops
"""

# Phrase: what O*NET has for it. Forms of verbs are spelt out, since nothing here is stemmed.
_OTHERWISE = """
    act in: actor
    app: software application
    app developer: software application developer
    apps: software applications
    au pair: nanny
    backend: back end
    bin man: refuse collector
    bin men: refuse collectors
    binman: refuse collector
    binmen: refuse collectors
    book a flight: airline reservations
    book a hotel: hotel reservations
    book flights: airline reservations
    book hotels: hotel reservations
    book travel: travel reservations
    brickie: bricklayer
    broken ankle: orthopedic fractures
    broken arm: orthopedic fractures
    broken arms: orthopedic fractures
    broken bone: orthopedic fractures
    broken bones: orthopedic fractures
    broken leg: orthopedic fractures
    broken legs: orthopedic fractures
    broken wrist: orthopedic fractures
    bury dead bodies: funeral burial
    bury dead people: funeral burial
    bury people: funeral burial
    bury the dead: funeral burial
    buy and sell stocks: trade securities
    catch bad guys: apprehend criminals
    catch criminals: apprehend criminals
    catching criminals: apprehend criminals
    chatgpt: artificial intelligence
    childminder: childcare
    childminding: childcare
    chippy: carpenter
    comp sci: computer science
    customerservice: customer service
    cut grass: mow lawns
    cut the grass: mow lawns
    cutting grass: mow lawns
    dead bodies: deceased body
    dead body: deceased body
    dead people: deceased
    deliver a baby: childbirth obstetric
    deliver babies: childbirth obstetric
    delivering babies: childbirth obstetric
    delivers babies: childbirth obstetric
    dig up: excavate
    digging up: excavate
    digs up: excavate
    dinner lady: cafeteria
    dish washing: wash dishes
    do the dishes: wash dishes
    dust man: refuse collector
    dustman: refuse collector
    dustmen: refuse collectors
    dying patients: hospice patients
    dying people: hospice
    estate agent: real estate agent
    estate agents: real estate agents
    fight wars: military combat
    fire men: fireman
    fly a plane: airplane pilot
    fly airplanes: airplane pilot
    fly jets: airplane pilot
    fly planes: airplane pilot
    followup: follow up
    followups: follow up
    frontend: front end
    fullstack: full stack
    fulltime: full time
    get rid of: remove
    give shots: give immunizations
    giving shots: give immunizations
    global warming: climate change
    gp: family practitioner
    gumshoe: detective
    hand written: written
    head teacher: school principal
    headteacher: school principal
    heart attack: cardiac emergency
    heart attacks: cardiac emergencies
    heart surgeon: cardiac surgeon
    kitchen porter: dishwasher
    lap top: computer
    llm: artificial intelligence
    llms: artificial intelligence
    lollipop lady: crossing guard
    lollipop man: crossing guard
    look after: care for
    looking after: care for
    looks after: care for
    lose weight: weight diet
    losing weight: weight diet
    lunch lady: cafeteria
    lyft driver: taxi driver
    make laws: legislation
    making laws: legislation
    ml engineer: machine learning engineer
    mobile app: mobile application
    mobile apps: mobile applications
    old folks: elderly
    old people: elderly
    older people: elderly
    paint a house: house painter
    paint houses: house painter
    painting houses: house painter
    paints houses: house painter
    parttime: part time
    pass laws: legislation
    petrol station: service station
    police men: policeman
    poor people: welfare
    postie: mail carrier
    postman: mail carrier
    postmen: mail carriers
    power point: presentation
    product owner: product manager
    projectmanagement: project management
    projectmanager: project manager
    put out fire: fight fires
    put out fires: fight fires
    put patients to sleep: anesthesiologist anesthesia
    put people to sleep: anesthesiologist anesthesia
    puts out fires: fight fires
    puts people to sleep: anesthesiologist anesthesia
    putting out fires: fight fires
    putting people to sleep: anesthesiologist anesthesia
    quit smoking: addiction counselor
    raise money: fundraising
    raises money: fundraising
    raising money: fundraising
    real estate agent: real estate agent
    real estate agents: real estate agents
    repo man: repossessor
    ring up: cash register
    ringing up: cash register
    rings up: cash register
    sales men: salesman
    sales people: salesperson
    sell a house: real estate sales
    sell cars: car salesman
    sell homes: real estate sales
    sell houses: real estate sales
    sell property: real estate sales
    selling cars: car salesman
    selling homes: real estate sales
    selling houses: real estate sales
    sells cars: car salesman
    sells houses: real estate sales
    set bones: orthopedic fractures
    set broken bones: orthopedic fractures
    shoe horses: farrier
    sparky: electrician
    stay at home dad: childcare
    stay at home mom: childcare
    stop smoking: addiction counselor
    stuff animals: taxidermist
    swe: software engineer
    sys admin: system administrator
    sysadmin: system administrator
    sysadmins: system administrators
    throw away: dispose
    tire fitter: tire changer
    tire fitters: tire changer
    truckdriver: truck driver
    tv presenter: television announcer
    uber driver: taxi driver
    wait tables: waiter
    waiting tables: waiter
    webdeveloper: web developer
    weight loss: weight diet
    youtuber: content creator
    youtubers: content creators
"""


def _read() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {
        tuple(apart.split()): ("".join(apart.split()),)
        for apart in _TOGETHER.replace("\n", " ").split(",")
    }
    for line in _OTHERWISE.strip().splitlines():
        typed, _, meant = line.strip().partition(": ")
        table[tuple(typed.split())] = tuple(meant.split())
    return table


PHRASES: Mapping[tuple[str, ...], tuple[str, ...]] = _read()
"""Words of a query that follow one another → the words that are searched instead."""
LONGEST = max(map(len, PHRASES))
