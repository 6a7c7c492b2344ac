# Le français : toutes les phrases du noyau. Une ligne par message, « identifiant = texte » ; ce
# qui vient des données est entre accolades, déjà prêt à être montré.
#
# L'apostrophe est droite, comme dans les en-têtes des classeurs. Une seule espace insécable
# (U+00A0) : dans les guillemets et devant « : », « ; », « ? » et « ! ». Les étapes sont au
# féminin : une étape est prête.

## États d'une étape

state-Locked = verrouillée
state-Overdue = en retard
state-Idle = en attente
state-Ready = prête
state-Open = en cours
state-Terminated = terminée
state-Planned = planifiée
state-skipped = terminée, ignorée
state-abandoned = planifiée, abandonnée

light-green = à temps
light-amber = menacée
light-red = trop tard

## Boutons

command-start = Démarrer l'étape-action
command-close = Clôturer l'étape-action
command-transfer = Transférer l'étape-action
command-record_defects = Enregistrer les defects
command-undo_start = Annuler le démarrage
command-reopen = Rouvrir l'étape-action
command-skip = Ignorer l'étape-action
command-remind = Rappeler l'étape-action
command-declare_rollback = Déclarer le retour arrière
command-withdraw_rollback = Annuler le retour arrière
command-revise = Réviser le plan

## Sortes de mails

notice-start = mail de démarrage
notice-transfer = mail de transfert
notice-transfer-receipt = accusé de transfert
notice-failure = alerte d'échec d'envoi
notice-weekly-report = rapport hebdomadaire
notice-reminder = rappel
notice-escalation = mail d'escalade
notice-transfer-told = avis de transfert
notice-at-risk = alerte de fin exigée
notice-estimate-passed = alerte d'estimation dépassée
notice-reminded = rappel de l'équipe de transition
notice-act-told = avis d'intervention

## Rôles

role-assignee = responsable
role-coordinator = équipe de transition
role-system = système

## En-têtes des colonnes

field-id = Identifiant
field-label = Libellé
field-phase = Phase
field-dry_runs = Dry run
field-prerequisites = Prérequis
field-start = Date d'exécution
field-duration = Durée
field-team = Équipe
field-department = Département
field-contacts = Contacts
field-instructions = Description
field-outcomes = Décision
field-quorum = Quorum
field-progress = Avancement

## Comment un problème nomme la colonne

column-id = { field-id }
column-label = { field-label }
column-phase = { field-phase }
column-dry_runs = { field-dry_runs }
column-prerequisites = { field-prerequisites }
column-start = { field-start }
column-duration = { field-duration }
column-team = { field-team }
column-department = { field-department }
column-contacts = { field-contacts }
column-instructions = { field-instructions }
column-outcomes = { field-outcomes }
column-quorum = { field-quorum }
column-progress = { field-progress }

## Gravités

severity-error = erreur
severity-warning = avertissement

## Règles du contrôle du plan

rule-no-schedule = Calendrier impossible
rule-unknown-required-end = Fin exigée inconnue
rule-unused-milestone = Jalon inutilisé
rule-no-duration = Étape sans durée
rule-no-owner = Étape sans responsable
rule-no-start = Étape sans date
rule-no-successor = Étape que rien n'attend
rule-redundant-prerequisite = Prérequis superflu
rule-starts-before-prerequisite-ends = Début avant la fin d'un prérequis
rule-long-step = Étape longue
rule-long-wait = Longue attente
rule-double-booked = Personne attendue à deux endroits
rule-no-criteria = Décision sans critères
rule-missing-handover = Relais entre équipes sans lien
rule-rollback-too-late = Retour arrière trop tardif

## Textes cités et énumérations

quoted = « { $text } »
quoted-nothing = (vide)
list = { $names } et { $last }
list-cut = { $names }… et { $left ->
    [one] 1 autre
   *[other] { $left } autres
  }
choice = { $names } ou { $last }
choice-cut = { $names }… ou { $left ->
    [one] 1 autre
   *[other] { $left } autres
  }

## Instants et durées. Les formes sont celles de strftime ; « clock » donne les heures et les
## minutes quand rien ne les suit.

instant-form = %d/%m/%Y à %H:%M
instant-form-seconds = %d/%m/%Y à %H:%M:%S
instant-with-offset = { $time } (UTC{ $offset })
duration-days = { $count } j
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-clock = %-H h %M
lateness = retard de { $length }

## Où se trouve un problème

problem-at = { $place } : { $problem }
problem-told-once = { $problem } De même { $further } autres fois : { $places }.
place-with-step = { $place } (étape { $step })
place-with-column = { $place }, { $column }
place-row = Ligne { $row }
place-step = Étape { $step }
at-cell = en { $place }
at-sheet = dans la feuille { $place }
at-row = à la ligne { $row }
in-dry-runs = dans { $count ->
    [one] le dry run
   *[other] les dry runs
  } { $dry_runs }

## Problèmes d'un plan : valeur trouvée, ce qui était attendu, que faire

problem-duplicate-id = l'identifiant { $id } figure déjà { $place }, or chaque étape doit avoir le sien. Changez-en un ou supprimez la ligne en trop.
problem-malformed-id = { $found } n'est pas un identifiant d'étape. Attendu : { $expected }. Corrigez-le ici et dans les prérequis qui le citent.
problem-missing-id = la ligne est remplie mais n'a pas d'identifiant. Donnez-en un à l'étape ou videz la ligne.
problem-missing-value = une valeur obligatoire manque. Complétez-la.
problem-missing-value-in = une valeur obligatoire manque. Complétez { $column }.
problem-unknown-prerequisite = aucune étape du plan ne porte l'identifiant { $found }. Corrigez-le ou ajoutez l'étape qui manque.
problem-unknown-prerequisite-similar = aucune étape du plan ne porte l'identifiant { $found }. Vouliez-vous écrire { $similar } ?
problem-unknown-prerequisite-parts = aucune étape du plan n'a l'identifiant { $found }. Est-ce plusieurs identifiants ? Séparez-les comme une liste : { $parts }.
problem-own-prerequisite = l'étape est son propre prérequis et ne pourrait jamais commencer. Retirez-la de ses prérequis.
problem-repeated-prerequisite = le prérequis { $id } est cité plusieurs fois. Une seule fois suffit.
problem-unknown-outcome = { $count ->
    [0] l'issue { $found } est demandée à { $decision }, qui n'est pas une décision. Donnez des issues à cette étape, par exemple GO; NO-GO, ou ne citez que { $decision }.
   *[other] la décision { $decision } n'offre pas l'issue { $found }. Ses issues : { $known }. Demandez l'une d'elles ou ajoutez celle-ci à la décision.
  }
