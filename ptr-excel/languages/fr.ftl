### Les textes des classeurs.
###
### Un message qui énumère des orthographes en donne une ou plusieurs par ligne, séparées par des
### points-virgules. Les lignes vont de la meilleure à la moins bonne : la première qu'une feuille
### connaît est retenue, et ses orthographes valent l'une pour l'autre. Un tiret tient la place d'une
### ligne vide. La casse, les accents, les blancs et la ponctuation ne comptent pas. La toute première
### orthographe est celle que les classeurs écrivent.

## Feuilles

workbook-sheet-summary = Synthèse
workbook-sheet-forecast = Prévision
workbook-sheet-checks = Contrôles
workbook-sheet-timeline = Chronologie
workbook-sheet-review = Bilan
workbook-sheet-comparison = Comparaison
workbook-sheet-steps =
    Etapes-actions
    Etapes
    -
    Actions
    Tâches
workbook-sheet-actors =
    Acteurs
    Exécutants
    -
    Equipes
workbook-sheet-dates =
    Dates
    Jalons
workbook-sheet-environments = Environnements

## Colonnes des étapes

workbook-column-steps-id =
    Identifiant
    ID
    -
    -
    ID étape
    Étape
    Code
    -
    ID tâche
    ID de l'étape; Numéro d'étape; N° d'étape
    ID de l'étape-action; ID étape-action; Numéro d'étape-action
    WBS; N° WBS; Code WBS; Numéro hiérarchique; N° hiérarchique
workbook-column-steps-label =
    Libellé
    Titre; Intitulé
    Nom
    -
    Étape-action
    Action
    -
    Libellé de l'étape; Libellé étape; Intitulé de l'étape
    Libellé de l'étape-action
workbook-column-steps-phase = Phase; Phases
workbook-column-steps-dry_runs =
    Dry run; Dry runs
    Répétitions; Répétition
workbook-column-steps-prerequisites =
    Prérequis
    Prédécesseurs; Prédécesseur
    Dépendances; Dépendance
workbook-column-steps-start =
    Date d'exécution; Date exécution
    Date de début; Date début; Début
    Date
    Date d'exécution prévue; Date prévue
workbook-column-steps-duration = Durée
workbook-column-steps-team =
    Équipe
    Équipe responsable; Équipe exécutante
    Exécutant
workbook-column-steps-department =
    Département
    Département responsable; Département exécutant
workbook-column-steps-instructions =
    Description
    Instructions; Instruction
    Consignes; Consigne
    Mode opératoire
workbook-column-steps-outline_level = Niveau hiérarchique; Niveau de plan; Niveau WBS
workbook-column-steps-contacts =
    Contacts; Contact
    Mails; Mail
    E-mails; E-mail
    Courriels; Courriel
workbook-column-steps-outcomes =
    Décision; Décisions
    Issues; Issues de la décision
workbook-column-steps-quorum = Quorum
# Le début de l'en-tête d'une date propre à un dry run : « Date FDR1 ».
workbook-start-in = Date

## Colonnes des acteurs

workbook-column-actors-team =
    Équipe
    Acteur
    Exécutant
workbook-column-actors-department = Département
workbook-column-actors-team_leader_mail = Mail chef d'équipe
workbook-column-actors-department_head_mail = Mail chef de département

## Colonnes des jalons et des environnements

workbook-column-dates-milestone =
    Jalon; Jalons
    Identifiant
    ID
    Code
    J
    Nom
    Événement
    Libellé
workbook-column-dates-dry_run =
    Dry run; Dry runs
    Répétition; Répétitions
workbook-column-dates-date = Date; Dates
workbook-column-dates-required_end = Fin exigée; Fin requise; Fin impérative
workbook-column-dates-set_by = Fixé par; Fixée par
workbook-column-environments-environment =
    Environnement; Environnements
    Nom
    Application; Applications
    Libellé

## Mots dont sont faits les en-têtes d'adresses et les noms de dry runs

