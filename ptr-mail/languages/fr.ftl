# The texts of the mails in French.
#
# Steps are told in the feminine. In front of `:`, `;`, `?` and `!` stands an unbreakable blank,
# which a plain text shows as an ordinary one. A value in braces is filled in by the mail.

## Who signs, greets and closes

mail-signature = L'équipe de transition
mail-greeting = Bonjour,
mail-heading = Plan de transition
mail-nobody = équipe de transition
mail-problem = En cas de problème, répondez à ce mail.

## Dates: names from Monday and from January on, with blanks between them

mail-weekdays = lundi mardi mercredi jeudi vendredi samedi dimanche
mail-months = janvier février mars avril mai juin juillet août septembre octobre novembre décembre
mail-date = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
mail-time = { $hour } h { $minute }
mail-time-whole-hour = { $hour } h
mail-datetime = { $date } à { $time }

## The step

mail-fact-label = Libellé
mail-fact-phase = Phase
mail-fact-start = Début
mail-fact-duration = Durée
mail-fact-team = Équipe
mail-fact-department = Département
mail-fact-given-up = Abandon de l'envoi
mail-fact-required-end = Fin exigée
mail-fact-expected-end = Fin attendue
mail-step-page = La page de l'étape-action :
mail-step-open = Ouvrir la page de l'étape-action
mail-step-follow = Suivez les instructions qui s'y trouvent.
mail-step-instructions = Les instructions :

## The start mail

mail-start-subject = Exécution
mail-start-ready = L'étape-action { $step } est prête : merci de la commencer.
mail-start-unassigned = Le plan ne désigne personne pour cette étape-action ; c'est pourquoi ce mail arrive à l'équipe de transition.

## The transfer mail and its receipt

mail-transfer-arrived = { $from } vous a transféré l'étape-action { $step }.
mail-transfer-ready = Elle est prête : merci de la commencer.
mail-transfer-open = Elle est en cours : merci de la poursuivre, puis de la clôturer.
mail-transfer-not-ready = Elle n'est pas encore prête ; un mail vous avertira dès qu'elle pourra commencer.
mail-transfer-message = Son message :
mail-receipt-subject = Transfert
mail-receipt-gone = Vous avez transféré l'étape-action { $step } à { $to }. Un mail l'en avertit.
mail-receipt-gone-message = Vous avez transféré l'étape-action { $step } à { $to }. Un mail l'en avertit, avec votre message :
mail-receipt-done = La suite lui revient : vous n'avez plus rien à faire.
mail-receipt-mistake = Si ce transfert est une erreur, répondez à ce mail.

## The failure mail

mail-failure-subject = Échec d'envoi
mail-failure-undelivered = Le { $mail } de l'étape-action { $step } n'a pas pu être envoyé à { $to }, qui ne sait donc pas que cette étape-action l'attend.
mail-failure-answer = Réponse du serveur de messagerie :
mail-failure-what-now = Que faire maintenant ?
mail-failure-tell = Prévenez { $to } ou son équipe par un autre moyen : ce mail-là ne partira plus.
mail-failure-check = Vérifiez l'adresse dans le classeur du plan (feuille Acteurs) et corrigez-la pour les étapes suivantes.
mail-failure-transfer = Si cette personne n'est pas joignable, transférez l'étape-action à quelqu'un d'autre.
mail-failure-transfer-page = Si cette personne n'est pas joignable, transférez l'étape-action à quelqu'un d'autre depuis sa page.

## Reminder and escalation

mail-silence-not-begun = L'étape-action { $step } est prête, et personne ne l'a commencée depuis le { $since }.
mail-silence-past-end = L'étape-action { $step } est en cours au-delà de sa fin, et sans nouvelles depuis le { $since }.
mail-reminder-subject = Rappel
mail-reminder-not-begun = Merci de la commencer, ou de la transférer à quelqu'un qui le peut.
mail-reminder-past-end = Merci de la clôturer si elle est faite ; sinon, indiquez sur sa page ce qui la retient.
mail-reminded = { $from } vous rappelle l'étape-action { $step }.
mail-reminded-message = { $from } vous rappelle l'étape-action { $step }, avec ce message :
mail-escalation-subject = Sans nouvelles
mail-escalation-who = Elle est confiée à { $who }.
mail-escalation-nobody = Le plan ne désigne personne pour elle.
mail-escalation-please = Merci de voir ce qui la retient, et de la faire transférer s'il le faut.

