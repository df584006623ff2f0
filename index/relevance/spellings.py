"""British spellings → the American ones, which O*NET writes. Pure: `index.relevance.rewording`
calls it for the words of a query.

What O*NET itself spells both ways ("catalogue", "archaeologist", "theatre") is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping

# Beginnings of words, whatever follows: "colour" is "coloured", too.
_BEGINNINGS = """
    aeroplane: airplane
    ageing: aging
    aluminium: aluminum
    anaemi: anemi
    anaesthe: anesthe
    armour: armor
    behaviour: behavior
    caesarean: cesarean
    calibre: caliber
    carburettor: carburetor
    centre: center
    channell: channel
    cheque: check
    colour: color
    counsell: counsel
    defence: defense
    diall: dial
    diarrhoea: diarrhea
    draught: draft
    encyclopaedi: encyclopedi
    endeavour: endeavor
    enrolment: enrollment
    favour: favor
    fibre: fiber
    flavour: flavor
    foetal: fetal
    foetus: fetus
    fuell: fuel
    fulfilment: fulfillment
    gynaecolog: gynecolog
    haem: hem
    harbour: harbor
    honour: honor
    humour: humor
    instalment: installment
    jewellery: jewelry
    jeweller: jeweler
    judgement: judgment
    kerb: curb
    labell: label
    labour: labor
    leukaemi: leukemi
    levell: level
    licence: license
    litre: liter
    manoeuvre: maneuver
    manoeuvred: maneuvered
    manoeuvring: maneuvering
    metre: meter
    modell: model
    mould: mold
    neighbour: neighbor
    odour: odor
    oesophag: esophag
    offence: offense
    orthopaed: orthoped
    paediatri: pediatri
    panell: panel
    plough: plow
    practise: practice
    practising: practicing
    programme: program
    pyjama: pajama
    rumour: rumor
    sceptic: skeptic
    signall: signal
    skilful: skillful
    storey: story
    sulph: sulf
    travell: travel
    tumour: tumor
    tyre: tire
    vapour: vapor
    yoghurt: yogurt
"""
_AMERICAN_OF: Mapping[str, str] = {
    british: american
    for british, _, american in (
        line.strip().partition(": ") for line in _BEGINNINGS.strip().splitlines()
    )
}
_SHORTEST = min(map(len, _AMERICAN_OF))
# American words that begin as British ones do.
_AS_THEY_ARE = frozenset(
    """
    cancellation cancellations
    programmed programmer programmers
    """.split()
)

# Verbs with -ise there and -ize here, without it: organise, organising, organisation. Those that
# have -ise everywhere (advise, supervise, exercise) are not among them.
_VERBS = frozenset(
    """
    apolog author capital categor central character computer critic crystall custom decentral digit
    econom emphas energ equal familiar fertil final formal general hospital hypnot immun individual
    industrial initial internal item legal local maxim memor minim mobil modern natural neutral
    normal optim organ oxid pasteur personal popular priorit public pulver random rational real
    recogn regular reorgan revital revolution sanit scrutin sensit serial social special stabil
    standard steril subsid summar symbol synchron synthes util vapor visual
    """.split()
)
_ENDINGS = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able")
_LIKE_ANALYSE = ("analys", "catalys", "paralys")


def american(word: str) -> str:
    """A folded word as O*NET spells it."""
    if word in _AS_THEY_ARE:
        return word
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and (
            (root.endswith("is") and root[:-2] in _VERBS)
            # "analyses" is the plural of "analysis" here, too.
            or (root in _LIKE_ANALYSE and ending != "es")
        ):
            return f"{root[:-1]}z{ending}"
    for length in range(len(word), _SHORTEST - 1, -1):
        if word[:length] in _AMERICAN_OF:
            return _AMERICAN_OF[word[:length]] + word[length:]
    return word
