# What the Python module says itself in French: what is wrong with its arguments, and the words of the
# command line. All else is said by the other crates. In front of `:`, `;`, `?` and `!` stands an
# unbreakable blank.

## What is wrong with an argument, or with a part of one

argument-at = { $place } : { $what }
argument-unexpected = { $place } : trouvé { $found } ; attendu : { $expected }
argument-missing = { $place } : { $name } manque dans { $found }
argument-one-text = { $place } : trouvé le seul texte { $found } ; attendu : plusieurs, dans une liste
argument-not-a-setting = { $place } : { $found } n'est rien qu'une configuration puisse contenir
argument-too-deep = { $place } : listes et clés avec des valeurs sont trop imbriquées
argument-key-no-text = { $place } : la clé { $found } n'est pas un texte
argument-file = { $kind ->
        [NotFound] ce fichier n'existe pas
        [PermissionDenied] l'accès à ce fichier est refusé
        [IsADirectory] c'est un dossier
        [InvalidData] ce n'est pas un texte en UTF-8
       *[other] { $words }
    }
argument-naive-instant = { $place } est une date sans fuseau horaire ({ $found }) : donnez-lui-en un, par exemple { $place }.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Brussels"))
argument-no-time = { $place } n'est pas une date : { $found }
argument-no-version = { $place } : { $found } n'est pas une version ; les versions se comptent à partir de 0
argument-no-zone = { $place } : le fuseau horaire { $found } n'existe pas ; attendu : un nom tel que "Europe/Brussels"
argument-renamed-key = keys : { $name } est une clé de l'enregistrement, alors que d'autres documents l'ont sous une autre clé
argument-key-twice = keys : { $name } serait sous deux clés
argument-two-alike = since et until : attendu : deux dates ou deux versions
argument-not-watched = { $found } n'a pas été suivie : nommez-la dans `watching` de Forecast.simulate
argument-buffer = out : { $error } ; attendu : { $bytes } octets où l'on peut écrire

## What was expected: an end of “expected …”

argument-text = un texte
argument-two-texts = deux textes
argument-whole-text = un texte sans moitié de paire de substitution
argument-mapping = des clés avec des valeurs
argument-mapping-by-id = des valeurs par identifiant d'étape
argument-mapping-by-dry-run = des valeurs par dry run
argument-mapping-of-keys = pour chaque clé une autre clé
argument-list-or = une liste ou { $other }
argument-list-of-one = une liste d'un seul élément
argument-one-of = l'un de { $known }
argument-code-or-mapping = un code, ou des clés avec des valeurs
argument-datetime = un datetime
argument-instant = une date avec son fuseau horaire, par exemple "2026-03-28T22:00:00Z"
argument-zone = un nom ou un zoneinfo.ZoneInfo
argument-naive = "plan", "utc" ou None
argument-horizon = une durée de zéro au moins, ou None
argument-timeout = un timedelta ou des secondes, zéro au moins
argument-progress = une fonction de ce qui est fait et de ce qu'il y a en tout
argument-required-end = "whole", ou une phase, par exemple { $phase }
argument-weekday = 0 pour lundi à 6 pour dimanche
argument-share = un nombre de 0 à 1
argument-number-between = un nombre entier de { $least } à { $most }
argument-rows = un nombre entier, ou None
argument-spread = un Spread ou trois nombres
argument-direction = "LR" ou "TB"
argument-group = "phase", "team" ou "person"

## What is not what it should be, as a whole

argument-not-a-notice = ce n'est pas le dict d'un avis : { $what }
argument-not-an-event = ce n'est pas le dict d'un événement : { $what }
argument-not-a-change = ce n'est pas un changement : { $what }
argument-not-a-plan = text : ce n'est pas le JSON d'un plan : { $what }
argument-not-an-outbox = text : ce n'est pas le JSON d'une boîte d'envoi : { $what }
argument-not-events = ce ne sont pas les événements d'une exécution : { $what }

## What takes too long

argument-timed-out = ce n'était pas terminé en { $seconds } s (timeout)

## The words of the command line