## A transfer told to others

mail-told-gone = { $from } a transféré l'étape-action { $step } à { $to }.
mail-told-gone-message = { $from } a transféré l'étape-action { $step } à { $to }, avec ce message :
mail-told-done = Ce mail vous en informe : vous n'avez rien à faire.

## An act on the work of others

mail-act-subject-skipped = Étape ignorée
mail-act-subject-reopened = Étape rouverte
mail-act-subject-start_undone = Démarrage annulé
mail-act-subject-rollback_declared = Retour arrière déclaré
mail-act-subject-rollback_withdrawn = Retour arrière annulé
mail-act-subject-plan_revised = Plan révisé
mail-act-skipped = Le { $at }, { $from } a ignoré l'étape-action { $step }. Elle n'est plus à faire, et les étapes qui l'attendaient ne l'attendent plus.
mail-act-reopened = Le { $at }, { $from } a rouvert l'étape-action { $step }. Elle n'est plus terminée : les étapes qui en dépendent l'attendent de nouveau.
mail-act-start_undone = Le { $at }, { $from } a annulé le démarrage de l'étape-action { $step }. Elle n'est plus en cours : elle reste à commencer.
mail-act-rollback_declared = Le { $at }, { $from } a déclaré le retour arrière. Les étapes de retour arrière ne sont plus en sommeil ; un mail avertit leurs responsables dès qu'elles sont prêtes.
mail-act-rollback_withdrawn = Le { $at }, { $from } a annulé le retour arrière. Les étapes de retour arrière sont de nouveau en sommeil.
mail-act-plan_revised = Le { $at }, { $from } a révisé le plan. Le plan révisé est désormais en vigueur.
mail-act-reason = Le motif :
mail-act-steps = Vos étapes concernées : { $steps }

## A passed estimate of defects that block a step

mail-estimate-subject = Estimation dépassée
mail-estimate-passed = Les defects de l'étape-action { $step } la bloquent depuis le { $since }. Ils n'auraient dû la bloquer que jusqu'au { $until }, et cette estimation est dépassée.
mail-estimate-defects = Les defects :
mail-estimate-please = Merci de demander où en est la correction, puis de faire enregistrer une nouvelle estimation, ou que les defects ne bloquent plus l'étape.

## A required end at risk

mail-risk-subject = Fin exigée menacée
mail-risk-passed = Depuis le { $since }, la prévision dépasse la fin exigée { $milestone }.
mail-risk-chance = La probabilité de tenir la fin exigée { $milestone } est tombée sous { $below } %.
mail-risk-what-now = Voyez ce qui retient les étapes restantes, et décidez à temps.

## The weekly report

mail-report-subject = Rapport hebdomadaire du { $day }
mail-report-stands = Voici où en est le plan de transition { $plan } le { $until } (fuseau horaire : { $timezone }).
mail-report-rollback = Un retour arrière est déclaré depuis le { $at }.
mail-report-rollback-by = Un retour arrière est déclaré depuis le { $at } (par { $by }).
mail-report-terminated = { $terminated ->
        [one] { $terminated } étape sur { $total } terminée
       *[other] { $terminated } étapes sur { $total } terminées
    }{ $skipped ->
        [0] { "" }
        [one] , dont { $skipped } ignorée
       *[other] , dont { $skipped } ignorées
    }
mail-report-percent = { $percent } %
mail-report-late = { $late ->
        [one] { $late } étape prête ou en cours a dépassé son horaire.
       *[other] { $late } étapes prêtes ou en cours ont dépassé leur horaire.
    }
mail-report-asleep = { $asleep ->
        [one] { $asleep } étape de retour arrière en sommeil, non comptée.
       *[other] { $asleep } étapes de retour arrière en sommeil, non comptées.
    }