problem-contradictory-outcomes = deux issues de { $decision } sont demandées à la fois, { $first } et { $second }, et une seule sera prise. N'en demandez qu'une, ou ne citez que { $decision } si toutes conviennent.
problem-outcome-left-out = la décision { $decision } n'est pas prise{ $where }, et l'issue { $outcome } y compte comme prise. Ajoutez-y la décision ou retirez-en l'étape si ce n'est pas voulu.
problem-bad-outcome = { $found } ne peut pas être l'issue d'une décision. Attendu : { expected-outcome }.
problem-single-outcome = une décision a au moins deux issues, et celle-ci n'en a qu'une : { $found }. Donnez les autres, par exemple GO; NO-GO, ou videz la cellule si l'étape n'est pas une décision.
problem-repeated-outcome = l'issue { $found } figure deux fois, à la casse près. Une seule fois suffit.
problem-quorum-without-outcomes = un quorum de { $quorum } est demandé, et l'étape n'est pas une décision. Donnez-lui des issues, par exemple GO; NO-GO, ou retirez le quorum.
problem-quorum-out-of-reach = le quorum est de { $quorum }, et { $people ->
    [0] personne n'a
    [one] une seule personne a
   *[other] { $people } personnes ont
  } la décision à prendre. Indiquez un quorum d'au moins 1 et d'autant de personnes au plus, ou ajoutez des contacts.
problem-cycle = ces étapes s'attendent en boucle et aucune ne pourrait commencer : { $path }. Chacune est un prérequis de la suivante. Supprimez l'un de ces prérequis.
problem-unknown-phase = la phase { $found } n'existe pas. Phases du plan : { $count ->
    [0] aucune
   *[other] { $known }
  }. Corrigez-la ou ajoutez-la aux phases du plan.
problem-unknown-dry-run = le dry run { $found } n'existe pas. Dry runs du plan : { $count ->
    [0] aucun
   *[other] { $known }
  }. Corrigez-le ou ajoutez-le aux dry runs du plan.
problem-unknown-team = l'équipe { $found } ne figure pas parmi les acteurs. Équipes du plan : { $count ->
    [0] aucune
   *[other] { $known }
  }. Corrigez son nom ou ajoutez-la aux acteurs.
problem-unknown-milestone = le jalon { $found } ne figure pas parmi les dates. Jalons du plan : { $count ->
    [0] aucun
   *[other] { $known }
  }. Corrigez son nom ou ajoutez-le aux dates.
problem-duplicate-name = plusieurs { $what ->
    [phase] phases
    [milestone] jalons
    [team] équipes
   *[environment] environnements
  } s'appellent { $name }. Renommez-les ou n'en gardez { $what ->
    [phase] qu'une
    [team] qu'une
   *[other] qu'un
  }.
problem-ambiguous-name = { $what ->
    [phase] la phase
    [dry_run] le dry run
    [milestone] le jalon
    [team] l'équipe
    [department] le département
    [sheet] la feuille
   *[environment] l'environnement
  } { $found } peut être chacun de ces noms, qui ne s'en distinguent que par la casse, les accents ou les blancs : { $names }. Écrivez le nom exactement comme il est listé.
problem-similar-names = { $what ->
    [phase] les phases
    [dry_run] les dry runs
    [milestone] les jalons
    [team] les équipes
    [department] les départements
    [sheet] les feuilles
   *[environment] les environnements
  } { $first } et { $second } ne se distinguent que par la casse, les accents ou les blancs et comptent pour deux. Écrivez-les de la même façon s'il s'agit du même nom, sinon renommez l'un des deux.
problem-no-steps = le classeur ne contient aucune étape. Vérifiez quelle feuille est lue et à partir de quelle ligne.
problem-unreadable-date = { $found } n'est pas une date. Attendu : { $expected }.
problem-naive-instant = { $found } n'a pas de fuseau horaire et pourrait être décalé d'une heure ou deux. Donnez-lui-en un (avec PyMongo : tz_aware=True), ou dites comment lire de telles dates : naive="plan" pour les horloges de { $zone }, naive="utc" pour UTC.
problem-too-many-dry-runs = le plan nomme { $found } dry runs et ne peut en avoir plus de { $most }. Retirez ceux qui n'en sont pas.
problem-leap-second = la date { $found } tombe sur une seconde intercalaire, que les horloges n'affichent pas. Indiquez la seconde qui précède ou celle qui suit.
problem-not-writable = la valeur { $found } de { $path } ne serait pas relue telle quelle dans un document. Donnez un nombre fini, une date des années 1 à 9999 sans seconde intercalaire, ou un texte.
problem-date-out-of-range = la date { $found } sort du calendrier (années 1 à 9999). Corrigez-la.
problem-unreadable-duration = { $found } n'est pas une durée. Attendu : { $expected }.
problem-negative-duration = la durée { $found } est négative. Indiquez une durée d'au moins zéro.
problem-bad-address = { $found } n'est pas une adresse mail. Attendu : une seule adresse, telle que anne.lemaire@grid.example, ou le nom d'une seule personne de la feuille des acteurs.
problem-wrong-value = { $found } ne convient pas. Attendu : { $expected }.
problem-error-cell = la cellule contient l'erreur { $found } du tableur. Corrigez la formule ou saisissez la valeur.
problem-not-calculated = la cellule contient une formule qui n'a jamais été calculée. Ouvrez le classeur dans un tableur et enregistrez-le, ou saisissez la valeur.
problem-stray-text = la ligne ne contient que { $found }, sans identifiant d'étape, et n'est pas lue comme une étape. Complétez-la si c'en est une.
problem-id-alone = la ligne ne contient que l'identifiant { $found }, qu'aucune étape n'attend, et n'est pas lue comme une étape. Complétez-la si c'en est une.
problem-in-further-column = dans la colonne { $column }, que le plan ne fait que conserver : { $problem } Pour écarter la colonne, nommez-la sous ignore dans la configuration.
problem-missing-sheet = la feuille { $expected } manque. Feuilles du classeur : { $count ->
    [0] aucune
   *[other] { $known }
  }. Ajoutez-la ou indiquez son nom dans la configuration.
problem-missing-heading = l'en-tête { $expected } manque. En-têtes de la feuille : { $count ->
    [0] aucun
   *[other] { $known }
  }. Ajoutez la colonne ou indiquez son nom dans la configuration.