terminal-usage = utilisation :{ " " }
terminal-arguments = arguments
terminal-options = options
terminal-commands = commandes
terminal-description = Plans de transition : ce qui ne va pas, où l'on en est, pourquoi, et jusqu'à quand.
terminal-exit-codes =
    codes de sortie :
      0  tout va bien
      1  il y a des problèmes, des constats ou des différences
      2  les arguments ne veulent rien dire
      3  un fichier ne peut être lu ou écrit
terminal-help-help = montre cette aide
terminal-help-version = montre la version
terminal-help-check = dit tout ce qui ne va pas dans un plan, et ce qui risque de faire échouer une nuit
terminal-help-states = montre où en est un dry run : l'avancement de chaque phase et l'état de chaque étape
terminal-help-explain = explique pourquoi une étape en est là
terminal-help-forecast = prévoit quand tout, chaque phase et ce qui est exigé seront terminés, jusqu'à quand déclarer un retour arrière, et montre le chemin critique
terminal-help-draw = dessine un dry run
terminal-help-diff = dit ce qu'un plan change à un autre
terminal-help-template = écrit un classeur vide pour commencer un plan
terminal-help-propose-layout = propose une disposition pour un classeur que personne n'a décrit, avec ses raisons
terminal-help-language = la langue des réponses ; celle du terminal si rien n'est dit
terminal-help-plan = un classeur, ou un plan conservé en JSON (.json)
terminal-help-layout = où se trouvent les choses dans le classeur : une disposition en JSON, ou en YAML
terminal-help-json = répond par un document JSON
terminal-help-dry-run = le dry run ; le premier du plan si rien n'est dit
terminal-help-at = l'instant, comme 2027-03-27T22:00 : à l'heure du plan s'il n'a pas de décalage ; maintenant si rien n'est dit
terminal-help-events = ce qui s'est passé : un événement en JSON par ligne
terminal-help-severity = ce qui est moins grave n'est ni dit ni compté
terminal-help-phase = seulement les étapes de cette phase
terminal-help-team = seulement les étapes de cette équipe
terminal-help-state = seulement les étapes dans cet état ; plusieurs fois pour plusieurs états
terminal-help-step = l'identifiant de l'étape
terminal-help-format = le graphe en image (svg) ou en texte (dot, mermaid), ou le déroulement (timeline)
terminal-help-plain = le graphe sans les états
terminal-help-output = le fichier à écrire ; la sortie standard si rien n'est dit
terminal-help-before = le plan d'avant
terminal-help-after = le plan d'après
terminal-help-file = le classeur à écrire
terminal-error = erreur
terminal-warning = alerte
terminal-counted = erreurs : { $errors }, alertes : { $warnings }, constats : { $findings }
terminal-total = Total
terminal-late = retard { $by }
terminal-expected-end = Fin prévue : { $at }
terminal-planned-end = Fin planifiée : { $at }
terminal-delay = Écart : { $by }
terminal-phases = Phases
terminal-required-end = Fin exigée : { $milestone }, { $at }
terminal-margin = prévue le { $at }, marge { $by }
terminal-passed = prévue le { $at }, dépassée de { $by }
terminal-decide-by = retour arrière à déclarer avant le { $at }
terminal-decide-by-likely = avec 80 % de chances : { $at }
terminal-too-late = trop tard
terminal-no-rollback-in-time = trop tard pour un retour arrière : déclaré maintenant, il serait terminé le { $at }
terminal-critical-path = Chemin critique
terminal-unexpected = Sans prévision en l'état (en sommeil, sans date, ou après une telle étape) : { $steps }
terminal-questions = À vérifier :
terminal-needs-yaml = { $path } : il faut PyYAML pour lire du YAML ; installez-le ou donnez la disposition en JSON
terminal-no-json = { $path } : ce n'est pas du JSON ({ $error })
terminal-no-layout = { $path } : attendu : des clés avec des valeurs, telles que propose-layout les écrit
terminal-no-dry-run = le plan n'a aucun dry run ; donnez-lui des étapes
terminal-no-instant = --at : trouvé « { $found } », attendu un instant tel que 2027-03-27T22:00
terminal-other-layout = Ce classeur est disposé autrement ? « ptr propose-layout { $plan } > layout.json » le décrit ; ajoutez ensuite --layout layout.json.
