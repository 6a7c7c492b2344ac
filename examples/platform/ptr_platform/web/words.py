"""The words of the pages in French, by their English.

Kept true by a test: whatever a template or a module asks for is here, and nothing else.
"""

import re

_WORDS = {
    # The frame.
    "Transition plan": "Plan de transition",
    "Skip to the content": "Aller au contenu",
    "Main pages": "Pages principales",
    "Home": "Accueil",
    "Whole dry run": "Ensemble du dry run",
    "Signed in as": "Connecté en tant que",
    "Sign in": "Se connecter",
    "Sign out": "Se déconnecter",
    "The company’s site": "Site de l'entreprise",
    "As of": "Situation au",
    # Home.
    "Progress of the dry run": "Avancement du dry run",
    "Go to a step": "Aller à une étape-action",
    "Step": "Étape-action",
    "Find by id or label": "Chercher par identifiant ou libellé",
    "Choose a step…": "Choisir une étape-action…",
    "Open the step": "Ouvrir l'étape-action",
    "Recap of a phase": "Récapitulatif d'une phase",
    "Phase": "Phase",
    "Choose a phase…": "Choisir une phase…",
    "Open the recap": "Ouvrir le récapitulatif",
    "Your steps": "Vos étapes-actions",
    "Steps assigned to {mail}": "Étapes-actions attribuées à {mail}",
    "No step of this dry run is assigned to you.": (
        "Aucune étape-action de ce dry run ne vous est attribuée."
    ),
    "Sign in to see the steps that are assigned to you.": (
        "Connectez-vous pour voir les étapes-actions qui vous sont attribuées."
    ),
    "No mail goes out: no scheduler has been at work yet.": (
        "Aucun mail ne part : aucun ordonnanceur n'a encore tourné."
    ),
    "No mail goes out: the scheduler was last at work at {when}.": (
        "Aucun mail ne part : l'ordonnanceur a tourné pour la dernière fois {when}."
    ),
    # Tables.
    "Id": "Identifiant",
    "Label": "Libellé",
    "Start": "Début",
    "State": "État",
    "Steps": "Étapes-actions",
    "Team": "Équipe",
    "Department": "Département",
    "Team and department": "Équipe et département",
    "Assigned to": "Attribuée à",
    "Assigned to:": "Attribuée à :",
    "Defects": "Defects",
    "Terminated": "Terminées",
    "Late": "Avec retard",
    "Late by": "Retard",
    "Total": "Total",
    "yes": "oui",
    "no": "non",
    "d": "j",
    "h": "h",
    "min": "min",
    "less than a minute": "moins d'une minute",
    # A step.
    "Phase {phase}": "Phase {phase}",
    "late by {span}": "retard de {span}",
    "What holds the whole chain:": "Ce qui retient toute la chaîne :",
    "The step": "L'étape-action",
    "Everything about step {id}": "Tout ce qui concerne l'étape-action {id}",
    "Dry runs": "Dry runs",
    "Execution date": "Date d'exécution",
    "Planned end": "Fin prévue",
    "Duration": "Durée",
    "Contacts of the plan": "Contacts du plan",
    "Prerequisites of the plan": "Prérequis du plan",
    "Started": "Démarrée",
    "Closed": "Clôturée",
    "Instructions": "Instructions",
    "No instructions.": "Pas d'instructions.",
    "Before and after": "Avant et après",
    "Prerequisites in this dry run": "Prérequis dans ce dry run",
    "This step waits for no other.": "Cette étape-action n'en attend aucune autre.",
    "Successors": "Successeurs",
    "No step waits for this one.": "Aucune étape-action n'attend celle-ci.",
    "History": "Historique",
    "Nothing has happened yet.": "Il ne s'est encore rien passé.",
    "Milestones": "Jalons",
    "Milestones in this dry run": "Jalons de ce dry run",
    "Milestone": "Jalon",
    "Date": "Date",
    "Environments": "Environnements",
    "Environments in this dry run": "Environnements de ce dry run",
    "Environment": "Environnement",
    "The plan has none.": "Le plan n'en a pas.",
    # Its form.
    "Act on this step": "Agir sur cette étape-action",
    "You are signed in as {mail}, to whom this step is not assigned.": (
        "Vous êtes connecté en tant que {mail}, à qui cette étape-action n'est pas attribuée."
    ),
    "To act on it, ask for it to be transferred to you.": (
        "Pour agir sur elle, demandez qu'elle vous soit transférée."
    ),
    "To act, open the link of your mail, or sign in:": (
        "Pour agir, ouvrez le lien de votre mail, ou connectez-vous :"
    ),
    "Receive a sign-in link": "Recevoir un lien de connexion",
    "You act as a member of the transition team; this is recorded.": (
        "Vous agissez en tant que membre de l'équipe de transition ; cela est enregistré."
    ),
    "Your mail address": "Votre adresse mail",
    "(required)": "(obligatoire)",
    "Saved with any of the buttons below.": (
        "Enregistrés avec n'importe lequel des boutons ci-dessous."
    ),
    "Record the defects": "Enregistrer les defects",
    "Start the step": "Démarrer l'étape-action",
    "Close the step": "Clôturer l'étape-action",
    "Transfer to somebody else": "Transférer à quelqu'un d'autre",
    "The other person’s mail address": "Adresse mail de l'autre personne",
    "Message (optional)": "Message (facultatif)",
    "Transfer the step": "Transférer l'étape-action",
    # A recap.
    "Recap": "Récapitulatif",
    "Phases": "Phases",
    "All": "Toutes",
    "The page has been brought up to date.": "La page a été mise à jour.",
    "Progress": "Avancement",
    "{count} step terminated of {total}": "{count} étape-action terminée sur {total}",
    "{count} steps terminated of {total}": "{count} étapes-actions terminées sur {total}",
    "{count} of them skipped": "dont {count} sans exécution",
    "{count} late": "{count} avec retard",
    "{count} late, by {span} at most": "{count} avec retard, de {span} au plus",
    "expected end:": "fin attendue :",
    "in four cases of five by:": "dans quatre cas sur cinq avant :",
    "Cases are {count} draws in which every step takes from {least} to {most} % of its planned "
    "duration.": (
        "Les cas sont {count} tirages où chaque étape prend de {least} à {most} % de sa durée "
        "prévue."
    ),
    "Decides the end, in % of cases": "Décide de la fin, en % des cas",
    "ended:": "terminé :",
    "{span} later than planned": "{span} après la fin du plan",
    "{span} earlier than planned": "{span} avant la fin du plan",
    "as planned": "comme prévu au plan",
    "Expected beginning": "Début attendu",
    "Expected end": "Fin attendue",
    "Critical path": "Chemin critique",
    "Steps on the critical path": "Étapes-actions du chemin critique",
    "These steps decide the end: if one of them takes longer, the whole ends later.": (
        "Ces étapes-actions décident de la fin : si l'une d'elles dure plus longtemps, l'ensemble "
        "se termine plus tard."
    ),
    "{count} step waits for one that sleeps, and has no expected end.": (
        "{count} étape-action en attend une qui dort et n'a pas de fin attendue."
    ),
    "{count} steps wait for one that sleeps, and have no expected end.": (
        "{count} étapes-actions en attendent une qui dort et n'ont pas de fin attendue."
    ),
    "Slack": "Marge",
    "after": "après",
    "none: the whole dry run ends later if this step does": (
        "aucune : tout le dry run se termine plus tard si cette étape-action prend du retard"
    ),
    "next change by the clock:": "prochain changement par l'horloge :",
    "{count} step of a contingency phase sleeps until a rollback is declared.": (
        "{count} étape-action d'une phase de repli dort jusqu'à ce qu'un retour arrière soit"
        " déclaré."
    ),
    "{count} steps of contingency phases sleep until a rollback is declared.": (
        "{count} étapes-actions des phases de repli dorment jusqu'à ce qu'un retour arrière soit"
        " déclaré."
    ),
    "By state": "Par état",
    "By phase": "Par phase",
    "By team": "Par équipe",
    "without a team": "sans équipe",
    "Order of the steps": "Enchaînement des étapes-actions",
    "Each step stands right of what it waits for, and is a link to its page; the table below says"
    " its state too.": (
        "Chaque étape-action se trouve à droite de ce qu'elle attend et mène à sa page ; le tableau"
        " ci-dessous donne aussi son état."
    ),
    "Steps and prerequisites of {name}": "Étapes-actions et prérequis : {name}",
    "Filter the steps": "Filtrer les étapes-actions",
    "All teams": "Toutes les équipes",
    "All states": "Tous les états",
    "Filter": "Filtrer",
    "Show all": "Tout afficher",
    "Find in the table": "Chercher dans le tableau",
    "No step is as asked for.": "Aucune étape-action ne correspond.",
    "{count} step": "{count} étape-action",
    "{count} steps": "{count} étapes-actions",
    "{count} step of {total}": "{count} étape-action sur {total}",
    "{count} steps of {total}": "{count} étapes-actions sur {total}",
    # Confirmation and failure.
    "Change recorded": "Modification enregistrée",
    "There was nothing new to record.": "Il n'y avait rien de nouveau à enregistrer.",
    "The new owner receives a mail with a link to the step, and you a receipt.": (
        "La personne qui la reprend reçoit un mail avec un lien vers l'étape-action, et vous un"
        " accusé."
    ),
    "The step is now:": "L'étape-action est maintenant :",
    "Back to the step": "Retour à l'étape-action",
    "Recap of phase {phase}": "Récapitulatif de la phase {phase}",
    "Change refused": "Modification refusée",
    "Nothing was changed, because:": "Rien n'a été modifié, car :",
    "Defects recorded meanwhile": "Defects enregistrés entre-temps",
    "The defects you typed in": "Les defects que vous avez saisis",
    "They are not saved yet.": "Ils ne sont pas encore enregistrés.",
    "They are not saved yet. Put both texts together here if need be, then record them.": (
        "Ils ne sont pas encore enregistrés. Réunissez ici les deux textes si nécessaire, puis"
        " enregistrez-les."
    ),
    "You are not signed in.": "Vous n'êtes pas connecté.",
    "The form did not come from this session. Reload the step's page and try again.": (
        "Le formulaire ne vient pas de cette session. Rechargez la page de l'étape-action et"
        " réessayez."
    ),
    "You are signed in as {mail}, and can act under this address only.": (
        "Vous êtes connecté en tant que {mail} et ne pouvez agir que sous cette adresse."
    ),
    "Somebody else has recorded defects since this page was shown.": (
        "Quelqu'un d'autre a enregistré des defects depuis que cette page a été affichée."
    ),
    "Too many people are making changes at this moment. Please try again.": (
        "Trop de modifications arrivent en ce moment. Veuillez réessayer."
    ),
    # Signing in.
    "No password is needed: type your address, and you receive a link by mail.": (
        "Aucun mot de passe : saisissez votre adresse, et vous recevez un lien par mail."
    ),
    "Send me a link": "M'envoyer un lien",
    "Look into your mail": "Consultez vos mails",
    "If {mail} belongs to somebody who takes part in this dry run, a link is on its way there. It"
    " is good for {minutes} minutes.": (
        "Si {mail} est l'adresse d'une personne qui participe à ce dry run, un lien lui est envoyé."
        " Il est valable {minutes} minutes."
    ),
    "Nothing arrives? Check the address and the unwanted mails, or ask the transition team.": (
        "Rien n'arrive ? Vérifiez l'adresse et les courriers indésirables, ou demandez à l'équipe"
        " de transition."
    ),
    "Try another address": "Essayer une autre adresse",
    "You are signed in as {present}, and this link was made out for {mail}.": (
        "Vous êtes connecté en tant que {present}, et ce lien a été établi pour {mail}."
    ),
    "This link was made out for {mail}.": "Ce lien a été établi pour {mail}.",
    "Sign in as {mail}": "Se connecter en tant que {mail}",
    "Go on as {mail}": "Continuer en tant que {mail}",
    "Link not valid": "Lien non valable",
    "This link has expired or was used before. Ask for a new one.": (
        "Ce lien a expiré ou a déjà servi. Demandez-en un nouveau."
    ),
    "This link has expired. Sign in to act.": "Ce lien a expiré. Connectez-vous pour agir.",
    "This link is not valid. Sign in to act.": (
        "Ce lien n'est pas valable. Connectez-vous pour agir."
    ),
    "Too many requests": "Trop de demandes",
    "Too many links were asked for from this place. Please wait a little.": (
        "Trop de liens ont été demandés d'ici. Veuillez patienter un peu."
    ),
    "The form did not come from this session. Go back, reload the page, try again.": (
        "Le formulaire ne vient pas de cette session. Revenez en arrière, rechargez la page et"
        " réessayez."
    ),
    # Keys for programs.
    "Your access": "Votre accès",
    "A key for programs": "Une clé pour les programmes",
    "With it a program may read and act in your name. It is shown once and kept nowhere; keep it"
    " secret.": (
        "Elle permet à un programme de lire et d'agir en votre nom. Elle n'est affichée qu'une fois"
        " et n'est conservée nulle part ; gardez-la secrète."
    ),
    "Description of the programming interface": "Description de l'interface de programmation",
    "Your key, good until": "Votre clé, valable jusqu'au",
    "Good for": "Valable",
    "{count} day": "{count} jour",
    "{count} days": "{count} jours",
    "Make a key": "Créer une clé",
    # What goes wrong.
    "Refused": "Refusé",
    "Not found": "Introuvable",
    "There is no such page, step or phase in this dry run.": (
        "Il n'y a pas de telle page, étape-action ou phase dans ce dry run."
    ),
    "Too long": "Trop long",
    "What was sent is too long.": "Ce qui a été envoyé est trop long.",
    "Not possible": "Impossible",
    "This address cannot be used in this way.": "Cette adresse ne s'utilise pas ainsi.",
    "Not understood": "Incompris",
    "The request could not be understood.": "La demande n'a pas pu être comprise.",
    "No plan yet": "Pas encore de plan",
    "The transition team has not imported a plan yet.": (
        "L'équipe de transition n'a pas encore importé de plan."
    ),
    "Out of order": "Hors service",
    "The database cannot be reached at this moment. Nothing was changed; try again soon.": (
        "La base de données est injoignable en ce moment. Rien n'a été modifié ; réessayez bientôt."
    ),
    "Something went wrong here. The transition team can find the cause in the log.": (
        "Une erreur s'est produite. L'équipe de transition en trouve la cause dans le journal."
    ),
}

# Before these French puts a space at which no line may break.
FRENCH = {english: re.sub(" (?=[:;?!»])", "\u00a0", french) for english, french in _WORDS.items()}