workbook-words-mail = mail; courriel
workbook-words-team = équipe
workbook-words-department = département; dept; dpt; direction; directeur; N+2
workbook-words-leader = chef; responsable; N+1
workbook-words-head = -
workbook-words-manager = directeur; N+2
workbook-words-dry-run = FDR; DR; Dry run; Répétition
workbook-words-time = heure; heures; horaire

## Mots dans les cellules ; la première unité est celle que les classeurs écrivent

workbook-words-yes = oui; o; vrai; ok
workbook-words-no = non; n; faux; n/a
# Ce qui dit, à la place d’une valeur, qu’il n’y en a pas, ou qu’elle reste à donner.
workbook-words-none = S.O.; s/o; sans objet; non applicable; aucun; aucune; néant
workbook-words-to-come = à définir; à déterminer; à préciser; à confirmer; à compléter; à venir; [Date]; [Heure]; [Nom]; [Équipe]; [Responsable]; jj/mm/aaaa
# Le début du libellé d’une ligne de somme.
workbook-words-total = Total; Sous-total; Total général; Totaux; Somme
workbook-words-months =
    janvier; février; mars; avril; mai; juin; juillet; août; septembre; octobre; novembre; décembre
workbook-unit-second = s; sec; secs; seconde; secondes
workbook-unit-minute = min; m; mn; mins; minute; minutes
workbook-unit-hour = h; hr; hrs; heure; heures
workbook-unit-day = j; jr; jrs; jour; jours
workbook-unit-week = sem; semaine; semaines

## États

workbook-state-Locked = verrouillée
workbook-state-Overdue = en retard
workbook-state-Idle = en attente
workbook-state-Ready = prête
workbook-state-Open = en cours
workbook-state-Terminated = terminée
workbook-state-Planned = planifiée
workbook-state-abandoned = abandonnée

## Colonnes calculées du classeur d'état

workbook-computed-state = État
workbook-computed-start = Début prévu
workbook-computed-end = Fin prévue
workbook-computed-lateness = Retard
workbook-computed-started = Démarrée le
workbook-computed-started-by = Démarrée par
workbook-computed-terminated = Terminée le
workbook-computed-terminated-by = Terminée par
workbook-computed-assignees = Affectée à
workbook-computed-defects = Defects
workbook-computed-blocked = Bloquée jusqu'au
workbook-blocked-without-estimate = sans estimation
workbook-computed-open-prerequisites = Prérequis ouverts
workbook-computed-why = Pourquoi
workbook-outside = hors { $dry_run }
# Une forme de date de strftime.
workbook-instant = %d/%m/%Y %H:%M
workbook-why-skipped = Ignorée : { $reason }
workbook-why-roots = Tout dépend de : { $roots }.
workbook-why-asleep = La phase { $phase } dort tant qu'aucun retour arrière n'est déclaré.
workbook-why-start = Début prévu le { $at }.
workbook-why-no-start = Le plan ne donne pas de date.

## Synthèse

workbook-summary-head = { workbook-summary-title } — { $dry_run }
workbook-summary-as-of = Situation au { $at } ({ $zone })
workbook-summary-rollback = Retour arrière déclaré le { $at }
workbook-summary-more = … + { $rest } : { $sheet }
workbook-summary-title = Plan de transition
workbook-summary-overall = Avancement
workbook-summary-total = Étapes
workbook-summary-terminated = Terminées
workbook-summary-skipped = dont ignorées
workbook-summary-progress = Avancement
workbook-summary-late = Hors délai
workbook-summary-asleep = En sommeil
workbook-summary-abandoned = Abandonnées
workbook-summary-by-state = Par état
workbook-summary-share = Part
workbook-summary-count = Étapes
workbook-summary-by-phase = Par phase
workbook-summary-by-team = Par équipe
workbook-summary-by-department = Par département
workbook-summary-nobody = (non précisé)
workbook-summary-act-now = À faire maintenant
workbook-summary-nothing-to-do = Aucune étape n'est prête ni en cours.
workbook-summary-behind = En retard
workbook-summary-nothing-behind = Aucune étape n'est en retard.
workbook-summary-defects = Defects enregistrés
workbook-summary-no-defects = Aucun defect n'est enregistré.
workbook-page = Page