problem-no-headings = aucune ligne d'en-têtes n'a été trouvée ({ $wanted ->
    [0] la configuration nomme chaque colonne par sa lettre
   *[other] recherchés : { $expected }
  }). La ligne qui a le plus de textes : { $count ->
    [0] aucune
   *[other] { $known }
  }. Donnez les en-têtes des colonnes dans la configuration, ou first_row, la première ligne de données : les en-têtes sont alors dans la ligne au-dessus.
problem-ambiguous-heading = l'en-tête { $heading } figure plusieurs fois ({ $cells }). Renommez les colonnes en trop.
problem-starts-before-prerequisite = l'étape est datée d'avant son prérequis { $prerequisite }{ $where }. Vérifiez les deux dates.
problem-in-no-dry-run = l'étape ne fait partie d'aucun dry run et ne sera jamais exécutée. Indiquez-en un si c'est un oubli.
problem-no-start = l'étape n'a pas de date d'exécution{ $where } et ne pourra jamais être prête. Indiquez une date.
problem-clock-change = l'heure locale du { $found } { $change ->
    [gap] n'existe pas, car les horloges avancent
   *[fold] existe deux fois, car les horloges reculent
  }. Est retenue celle du { $taken }{ $where }. Choisissez-en une autre si ce n'est pas voulu.
problem-required-end-too-early = le jalon { $milestone }, avant lequel { $phase ->
    [none] le plan doit être terminé
   *[other] la phase { $phase } doit être terminée
  }, est daté du { $found } dans le dry run { $dry_run }, et la première étape commence le { $begins }. Donnez-lui une date plus tardive.
problem-required-end-of-unknown-phase = le jalon { $milestone } exige une fin de la phase { $found }, qui n'existe pas. Phases du plan : { $count ->
    [0] aucune
   *[other] { $known }
  }. Corrigez-la ou ajoutez-la aux phases du plan.
problem-sets-without-contingency = la phase { $phase } fixe le jalon { $milestone }, mais seule la déclaration d'un retour arrière en fixe un. Faites-en une phase de repli, ou retirez ce qu'elle fixe.
problem-sets-two-milestones = la phase { $phase } fixe déjà le jalon { $first } et ne peut pas en fixer un second, { $second }. Indiquez la phase à l'un des deux seulement.
problem-waits-for-contingency = l'étape attend { $prerequisite }, d'une phase de repli, et reste bloquée tant qu'aucun retour arrière n'est déclaré. Retirez ce prérequis si ce n'est pas voulu.
problem-number-as-ids = la cellule contient le nombre { $found }, lu comme { $taken }. Si ce n'est pas voulu, saisissez les identifiants en texte, séparés par des points-virgules.
problem-ambiguous-number = la cellule contient le nombre { $found }, qui peut être { $readings }. Saisissez les identifiants en texte, séparés par des points-virgules.
problem-ambiguous-list = la cellule contient { $found }, qui peut être { $readings } : tous ces identifiants existent. Séparez plusieurs identifiants par des points-virgules, et donnez un autre identifiant à une étape dont le sien contient une virgule ou un point-virgule.
problem-unsupported-link = { $found } est plus qu'un prérequis : { $link ->
    [start-start] l'étape commencerait une fois { $prerequisite } commencée
    [finish-finish] l'étape se terminerait une fois { $prerequisite } terminée
    [start-finish] l'étape se terminerait une fois { $prerequisite } commencée
   *[finish-start] l'étape commencerait une fois { $prerequisite } terminée
  }{ $lag ->
    [blank] {""}
   *[other] {", "}avec un décalage de { $lag }
  }. { $kept ->
    [yes] Il est conservé comme texte de l'étape et ne compte pas{ $link ->
       *[finish-start] {" "}: seul { $prerequisite } sans décalage est un prérequis
        [start-start] {""}
        [finish-finish] {""}
        [start-finish] {""}
      }.
   *[no] Une étape du plan commence une fois ses prérequis terminés. Ne citez que { $prerequisite } si cela suffit, ou une autre étape ; links: warning dans la configuration le conserve comme texte.
  }
problem-distant-date = la date du { $found } est à des années de toutes les autres (la plus proche est le { $nearest }). Vérifiez l'année.
problem-swapped-dates = la colonne contient des dates en texte et de vraies dates ({ $cells }), dont aucune n'est postérieure au 12 du mois : un tableur a pu intervertir le jour et le mois. Le { $found } serait alors le { $swapped }. Vérifiez-les.
problem-ambiguous-team = l'équipe { $found } existe dans plusieurs départements ({ $departments }), et l'étape ne dit pas dans lequel : ses contacts sont ceux du premier. Indiquez le département de l'étape.
problem-unread-column = la colonne { $heading } est gardée comme une colonne de plus, et n'est pas lue comme { $column }. Si elle l'est, nommez-la sous steps.columns dans la configuration.
problem-unused-times = les heures de la colonne { $heading } ne comptent pas : rien ne les joint aux dates. Mettez la date et l'heure dans une seule cellule{ $named ->
    [yes] , ou nommez la colonne sous steps.columns.time dans la configuration
   *[no] {""}
  }.
problem-struck-through = le texte barré compte comme tout autre ({ $cells }). Videz ce qui ne compte pas.
problem-hidden-cells = les lignes et colonnes masquées comptent comme toutes les autres ({ $cells }). Videz ce qui ne compte pas.
problem-rounded-cells = des cellules contiennent des décimales que leur format ne montre pas, et qui comptent ({ $cells }). Affichez-les, ou saisissez le nombre voulu.
problem-empty-column = la configuration nomme la colonne { $column } sous { $key }, et la feuille n'y contient rien. Vérifiez la lettre, ou mettez la colonne à null.
problem-several-sheets = plusieurs feuilles sont possibles : { $read } est lue, et non { $others }. Si une autre est voulue, donnez son nom dans la configuration.
problem-heading-rows = { $count ->
    [one] une ligne est un titre de celles qui la suivent, et non une étape
   *[other] { $count } lignes sont des titres de celles qui les suivent, et non des étapes
  } : { $rows }. S'il n'en est rien, changez sections dans la configuration.
problem-rows-left-out = { $why ->
    [above] { $count ->
        [one] une ligne entre les en-têtes et first_row n'est pas lue
       *[other] { $count } lignes entre les en-têtes et first_row ne sont pas lues
      }, à partir de celle-ci. Si elles sont du tableau, changez first_row dans la configuration.
    [below] { $count ->
        [one] une ligne sous la fin du tableau n'est pas lue
       *[other] { $count } lignes sous la fin du tableau ne sont pas lues
      }, à partir de celle-ci. Si elles en sont, changez last_row dans la configuration.
   *[errors] { $count ->
        [one] une ligne n'est pas lue
       *[other] { $count } lignes ne sont pas lues
      }, à partir de celle-ci : trop de cellules au-dessus sont fautives. Corrigez-les, puis chargez le classeur à nouveau.
  }
