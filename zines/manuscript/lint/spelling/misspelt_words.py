"""Words that do not exist as they are typed, with those that are meant."""

from __future__ import annotations

#: Beginnings of words as typed and as written, and their endings; - is none. No other French word
#: is like what is typed.
_STEMS = (
    ("rénumér", "rémunér", "ation ations er é ée és ées ateur atrice"),
    ("dévelop", "développ", "ement ements er e ent é ée és ées ons ez"),
    ("interress", "intéress", "ant ante ants antes er e ent é ée és ées"),
    ("address", "adress", "e es er é ée és ées ez ons"),
    ("apel", "appel", "- s le lent ons ez er é ée és ées"),
    ("apart", "appart", "enir ient iennent ement ements enance"),
    ("aprend", "apprend", "re s ons ez"),
    ("aprentis", "apprentis", "- sage sages"),
    ("aplic", "applic", "ation ations able ables"),
    ("apliqu", "appliqu", "er e ent é ée és ées"),
    ("aport", "apport", "er e ent é ée és ées ez ons"),
    ("aqu", "acqu", "érir is ise ises isition isitions"),
    ("comun", "commun", "e es al ale ales aux auté ication ications iste istes isme"),
    ("comis", "commis", "sion sions saire saires sariat"),
    ("comer", "commer", "ce ces cial ciale ciales çant çants"),
    ("comenc", "commenc", "er e ent é ée és ées ement"),
    ("dific", "diffic", "ile iles ilement ulté ultés"),
    ("difus", "diffus", "er e ent é ée és ées ion ions ez ons"),
    ("difér", "différ", "ent ente ents entes ence ences"),
    ("afich", "affich", "e es er é ée és ées age ages ette ez ons"),
    ("oficiel", "officiel", "- s le les lement"),
    ("ocas", "occas", "ion ions"),
    ("ocup", "occup", "er e ent é ée és ées ation ations ons"),
    *((f"{one}n", one, "al ale ales aux") for one in ("nation", "internation", "région")),
    ("aggress", "agress", "ion ions if ifs ive ives er eur eurs é ée"),
    ("absc", "abs", "ence ences ent ents ente entes"),
    ("exept", "except", "ion ions ionnel ionnelle"),
    ("excerc", "exerc", "ice ices er e ent"),
    ("connect", "connex", "ion ions"),
    ("déconnect", "déconnex", "ion ions"),
    *((f"{one}el", f"{one}nel", "- s le les lement") for one in (
        "profession", "person", "institution", "constitution", "fonction", "exception", "occasion",
        "tradition", "ration", "condition", "option", "opération", "relation", "intention",
        "addition", "convention", "proportion",
    )),
)  # fmt: skip
#: Other words as they are written, and as they are typed.
_WORDS = (
    ("malgré", "malgrés malgrè"), ("parmi", "parmis"), ("hormis", "hormi"), ("trafic", "traffic"),
    ("magasin", "magazin"), ("magasins", "magazins"), ("hasard", "hazard"),
    ("cauchemar", "cauchemard"), ("dilemme", "dilemne"), ("dizaine", "dixaine"),
    ("dizaines", "dixaines"), ("occurrence", "occurence"), ("occurrences", "occurences"),
    ("concurrence", "concurence"), ("résistance", "résistence"), ("résistances", "résistences"),
    ("assurance", "assurence"), ("assurances", "assurences"), ("tolérance", "tolérence"),
    ("existence", "existance"), ("indépendance", "indépendence"),
    ("correspondance", "correspondence"), ("référence", "référance"), ("urgence", "urgance"),
    ("dépense", "dépence"), ("dépenses", "dépences"), ("réponse", "réponce"),
    ("réponses", "réponces"), ("défense", "défence"), ("apparemment", "apparament apparement"),
    ("récemment", "récement"), ("fréquemment", "fréquement"), ("suffisamment", "suffisament"),
    ("notamment", "notament nottament notemment"), ("constamment", "constament"),
    ("couramment", "courament"), ("différemment", "différement"), ("violemment", "violement"),
    ("vraiment", "vraiement"), ("absolument", "absoluement"), ("poliment", "poliement"),
    ("quatre", "quatres"), ("beaucoup", "beaucoups beacoup"), ("toujours", "toujour"),
    ("ailleurs", "ailleur"), ("bien sûr", "biensûr biensur"), ("parce que", "parceque"),
    ("quelque chose", "quelquechose"), ("quelque part", "quelquepart"), ("grève", "gréve"),
    ("grèves", "gréves"), ("problème", "problême probléme"), ("problèmes", "problêmes problémes"),
    ("système", "systême systéme"), ("systèmes", "systêmes systémes"), ("collège", "collége"),
    ("collèges", "colléges"), ("siège", "siége"), ("sièges", "siéges"), ("règlement", "réglement"),
    ("règlements", "réglements"), ("événement", "évenement"), ("événements", "évenements"),
    ("syndicat", "syndiquat sindicat"), ("interdiction", "interdition"),
)  # fmt: skip

#: Each word as it is typed, in small letters, and as it is written.
MISSPELT = {
    **{
        typed + ending.strip("-"): right + ending.strip("-")
        for typed, right, endings in _STEMS
        for ending in endings.split()
    },
    **{one: right for right, typed in _WORDS for one in typed.split()},
}