## Prévision

workbook-forecast-head = Prévision — { $dry_run }
workbook-forecast-ends = Fins attendues
workbook-forecast-light = Feu
workbook-forecast-planned = Fin prévue
workbook-forecast-expected = Fin attendue
workbook-forecast-likely = Probable à 80 %
workbook-forecast-delay = Écart (min)
workbook-forecast-required = Fin exigée
workbook-forecast-required-ends = Fins exigées
workbook-forecast-milestone = Jalon
workbook-forecast-of = De
workbook-forecast-chance = Chance
workbook-forecast-margin = Marge (min)
workbook-forecast-decide-by = Retour arrière à déclarer avant
workbook-forecast-decide-by-likely = … avec 80 % de chances
workbook-forecast-too-late = trop tard pour un retour arrière
workbook-forecast-causes = Pourquoi la fin a bougé depuis le { $since }
workbook-forecast-amount = Effet (min)
workbook-forecast-cause = Cause
workbook-forecast-to-decide = Décisions à venir
workbook-forecast-expected-at = Attendue le
workbook-forecast-decided = Décisions prises
workbook-forecast-at = Date
workbook-forecast-decision = Décision
workbook-forecast-more = … + { $rest }

## Contrôles

workbook-checks-severity = Gravité
workbook-checks-found = Constat
workbook-checks-cure = Remède
workbook-checks-rule = Règle
workbook-checks-none = Rien à signaler.

## Chronologie

workbook-timeline-slot = Une colonne représente { $length }.
workbook-timeline-expected = attendu
workbook-timeline-known = réalisé et attendu
workbook-timeline-start = Début
workbook-timeline-end = Fin
workbook-timeline-delay = Retard
workbook-timeline-milestones = Jalons

## Bilan

workbook-review-level = Niveau
workbook-review-whole = Ensemble
workbook-review-step = Étape
workbook-review-planned-start = Début prévu
workbook-review-planned-end = Fin prévue
workbook-review-expected-start = Début attendu au départ
workbook-review-expected-end = Fin attendue au départ
workbook-review-actual-start = Début réel
workbook-review-actual-end = Fin réelle
workbook-review-reaction = Réaction (min)
workbook-review-planned-work = Travail prévu (min)
workbook-review-work = Travail réel (min)
workbook-review-cost = Coût pour la fin (min)
workbook-review-path = A fait la fin

## Comparaison de plusieurs exécutions

workbook-comparison-planned = Prévu (min)
workbook-comparison-reaction = { $dry_run } : réaction (min)
workbook-comparison-work = { $dry_run } : travail (min)
workbook-comparison-cost = { $dry_run } : coût pour la fin (min)
workbook-comparison-duration = Durée à prévoir (min)
workbook-comparison-shortest = Au plus court (min)
workbook-comparison-longest = Au plus long (min)

## Aide à la saisie du modèle : un titre d'au plus 32 caractères, un texte d'au plus 255

workbook-hint-steps-id =
    Identifiant
    Unique dans tout le plan, par exemple CO00000001.
workbook-hint-steps-label =
    Libellé
    Ce que fait l'étape, en une ligne.
workbook-hint-steps-phase =
    Phase
    Le code de la phase, à choisir dans la liste.
workbook-hint-steps-dry_runs =
    Dry runs
    Les dry runs qui exécutent l'étape, séparés par des points-virgules : FDR1; Live.
workbook-hint-steps-prerequisites =
    Prérequis
    Les identifiants des étapes qui doivent être terminées avant, séparés par des points-virgules. Vide : aucun.
workbook-hint-steps-start =
    Date d'exécution
    Une date (27/03/2027 08:00), ou un jalon de la feuille des dates avec un décalage : J0, J0 + 2 h, J0 - 5 j.