problem-no-table-end = { $mark ->
    [list] aucune liste de la feuille (ce qu'Excel appelle un tableau) n'a ces en-têtes
   *[border] la première ligne du tableau n'a pas de bordures
  } : rien ne dit où le tableau se termine. Changez last_row dans la configuration : un numéro, blank, list ou border.
problem-yet-to-be-said = { $found } tient la place d'une valeur qui reste à donner, et compte comme vide. Donnez-la ; si c'en est une, ôtez { $found } de placeholders dans la configuration.

## Ce que trouve le contrôle du plan, et le remède

finding-no-schedule = aucun calendrier n'est possible{ $where } : l'étape { $step } en est exclue, et chaque étape qui l'attend attendrait tous ses prérequis à sa place, soit plus de { $most } paires.
finding-unknown-required-end = les règles donnent { $found } comme fin exigée, et ce jalon n'existe pas. Jalons du plan : { $count ->
    [0] aucun
   *[other] { $known }
  }.
finding-unused-milestone = aucune étape n'est datée d'après le jalon { $milestone }, alors que d'autres le sont d'après le leur.
finding-no-duration = l'étape n'a pas de durée et compte comme faite sur-le-champ ; tout ce qui suit paraît plus tôt que possible.
finding-no-owner = l'étape n'a ni équipe ni contact, et personne n'est averti quand elle est prête.
finding-no-start = l'étape n'a pas de date d'exécution{ $where } et ne pourra jamais être prête.
finding-no-successor = rien n'attend l'étape, et elle n'est pas la dernière de sa phase : personne ne remarquera qu'elle est en retard ou oubliée.
finding-redundant-prerequisite = { $count ->
    [one] le prérequis { $prerequisites } découle des autres : { $path }.
   *[other] les prérequis { $prerequisites } découlent des autres, le premier ainsi : { $path }.
  }
finding-starts-before-prerequisite-ends = l'étape commence { $by } avant la fin de son prérequis { $prerequisite }{ $where }.
finding-long-step = l'étape dure { $duration }, soit plus de { $longest } : on ne verra qu'à la fin si elle est à l'heure.
finding-long-wait = l'étape commence { $wait } après la fin de { $prerequisite }, son dernier prérequis{ $where } ; c'est plus de { $longest }.
finding-double-booked = on attend { $person } au même moment pour cette étape et pour { $others }{ $where }.
finding-no-criteria = le libellé parle d'une décision ({ $word }), et les consignes ne disent pas d'après quoi elle est prise : elles sont vides.
finding-missing-handover = l'étape { $after } de { $from } est finie quand celle-ci, de { $to }, commence{ $where }, et aucune des deux n'attend l'autre.
finding-rollback-too-late = un retour arrière serait fini { $late } après { $milestone }, alors qu'il doit l'être à ce jalon{ $where } ; son plus long chemin dure { $length }.

cure-no-schedule = Faites exécuter l'étape { $step } par ce dry run, ou faites attendre moins d'étapes après elle.
cure-unknown-required-end = Corrigez required_end dans les règles, ou ajoutez le jalon aux dates.
cure-unused-milestone = Datez d'après { $milestone } les étapes auxquelles il est destiné, ou supprimez-le.
cure-no-duration = Donnez-lui une durée : une première estimation vaut mieux que rien.
cure-no-owner = Indiquez son équipe, ou l'adresse e-mail de quelqu'un.
cure-no-start = Donnez-lui une date, ou une distance à un jalon.
cure-no-successor = Faites-en un prérequis de l'étape qui en a besoin, ou de la dernière de sa phase.
cure-redundant-prerequisite = Retirez { $prerequisites } des prérequis : l'ordre reste le même.
cure-starts-before-prerequisite-ends = Commencez-la { $by } plus tard, ou raccourcissez { $prerequisite }, ou retirez ce prérequis si ce n'en est pas un.
cure-long-step = Divisez-la là où quelque chose peut être vérifié en chemin.
cure-long-wait = Commencez-la plus tôt, ou indiquez le prérequis qu'elle attend vraiment.
cure-double-booked = Déplacez l'une des étapes, ou désignez quelqu'un d'autre.
cure-no-criteria = Écrivez les critères, qui décide, et ce qui découle de chaque réponse.
cure-missing-handover = Faites de { $after } un prérequis si { $to } poursuit ce travail ; sinon, dites à quoi sert l'une et ce qu'attend l'autre.
cure-rollback-too-late = Décidez plus tôt, raccourcissez le plus long chemin, ou déplacez { $milestone }.

## Règles de contrôle impossibles

rules-unknown-key = { $key } n'est pas une clé des règles : attendu, l'une de { $keys }
rules-severity = { $key } : { $found } n'est pas une gravité ; attendu error, warning ou off
rules-length = { $key } : { $found } n'est pas une durée ; attendu ISO 8601, par exemple PT8H ou P2D, pas en dessous de zéro
rules-truth = { $key } : { $found } n'est ni true ni false
rules-texts = { $key } : { $found } n'est pas une liste de textes
rules-milestone = { $key } : { $found } n'est pas le nom d'un jalon ; attendu un texte, ou null pour aucun

## Ce qui était attendu, à la suite de « Attendu : »

expected-pattern = un texte de la forme { $pattern }
expected-one-line = une seule ligne de texte, sans espace au début ni à la fin
expected-outcome = une ligne de texte sans point-virgule, virgule ni signe égal, par exemple GO
expected-text = un texte
expected-texts = une liste de textes
expected-real-date = une vraie date (cellule au format Date), et non un texte ou un nombre
expected-date-format = une date, ou un texte au format { $format }
expected-date = une date
expected-date-or-milestone = une date, ou un jalon ({ $known }) avec ou sans décalage
expected-offset = un décalage après le jalon, par exemple J0 + 2 h ou J0 - 5 j
expected-duration = une durée, par exemple 1 h 30, 90 min ou 2 j
expected-date-of-number = une vraie date. En tant que date, ce nombre est le { $date } : donnez à la cellule un format de date, ou activez number_dates dans la configuration
expected-one-duration = une durée qui se lit d'une seule façon, et non { $readings }
expected-time-of-day = une heure, par exemple 22:30, à côté d'une date qui n'en a pas
expected-count = un nombre entier de personnes, 1 au moins
expected-mark = une marque, par exemple x, ou rien
expected-one-of = l'une de ces valeurs : { $values }
expected-email = une seule adresse, par exemple anne.lemaire@grid.example
expected-moment = une date ISO 8601, par exemple 2026-03-28T22:00:00, avec ou sans décalage, sans seconde intercalaire (23:59:60)
expected-digest = une empreinte SHA-256, soit 64 chiffres hexadécimaux

