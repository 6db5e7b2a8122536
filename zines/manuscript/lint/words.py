"""The words and letters that rules look for."""

#: French capitals, for a set in a regular expression.
CAPITAL = "A-ZÀ-ÖØ-ÞŒŸ"

#: Words that posters often show without their accents; none of them is also an English word.
CAPITALS = (
    "ÉTAT", "ÉTATS", "ÉGALITÉ", "LIBERTÉ", "LIBERTÉS", "FRATERNITÉ", "SÉCURITÉ", "SANTÉ",
    "SOCIÉTÉ", "GRÈVE", "GRÈVES", "PRÉFECTURE", "SALARIÉ", "SALARIÉS", "SALARIÉE", "SALARIÉES",
    "MÉTIER", "MÉTIERS", "DÉMOCRATIE", "NUMÉRIQUE", "NUMÉRIQUES", "ÉLU", "ÉLUS", "ÉLUES",
    "ÉCOLE", "ÉCOLES", "RÉPRESSION", "DÉMATÉRIALISATION", "CHÔMAGE", "CHÔMEUR", "CHÔMEURS",
    "HÔPITAL", "HÔPITAUX", "MÉDECIN", "MÉDECINS", "MÉDECINE", "PÉTITION", "COLLÈGUE",
    "COLLÈGUES", "FÉVRIER", "DÉCEMBRE", "AOÛT", "EUROPÉEN", "EUROPÉENNE", "RÉPUBLIQUE",
    "DÉLÉGUÉ", "DÉLÉGUÉS", "DÉLÉGUÉE", "ASSEMBLÉE", "GÉNÉRALE", "SOLIDARITÉ", "PRÉCARITÉ",
    "PRÉCAIRES", "PAUVRETÉ", "DIGNITÉ", "ÉCRAN", "ÉCRANS", "DONNÉES", "CONTRÔLE", "CONTRÔLES",
    "VIDÉOSURVEILLANCE", "ÉTUDIANT", "ÉTUDIANTS", "MÊME", "ÊTRE", "DÉFENDRE", "DÉFENDONS",
    "RÉSISTER", "RÉSISTONS", "ARRÊT", "ARRÊTEZ", "INTÉRÊT", "GRATUITÉ", "FRANÇAIS",
    "FRANÇAISE", "ÉLÈVE", "ÉLÈVES", "MATERNITÉ", "PRÉAVIS", "RÉUNION", "RÉUNIONS", "ÉNERGIE",
    "ÉCONOMIE", "ÉCONOMIES", "FÊTE", "FÊTES", "THÉÂTRE", "DÉBAT", "DÉBATS", "MÉNAGE", "MÉNAGES",
    "RÉFORME", "PRÉSIDENT", "PRÉSIDENTE", "PRÉFET", "ÉTRANGER", "ÉTRANGERS", "ÉLECTION",
    "ÉLECTIONS", "ÉNERGIES", "RÉSERVÉ", "DÉCHETS", "MÉDIATHÈQUE", "BIBLIOTHÈQUE", "CRÈCHE",
    "CRÈCHES", "COLLÈGE", "LYCÉE", "LYCÉES", "ENQUÊTE", "VÉLO", "VÉLOS", "BÉNÉVOLE", "BÉNÉVOLES",
    "COMMUNIQUÉ", "COMMUNIQUÉS",
)  # fmt: skip
#: Words that begin a sentence, or are names, and lose the accent of their first letter.
INITIALS = (
    "État", "États", "Étude", "Études", "Évidemment", "Être", "Êtes", "Égalité", "Élu", "Élus",
    "Élue", "Élues", "Économie", "Écouter", "Écoutez", "Écrire", "Écrivez", "Écran", "Écrans",
    "École", "Écoles", "Énergie", "Énorme", "Époque", "Équipe", "Équipes", "Événement",
    "Étudiant", "Étudiante", "Étudiants", "Étienne", "Élève", "Élèves", "Île", "Îles",
    "Éviter", "Évitez", "Éteindre", "Éteignez", "Étant", "Église", "Églises", "Éducation",
    "Élection", "Élections", "Électricité", "Établissement", "Établissements", "Échange",
    "Échanges", "Écologie", "Évènement", "Évènements", "Événements", "Émission", "Évolution",
)  # fmt: skip
#: Words in small letters that do not exist without their accents.
ACCENTED = (
    "accès", "activité", "activités", "adhérent", "adhérents", "adhérer", "après", "arrêt",
    "arrêter", "arrêts", "assemblée", "assemblées", "auprès", "aussitôt", "bâtiment", "bâtiments",
    "bénéfice", "bénéfices", "bénévole", "bénévoles", "bibliothèque", "bibliothèques", "bientôt",
    "café", "cafés", "carrière", "château", "chômage", "chômeur", "chômeurs", "chômeuse",
    "chômeuses", "cinéma", "cinémas", "clé", "clés", "collège", "collèges", "collègue",
    "collègues", "contrôle", "contrôler", "contrôles", "coût", "coûts", "crèche", "crèches",
    "débat", "débats", "début", "décembre", "décès", "décision", "décisions", "déclaration",
    "déclarations", "défendons", "défendre", "défense", "déjà", "démarche", "démarches",
    "démocratie", "démocratique", "démocratiques", "départ", "département", "départements",
    "départs", "dépôt", "dépôts", "dernière", "dernières", "derrière", "désormais", "deuxième",
    "différence", "différences", "différent", "différente", "différentes", "différents",
    "difficulté", "difficultés", "diplôme", "diplômes", "école", "écoles", "écologie",
    "écologique", "écologiques", "économie", "économies", "économique", "économiques", "écouter",
    "écoutez", "écran", "écrans", "écrire", "écrit", "écrits", "écrivez", "éducation", "égalité",
    "église", "églises", "élection", "élections", "électricité", "électrique", "élu", "élue",
    "élues", "élus", "énergie", "énergies", "entière", "entièrement", "épicerie", "équipe",
    "équipes", "établissement", "établissements", "étage", "étages", "état", "êtes", "étranger",
    "étrangers", "être", "êtres", "étude", "études", "étudiant", "étudiante", "étudiantes",
    "étudiants", "évènement", "événement", "événements", "évidemment", "éviter", "évolution",
    "excès", "exprès", "extérieur", "fédération", "fédérations", "fête", "fêtes", "février",
    "frère", "frères", "général", "générale", "généraux", "goût", "grâce", "grève", "grèves",
    "gréviste", "grévistes", "hébergement", "hôpital", "hôpitaux", "hôtel", "hôtels", "hygiène",
    "idée", "idées", "impôt", "impôts", "infirmière", "infirmières", "inquiétude", "inquiétudes",
    "intérêt", "intérêts", "intérieur", "journée", "journées", "légume", "légumes", "liberté",
    "libertés", "lumière", "lumières", "lycée", "lycées", "manière", "manières", "maternité",
    "matière", "matières", "matinée", "médecin", "médecins", "médiathèque", "médiathèques",
    "médicament", "médicaments", "mémoire", "ménage", "ménages", "même", "mêmes", "mère", "mères",
    "métier", "métiers", "métro", "météo", "musée", "musées", "nécessaire", "nécessaires",
    "numéro", "numéros", "numérique", "numériques", "opération", "opérations", "ouvrière",
    "ouvrières", "pétition", "pétitions", "père", "pères", "période", "périodes", "pièce",
    "pièces", "plutôt", "précaire", "précaires", "précarité", "préavis", "préfecture",
    "préfectures", "préfet", "première", "premières", "prénom", "prénoms", "préparer", "présence",
    "présent", "présents", "président", "présidente", "prévu", "prévue", "prévues", "prévus",
    "problème", "problèmes", "procès", "progrès", "propriété", "qualité", "qualités", "réaliser",
    "réalité", "récupérer", "région", "régional", "régionale", "régions", "règle", "règlement",
    "règlements", "règles", "réparation", "réparations", "réparer", "répondre", "réponse",
    "réponses", "réseau", "réseaux", "réservation", "réservations", "réservée", "réservées",
    "résistance", "résister", "résultat", "résultats", "réunion", "réunions", "rivière", "rôle",
    "rôles", "santé", "séance", "séances", "secrétaire", "secrétaires", "secrétariat", "sécurité",
    "siège", "sièges", "société", "sociétés", "soirée", "soirées", "solidarité", "solidarités",
    "succès", "système", "systèmes", "téléphone", "téléphones", "télévision", "théâtre",
    "théâtres", "thème", "thèmes", "très", "trésorier", "trésorière", "troisième", "université",
    "universités", "vélo", "vélos", "vérité", "vérités", "vêtement", "vêtements",
)  # fmt: skip
#: Of these, words that with a capital may be a name, of a brand or in English.
NAMES = frozenset(
    ("Cafe", "Cafes", "Cinema", "Cinemas", "Chateau", "Cle", "Debut", "Decision", "Defense",
     "Depart", "Depot", "Difference", "Education", "Election", "Evolution", "General", "Grace",
     "Hotel", "Hotels", "Musee", "Operation", "Pere", "Presence", "Present", "President", "Region",
     "Regional", "Reparation", "Resistance", "Reservation", "Reunion", "Role", "Theatre", "Velo")
)  # fmt: skip
#: English words in capitals that end in EE, and names.
ACCENTLESS = frozenset(
    ("AGREE", "ATTENDEE", "ATTENDEES", "COFFEE", "COMMITTEE", "DEGREE", "DEGREES", "EMPLOYEE",
     "EMPLOYEES", "FREE", "FRISBEE", "GUARANTEE", "INSEE", "JUBILEE", "KNEE", "REFUGEE", "REFUGEES",
     "TENNESSEE", "THREE", "TREE", "TREES", "TRUSTEE", "TRUSTEES", "YANKEE", "YANKEES")
)  # fmt: skip
#: Labels in English that a template leaves behind.
ENGLISH = (
    "about us", "acknowledgements", "address", "caption", "chapter", "click here",
    "contact us", "contents", "date of birth", "first name", "foreword", "full name",
    "further reading", "heading", "last name", "learn more", "name", "our demands",
    "page break", "phone", "printed by", "read more", "see also", "sign here", "subtitle",
    "table of contents", "title", "to be continued", "untitled", "what to do", "what we want",
    "yes", "your text here",
)  # fmt: skip
#: Words that are written in capitals for emphasis, and initials that are everyday words.
SHOUTED = frozenset(
    ("AVEC", "AUX", "ATTENTION", "CE", "CES", "DE", "DES", "DU", "EN", "ET", "FIN", "GRATUIT",
     "ICI", "IL", "ILS", "ELLE", "ELLES", "JE", "LA", "LE", "LES", "MAIS", "MERCI", "NE", "NI",
     "NON", "NOS", "NOTRE", "NOUS", "ON", "OU", "OÙ", "OUI", "PAR", "PAS", "PLUS", "POUR", "QUE",
     "QUI", "SANS", "SE", "SES", "SI", "STOP", "SUR", "TOUS", "TOUT", "TU", "UN", "UNE", "VOS",
     "VOTRE", "VOUS", "À", "ÇA", "QR", "SMS", "SOS", "TV", "WC", *CAPITALS)
)  # fmt: skip
#: Abbreviations, with their full stop where they have one.
ABBREVIATIONS = (
    "etc.", "ex.", "c.-à-d.", "c-à-d", "cf.", "p.", "pp.", "art.", "al.", "n°", "tél.",
    "av.", "bd", "bld", "hab.", "env.", "réf.", "max.", "min.", "oct.", "nov.", "déc.",
    "janv.", "févr.", "rdv", "svp", "cad", "pb", "qqch", "qqn", "ndlr", "resp.",
)  # fmt: skip
#: Foreign words that many people do not know, and what to write instead.
FOREIGN = {
    "a fortiori": "encore plus", "a posteriori": "après", "a priori": "sans doute",
    "ad hoc": "fait pour cela", "burn-out": "épuisement", "burnout": "épuisement",
    "call center": "centre d'appels", "chatbot": "un robot qui répond",
    "cloud": "des ordinateurs loin d'ici", "cookie": "traceur", "cookies": "traceurs",
    "de facto": "en réalité", "deadline": "date limite", "e-mail": "courriel",
    "e-mails": "courriels", "email": "courriel", "emails": "courriels", "fake news": "mensonges",
    "feedback": "réponse, avis", "flyer": "tract", "flyers": "tracts", "hotline": "aide par"
    " téléphone", "in fine": "à la fin", "in situ": "sur place", "leader": "chef, cheffe",
    "leaders": "chefs, cheffes", "mail": "courriel", "mails": "courriels",
    "management": "direction", "manager": "chef, cheffe", "managers": "chefs, cheffes",
    "meeting": "réunion", "newsletter": "lettre d'information", "off line": "sans internet",
    "offline": "sans internet", "on line": "en ligne", "online": "en ligne",
    "open data": "données ouvertes à tous", "open source": "que tout le monde peut lire",
    "password": "mot de passe", "planning": "emploi du temps", "reporting": "compte rendu",
    "slide": "page", "slides": "pages", "spam": "courriel indésirable", "staff": "équipe",
    "start-up": "jeune entreprise", "startup": "jeune entreprise", "versus": "contre",
    "via": "par", "vice versa": "et dans l'autre sens", "workshop": "atelier",
}  # fmt: skip