workbook-hint-steps-time =
    Heure
    L'heure du début, à la date de l'autre colonne : 08:00.
workbook-hint-steps-duration =
    Durée
    Par exemple 1:30, 1 h 30, 90 min ou 2 j.
workbook-hint-steps-duration_unit =
    Unité
    L'unité de la durée : min, h ou j.
workbook-hint-steps-team =
    Équipe
    L'une des équipes de la feuille des acteurs.
workbook-hint-steps-department =
    Département
    Le département de l'équipe.
workbook-hint-steps-contacts =
    Contacts
    Les adresses mail de ceux qui exécutent l'étape, séparées par des points-virgules.
workbook-hint-steps-outcomes =
    Décision
    Les issues d'une décision, séparées par des points-virgules : GO; NO-GO. Un prérequis peut en demander une : CO00000083 = GO. Vide : l'étape n'est pas une décision.
workbook-hint-steps-quorum =
    Quorum
    Combien de personnes doivent s'accorder sur une issue. Vide : une seule suffit.
workbook-hint-steps-instructions =
    Description
    Comment exécuter l'étape, sur plusieurs lignes s'il le faut.
workbook-hint-actors-team =
    Équipe
    Le nom de l'équipe, comme les étapes le donnent.
workbook-hint-actors-department =
    Département
    Le département de l'équipe.
workbook-hint-actors-team_leader_mail =
    Adresse mail
    Celle du chef d'équipe, puis celles de ses suppléants, séparées par des points-virgules. Elles reçoivent les mails des étapes de l'équipe.
workbook-hint-actors-department_head_mail =
    Adresse mail
    Celle du chef du département. Il est prévenu quand l'équipe tarde.
workbook-hint-dates-milestone =
    Jalon
    Un nom court, que les dates des étapes reprennent : J0.
workbook-hint-dates-dry_run =
    Dry run
    Le dry run dans lequel le jalon a cette date.
workbook-hint-dates-date =
    Date
    Une date et une heure : 27/03/2027 08:00.
workbook-hint-dates-required_end =
    Fin exigée
    x si tout le plan doit être terminé à ce jalon, ou le code de la phase qui doit l'être. Vide : rien.
workbook-hint-dates-set_by =
    Fixé par
    Le code de la phase de repli dont la déclaration fixe la date du jalon. Vide : aucune.
workbook-hint-environments-environment =
    Environnement
    Le nom de l'environnement ou de l'application.
workbook-hint-in-dry-run =
    Dans ce dry run
    Ce qui en tient lieu dans ce dry run : machine, version.

## Exemple du modèle

workbook-example-team-1 = Relations marché
workbook-example-team-2 = Registre d'accès
workbook-example-department-1 = Marché
workbook-example-department-2 = Systèmes d'information
workbook-example-mail-1 = chef.marche@exemple.example
workbook-example-mail-2 = chef.registre@exemple.example
workbook-example-head = directeur@exemple.example
workbook-example-step-1 = Exemple : prévenir les fournisseurs de l'arrêt des échanges
workbook-example-step-2 = Exemple : arrêter les échanges avec l'ancien registre
workbook-example-step-3 = Exemple : charger le nouveau registre
workbook-example-instructions-1 = Ces trois lignes montrent comment remplir la feuille : remplacez-les par les vôtres.
workbook-example-instructions-2 =
    1. Vider la file d'attente.
    2. Arrêter les flux entrants.
    3. Noter l'heure.
workbook-example-instructions-3 = Commence deux heures après le jalon J0, une fois l'étape précédente terminée.
workbook-example-environment = Registre
workbook-example-rehearsed = recette
workbook-example-live = production

## Erreurs de lecture

workbook-about = { $place } : { $what }
workbook-unreadable = trouvé « { $found } », attendu : { $expected }
workbook-error-io =
    le fichier ne peut pas être ouvert : { $kind ->
        [not-found] il n'existe pas
        [permission-denied] accès refusé
        [is-a-directory] c'est un répertoire
       *[other] { $error }
    } ; vérifiez le chemin et les droits d'accès
