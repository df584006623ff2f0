"""Everyday words for which statements of tasks have others.

O*NET writes "repair", "physicians" and "refuse" where people type "fix", "doctors" and "garbage".
Job titles need no such list: O*NET collects 56,000 of them from people. Only words that statements
hardly use stand here, so that nobody who types O*NET's own words gets anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

_WRITTEN = """
    ads: advertisements advertising
    airplane: aircraft
    airplanes: aircraft
    app: application software
    apps: applications software
    attorney: lawyer
    boss: supervisor manager
    bosses: supervisors managers
    buy: purchase
    cars: vehicles automobiles
    car: vehicle automobile
    cop: police
    cops: police
    doc: physician
    doctor: physician
    doctors: physicians
    dose: dosage
    elderly: older aging
    email: electronic mail
    excel: spreadsheet spreadsheets
    fix: repair
    garbage: refuse waste
    gym: fitness exercise
    haircut: hair
    hire: recruit
    homework: assignments
    house: residence home
    hurt: injured
    jail: correctional prison
    kid: child
    kids: children
    lab: laboratory
    labs: laboratories
    lawyer: attorney
    lawyers: attorneys
    math: mathematics mathematical
    maths: mathematics mathematical
    medicine: medication
    meds: medications
    mom: parent mother
    moms: parents mothers
    paperwork: documents forms records
    pet: animal
    pets: animals
    phone: telephone
    phones: telephones
    photo: photograph
    photos: photographs
    plane: aircraft
    planes: aircraft
    powerpoint: presentation presentations
    proofread: edit
    rubbish: refuse waste
    salaries: wages compensation
    seniors: older elderly
    shots: injections vaccinations
    sick: ill
    spreadsheets: spreadsheet
    stats: statistics statistical
    tidy: clean
    trash: refuse waste garbage
    truckload: load
    tv: television
    vet: veterinarian
    vets: veterinarians
    waiter: server
    workout: exercise
"""

LAY_WORDS: Mapping[str, tuple[str, ...]] = {
    lay: tuple(others.split())
    for lay, _, others in (line.strip().partition(": ") for line in _WRITTEN.strip().splitlines())
}
"""Everyday word → what statements have instead."""
