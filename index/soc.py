"""The 2018 Standard Occupational Classification: its major groups, and codes for several of its
occupations together.

Source: U.S. Bureau of Labor Statistics, 2018 SOC structure, and the structure of its Occupational
Employment and Wage Statistics (public domain). O*NET's text archive has the codes of major groups
in every occupation code, but not their names.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

MAJOR_GROUP_TITLES: Mapping[str, str] = {
    "11": "Management",
    "13": "Business and Financial Operations",
    "15": "Computer and Mathematical",
    "17": "Architecture and Engineering",
    "19": "Life, Physical, and Social Science",
    "21": "Community and Social Service",
    "23": "Legal",
    "25": "Educational Instruction and Library",
    "27": "Arts, Design, Entertainment, Sports, and Media",
    "29": "Healthcare Practitioners and Technical",
    "31": "Healthcare Support",
    "33": "Protective Service",
    "35": "Food Preparation and Serving Related",
    "37": "Building and Grounds Cleaning and Maintenance",
    "39": "Personal Care and Service",
    "41": "Sales and Related",
    "43": "Office and Administrative Support",
    "45": "Farming, Fishing, and Forestry",
    "47": "Construction and Extraction",
    "49": "Installation, Maintenance, and Repair",
    "51": "Production",
    "53": "Transportation and Material Moving",
    "55": "Military Specific",
}
"""Two digits → title, without the word "Occupations" that each of them ends in."""

COMBINED: Final[Mapping[str, str]] = {
    "21-1011": "21-1018",
    "21-1014": "21-1018",
    "25-2055": "25-2052",
    "25-2056": "25-2052",
    "25-9042": "25-9045",
    "25-9043": "25-9045",
    "25-9049": "25-9045",
    "51-2022": "51-2028",
    "51-2023": "51-2028",
    "53-1042": "53-1047",
    "53-1043": "53-1047",
    "53-1044": "53-1047",
    "53-1049": "53-1047",
}
"""Detailed occupation → the Bureau's own code for it together with others. Where the code of
several is that of the broad occupation (31-1120), it follows from the classification."""


def published_code(occupation_code: str, published: Container[str]) -> str | None:
    """The code under which figures by SOC have an O*NET occupation; None: they do not have it.

    `29-1141.03` → `29-1141`, its SOC occupation; else the code for several that has it: that of
    the broad occupation, `31-1121.00` → `31-1120`, or one of COMBINED.
    """
    detailed = occupation_code[:7]
    for code in (detailed, f"{detailed[:6]}0", COMBINED.get(detailed, "")):
        if code in published:
            return code
    return None
