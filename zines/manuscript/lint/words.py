"""The words that rules look for."""

#: Words that posters show without their accents; none of them is an English word too.
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
    "FRANÇAISE",
)  # fmt: skip
#: Words that open a sentence, or are names, and lose the accent of their first letter.
INITIALS = (
    "État", "États", "Étude", "Études", "Évidemment", "Être", "Êtes", "Égalité", "Élu", "Élus",
    "Élue", "Élues", "Économie", "Écouter", "Écoutez", "Écrire", "Écrivez", "Écran", "Écrans",
    "École", "Écoles", "Énergie", "Énorme", "Époque", "Équipe", "Équipes", "Événement",
    "Étudiant", "Étudiante", "Étudiants", "Étienne", "Élève", "Élèves", "Île", "Îles",
    "Éviter", "Évitez", "Éteindre", "Éteignez", "Œuvre",
)  # fmt: skip
#: Labels that a template in English leaves behind.
ENGLISH = (
    "about us", "acknowledgements", "address", "caption", "chapter", "click here",
    "contact us", "contents", "date of birth", "first name", "foreword", "full name",
    "further reading", "heading", "last name", "learn more", "name", "our demands",
    "page break", "phone", "printed by", "read more", "see also", "sign here", "subtitle",
    "table of contents", "title", "to be continued", "untitled", "what to do", "what we want",
    "yes", "your text here",
)  # fmt: skip
#: Hosts that answer with another address, those of makers of QR codes included.
SHORTENERS = (
    "adf.ly", "amzn.to", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "cutt.ly", "dlvr.it",
    "fb.me", "forms.gle", "goo.gl", "is.gd", "l.ead.me", "lc.cx", "lnkd.in", "me-qr.com", "ow.ly",
    "qr.io", "qrco.de", "rb.gy",
    "rebrand.ly", "s.id", "shorte.st", "shorturl.at", "shorturl.com", "soo.gd", "t.co", "t.ly",
    "tiny.cc", "tinyurl.com", "trib.al", "urlr.me", "urlz.fr", "v.gd", "x.gd",
)  # fmt: skip
