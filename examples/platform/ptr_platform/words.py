"""The words of the commands in French, by their English; those of the pages are in `web.words`.

Kept true by a test: whatever a module has to say is here, and nothing else. What others say, the
argument parser, the library, the operating system, stands below as far as people come across it.
"""

import re
from collections.abc import Mapping

_WORDS = {
    # The command line as a whole.
    "The platform that runs a dry run of a transition plan.": (
        "La plateforme qui exécute un dry run d'un plan de transition."
    ),
    "the configuration (config.yaml, or what PTR_CONFIG names)": (
        "la configuration (config.yaml, ou le fichier que désigne PTR_CONFIG)"
    ),
    "COMMAND": "COMMANDE",
    "FILE": "FICHIER",
    "DIRECTORY": "RÉPERTOIRE",
    "COPY": "COPIE",
    "DAYS": "JOURS",
    "WHEN": "QUAND",
    "exit codes:": "codes de retour :",
    "done": "fait",
    "refused: problems in the workbook, a no to a question, mails that could not be sent": (
        "refusé : problèmes dans le classeur, réponse non à une question, mails non envoyés"
    ),
    "the command line makes no sense": "la ligne de commande n'a pas de sens",
    "the configuration cannot be used": "la configuration est inutilisable",
    "the database cannot be used, or holds no plan yet": (
        "la base de données est inutilisable, ou ne contient pas encore de plan"
    ),
    "Every value of the configuration may come from the environment: PTR_SERVER_SECRET is"
    " server.secret, and PTR_SERVER_SECRET_FILE names a file that holds it.": (
        "Chaque valeur de la configuration peut venir de l'environnement : PTR_SERVER_SECRET est"
        " server.secret, et PTR_SERVER_SECRET_FILE désigne un fichier qui le contient."
    ),
    # Questions.
    "[yes/no]": "[oui/non]",
    "Nobody can answer here: nothing was changed. Add --yes to agree.": (
        "Personne ne peut répondre ici : rien n'a été modifié. Ajoutez --yes pour accepter."
    ),
    "Nothing was changed.": "Rien n'a été modifié.",
    # makeDB.
    "import the workbook; into a running dry run, show the difference first": (
        "importer le classeur ; si le dry run est en cours, montrer d'abord les différences"
    ),
    "Imports the workbook into the database of the configured dry run. If the dry run is under way"
    " already, the difference is shown first, and nothing that people have done is lost.": (
        "Importe le classeur dans la base de données du dry run configuré. Si le dry run est déjà"
        " en cours, les différences sont d'abord montrées, et rien de ce qui a été fait n'est"
        " perdu."
    ),
    "instead of excel.file of the configuration": (
        "à la place de celui que donne excel.file dans la configuration"
    ),
    "only print every problem and difference": (
        "afficher seulement tous les problèmes et les différences"
    ),
    "agree to the difference without being asked": "accepter les différences d'avance",
    "do nothing if a plan has been imported before": (
        "ne rien faire si un plan a déjà été importé"
    ),
    "for a demonstration: as if all that was to happen before now had, as planned": (
        "pour une démonstration : comme si tout ce qui devait se passer avant maintenant avait eu"
        " lieu comme prévu"
    ),
    "move every date by so many days": "décaler toutes les dates d'autant de jours",
    "move every date so that the cut-over begins then: 'now', or an instant such as"
    " 2026-11-28T22:00+01:00": (
        "décaler toutes les dates pour que le cut over commence à cet instant : « now »"
        " (maintenant), ou un instant tel que 2026-11-28T22:00+01:00"
    ),
    "the phase whose first step begins the cut-over (CO, or the first step of all)": (
        "la phase dont la première étape-action ouvre le cut over (CO ou, à défaut, la toute"
        " première étape-action)"
    ),
    "error: {text}": "erreur : {text}",
    "warning: {text}": "avertissement : {text}",
    "no workbook: say --workbook, or excel.file in the configuration": (
        "aucun classeur : indiquez-le par --workbook, ou par excel.file dans la configuration"
    ),
    "{workbook} cannot be imported (errors: {errors}, warnings: {warnings}). Mend the workbook,"
    " then run makeDB again.": (
        "{workbook} ne peut pas être importé (erreurs : {errors}, avertissements : {warnings})."
        " Corrigez le classeur, puis relancez makeDB."
    ),
    "scripts.dry_run: the workbook has no dry run {dry_run}, but {known}": (
        "scripts.dry_run : le classeur n'a pas de dry run {dry_run}, mais {known}"
    ),
    "found {found}, expected a number of days": "{found} trouvé, nombre de jours attendu",
    "--cut-over: found {found}, expected 'now' or an instant with its time zone, such as"
    " 2026-11-28T22:00+01:00": (
        "--cut-over : {found} trouvé ; attendu : « now », ou un instant avec son fuseau horaire,"
        " tel que 2026-11-28T22:00+01:00"
    ),
    "no step of phase {phase} has a date in {dry_run}": (
        "aucune étape-action de la phase {phase} n'a de date dans {dry_run}"
    ),
    "{workbook}: {count} step for {dry_run}, nothing was stored": (
        "{workbook} : {count} étape-action pour {dry_run}, rien n'a été enregistré"
    ),
    "{workbook}: {count} steps for {dry_run}, nothing was stored": (
        "{workbook} : {count} étapes-actions pour {dry_run}, rien n'a été enregistré"
    ),
    "{name}: {count} step for {dry_run} imported": (
        "{name} : {count} étape-action importée pour {dry_run}"
    ),
    "{name}: {count} steps for {dry_run} imported": (
        "{name} : {count} étapes-actions importées pour {dry_run}"
    ),
    "{name}: the plan of {when} and its run stay as they are (without --if-empty, makeDB imports a"
    " changed workbook)": (
        "{name} : le plan importé le {when} et ce qui a été fait depuis restent en place (sans"
        " --if-empty, makeDB importe un classeur modifié)"
    ),
    # The difference.
    "    {field}: {before} -> {after}": "    {field} : {before} -> {after}",
    "= {step}: {old} -> {new}": "= {step} : {old} -> {new}",
    "steps added: {added}, removed: {removed}, changed: {changed}, in another state: {states}": (
        "étapes-actions ajoutées : {added}, retirées : {removed}, modifiées : {changed}, dans un"
        " autre état : {states}"
    ),
    "nothing to import: the plan is the one in the database": (
        "rien à importer : le plan est celui de la base de données"
    ),
    "Import into {name}?": "Importer dans {name} ?",
    "imported; {count} event kept": "importé ; {count} événement conservé",
    "imported; {count} events kept": "importé ; {count} événements conservés",
    "not imported: {why}": "non importé : {why}",
    "not imported: somebody else has just imported a plan; look again with makeDB --dry": (
        "non importé : quelqu'un d'autre vient d'importer un plan ; voyez où il en est avec makeDB"
        " --dry"
    ),
    "the new plan leaves out steps on which something is recorded: {steps}": (
        "le nouveau plan omet des étapes-actions sur lesquelles quelque chose est enregistré :"
        " {steps}"
    ),
    "what has happened does not fit the new plan: {error}": (
        "ce qui a été fait ne va pas avec le nouveau plan : {error}"
    ),
    # removeDB.
    "delete the database of the configured dry run": (
        "supprimer la base de données du dry run configuré"
    ),
    "Deletes the database of the configured dry run with all that happened in it. Better practice:"
    " keep it, and give the next dry run a database.name of its own.": (
        "Supprime la base de données du dry run configuré avec tout ce qui s'y est passé. Mieux"
        " vaut la garder, et donner au dry run suivant un database.name à lui."
    ),
    "do not ask": "ne pas poser de question",
    "Delete the database {name} ({count} event) for ever?": (
        "Supprimer définitivement la base de données {name} ({count} événement) ?"
    ),
    "Delete the database {name} ({count} events) for ever?": (
        "Supprimer définitivement la base de données {name} ({count} événements) ?"
    ),
    "database {name} deleted": "base de données {name} supprimée",
    # backup and restore.
    "copy the database, while everything runs, and read the copy back": (
        "copier la base de données, pendant que tout tourne, et relire la copie"
    ),
    "Copies the database of the configured dry run into a directory: one SQLite file, or BSON files"
    " as mongodump writes them. Everything may go on running.": (
        "Copie la base de données du dry run configuré dans un répertoire : un fichier SQLite, ou"
        " des fichiers BSON comme mongodump les écrit. Tout peut continuer à tourner."
    ),
    "{path}: a copy with {count} event, read back": "{path} : copie relue, {count} événement",
    "{path}: a copy with {count} events, read back": "{path} : copie relue, {count} événements",
    "put a copy in the place of the database": "mettre une copie à la place de la base de données",
    "Puts a copy in the place of the database of the configured dry run. Stop scheduler and server"
    " before.": (
        "Met une copie à la place de la base de données du dry run configuré. Arrêtez d'abord"
        " l'ordonnanceur et le serveur."
    ),
    "replace what is there without asking": "remplacer ce qui s'y trouve sans poser de question",
    "Replace the database {name}, which holds {count} event?": (
        "Remplacer la base de données {name}, qui contient {count} événement ?"
    ),
    "Replace the database {name}, which holds {count} events?": (
        "Remplacer la base de données {name}, qui contient {count} événements ?"
    ),
    "{name}: {count} event restored and read back; start scheduler and server again": (
        "{name} : {count} événement restauré et relu ; relancez l'ordonnanceur et le serveur"
    ),
    "{name}: {count} events restored and read back; start scheduler and server again": (
        "{name} : {count} événements restaurés et relus ; relancez l'ordonnanceur et le serveur"
    ),
    "the database {name} holds no plan: nothing to back up": (
        "la base de données {name} ne contient pas de plan : rien à sauvegarder"
    ),
    "there is a copy at {target} already": "il y a déjà une copie en {target}",
    "there is no copy at {source}": "il n'y a pas de copie en {source}",
    "the copy {source} holds no plan": "la copie {source} ne contient pas de plan",
    "the copy {source} holds dry run {found}, scripts.dry_run says {expected}; nothing was"
    " changed": (
        "la copie {source} est celle du dry run {found}, alors que scripts.dry_run indique"
        " {expected} ; rien n'a été modifié"
    ),
    "the copy {source} cannot be read: {error}": "la copie {source} est illisible : {error}",
    "the copy {source} is damaged: {error}": "la copie {source} est endommagée : {error}",
    "the database {name} does not hold what the copy {source} holds": (
        "la base de données {name} ne contient pas ce que contient la copie {source}"
    ),
    "the copy {target} did not hold what the database held, and was deleted; make another": (
        "la copie {target} ne contenait pas ce que contenait la base de données, et a été"
        " supprimée ; faites-en une autre"
    ),
    "the directory {directory} cannot be used: {error}": (
        "le répertoire {directory} est inutilisable : {error}"
    ),
    "{source} cannot be copied to {target}: {error}": (
        "{source} ne peut pas être copié vers {target} : {error}"
    ),
    "{source} cannot be restored to {target}: {error}": (
        "{source} ne peut pas être restauré vers {target} : {error}"
    ),
    # scheduler, server and up.
    "compute states and send mails until stopped; one line of JSON a run": (
        "calculer les états et envoyer les mails jusqu'à l'arrêt ; une ligne de JSON par passage"
    ),
    "Sends the mails that are owed until it is stopped (SIGINT, SIGTERM). Several may run side by"
    " side.": (
        "Envoie les mails dus jusqu'à l'arrêt (SIGINT, SIGTERM). Plusieurs ordonnanceurs peuvent"
        " tourner côte à côte."
    ),
    "one run only": "un seul passage",
    "serve the pages until stopped": "servir les pages jusqu'à l'arrêt",
    "Serves the pages until it is stopped (SIGINT, SIGTERM). Several may run side by side.": (
        "Sert les pages jusqu'à l'arrêt (SIGINT, SIGTERM). Plusieurs serveurs peuvent tourner côte"
        " à côte."
    ),
    "run scheduler and server until stopped": (
        "faire tourner l'ordonnanceur et le serveur jusqu'à l'arrêt"
    ),
    "Runs a scheduler and a server in processes of their own. If one ends, so does the other.": (
        "Fait tourner un ordonnanceur et un serveur, chacun dans son processus. Si l'un se termine,"
        " l'autre aussi."
    ),
    "Platform: {address}": "Plateforme : {address}",
    "Mails:    {mails}": "Courriels  : {mails}",
    "Team:     {people}": "Équipe     : {people}",
    "Ctrl-C ends it.": "Ctrl-C arrête tout.",
    "server.port: {host}:{port} cannot be served ({error}); choose another port, or end what uses"
    " it": (
        "server.port : impossible de servir {host}:{port} ({error}) ; choisissez un autre port, ou"
        " arrêtez ce qui l'occupe"
    ),
    "the server has ended (code {code}), so everything stops; start it again with up": (
        "le serveur s'est terminé (code {code}), donc tout s'arrête ; relancez avec up"
    ),
    "the scheduler has ended (code {code}), so everything stops; start it again with up": (
        "l'ordonnanceur s'est terminé (code {code}), donc tout s'arrête ; relancez avec up"
    ),
    # report, export and status.
    "send the weekly report now, once a day at most": (
        "envoyer le rapport hebdomadaire maintenant, une fois par jour au plus"
    ),
    "Sends the weekly report now to team.report_to, or to whom --to names. Who has got one today is"
    " not sent another.": (
        "Envoie maintenant le rapport hebdomadaire à team.report_to, ou à qui --to désigne. Qui l'a"
        " déjà reçu aujourd'hui ne le reçoit pas une seconde fois."
    ),
    "instead of team.report_to": "à la place de team.report_to",
    "nobody to send the report to: say --to, or team.report_to": (
        "personne à qui envoyer le rapport : indiquez --to, ou team.report_to"
    ),
    "nothing to send: everybody has got today's report already": (
        "rien à envoyer : chacun a déjà reçu le rapport d'aujourd'hui"
    ),
    "{count} report sent": "{count} rapport envoyé",
    "{count} reports sent": "{count} rapports envoyés",
    "{count} other mail is owed; the scheduler sends it": (
        "{count} autre mail est dû ; l'ordonnanceur l'envoie"
    ),
    "{count} other mails are owed; the scheduler sends them": (
        "{count} autres mails sont dus ; l'ordonnanceur les envoie"
    ),
    "a scheduler is sending mails just now: run report again in a minute": (
        "un ordonnanceur est en train d'envoyer des mails : relancez report dans une minute"
    ),
    "not everything was sent ({error}); once that is mended, run report again": (
        "tout n'a pas été envoyé ({error}) ; une fois cela réparé, relancez report"
    ),
    "write the status workbook": "écrire le classeur de situation",
    "Writes where the dry run stands as a workbook, which reads back as the plan.": (
        "Écrit où en est le dry run dans un classeur, qui se relit comme le plan."
    ),
    "print where the dry run stands": "afficher où en est le dry run",
    "Prints a short recap: progress, and how many steps are in each state.": (
        "Affiche un court récapitulatif : l'avancement, et le nombre d'étapes-actions par état."
    ),
    "{dry_run}: {terminated}/{total} steps terminated ({percent:.0f}%), as of {when}": (
        "{dry_run} : {terminated}/{total} étapes-actions terminées ({percent:.0f} %), situation au"
        " {when}"
    ),
    # The database.
    "the database {file} cannot be used: {error}": (
        "la base de données {file} est inutilisable : {error}"
    ),
    "MongoDB cannot be used: {error}": "MongoDB est inutilisable : {error}",
    "MongoDB cannot be reached ({error}): does it run where database.server and database.port"
    " say?": (
        "MongoDB est injoignable ({error}) : tourne-t-il là où l'indiquent database.server et"
        " database.port ?"
    ),
    "the database {where} is of format {there}, this program understands {expected}": (
        "la base de données {where} est au format {there}, ce programme comprend le format"
        " {expected}"
    ),
    "the database {name} holds dry run {found}, scripts.dry_run says {expected}: give each dry run"
    " a database.name of its own": (
        "la base de données {name} est celle du dry run {found}, alors que scripts.dry_run indique"
        " {expected} : donnez à chaque dry run un database.name à lui"
    ),
    "the database {name} holds no plan yet: import one with python -m ptr_platform makeDB": (
        "la base de données {name} ne contient pas encore de plan : importez-en un avec python -m"
        " ptr_platform makeDB"
    ),
    "what the database holds is no history of this dry run: {error}": (
        "ce que contient la base de données n'est pas un historique de ce dry run : {error}"
    ),
    "gave up after {count} attempts: too many others write": (
        "abandon après {count} essais : trop d'autres écrivent en même temps"
    ),
    "expected {expected}, found {found}": "attendu : {expected}, trouvé : {found}",
    "number {number} is taken": "le numéro {number} est pris",
    # The configuration.
    "the configuration {source} cannot be used:": "la configuration {source} est inutilisable :",
    "there is no such file; --config, or PTR_CONFIG, says where it is": (
        "ce fichier n'existe pas ; indiquez où il se trouve par --config ou PTR_CONFIG"
    ),
    "it cannot be read: {error}": "elle est illisible : {error}",
    "it is no text in UTF-8; save it as such": (
        "ce n'est pas un texte en UTF-8 ; enregistrez-la ainsi"
    ),
    "line {line}, column {column}: no YAML ({problem})": (
        "ligne {line}, colonne {column} : ce n'est pas du YAML ({problem})"
    ),
    "no YAML ({problem})": "ce n'est pas du YAML ({problem})",
    "it holds no sections with keys": "elle ne contient pas de sections avec des clés",
    "missing, expected {expected}": "manque ; attendu : {expected}",
    "found {found}, expected {expected}": "{found} trouvé ; attendu : {expected}",
    "{others} or {last}": "{others} ou {last}",
    "a text": "un texte",
    "a secret text": "un texte secret",
    "a whole number from {low:g} to {high:g}": "un nombre entier de {low:g} à {high:g}",
    "a list of whole numbers from {low} to {high}": (
        "une liste de nombres entiers de {low} à {high}"
    ),
    "a list of names": "une liste de noms",
    "a list of mail addresses": "une liste d'adresses mail",
    "a mail address such as anne@example.org": "une adresse mail telle que anne@example.org",
    "a time zone such as Europe/Brussels": "un fuseau horaire tel que Europe/Brussels",
    'a time of day in quotes: "07:00"': 'une heure entre guillemets : "07:00"',
    "a file; there is none at {path}": "un fichier ; il n'y en a pas en {path}",
    "an address such as https://ptr.example.org": "une adresse telle que https://ptr.example.org",
    "letters, digits, '_' and '-', at most 60": "lettres, chiffres, « _ » et « - », 60 au plus",
    "keys with values": "des clés avec des valeurs",
    "the address where people reach the pages, since {host} is none": (
        "l'adresse où l'on joint les pages, car {host} n'en est pas une"
    ),
    "too short, expected at least {count} characters (openssl rand -hex 32 makes one)": (
        "trop court, au moins {count} caractères attendus (openssl rand -hex 32 en donne un)"
    ),
    "user and password go together, one is missing": (
        "user et password vont ensemble, l'un des deux manque"
    ),
    "unknown key; did you mean {near}?": "clé inconnue ; vouliez-vous écrire {near} ?",
    "unknown key; known keys here: {known}": "clé inconnue ; clés connues ici : {known}",
    "names no key of {section}": "ne désigne aucune clé de {section}",
    "names no key of {section}; did you mean {near}?": (
        "ne désigne aucune clé de {section} ; vouliez-vous écrire {near} ?"
    ),
    "{variable} names the file {file}, which cannot be read: {error}": (
        "{variable} désigne le fichier {file}, qui est illisible : {error}"
    ),
}