## Projection d'un plan, reprise d'un historique

schedule-unknown-dry-run = Le plan n'a pas de dry run { $found }. Dry runs du plan : { $count ->
    [0] aucun
   *[other] { $known }
  }.
schedule-too-many-replaced = Le dry run { $dry_run } omet l'étape { $step }, et chaque étape qui l'attend attendrait tous ses prérequis à sa place : plus de { $most } paires en tout. Faites exécuter l'étape par ce dry run.
schedule-shift-too-far = Un décalage de { $shift } porte l'étape { $step } hors du calendrier (années 1 à 9999). Décalez de moins.
invalid-step-id = { $found } n'est pas un identifiant d'étape (attendu : { $expected })
invalid-dry-run = { $found } n'est pas le nom d'un dry run (attendu : { $expected })
invalid-phase-code = { $found } n'est pas un code de phase (attendu : { $expected })
invalid-outcome = { $found } n'est pas l'issue d'une décision (attendu : { $expected })
invalid-email = { $found } n'est pas une adresse mail (attendu : { $expected })
invalid-moment = { $found } n'est pas une date (attendu : { $expected })
invalid-digest = { $found } n'est pas une empreinte (attendu : { $expected })
invalid-state = { $found } n'est pas un état (attendu : { $expected })
invalid-language = { $found } n'est pas une langue connue (attendu : { $expected })
invalid-language-code = { $found } n'est pas le code d'une langue (attendu : un code ISO 639, par exemple « nl »)
invalid-language-text = les textes de la langue { $code } sont illisibles : { $lines }
invalid-language-line = ligne { $line } ({ $found }) : { $error }
invalid-language-lines = { $first } ; { $then }
invalid-language-token = « { $token } » manque
other-schedule = La vue antérieure est celle d'un autre calendrier d'exécution. Comparez des vues du même calendrier.
invalid-spread = La dispersion { $shortest }, { $likeliest }, { $longest } n'en est pas une. Attendu : trois parts croissantes de la durée prévue, de 0 à { $most } ; pour une étape qui peut prendre de 90 % à deux fois son temps, donnez 0.9, 1 et 2.
simulation-draws = { $found } tirages sont trop. Attendu : au plus { $most }.
simulation-threads = { $found } fils d'exécution sont trop. Attendu : au plus { $most }.
simulation-instants = { $found } instants à garder sont trop, un par tirage pour le tout, chaque phase et chaque étape observée. Attendu : au plus { $most } ; réduisez les tirages ou observez moins d'étapes.
supposition-unknown-team = L'équipe { $found } n'exécute aucune étape du dry run. Équipes de ses étapes : { $count ->
    [0] aucune
   *[other] { $known }
  }. Corrigez le nom.
supposition-terminated = L'étape { $step } est terminée, on ne peut donc plus rien en supposer d'autre. Faites une supposition sur les étapes qui la suivent.
supposition-decision = L'étape { $step } est une décision, elle ne peut donc pas être ignorée. Supposez plutôt son issue, ou quand elle se termine.
supposition-unknown-outcome = { $count ->
    [0] L'étape { $step } n'est pas une décision et ne peut donc avoir l'issue { $found }. Retirez l'issue.
   *[other] La décision { $step } n'a pas d'issue { $found }. Donnez l'une de ses issues : { $outcomes }.
  }
supposition-abandoned = L'étape { $step } est abandonnée par une décision, on ne peut donc rien en supposer. Supposez une autre issue de la décision.
supposition-under-way = L'étape { $step } est en cours, elle ne peut donc pas être ignorée. Supposez plutôt quand elle se termine.
supposition-asleep = L'étape { $step } dort tant qu'aucun retour arrière n'est déclaré, on ne peut donc rien en supposer. Déclarez d'abord le retour arrière.
supposition-not-expected = L'étape { $step } attend une étape qui dort, aucune fin n'en est donc prévue. Supposez qu'elle est ignorée, ou déclarez d'abord le retour arrière.
supposition-negative-duration = L'étape { $step } ne peut pas durer { $found }. Indiquez une durée qui n'est pas négative.
supposition-named-twice = { $name } est cité deux fois. Faites une seule supposition par étape et par équipe.
replay-gap-first = L'historique commence par l'événement { $found }. L'événement { $expected } manque.
replay-gap = L'événement { $found } suit l'événement { $before }. L'événement { $expected } manque.
replay-wrong-order = L'événement { $found } arrive à la place de l'événement { $expected }. Chacun doit figurer une seule fois, dans l'ordre.
replay-unknown-step = L'événement { $seq } concerne l'étape { $step }, qui ne fait pas partie du dry run { $dry_run }. Est-ce l'historique d'un autre dry run ?
replay-missing-plan = L'événement { $seq } révise le plan, et le plan { $plan } n'est pas fourni. Donnez-le avec l'historique.
replay-unschedulable = L'événement { $seq } révise le plan, et le nouveau plan ne peut pas être exécuté : { $why }
chain-altered = L'événement { $seq } n'est pas celui qui a été enregistré, ou un événement a été perdu ou déplacé juste avant lui. Reprenez l'historique d'une sauvegarde.
chain-altered-among = Un des événements { $first } à { $seq } n'est pas celui qui a été enregistré, ou l'un d'eux a été perdu ou déplacé. Reprenez l'historique d'une sauvegarde.
chain-cut = L'historique s'arrête à l'événement { $version }, alors qu'il allait au moins jusqu'à l'événement { $expected }. Reprenez-le d'une sauvegarde.
chain-other = Jusqu'à l'événement { $version }, l'historique n'est pas celui dont le témoin a été conservé. Reprenez-le d'une sauvegarde.
replay-impossible = L'événement { $seq } ({ $fact }) ne peut pas suivre les précédents : { $why }.
contradiction-no-author = il ne dit pas de qui il vient
contradiction-not-started = l'étape { $step } n'est pas démarrée
contradiction-open = l'étape { $step } est en cours
contradiction-terminated = l'étape { $step } est terminée
contradiction-rollback = un retour arrière est déjà déclaré
contradiction-no-rollback = aucun retour arrière n'est déclaré

## Différence de deux plans, et conflits quand deux personnes en ont changé un

