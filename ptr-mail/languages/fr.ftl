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
mail-report-no-defects = Aucun defect n'est enregistré.
mail-report-phases = Avancement par phase
mail-report-phase = Phase
mail-report-progress = Avancement
mail-report-workbook = Le classeur joint ({ $files }) donne l'état de chaque étape.
mail-report-page = La page de suivi, à jour à tout instant :
mail-report-page-current = La page de suivi est à jour à tout instant.
mail-report-open = Ouvrir la page de suivi
mail-report-question = Pour toute question, répondez à ce mail.
