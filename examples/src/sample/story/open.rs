//! DC, démarrage contrôlé: the new model opens for pilots, then for all, and is monitored.

use super::{ALWAYS, FROM_SECOND, FROM_THIRD, From, LIVE, Lasting, NewStep, Story, Weight, lines};
use crate::sample::teams::Team;
use crate::sample::words::{PROCESSES, SYSTEMS};

use From::{Milestone, Minute};
use Lasting::Minutes;

/// Adds the phase; returns the step for which the next one waits.
pub(super) fn add(story: &mut Story, cut_over: &String) -> String {
    story.phase("DC", "DC");
    let opened = story.gate(NewStep {
        label: "Ouvrir le nouveau modèle aux fournisseurs pilotes".to_owned(),
        team: Team::Transition,
        after: vec![cut_over],
        lasting: Minutes(30),
        from: Milestone("Ouverture"),
        instructions: lines([
            "Ouvrir la plateforme d'échange aux quatre fournisseurs pilotes.",
            "Rester en ligne avec leurs équipes pendant la première heure.",
            "Noter le premier message reçu et sa durée de traitement.",
        ]),
    });
    let mut restarted = Vec::new();
    for (nth, system) in (0..).zip(&SYSTEMS) {
        restarted.push(story.add(NewStep {
            label: format!("Relancer les traitements planifiés {}", system.of_the),
            team: Team::Operations,
            after: vec![&opened],
            lasting: Minutes(30),
            from: Minute(30 + 10 * nth),
            instructions: vec![
                format!("Réactiver la chaîne {} dans l'ordonnanceur.", system.batch),
                "Suivre la première exécution jusqu'à son code retour.".to_owned(),
                format!("Prévenir l'équipe {} de l'heure de la suivante.", system.team.name()),
            ],
        }));
    }
    let mut piloted = Vec::new();
    for (nth, process) in (0..).zip(&PROCESSES) {
        piloted.push(story.add(NewStep {
            label: format!("Rouvrir {} aux fournisseurs pilotes", process.the),
            team: process.team,
            after: vec![&opened],
            lasting: Minutes(45),
            from: Minute(45 + 15 * nth),
            instructions: vec![
                format!(
                    "Ouvrir la réception des demandes {} pour les seuls pilotes.",
                    process.code
                ),
                "Traiter les cinq premières demandes une à une, à deux personnes.".to_owned(),
                "Comparer les réponses envoyées avec celles de l'ancien modèle.".to_owned(),
            ],
        }));
    }
    piloted.extend(restarted);
    let widened = story.gate(NewStep {
        label: "Élargir l'ouverture à tous les fournisseurs".to_owned(),
        team: Team::Transition,
        after: piloted.iter().collect(),
        lasting: Minutes(45),
        from: Minute(360),
        instructions: lines([
            "Relire les constats de la matinée avec les équipes.",
            "Ouvrir les fournisseurs par groupes de vingt, toutes les dix minutes.",
            "Suspendre l'élargissement si le taux de rejet dépasse 2 %.",
        ]),
    });
    let announced = story.add_in(
        FROM_SECOND,
        Weight::Medium,
        NewStep {
            label: "Annoncer la réouverture aux fournisseurs".to_owned(),
            team: Team::Suppliers,
            after: vec![&widened],
            lasting: Minutes(15),
            from: Minute(0),
            instructions: lines([
                "Envoyer la circulaire de réouverture et la liste des contournements connus.",
                "Rappeler le numéro de l'assistance renforcée.",
            ]),
        },
    );
    story.add_in(
        FROM_SECOND,
        Weight::Medium,
        NewStep {
            label: "Retirer la page de maintenance du portail des fournisseurs".to_owned(),
            team: Team::Suppliers,
            after: vec![&widened],
            lasting: Minutes(15),
            from: Minute(0),
            instructions: lines([
                "Désactiver la page de maintenance sur les deux serveurs frontaux.",
                "Se connecter depuis l'extérieur avec un compte d'essai.",
            ]),
        },
    );
    story.add_in(
        LIVE,
        Weight::High,
        NewStep {
            label: "Informer le régulateur de la réouverture".to_owned(),
            team: Team::Communication,
            after: vec![&announced],
            lasting: Minutes(30),
            from: Minute(0),
            instructions: lines([
                "Envoyer le message convenu, signé par la direction.",
                "Signaler les réserves et leur date de levée.",
            ]),
        },
    );
    story.add_in(
        FROM_THIRD,
        Weight::Low,
        NewStep {
            label: "Mettre à jour la page d'information destinée aux clients".to_owned(),
            team: Team::Communication,
            after: vec![&announced],
            lasting: Minutes(30),
            from: Minute(0),
            instructions: lines([
                "Publier la version « les services sont rétablis » dans les trois langues.",
                "Prévenir le centre d'appels de la publication.",
            ]),
        },
    );
    let caught_up = story.add_in(
        FROM_SECOND,
        Weight::High,
        NewStep {
            label: "Écouler les demandes mises en attente pendant l'arrêt".to_owned(),
            team: Team::MarketMessages,
            after: vec![&widened],
            lasting: Minutes(240),
            from: Minute(420),
            instructions: lines([
                "Rejouer les dossiers suspendus dans l'ordre de leur réception.",
                "Respecter les dates d'effet demandées, même passées.",
                "Tenir le compte des dossiers restants d'heure en heure.",
            ]),
        },
    );
    let mut watched = watch(story, &widened);
    watched.push(caught_up);
    story.gate(NewStep {
        label: "Établir le bilan de la première journée".to_owned(),
        team: Team::Transition,
        after: watched.iter().collect(),
        lasting: Minutes(60),
        from: Minute(1_500),
        instructions: lines([
            "Compter messages reçus, traités, rejetés et en attente, par processus.",
            "Lister les defects ouverts, leur gravité et leur équipe.",
            "Décider du maintien ou de la levée de l'assistance renforcée.",
        ]),
    })
}

fn watch(story: &mut Story, widened: &String) -> Vec<String> {
    let mut watched = Vec::new();
    for (nth, process) in (0..).zip(&PROCESSES) {
        watched.push(story.add_in(
            ALWAYS,
            Weight::Medium,
            NewStep {
                label: format!("Surveiller {} pendant les premières heures", process.the),
                team: process.team,
                after: vec![widened],
                lasting: Minutes(360),
                from: Minute(420 + 15 * nth),
                instructions: vec![
                    "Relever chaque heure les demandes reçues, traitées et rejetées.".to_owned(),
                    format!("Analyser tout rejet {} dont le motif est nouveau.", process.code),
                    "Alerter la cellule de bascule au-delà de 2 % de rejets.".to_owned(),
                ],
            },
        ));
    }
    watched
}