workbook-error-empty = le fichier est vide ; enregistrez le classeur à nouveau
workbook-error-not-a-workbook = c'est { $found }, et non un classeur ; enregistrez le plan en .xlsx (se lisent aussi : .xlsm, .xlsb, .xls, .ods, .csv)
workbook-error-encrypted = le classeur est chiffré ; retirez son mot de passe et enregistrez-le à nouveau
workbook-error-truncated = le fichier s'arrête avant sa fin ({ $detail }) ; copiez-le ou téléchargez-le à nouveau
workbook-error-damaged = le classeur est endommagé ({ $detail }) ; ouvrez-le dans un tableur et enregistrez-le à nouveau
workbook-error-no-sheet = le classeur n'a pas de feuille ; enregistrez à nouveau le plan depuis un tableur
workbook-error-too-large = { $what } demandent { $found }, la limite est { $limit } ; { $cure }
workbook-error-outside-sheet = la feuille « { $sheet } » place une cellule en { $cell }, hors de A1:XFD1048576 ; ouvrez le classeur dans un tableur et enregistrez-le à nouveau
workbook-error-not-a-cell = « { $found } » n'est le nom d'aucune cellule ; attendu : un nom entre A1 et XFD1048576

workbook-layout = disposition : { $what }
workbook-layout-at = disposition : { $key } : { $what }
workbook-layout-ids-twice = les identifiants ne sont fabriqués que sans colonne qui les donne ; ôtez `columns.id` ou cette clé
workbook-layout-phase-twice = la phase « { $code } » figure deux fois ; une fois suffit
workbook-layout-pattern = « { $found } » trouvé ; attendu : { $expected }
workbook-layout-pattern-why = « { $found } » trouvé ; attendu : { $expected } ({ $why })
workbook-expected-column = un en-tête tel que « Identifiant », une lettre de colonne telle que « C », ou null
workbook-expected-date-format = un format de date tel que %d/%m/%Y %H:%M, avec le jour, le mois et l'année
workbook-expected-no-epoch = une date telle que les gens la lisent : %s compte les secondes depuis 1970
workbook-expected-no-zone-name = un format de date sans %Z, qui ne dit aucun décalage : employez %z
workbook-expected-fraction = %f après un point, comme dans %S.%f
workbook-expected-expression = une expression régulière telle que [A-Z]{"{"}2{"}"}[0-9]{"{"}8{"}"}
workbook-expected-heading-rule = un nom parmi bold, outline, no-owner, alone et total, ou une table de column et is
workbook-expected-last-row = une ligne de 1 à 1048576, `blank` pour la dernière avant une ligne vide, `list` pour celle d'une liste (un tableau d'Excel), ou `border` pour la dernière qui a des bordures
workbook-expected-mapping = des clés avec des valeurs
workbook-expected-mapping-or-null = des clés avec des valeurs, ou null
workbook-expected-phase = un code de phase tel que « CO », ou les clés code, contingency, label et sets avec leurs valeurs
workbook-expected-row = une ligne de 1 à 1048576
workbook-expected-sheet = le nom d'une feuille
workbook-expected-zone = un fuseau horaire par son nom IANA, tel que Europe/Brussels

workbook-found-pdf = un PDF
workbook-found-web-page = une page web
workbook-found-xml-2003 = un classeur au format XML de 2003
workbook-found-xml = un fichier XML
workbook-found-document = un document texte
workbook-found-compressed = une archive compressée
workbook-found-picture = une image
workbook-found-text = un fichier texte
workbook-found-other = un fichier d'un autre genre
workbook-found-word = un document Word
workbook-found-powerpoint = une présentation PowerPoint
workbook-found-outlook = un message Outlook
workbook-found-office = un fichier Office sans classeur
workbook-found-open-document = un fichier OpenDocument d'un autre genre
workbook-found-zip = une archive zip

