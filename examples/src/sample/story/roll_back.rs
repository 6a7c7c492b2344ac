//! FB-RB, full back-roll back: executed only if the cut-over fails. Rehearsed once, in the third
//! dry run, and prepared for the real execution.

use super::{FROM_THIRD, From, Lasting, NewStep, Story, Weight, lines};
use crate::sample::teams::Team;
use crate::sample::words::SYSTEMS;

use From::{Milestone, Minute};
use Lasting::Minutes;

pub(super) fn add(story: &mut Story) {
    story.phase("FB-RB", "FB");
    let decided = gate(
        story,
        "Décider le retour arrière complet",
        Team::Transition,
        &[],
        Minutes(30),
        Milestone("Repli"),
        [
            "Constater que les critères du point de non-retour ne sont pas atteints.",
            "Recueillir l'accord des six chefs de département.",
            "Déclarer le retour arrière dans l'outil et sur la conférence permanente.",
        ],
    );
    let warned = gate(
        story,
        "Prévenir les fournisseurs et le régulateur du retour arrière",
        Team::Communication,
        &[&decided],
        Minutes(30),
        Minute(0),
        [
            "Envoyer le message convenu aux fournisseurs et au régulateur.",
            "Donner l'heure prévue de reprise sur l'ancien modèle.",
        ],
    );
    let stopped = gate(
        story,
        "Arrêter tous les traitements du nouveau modèle",
        Team::Operations,
        &[&decided],
        Minutes(45),
        Minute(0),
        [
            "Suspendre toutes les chaînes dans l'ordonnanceur.",
            "Fermer les liaisons du bus d'intégration.",
            "Exporter les messages reçus depuis l'ouverture.",
        ],
    );
    let mut restored = Vec::new();
    for (nth, system) in (0..).zip(&SYSTEMS) {
        restored.push(story.add_in(
            FROM_THIRD,
            Weight::High,
            NewStep {
                label: format!("Restaurer {} dans son état d'avant la bascule", system.the),
                team: Team::Databases,
                after: vec![&stopped],
                lasting: Minutes(90 + 15 * (nth % 4)),
                from: Minute(75 + 10 * nth),
                instructions: vec![
                    format!("Restaurer la sauvegarde SVG-{} prise en phase AC.", system.code),
                    format!("Réinstaller la configuration d'avant la bascule {}.", system.of_the),
                    "Comparer le nombre d'enregistrements avec le relevé de référence.".to_owned(),
                    format!("Faire confirmer la restauration par l'équipe {}.", system.team.name()),
                ],
            },
        ));
    }
    let after: Vec<&String> = restored.iter().collect();
    let checked = gate(
        story,
        "Contrôler les volumes restaurés",
        Team::MeteringData,
        &after,
        Minutes(60),
        Minute(0),
        [
            "Reprendre le relevé de référence signé pendant l'arrêt contrôlé.",
            "Comparer les cinq volumes, sans tolérance.",
        ],
    );
    let replayed = gate(
        story,
        "Rejouer les messages reçus depuis la bascule",
        Team::MarketMessages,
        &[&checked],
        Minutes(120),
        Minute(0),
        [
            "Convertir les messages au format de l'ancien modèle.",
            "Les rejouer dans l'ordre de leur réception.",
            "Mettre de côté ceux qui ne se convertissent pas.",
        ],
    );
    let reopened = gate(
        story,
        "Rouvrir les échanges sur l'ancien modèle",
        Team::Integration,
        &[&replayed, &warned],
        Minutes(45),
        Minute(0),
        ["Rouvrir les liaisons une à une.", "Suivre la profondeur des files pendant une heure."],
    );
    let relaunched = gate(
        story,
        "Relancer les traitements planifiés de l'ancien modèle",
        Team::Operations,
        &[&reopened],
        Minutes(60),
        Minute(0),
        [
            "Réactiver les chaînes dans l'ordre de la procédure.",
            "Rattraper les traitements de la nuit manquée.",
        ],
    );
    gate(
        story,
        "Informer le centre d'appels de la reprise sur l'ancien modèle",
        Team::CallCentre,
        &[&reopened],
        Minutes(20),
        Minute(0),
        [
            "Remplacer les réponses types par celles du retour arrière.",
            "Rappeler que rien ne change pour les clients.",
        ],
    );
    let report = gate(
        story,
        "Rédiger le rapport d'incident",
        Team::Transition,
        &[&relaunched],
        Minutes(180),
        Minute(0),
        [
            "Reprendre la chronologie du journal de bord.",
            "Distinguer les faits, les causes et les mesures.",
        ],
    );
    gate(
        story,
        "Proposer la date d'une nouvelle tentative",
        Team::Transition,
        &[&report],
        Minutes(60),
        Minute(0),
        [
            "Estimer la durée des corrections avec chaque équipe.",
            "Tenir compte du calendrier de facturation et des congés.",
            "Soumettre deux dates à la direction.",
        ],
    );
}

fn gate<const N: usize>(
    story: &mut Story,
    label: &str,
    team: Team,
    after: &[&String],
    lasting: Lasting,
    from: From,
    instructions: [&str; N],
) -> String {
    let step = NewStep {
        label: label.to_owned(),
        team,
        after: after.to_vec(),
        lasting,
        from,
        instructions: lines(instructions),
    };
    story.add_in(FROM_THIRD, Weight::High, step)
}
