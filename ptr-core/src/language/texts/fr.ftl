## Noms des états, accordés avec « une étape »

state-Locked = verrouillée
state-Overdue = en retard
state-Idle = en attente
state-Ready = prête
state-Open = en cours
state-Terminated = terminée
state-Planned = planifiée
state-skipped = terminée, ignorée

## Boutons

command-start = Démarrer l'étape-action
command-close = Clôturer l'étape-action
command-transfer = Transférer l'étape-action
command-record_defects = Enregistrer les defects
command-reopen = Rouvrir l'étape-action
command-skip = Ignorer l'étape-action
command-declare_rollback = Déclarer le retour arrière
command-withdraw_rollback = Annuler le retour arrière

## Sortes de mails

notice-start = mail de démarrage
notice-transfer = mail de transfert
notice-transfer-receipt = accusé de transfert
notice-failure = alerte d'échec d'envoi
notice-weekly-report = rapport hebdomadaire

## Rôles

role-assignee = responsable
role-coordinator = équipe de transition
role-system = système

## En-têtes de colonnes

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
field-progress = Avancement

## Gravités

severity-error = erreur
severity-warning = avertissement