workbook-limit-file = les octets du fichier
workbook-limit-unpacked = les octets du fichier décompressé
workbook-limit-part = les octets d'une partie
workbook-limit-parts = les parties du fichier
workbook-limit-rows = les lignes d'une feuille
workbook-limit-cells = les cellules
workbook-limit-rectangles = les cellules des feuilles
workbook-limit-texts = les textes des cellules
workbook-limit-formulas = les formules des cellules
workbook-limit-merged = les cellules fusionnées
workbook-limit-sections = les étapes qui attendent des sections entières
workbook-cure-sections = faites attendre les dernières étapes d'une section
workbook-cure-smaller = retirez les images et les feuilles qui ne font pas partie du plan
workbook-cure-alone = gardez le plan seul dans un classeur à lui
workbook-cure-xlsx = enregistrez le classeur en .xlsx, qui est lu cellule par cellule

## Erreurs d'écriture

workbook-unfit-text-too-long = le texte a { $length } caractères, une cellule en contient { $longest } au plus ; raccourcissez-le ou déplacez-le dans un document auquel l'étape renvoie
workbook-unfit-no-place = le plan contient ce pour quoi la disposition n'a pas de place ; donnez à « { $key } » une autre valeur que null
workbook-unfit-contingency = la phase « { $phase } » serait relue comme une phase ordinaire ; citez-la dans « phases » de la disposition avec « contingency: true »
workbook-unfit-no-room-for-headings = la première ligne de données de la disposition est la ligne 1, dont les en-têtes ont besoin ; mettez « first_row » à 2 ou plus
workbook-unfit-sheet-name = aucune feuille ne peut porter ce nom ; donnez à la feuille un autre nom d'au plus 31 caractères
workbook-unfit-sheet-too-small = il faut { $rows } lignes et { $columns } colonnes, une feuille en a { $most_rows } et { $most_columns } ; scindez le plan
workbook-write-io =
    le classeur ne peut pas être écrit : { $kind ->
        [not-found] le répertoire n'existe pas
        [permission-denied] accès refusé
        [is-a-directory] c'est un répertoire
       *[other] { $error }
    } ; vérifiez le répertoire et les droits d'accès
workbook-write-failed = le classeur ne peut pas être composé : { $error }

## Pourquoi une disposition est proposée