difference-settings = Plan : { $changes }.
difference-added = { $what ->
    [step] { $count ->
        [one] Étape ajoutée
       *[other] Étapes ajoutées
      }
    [phase] { $count ->
        [one] Phase ajoutée
       *[other] Phases ajoutées
      }
    [milestone] { $count ->
        [one] Jalon ajouté
       *[other] Jalons ajoutés
      }
    [actor] { $count ->
        [one] Équipe ajoutée
       *[other] Équipes ajoutées
      }
   *[environment] { $count ->
        [one] Environnement ajouté
       *[other] Environnements ajoutés
      }
  } : { $names }.
difference-removed = { $what ->
    [step] { $count ->
        [one] Étape supprimée
       *[other] Étapes supprimées
      }
    [phase] { $count ->
        [one] Phase supprimée
       *[other] Phases supprimées
      }
    [milestone] { $count ->
        [one] Jalon supprimé
       *[other] Jalons supprimés
      }
    [actor] { $count ->
        [one] Équipe supprimée
       *[other] Équipes supprimées
      }
   *[environment] { $count ->
        [one] Environnement supprimé
       *[other] Environnements supprimés
      }
  } : { $names }.
difference-changed = { $what ->
    [step] Étape
    [phase] Phase
    [milestone] Jalon
    [actor] Équipe
   *[environment] Environnement
  } { $name } : { $changes }.
difference-field = { $field } { $before } → { $after }
difference-and = {" ; "}
difference-nothing = (rien)
difference-yes = oui
difference-no = non
difference-in-dry-run = { $date } ({ $dry_run })
difference-contingency = Phase de repli
difference-team-leader = Chef d'équipe
difference-deputies = Suppléants
difference-head-of-department = Chef de département
difference-timezone = Fuseau horaire
difference-dry-runs = Dry runs
conflict = { $what ->
    [step] Étape
    [phase] Phase
    [milestone] Jalon
    [actor] Équipe
   *[environment] Environnement
  } { $name }, { $field } : la valeur était { $base } ; elle est devenue { $ours } d'un côté et { $theirs } de l'autre. Choisissez l'une des deux.
conflict-setting = { $field } : la valeur était { $base } ; elle est devenue { $ours } d'un côté et { $theirs } de l'autre. Choisissez l'une des deux.
conflict-removed-here = { $what ->
    [step] L'étape { $name } est supprimée
    [phase] La phase { $name } est supprimée
    [milestone] Le jalon { $name } est supprimé
    [actor] L'équipe { $name } est supprimée
   *[environment] L'environnement { $name } est supprimé
  } ici, alors que de l'autre côté { $field } est passé de { $base } à { $changed }. Remettez l'élément ou renoncez à ce changement.
conflict-removed-there = { $what ->
    [step] L'étape { $name } est supprimée
    [phase] La phase { $name } est supprimée
    [milestone] Le jalon { $name } est supprimé
    [actor] L'équipe { $name } est supprimée
   *[environment] L'environnement { $name } est supprimé
  } de l'autre côté, alors qu'ici { $field } est passé de { $base } à { $changed }. Remettez l'élément ou renoncez à ce changement.
foreign-base-ours = Le plan de départ n'a aucune étape en commun avec le plan actuel. Donnez le plan dont les deux sont issus.
foreign-base-theirs = Le plan de départ n'a aucune étape en commun avec l'autre plan. Donnez le plan dont les deux sont issus.
foreign-base-written-from = Le classeur a été écrit à partir du plan { $found }, et le plan de départ est { $expected }. Donnez le plan dont le classeur est issu.

## Ce qui s'est passé, à côté de l'heure

event-by = par { $by }
event-by-team = par { $by } ({ $role })
event-by-team-for = par { $by } ({ $role }) au nom de { $person }
event-started = démarrée{ $by }
event-closed = clôturée{ $by }
event-closed-saying = clôturée{ $by } : { $reason }
event-decided = clôturée avec { $outcome }{ $by }
event-decided-saying = clôturée avec { $outcome }{ $by } : { $reason }
event-voted = voix pour { $outcome }{ $by }
event-voted-saying = voix pour { $outcome }{ $by } : { $reason }
event-transferred = transférée à { $to }{ $by }
event-transferred-saying = transférée à { $to }{ $by } : { $message }
event-defects_recorded = defects enregistrés{ $by } : { $text }
event-defects_blocking = defects bloquants enregistrés{ $by } : { $text }
event-defects_cleared = defects effacés{ $by }
event-start_undone = démarrage annulé{ $by } : { $reason }
event-reopened = rouverte{ $by } : { $reason }
event-reopened-late = rouverte{ $by } : { $reason }, alors que { $successors } { $count ->
    [one] avait démarré
   *[other] avaient démarré
  }
event-skipped = ignorée{ $by } : { $reason }
event-reminded = rappel{ $by }
event-reminded-saying = rappel{ $by } : { $message }
event-rollback_declared = retour arrière déclaré{ $by } : { $reason }
event-rollback_withdrawn = retour arrière annulé{ $by } : { $reason }
event-plan_revised = plan révisé{ $by }, empreinte { $plan }
event-plan_revised-because = plan révisé{ $by } : { $reason }, empreinte { $plan }
event-notice_sent = mail envoyé : { $key }
event-notice_sent-to = { $mail } envoyé à { $recipient }
event-notice_sent-by-way = { $mail } envoyé à { $recipient } par { $way }
event-notice_failed = { $mail } non remis à { $recipient } : { $error }
event-notice_failed-by-way = { $mail } non remis à { $recipient } par { $way } : { $error }

## Pourquoi une étape est là où elle est

step-with-state = { $step } ({ $state })
done = le { $at }
done-by = le { $at } par { $by }
explanation = Le { $at }, l'étape { $step } est { $state }.
explanation-ready = Le { $at }, l'étape { $step } est { $state } ; elle peut être démarrée.
explanation-open = Le { $at }, l'étape { $step } est { $state }, démarrée { $done }.
explanation-terminated = Le { $at }, l'étape { $step } est { $state }, clôturée { $done }.
explanation-skipped = Le { $at }, l'étape { $step } est { $state }, ignorée { $done } : { $reason }.
explanation-blocked = Ses defects la bloquent, enregistrés { $since } ; personne n'a estimé jusqu'à quand.
explanation-blocked-until = Ses defects la bloquent, enregistrés { $since }, jusqu'au { $until } selon l'estimation.
explanation-blocked-overdue = Ses defects la bloquent, enregistrés { $since } ; ils n'auraient dû la bloquer que jusqu'au { $until }, et cette estimation est dépassée.
explanation-waits = { $count ->
    [one] Elle attend encore un prérequis : { $steps }.
   *[other] Elle attend encore { $count } prérequis : { $steps }.
  }