mail-report-forecast = Prévision
mail-report-whole = L'ensemble
mail-report-expected = Fin attendue
mail-report-expected-end = fin attendue le { $expected }
mail-report-planned-end = prévue le { $planned }
mail-report-likely-end = dans quatre cas sur cinq avant le { $likely }
mail-report-required = Fins exigées
mail-report-required-end = exigée le { $by }
mail-report-margin = marge de { $margin }
mail-report-passed = dépassée de { $passed }
mail-report-chance = à temps dans { $chance } % des cas
mail-report-decide-by = Retour arrière à déclarer avant le { $at }
mail-report-decide-by-likely = avec 80 % de chances avant le { $at }
mail-report-too-late = Il est trop tard pour un retour arrière.
mail-report-moved-later = Depuis le rapport précédent, la fin attendue est repoussée de { $amount } :
mail-report-moved-earlier = Depuis le rapport précédent, la fin attendue est avancée de { $amount } :
mail-report-not-moved = La fin attendue est celle du rapport précédent.
mail-report-to-decide = Décisions à venir
mail-report-decided = Décisions prises depuis le rapport précédent
mail-report-state = { $state } : { $count }
mail-report-more = et encore { $count }
mail-report-step = Étape-action
mail-report-act-now = À faire maintenant
mail-report-people = État et responsables
mail-report-since = depuis { $duration }
mail-report-nothing-waits = Rien n'attend : aucune étape n'est prête ni en retard.
mail-report-blocked = Blocages
mail-report-blocked-how = Les étapes à gauche retiennent celles à droite.
mail-report-holds = Retient
mail-report-holds-steps = retient { $steps }
mail-report-nothing-blocked = Aucune étape proche n'est bloquée.
mail-report-days = Les cinq prochains jours
mail-report-time = Heure
mail-report-no-days = Aucune étape ne commence dans les cinq prochains jours.
mail-report-changes = Ce qui a changé
mail-report-changes-since = Depuis le rapport précédent, le { $since } :
mail-report-before = Avant
mail-report-before-state = avant : { $state }
mail-report-skipped = Ignorée :
mail-report-skipped-why = ignorée : { $reason }
mail-report-no-changes = Aucune étape n'a changé d'état depuis le rapport précédent, le { $since }.
mail-report-defects = Defects
mail-report-new = Nouveau
mail-report-blocks = Bloque l'étape ; personne n'a estimé jusqu'à quand.
mail-report-blocks-until = Bloque l'étape, selon l'estimation jusqu'au { $until }.
mail-report-no-defects = Aucun defect n'est enregistré.
mail-report-phases = Avancement par phase
mail-report-phase = Phase
mail-report-progress = Avancement
mail-report-workbook = Le classeur joint ({ $files }) donne l'état de chaque étape.
mail-report-timeline = La chronologie jointe ({ $file }) montre le plan, ce qui s'est passé et ce qui est attendu. Un navigateur l'ouvre.
mail-report-page = La page de suivi, à jour à tout instant :
mail-report-page-current = La page de suivi est à jour à tout instant.
mail-report-open = Ouvrir la page de suivi
mail-report-question = Pour toute question, répondez à ce mail.

## Ce qui ne va pas dans les réglages ; chaque ligne commence par le réglage

mail-settings-problems = les réglages des mails sont inutilisables
mail-setting-missing = { $setting } : manque ; attendu : { $expected }
mail-setting-wrong = { $setting } : « { $found } » trouvé ; attendu : { $expected }
mail-setting-other = { $setting } : { $what }
mail-setting-password-in-the-clear = tls : none enverrait le mot de passe à { $host } en clair sur le réseau ; attendu : starttls ou implicit, ou un serveur sur cette machine
mail-expected-from = l'adresse d'où viennent les mails
mail-expected-mailbox = une adresse telle que transition@example.org, ou un nom suivi d'une adresse entre <>
mail-expected-ascii-domain = une seule ligne de texte, le domaine sous sa forme xn--
mail-expected-transport = smtp, files ou memory
mail-expected-host = le nom du serveur de mail
mail-expected-tls = starttls, implicit ou none
mail-expected-port = un nombre de 1 à 65535
mail-expected-timeout = des secondes, de 0,1 à 3600
mail-expected-hello = le nom de cette machine, tel que ptr.example.org
mail-expected-password = le mot de passe qui va avec user
mail-expected-user = l'utilisateur à qui appartient le mot de passe
mail-expected-texts = des textes au format de Project Fluent ({ $error })
mail-error-system = { $kind ->
        [not-found] fichier ou répertoire inexistant
        [permission-denied] accès refusé
        [invalid-data] ce n'est pas un texte en UTF-8
       *[other] { $words }
    }