workbook-words-end = fin; jusqu'à; échéance
workbook-words-rollback = retour arrière; repli
workbook-words-block = bloc; blocs; lot; lots
workbook-holds-ids = un texte court, différent à chaque ligne
workbook-holds-references = des identifiants de lignes précédentes
workbook-holds-dates = des dates
workbook-holds-durations = des durées
workbook-holds-mails = des adresses mail
workbook-holds-people = des noms de personnes dont la feuille des acteurs donne l'adresse
workbook-holds-dry-runs = des noms de dry runs
workbook-holds-phases = des codes de phases
workbook-holds-groups = des blocs de lignes au même texte
workbook-holds-teams = des équipes
workbook-holds-few-names = quelques noms, qui reviennent
workbook-holds-departments = des départements
workbook-holds-labels = un texte court à chaque ligne
workbook-holds-long-texts = des textes longs
workbook-holds-names = les noms de ce dont parlent les autres colonnes
workbook-holds-times = des heures, à côté de dates qui n'en ont pas
workbook-holds-units = des unités de durée
workbook-holds-levels = la profondeur des lignes dans un plan hiérarchique
workbook-holds-day-numbers = des jours comptés à partir d'un jalon
workbook-holds-outcomes = les issues que des prérequis demandent
workbook-because-sheet-name = la feuille porte le nom auquel on reconnaît ce tableau
workbook-because-sheet-headings = la feuille a des en-têtes auxquels on reconnaît ce tableau : { $found }
workbook-because-sheet-content = les cellules de la feuille contiennent ce que ce tableau contient : { $holds }
workbook-because-no-sheet = aucune feuille ne ressemble à ce tableau
workbook-because-known-heading = l'en-tête « { $heading } » est connu
workbook-because-likely-heading = l'en-tête « { $heading } » contient les mots auxquels on reconnaît la colonne
workbook-because-content = la colonne « { $heading } » contient { $holds } : { $count } cellules sur { $of }
workbook-because-dry-run-headings = une colonne par dry run : { $found }
workbook-because-no-column = aucune colonne n'y ressemble
workbook-because-other-content = l'en-tête « { $heading } » est connu, mais les cellules dessous contiennent autre chose ; corrigez les cellules ou nommez la bonne colonne
workbook-because-other-columns = ces colonnes conviendraient aussi : { $found } ; nommez la bonne
workbook-because-ids-alike = les { $count } identifiants ont tous cette forme ; un identifiant d'une autre forme sera signalé
workbook-because-ids-differ = les identifiants n'ont pas de forme commune, donc tout texte en est un ; regardez ceux-ci : { $found }
workbook-because-odd-ones = ces valeurs ne ressemblent pas aux autres, et la lecture les signalera : { $found } ; corrigez-les, ou changez la clé si elles sont voulues
workbook-because-phases-as-they-come = les phases dans l'ordre où les étapes les nomment : { $found }
workbook-because-contingency = la phase « { $phase } » semble être un recours : ses étapes dorment jusqu'à ce qu'un repli soit déclaré ; sinon, ôtez « contingency »
workbook-because-text-dates = { $count } dates sur { $of } conservées comme textes ont cette forme, telle « { $example } »
workbook-because-day-or-month = dans « { $example } », le jour et le mois sont peut-être inversés ; si oui, écrivez { $other }
workbook-because-other-dates = aucune forme ne lit toutes les dates conservées comme textes ; corrigez celles-ci : { $found }
workbook-because-number-dates = des nombres se trouvent là où des dates sont attendues : { $example } ; si ce n'en sont pas, ôtez la clé
workbook-because-unit-in-heading = l'en-tête « { $heading } » nomme l'unité
workbook-because-unit-unknown = les durées sont des nombres tels que { $example }, et rien ne nomme leur unité : secondes, minutes, heures ou jours
workbook-because-made-ids = aucune colonne ne contient d'identifiants ; la colonne `{ $heading }` nomme les lignes par { $by ->
    [row] leur numéro dans la feuille
    [outline] leur numéro dans le plan hiérarchique
   *[position] leur place dans le tableau
  } : { $count } prérequis sur { $of }
workbook-because-row-numbers = aucune colonne ne contient d'identifiants, et rien ne nomme les lignes : elles portent leur numéro dans la feuille ; indiquez la colonne des identifiants s'il y en a une
workbook-because-sections = ces lignes ressemblent à des titres et non à des étapes : { $found } ; si ce sont des étapes, supprimez la règle
workbook-because-table-end = à partir de la ligne { $below } il y a autre chose, qui n'est pas lu ; si cela fait partie des étapes, supprimez la clé
workbook-because-as-above = dans la colonne « { $heading } », { $count } cellules sur { $of } sont vides, et aucune valeur n'y revient deux fois de suite : une cellule vide dit ce que dit celle du dessus ; si elle ne dit rien, supprimez la clé
workbook-because-placeholders = ces textes tiennent la place de valeurs qui restent à donner : { $found } ; ôtez de la liste ceux qui sont des valeurs
workbook-because-links = ceux-ci disent plus qu'un prérequis ne le peut, et sont gardés comme textes de leurs étapes : { $found }
workbook-because-no-outcomes = ces prérequis demandent une issue, et aucune colonne ne donne celles de leurs décisions : { $found } ; ajoutez une colonne d'issues, ou nommez la bonne
workbook-because-day-numbers = les dates comptent des jours, et `{ $milestone }` est le seul jalon
workbook-because-zone = un classeur ne dit pas dans quel fuseau ses dates sont entendues : { $zone } est supposé