explanation-held = { $count ->
    [one] Toute la chaîne est retenue par { $steps }.
   *[other] Toute la chaîne est retenue par { $count } étapes : { $steps }.
  }
explanation-outcomes = { $quorum ->
    [one] C'est une décision, à clôturer avec l'une de ces issues : { $outcomes }.
   *[other] C'est une décision ; { $quorum } personnes doivent s'accorder sur l'une de ces issues : { $outcomes }.
  }
explanation-decided = L'issue retenue est { $outcome }. { $count ->
    [0] Personne n'a donné sa voix.
    [one] Voix : { $votes }.
   *[other] Voix : { $votes }.
  }
explanation-votes = { $count ->
    [one] Une voix est donnée : { $votes }.
   *[other] { $count } voix sont données : { $votes }.
  }
explanation-missing = { $count ->
    [one] Une voix manque : { $missing }.
   *[other] { $count } voix manquent : { $missing }.
  }
explanation-split = Toutes les voix sont données et aucune issue n'en a assez. Que quelqu'un change la sienne, ou que l'équipe de transition donne aussi la sienne.
vote = { $by } pour { $outcome }
vote-saying = { $by } pour { $outcome } ({ $reason })
condition-asleep = La phase de repli { $phase } est en sommeil tant qu'aucun retour arrière n'est déclaré.
condition-abandoned = Elle est abandonnée : il aurait fallu que { $decision } soit clôturée avec { $asked }, et elle l'a été avec { $taken }.
condition-abandoned-undecided = Elle est abandonnée : il aurait fallu que { $decision } soit clôturée avec { $asked }, et elle l'a été sans issue.
condition-open-prerequisite = Le prérequis { $step } n'est pas terminé.
condition-start-not-reached = Son exécution est prévue le { $at }.
condition-no-start = Le plan ne lui donne aucune date d'exécution ; sans date, elle ne sera jamais prête.
condition-beyond-horizon = Elle ne sera verrouillée qu'à partir du { $at }.

## Pourquoi la fin prévue a bougé

cause-began-late = { $step } a commencé plus tard que possible : { $moved }.
cause-began-early = { $step } a commencé plus tôt que prévu : { $moved }.
cause-not-begun = { $step } pourrait commencer et n'a pas commencé : { $moved }.
cause-took-longer = { $step } a pris plus de temps que prévu : { $moved }.
cause-took-less = { $step } a pris moins de temps que prévu : { $moved }.
cause-decided = { $step } a été décidée : { $moved }.
cause-blocked = L'estimation jusqu'à laquelle les defects de { $step } la bloquent a été enregistrée : { $moved }.
cause-unblocked = Les defects de { $step } ne la bloquent plus : { $moved }.
cause-skipped = { $step } a été ignorée : { $moved }.
cause-reopened = { $step } a été rouverte : { $moved }.
cause-rollback-declared = Un retour arrière a été déclaré : { $moved }.
cause-rollback-withdrawn = Le retour arrière a été annulé : { $moved }.
cause-plan-revised = Le plan a été révisé : { $moved }.
cause-start-undone = Le démarrage de { $step } a été annulé : { $moved }.
drift-later = la fin est repoussée de { $amount }
drift-earlier = la fin est avancée de { $amount }

## Pourquoi une demande est refusée

refusal-unknown-step = L'étape { $found } n'existe pas dans le plan. Vérifiez l'identifiant.
refusal-unknown-step-in = L'étape { $found } ne fait pas partie du dry run { $dry_run }. Vérifiez l'identifiant et le dry run.
refusal-not-an-address = { $found } n'est pas une adresse mail. Indiquez une seule adresse, telle que anne.lemaire@grid.example.
refusal-not-assigned = L'adresse { $by } ne peut pas agir sur cette étape, qui { $count ->
    [0] n'est attribuée à personne. Adressez-vous à l'équipe de transition.
   *[other] est attribuée à { $assignees }. Demandez qu'elle vous soit transférée.
  }
refusal-not-coordinator = Seule l'équipe de transition peut faire cela, et l'adresse { $by } n'en fait pas partie. Adressez-vous à elle.
refusal-not-ready = Seule une étape prête peut être démarrée, et celle-ci est { $state }.
refusal-already-open = L'étape est déjà en cours : elle a été démarrée { $done }.
refusal-already-terminated = L'étape est déjà terminée : elle a été { $how ->
    [skipped] ignorée
   *[closed] clôturée
  } { $done }.
refusal-not-open = Seule une étape en cours peut être clôturée, et celle-ci est { $state }.
refusal-not-open-ready = Seule une étape en cours peut être clôturée, et celle-ci est { $state }. Démarrez-la d'abord.
refusal-missing-outcome = L'étape est une décision. Clôturez-la avec l'une de ses issues : { $outcomes }.
refusal-unknown-outcome = { $count ->
    [0] L'étape n'est pas une décision et n'a pas d'issue { $found }. Clôturez-la sans issue.
   *[other] La décision n'offre pas l'issue { $found }. Clôturez-la avec l'une de ses issues : { $outcomes }.
  }
refusal-decision-not-skipped = Une décision ne peut pas être ignorée, car rien ne dirait ce qui la suit. Clôturez-la avec l'une de ses issues : { $outcomes }.
refusal-abandoned = L'étape ne peut pas être ignorée.
refusal-asleep = La phase de repli { $phase } est en sommeil tant qu'aucun retour arrière n'est déclaré. Déclarez-le d'abord.
refusal-not-started = Seul le démarrage d'une étape en cours peut être annulé, et celle-ci est { $state }.
refusal-successors-started = { $count ->
    [one] Une étape qui la suit a déjà été démarrée : { $steps }. Annulez d'abord ce démarrage.
   *[other] { $count } étapes qui la suivent ont déjà été démarrées : { $steps }. Annulez d'abord ces démarrages.
  }
refusal-not-terminated = Seule une étape terminée peut être rouverte, et celle-ci est { $state }.
refusal-transfer-to-self = L'étape ne peut pas être transférée à l'adresse { $by }, qui en demande le transfert. Indiquez l'adresse d'une autre personne.
refusal-missing-reason = Aucun motif n'est donné. Indiquez-en un.
refusal-missing-defects = Des defects qui bloquent l'étape n'ont pas de texte. Indiquez ce qui la bloque.
refusal-estimate-without-block = L'estimation { $until } est donnée, mais les defects ne bloquent pas l'étape. Indiquez qu'ils la bloquent, ou retirez l'estimation.
refusal-estimate-not-ahead = Les defects ne peuvent pas bloquer l'étape jusqu'au { $until }. Donnez une estimation postérieure au { $at }, jusqu'à l'an 9999, ou aucune.
refusal-rollback-already-declared = Un retour arrière est déjà déclaré depuis le { $at }.
refusal-no-rollback-declared = Aucun retour arrière n'est déclaré.
refusal-contingency-under-way = { $count ->
    [one] Une étape de repli est en cours ou terminée : { $steps }. Le retour arrière a commencé et ne s'annule plus ; si elle a été démarrée par erreur, rouvrez-la et annulez d'abord son démarrage.
   *[other] { $count } étapes de repli sont en cours ou terminées : { $steps }. Le retour arrière a commencé et ne s'annule plus ; si elles ont été démarrées par erreur, rouvrez-les et annulez d'abord leurs démarrages.
  }