_FIELDS = {
    "id": "Identifiant",
    "label": "Libellé",
    "phase": "Phase",
    "prerequisites": "Prérequis",
    "start": "Date d'exécution",
    "duration": "Durée",
    "team": "Équipe",
    "department": "Département",
    "contacts": "Contacts",
    "instructions": "Instructions",
}

_ARGPARSE = {
    "usage: ": "utilisation : ",
    # A colon is put behind these two.
    "options": "options\u00a0",
    "positional arguments": "arguments\u00a0",
    "show this help message and exit": "afficher cette aide",
    "%(prog)s: error: %(message)s\n": "%(prog)s : erreur : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il manque l'un de ces arguments : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "option ambiguë : %(option)s peut vouloir dire %(matches)s"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "choix inconnu : %(value)r (possibles : %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(arg)r? (choose from %(choices)s)": (
        "choix inconnu : %(value)r, vouliez-vous écrire %(arg)r ? (possibles : %(choices)s)"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "choix inconnu : %(parser_name)r (possibles : %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "valeur impossible : %(value)r",
    "expected one argument": "une valeur est attendue",
    "expected at most one argument": "une valeur au plus est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "expected %s argument": "%s valeur est attendue",
    "expected %s arguments": "%s valeurs sont attendues",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "ne prend pas de valeur, or %r est donné",
}

_SYSTEM = {
    "No such file or directory": "fichier ou répertoire inexistant",
    "Permission denied": "accès refusé",
    "Is a directory": "c'est un répertoire",
    "Not a directory": "ce n'est pas un répertoire",
    "File exists": "il y a déjà un fichier de ce nom",
    "Read-only file system": "système de fichiers en lecture seule",
    "No space left on device": "disque plein",
    "Input/output error": "erreur d'entrée-sortie",
    "Address already in use": "adresse déjà utilisée",
    "Cannot assign requested address": "cette machine n'a pas cette adresse",
    "Connection refused": "connexion refusée",
    "Connection timed out": "pas de réponse à temps",
    "timed out": "pas de réponse à temps",
    "Network is unreachable": "réseau injoignable",
    "No route to host": "machine injoignable",
    "Name or service not known": "nom de machine inconnu",
    "Temporary failure in name resolution": "le nom de la machine ne peut pas être résolu",
    # SQLite.
    "unable to open database file": "le fichier ne peut pas être ouvert",
    "file is not a database": "ce fichier n'est pas une base de données",
    "database is locked": "elle est verrouillée par un autre programme",
    "database disk image is malformed": "elle est endommagée",
    "attempt to write a readonly database": "elle est en lecture seule",
    "database or disk is full": "disque plein",
    "disk I/O error": "erreur d'entrée-sortie du disque",
    # YAML.
    "mapping values are not allowed here": "« : » n'est pas à sa place ici",
    "could not find expected ':'": "« : » manque",
    "found character '\\t' that cannot start any token": "tabulation au lieu d'espaces",
    "found unexpected end of stream": "le fichier se termine trop tôt",
}

# Sentences that the library has in English only, by their form.
_FORMS = (
    (r"missing; expected (?P<expected>.*)", "manque ; attendu : {expected}"),
    (r"found (?P<found>.*); expected (?P<expected>.*)", "{found} trouvé ; attendu : {expected}"),
    (
        r"none would send the password to (?P<host>.*) where anybody on the way can read it;"
        r" expected .*",
        "none enverrait le mot de passe à {host} en clair sur le réseau ; attendu : starttls ou"
        " implicit, ou un serveur sur cette machine",
    ),
    (
        r"unknown field `(?P<found>.*?)`, expected one of (?P<known>.*)",
        "clé inconnue ; clés connues ici : {known}",
    ),
    (
        r"unknown variant (?P<found>`.*?`), expected one of (?P<known>.*)",
        "{found} trouvé ; attendu : l'un de {known}",
    ),
    (
        r"invalid (?:type|value): (?P<found>.*?), expected (?P<expected>.*)",
        "{found} trouvé ; attendu : {expected}",
    ),
    (
        r"(?P<found>`.*?`) is not (?P<expected>a date format such as .*|a regular expression such"
        r" as \S+)(?P<why>: .*)?",
        "{found} trouvé ; attendu : {expected}",
    ),
    (
        r"phase (?P<found>`.*?`) is listed twice; list each phase once",
        "la phase {found} figure deux fois ; une fois suffit",
    ),
    (
        r"A shift of (?P<shift>.*) d moves step (?P<step>\S+) out of the calendar \(years 1 to"
        r" 9999\)\. Shift by less\.",
        "un décalage de {shift} j porte l'étape-action {step} hors du calendrier (années 1 à"
        " 9999) ; décalez de moins",
    ),
    (
        r"recipients: (?P<found>\".*?\") is not a mail address: expected .*",
        "{found} n'est pas une adresse mail ; attendu : une adresse telle que"
        " anne.lemaire@grid.example",
    ),
    (
        r"(?P<file>.*): the workbook cannot be written: (?P<why>.*?)(?: \(os error \d+\))?; check"
        r" the directory and the rights on it",
        "le classeur {file} ne peut pas être écrit : {why} ; vérifiez le répertoire et les droits"
        " d'accès",
    ),
    (
        r"(?P<fault>the mail server cannot be reached|no trusted encrypted connection to the mail"
        r" server|the mail server refused the \w+|the mail could not be [\w ]+):"
        r" (?:Connection error: )?(?P<why>.*)",
        "{fault} : {why}",
    ),
    (r"(?P<file>\S+), line (?P<line>\d+): (?P<why>.*)", "{file}, ligne {line} : {why}"),
    (
        r"The plan has no dry run (?P<found>\".*?\")\. Dry runs of the plan: (?P<known>.*)\.",
        "le plan n'a pas de dry run {found} ; dry runs du plan : {known}",
    ),
)

# What such sentences have found or expected.
_PARTS = {
    "sequence": "une liste",
    "map": "des clés avec des valeurs",
    "a string": "un texte",
    "a mapping": "des clés avec des valeurs",
    "u32": "un nombre entier",
    "a row from 1 to 1048576": "une ligne de 1 à 1048576",
    "a heading such as `Identifiant`, a column letter such as `C`, or null": (
        "un en-tête tel que « Identifiant », une lettre de colonne telle que « C », ou null"
    ),
    "a date format such as %d/%m/%Y %H:%M, naming day, month and year": (
        "un format de date tel que %d/%m/%Y %H:%M, avec le jour, le mois et l'année"
    ),
    "a regular expression such as [A-Z]{2}[0-9]{8}": (
        "une expression régulière telle que [A-Z]{2}[0-9]{8}"
    ),
    "the address that the mails come from": "l'adresse d'où viennent les mails",
    "an address such as transition@example.org, or a name with one in angle brackets": (
        "une adresse telle que transition@example.org, ou un nom suivi d'une adresse entre <>"
    ),
    "one line of text, the domain in its xn-- form": (
        "une seule ligne de texte, le domaine sous sa forme xn--"
    ),
    "fr or en": "fr ou en",
    "smtp, files or memory": "smtp, files ou memory",
    "the name of the mail server": "le nom du serveur de mail",
    "starttls, implicit or none": "starttls, implicit ou none",
    "a number from 1 to 65535": "un nombre de 1 à 65535",
    "seconds, from 0.1 to 3600": "des secondes, de 0,1 à 3600",
    "the name of this machine, such as ptr.example.org": (
        "le nom de cette machine, tel que ptr.example.org"
    ),
    "the mail server cannot be reached": "le serveur de mail est injoignable",
    "no trusted encrypted connection to the mail server": (
        "pas de connexion chiffrée de confiance avec le serveur de mail"
    ),
    "the mail server refused the login": "le serveur de mail refuse la connexion",
    "the mail server refused the sender": "le serveur de mail refuse l'expéditeur",
    "the mail server refused the recipient": "le serveur de mail refuse le destinataire",
    "the mail server refused the message": "le serveur de mail refuse le message",
    "the mail could not be written": "le mail n'a pas pu être écrit",
    "the mail could not be put together": "le mail n'a pas pu être composé",
    "the password that belongs to user": "le mot de passe qui va avec user",
    "the user that the password belongs to": "l'utilisateur à qui appartient le mot de passe",
}


def _set(words: Mapping[str, str]) -> dict[str, str]:
    return {english: _spaced(french) for english, french in words.items()}


def _spaced(french: str) -> str:
    """Before these French puts a space at which no line may break, and one after a guillemet."""
    return re.sub("(?<=«) | (?=[:;?!»])|(?<=}) (?=%)", "\u00a0", french)


FRENCH = _set(_WORDS)
FIELDS = _set(_FIELDS)
"""What people call the fields of a step: as the workbook does."""
ARGPARSE = _set(_ARGPARSE)
SYSTEM = _set(_SYSTEM)
FORMS = tuple((form, _spaced(french)) for form, french in _FORMS)
PARTS = _set(_PARTS)