mail-smtp-unreadable = ca_file { $path } : { $error } ; attendu : un fichier PEM lisible
mail-smtp-no-certificate = ca_file { $path } : aucun certificat utilisable ({ $found }) ; attendu : des blocs PEM qui commencent par -----BEGIN CERTIFICATE-----
mail-smtp-not-pem = { $bytes } octets sans certificat
mail-smtp-tls = la connexion chiffrée ne peut pas être préparée : { $error }

## Ce qui ne va pas dans les modèles ; chaque ligne commence par le fichier

mail-template-problems = les modèles des mails sont inutilisables
mail-template = { $template } : { $what }
mail-template-line = { $template }, ligne { $line } : { $what }
mail-template-no-mail = aucun mail n'utilise un modèle de ce nom ; attendu : l'un de { $known }, ou un nom qui commence par _
mail-template-undefined = valeur inconnue : « { $name } »
mail-template-unknown-filter = filtre inconnu : « { $name } »
mail-template-unknown-test = test inconnu : « { $name } »
mail-template-unknown-function = fonction inconnue : « { $name } »
mail-template-not-found = modèle introuvable : « { $name } »
mail-template-syntax = erreur de syntaxe : { $found }
mail-template-engine = { $found }
mail-template-no-text = la langue { $language } n'a pas de texte « { $id } », ou pas avec ces valeurs ; attendu : l'un de ceux des fichiers des langues
mail-template-too-many-values = le texte « { $id } » a plus de { $most } valeurs
mail-template-not-an-instant = « { $found } » n'est pas un instant ({ $error }) ; attendu : un instant avec son décalage, tel que 2026-11-24T14:30:00+01:00

## Pourquoi il n'y a pas de mail

mail-letter-unknown-step = l'avis « { $key } » concerne une étape que le dry run { $dry_run } n'a pas ; est-il d'un autre dry run ?
mail-letter-unknown-kind = il n'y a pas de mail pour les avis du type { $kind } ; prenez ptr-core et ptr-mail de la même version
mail-letter-recipient = aucun mail ne peut aller à l'adresse « { $found } » ({ $why }) ; corrigez-la dans le plan
mail-address-missing-parts = il manque ce qui précède ou ce qui suit @
mail-address-unbalanced = un chevron n'est pas fermé
mail-address-invalid-user = ce qui précède @ n'est pas valable
mail-address-invalid-domain = ce qui suit @ n'est pas valable
mail-address-invalid = elle n'est pas valable
mail-field-problems = le mail ne peut pas être composé
mail-field-attachment-name = le nom d'une pièce jointe
mail-field-control-character = { $field } : « { $found } » contient le caractère de contrôle « { $character } » ; un en-tête tient sur une ligne, retirez-le
mail-field-too-long = { $field } : { $length } octets sont trop ; attendu : au plus { $most }
mail-field-no-recipient = To : personne n'est nommé ; un mail a au moins un destinataire
mail-field-foreign-domain = From : le domaine de « { $found } » n'est pas en ASCII ; écrivez-le sous sa forme xn--
mail-field-date = Date : { $found } est hors des années 1970 à 9999 qu'un mail peut porter
mail-field-media-type = pièce jointe « { $name } » : « { $found } » n'est pas un type de média ; attendu : un type tel que application/pdf
mail-field-refused = la bibliothèque des mails refuse le message : { $found }

## Pourquoi un mail n'est pas parti

mail-failed = { $fault } : { $text }
mail-failed-connection = le serveur de mail est injoignable
mail-failed-encryption = pas de connexion chiffrée de confiance avec le serveur de mail
mail-failed-login = le serveur de mail refuse la connexion
mail-failed-sender = le serveur de mail refuse l'expéditeur
mail-failed-recipient = le serveur de mail refuse le destinataire
mail-failed-message = le serveur de mail refuse le message
mail-failed-storage = le mail n'a pas pu être écrit
mail-failed-letter = le mail n'a pas pu être composé
mail-failed-way = le message n'a pas été pris

## The calendar

mail-calendar-state = État : { $state }
mail-calendar-forecast = Prévision : du { $from } au { $to }
mail-calendar-actual = Réalisé : du { $from } au { $to }
mail-calendar-plan = Plan : du { $from } au { $to }