refusal-no-contingency = Ce dry run n'a aucune étape de repli ; il n'y a pas de retour arrière à déclarer.
refusal-recorded-steps-removed = { $count ->
    [one] Le nouveau plan ne contient plus une étape sur laquelle quelque chose est enregistré : { $steps }. Remettez-la dans le plan.
   *[other] Le nouveau plan ne contient plus { $count } étapes sur lesquelles quelque chose est enregistré : { $steps }. Remettez-les dans le plan.
  }
refusal-open-steps-asleep = { $count ->
    [one] Une étape en cours appartient, dans le nouveau plan, à une phase de repli, et aucun retour arrière n'est déclaré : { $steps }. Clôturez-la d'abord, ou laissez-la dans sa phase.
   *[other] { $count } étapes en cours appartiennent, dans le nouveau plan, à une phase de repli, et aucun retour arrière n'est déclaré : { $steps }. Clôturez-les d'abord, ou laissez-les dans leur phase.
  }
refusal-rollback-without-contingency = Un retour arrière est déclaré depuis le { $at }, et le nouveau plan n'a aucune étape de repli dans ce dry run. Annulez d'abord le retour arrière, ou gardez des étapes de repli.
refusal-unknown-plan = Aucun plan n'a l'empreinte { $plan }. Donnez d'abord ce plan.
refusal-foreign-plan = Le nouveau plan n'a aucune des étapes du dry run { $dry_run } : c'est le plan d'autre chose. Vérifiez le fichier.
refusal-open-prerequisites-added = { $count ->
    [one] Dans le nouveau plan, une étape déjà démarrée attend une étape qui n'est pas terminée : { $steps }. Retirez ce prérequis.
   *[other] Dans le nouveau plan, { $count } étapes déjà démarrées attendent des étapes qui ne sont pas terminées : { $steps }. Retirez ces prérequis.
  }
refusal-open-prerequisite-of = { $step } (attend { $prerequisite })
refusal-clock-ahead = L'horloge de la machine qui traite cette demande est en avance : elle indique le { $at }, et celle à laquelle elle est comparée le { $clock }. L'écart admis est de { $tolerance }. Prévenez l'équipe de transition, pour que cette machine soit remise à l'heure.

## Dessins

drawing-legend = Légende
drawing-continued = { $title } (suite)
drawing-description = Étapes-actions : { $steps }. Lignes : { $lines }, chacune d'un prérequis vers l'étape-action qui l'attend.
drawing-description-states = Étapes-actions : { $steps }, chacune avec son état. Lignes : { $lines }, chacune d'un prérequis vers l'étape-action qui l'attend.
timeline = chronologie
timeline-now = maintenant
timeline-end-as-planned = fin attendue le { $end }, comme prévu
timeline-end-late = fin attendue le { $end }, { $by } après le plan
timeline-end-early = fin attendue le { $end }, { $by } avant le plan
timeline-no-end = plus rien à attendre
timeline-description = Étapes-actions avec leur propre ligne : { $rows }. Regroupées : { $folded }. Avant ou après la période : { $outside }.
timeline-terminated = { $terminated } / { $steps } terminées
timeline-folded = { $steps ->
    [one] { $steps } regroupée
   *[other] { $steps } regroupées
  }
timeline-outside = { $steps } hors période
timeline-no-team = Sans équipe
timeline-nobody = Sans responsable
timeline-others = { $groups ->
    [one] { $groups } autre
   *[other] { $groups } autres
  }
timeline-unexpected = En sommeil ou abandonnées, ou derrière une telle étape
timeline-undated = Sans date prévue ({ $steps }) : { $ids }
timeline-clock-change = heure légale : UTC{ $offset }
timeline-plan = plan
timeline-actual = réalisé
timeline-forecast = prévision, à la couleur de l'état
timeline-slack = marge
timeline-critical = chemin critique
timeline-milestone = jalon
timeline-required-end = fin exigée
timeline-together = étapes-actions regroupées
timeline-weekdays = lun. mar. mer. jeu. ven. sam. dim.
timeline-months = janvier février mars avril mai juin juillet août septembre octobre novembre décembre
timeline-window = la chronologie ne peut pas finir le { $until } alors qu'elle commence le { $since } (UTC). Donnez une fin plus tardive ou un début plus tôt.
tick-time = %H:%M
tick-weekday = { $weekday } { $day }
tick-date = %d/%m
tick-full-date = %d/%m/%Y
tick-full-day = { $weekday } { $date }
tick-month-of-year = { $month } { $year }

## Ce que serde dit de données qui ne conviennent pas

data-wrong-type = trouvé { $found } ; attendu : { $expected }
data-wrong-value = trouvé { $found } ; attendu : { $expected }
data-unknown-field = clé inconnue « { $found } » ; attendu : { $known }
data-unknown-variant = trouvé « { $found } » ; attendu : { $known }
data-missing-field = la clé { $name } manque
data-duplicate-field = la clé { $name } figure deux fois
data-similar = { $what } ; vouliez-vous écrire { $similar } ?
data-at = { $what } (ligne { $line }, colonne { $column })
data-name = { $name }
data-one-of = l'un de { $names }
data-found-string = « { $value } »
data-found-integer = { $value }
data-found-float = { $value }
data-found-boolean = { $value }
data-sequence = une liste
data-map = des clés avec des valeurs
data-null = null
data-a-string = un texte
data-a-boolean = true ou false
data-a-map = des clés avec des valeurs
data-a-sequence = une liste
data-u32 = un nombre entier, 0 au moins
data-u64 = un nombre entier, 0 au moins
data-f64 = un nombre
data-supposition = une étape avec ends, lasts, outcome ou skipped: true, ou une équipe avec late
data-duration = une durée ISO 8601, par exemple PT1H30M ou PT5400S
data-length = une durée supérieure à zéro, par exemple PT30M
data-share = une part de 0 à 1
