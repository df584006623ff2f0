"""Everyday words for which statements of tasks have others.

O*NET writes "repair", "physicians" and "refuse" where people type "fix", "doctors" and "garbage".
Job titles need no such list: O*NET collects 56,000 of them from people. Only words that statements
hardly use stand here, so that nobody who types O*NET's own words gets anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

_WRITTEN = """
    401k: retirement pension
    actress: actor
    addict: addiction substance abuse
    addicts: addiction substance abuse
    ads: advertisements advertising
    airplane: aircraft
    airplanes: aircraft
    alimony: divorce
    ammo: ammunition
    apartment: property rental
    apartments: property rental
    apples: fruits crops
    army: military
    attorney: lawyer
    autistic: autism disabilities
    babies: infants newborns
    baby: infant newborn
    backpack: luggage
    bathtub: plumbing
    bike: bicycle
    bikes: bicycles
    bitcoin: blockchain
    booze: alcoholic
    boss: supervisor manager
    bosses: supervisors managers
    bride: wedding
    brides: weddings
    bsn: nurse
    bug: insect
    bugs: insects
    bullet: ammunition
    bullets: ammunition
    burger: hamburger
    burgers: hamburgers
    burglar: criminal
    burglars: criminals
    burglary: theft
    bury: burial interment
    burying: burial interment
    buy: purchase
    cab: taxi
    cabbie: taxi
    cabs: taxis
    car: vehicle automobile
    cars: vehicles automobiles
    cat: animal
    cats: animals
    charities: charitable fundraising
    charity: charitable fundraising
    chef: cook
    chefs: cooks
    chemo: cancer
    chemotherapy: cancer
    chicken: poultry
    chickens: poultry
    chop: cut slice
    chopping: cutting slicing
    cigarette: tobacco
    cigarettes: tobacco
    clog: obstructions
    clogged: obstructions
    clogs: obstructions
    clothes: garments apparel
    cockroach: pests insects
    cockroaches: pests insects
    comics: cartoons
    cop: police
    cops: police
    corn: crops
    coronavirus: infectious epidemiology
    couch: furniture
    covid: infectious epidemiology
    cow: cattle livestock
    cows: cattle livestock
    crash: accident collision
    crashes: accidents collisions
    creche: childcare
    criminals: suspects
    crook: criminal
    crooks: criminals
    crypto: blockchain
    curtain: draperies
    curtains: draperies
    dead: deceased
    dinosaur: fossils paleontology
    dinosaurs: fossils paleontology
    doc: physician
    doctor: physician
    doctors: physicians
    dolphin: marine
    dolphins: marine
    donate: donations
    doordash: delivery
    dorm: dormitory residence
    dorms: dormitories residence
    dose: dosage
    drone: unmanned
    drones: unmanned
    dying: hospice palliative
    earthquake: disasters
    earthquakes: disasters
    elderly: older aging
    email: electronic mail
    eviction: tenants
    excel: spreadsheet spreadsheets
    eyesight: vision
    faucet: plumbing
    faucets: plumbing
    fishmonger: fish
    fix: repair
    fixes: repair
    fixing: repair
    flood: disasters
    floods: disasters
    flu: infectious influenza
    flyer: brochure pamphlet
    flyers: brochures pamphlets
    freeway: highway
    freeways: highways
    fridge: refrigerator
    fridges: refrigerators
    garbage: refuse waste
    germ: microorganisms
    germs: microorganisms
    glasses: eyeglasses
    grandma: elderly
    grandparents: elderly
    granny: elderly
    grapes: fruits crops
    grave: burial cemetery
    graves: burial cemeteries
    gym: fitness exercise
    hack: penetration hacking
    hacker: penetration hacking
    hackers: penetration hacking
    hacking: penetration
    haircut: hair
    handcuff: restrain
    headache: pain
    headaches: pain
    hgv: truck
    hipaa: confidentiality privacy
    hire: recruit
    homeless: welfare disadvantaged
    homework: assignments
    house: residence home residential
    houses: residences homes residential
    housewife: housekeeping
    housewives: housekeeping
    hurricane: storms disasters
    hurricanes: storms disasters
    hurt: injured
    inheritance: estate
    iv: intravenous
    jail: correctional prison
    jet: aircraft
    jets: aircraft
    jewels: jewelry
    junk: scrap refuse
    kid: child
    kidnapping: criminal
    kids: children
    kill: exterminate
    kills: exterminate
    kitten: animal
    kittens: animals
    lab: laboratory
    labs: laboratories
    landlord: property
    laptop: computer
    laptops: computers
    lawsuit: litigation
    lawsuits: litigation
    lawyer: attorney
    lawyers: attorneys
    lightbulb: bulbs
    lightbulbs: bulbs
    lipstick: makeup cosmetics
    livestream: broadcast
    lorries: trucks
    lorry: truck
    lyft: taxi
    math: mathematics mathematical
    maths: mathematics mathematical
    mayor: governor legislators
    mayors: governors legislators
    medicine: medication
    meds: medications
    mice: rodents pests
    migrant: immigrants immigration
    migrants: immigrants immigration
    mom: parent mother
    moms: parents mothers
    moped: motorcycle
    motorway: highway
    motorways: highways
    mouse: rodents
    movie: film motion
    movies: films motion
    murder: homicide criminal
    murderer: criminal suspects
    murderers: criminals suspects
    murders: homicide criminal
    nappies: diapers
    nappy: diaper
    neuter: surgery animals
    nft: blockchain
    notarize: notary
    novels: fiction
    obese: weight nutrition
    obesity: weight nutrition
    oncologist: oncology cancer
    oncologists: oncology cancer
    overweight: weight nutrition
    paperwork: documents forms records
    paycheck: payroll wages
    paychecks: payroll wages
    pet: animal
    petrol: gasoline fuel
    pets: animals
    phishing: cybersecurity
    phone: telephone
    phones: telephones
    photo: photograph
    photos: photographs
    pig: livestock
    pigs: livestock
    pill: medication
    pills: medications
    plane: aircraft
    planes: aircraft
    planet: celestial astronomical
    planets: celestial astronomical
    plays: theatrical drama
    podcast: broadcast
    podcasts: broadcasts
    poem: poetry
    poems: poetry
    poop: waste
    potato: vegetables crops
    potatoes: vegetables crops
    pothole: pavement road
    potholes: pavement roads
    powerpoint: presentation presentations
    pregnant: pregnancy
    proofread: edit
    puppies: animals
    puppy: animal
    quilt: sew
    rash: skin
    rat: rodents
    rats: rodents
    refugee: immigrants immigration
    refugees: immigrants immigration
    resume: application
    resumes: applications applicants
    retiree: retirement
    retirees: retirement
    rifle: firearms weapons
    rifles: firearms weapons
    rob: theft
    robber: theft criminal
    robberies: theft
    robbers: theft criminals
    robbery: theft
    rocks: geological
    rubbish: refuse waste
    sad: depression
    sadness: depression
    salaries: wages compensation
    salary: wage compensation
    scalpel: surgical
    scam: fraud
    scams: fraud
    scooter: motorcycle
    seniors: older elderly
    shark: marine
    sharks: marine
    shoplifter: theft shoplifting
    shoplifters: theft shoplifting
    shots: injections vaccinations
    shrimp: seafood shellfish
    sick: ill
    slideshow: presentations
    smartphone: telephone cellular
    smartphones: telephones cellular
    smokers: tobacco
    smoothie: beverages
    smoothies: beverages
    soccer: athletic sports
    soda: beverages
    sodas: beverages
    sofa: furniture
    spay: surgery animals
    spreadsheets: spreadsheet
    spying: surveillance
    stars: celestial astronomical
    stats: statistics statistical
    steal: theft
    stealing: theft
    strawberries: fruits crops
    sue: litigation lawsuits
    suicidal: suicide
    suicide: crisis mental
    suitcase: luggage baggage
    suitcases: luggage baggage
    supermarket: grocery
    supermarkets: grocery
    suv: vehicle automobile
    sweets: candy desserts
    teen: adolescent youth
    teenager: adolescent youth
    teenagers: adolescents youth
    teens: adolescents youth
    termites: pests
    terrorism: security
    terrorist: security
    terrorists: security
    theater: theatre theatrical
    theatre: theater theatrical
    thief: theft
    thieves: theft
    tidy: clean
    toddler: preschool child
    toddlers: preschool children
    toilet: plumbing restroom
    toilets: plumbing restrooms
    tomato: vegetables crops
    tomatoes: vegetables crops
    tornado: storms disasters
    tornadoes: storms disasters
    trash: refuse waste garbage
    truckload: load
    tummy: abdominal
    tv: television
    uber: taxi rideshare
    unclog: obstructions
    underwear: clothing garments
    uni: university postsecondary
    unis: universities postsecondary
    vacation: travel
    vacations: travel
    van: vehicle
    vans: vehicles
    veggies: vegetables
    vermin: rodents pests
    vet: veterinarian
    vets: veterinarians
    videogame: game
    videogames: games
    visa: immigration
    vitamin: nutrition
    vitamins: nutrition
    vlog: video
    vlogger: video
    votes: ballots election
    voting: ballots election
    waiter: server
    war: combat military warfare
    wars: combat military warfare
    wasps: insects pests
    website: web
    websites: web
    whale: marine
    whales: marine
    wheat: crops
    wifi: wireless
    windscreen: windshield
    woods: forest
    workout: exercise
    yacht: boat vessel
    yachts: boats vessels
    zits: acne skin
"""

LAY_WORDS: Mapping[str, tuple[str, ...]] = {
    lay: tuple(others.split())
    for lay, _, others in (line.strip().partition(": ") for line in _WRITTEN.strip().splitlines())
}
"""Everyday word → what statements have instead."""
