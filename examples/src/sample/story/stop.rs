//! AC, arrêt contrôlé: the old model is stopped, process by process and system by system, and
//! everything is backed up.

use super::{ALWAYS, FROM_SECOND, From, Lasting, NewStep, Story, Weight, lines};
use crate::sample::teams::Team;
use crate::sample::words::{PROCESSES, SYSTEMS, capital};

use From::{Milestone, Minute};
use Lasting::Minutes;

/// Adds the phase; returns the step for which the next one waits.
pub(super) fn add(story: &mut Story, decided: &String) -> String {
    story.phase("AC", "AC");
    let opened = story.gate(NewStep {
        label: "Ouvrir la cellule de bascule et faire l'appel des équipes".to_owned(),
        team: Team::Transition,
        after: vec![decided],
        lasting: Minutes(30),
        from: Milestone("Arrêt"),
        instructions: lines([
            "Faire l'appel des personnes d'astreinte, équipe par équipe.",
            "Rappeler les règles : une étape-action se démarre et se clôture dans l'outil.",
            "Ouvrir le journal de bord de la bascule.",
        ]),
    });
    let announced = story.add_in(
        FROM_SECOND,
        Weight::Medium,
        NewStep {
            label: "Annoncer aux fournisseurs l'arrêt des échanges".to_owned(),
            team: Team::Suppliers,
            after: vec![&opened],
            lasting: Minutes(15),
            from: Minute(30),
            instructions: lines([
                "Envoyer le message d'arrêt à tous les fournisseurs et responsables d'équilibre.",
                "Indiquer l'heure prévue de réouverture et le numéro d'urgence.",
            ]),
        },
    );
    story.add_in(
        FROM_SECOND,
        Weight::Low,
        NewStep {
            label: "Afficher la page de maintenance du portail des fournisseurs".to_owned(),
            team: Team::Suppliers,
            after: vec![&announced],
            lasting: Minutes(15),
            from: Minute(45),
            instructions: lines([
                "Activer la page de maintenance sur les deux serveurs frontaux.",
                "Vérifier depuis l'extérieur qu'aucune connexion n'aboutit plus.",
            ]),
        },
    );
    let suspended = suspend(story, &announced);
    let drained = story.gate(NewStep {
        label: "Vider les files du bus d'intégration".to_owned(),
        team: Team::Integration,
        after: suspended.iter().collect(),
        lasting: Minutes(60),
        from: Minute(90),
        instructions: lines([
            "Suivre la profondeur des files toutes les dix minutes.",
            "Traiter à la main les messages en erreur, ou les consigner un par un.",
            "Ne clôturer que lorsque toutes les files sont vides deux fois de suite.",
        ]),
    });
    let journal = story.add(NewStep {
        label: "Clore le journal des échanges de l'ancien modèle".to_owned(),
        team: Team::MarketMessages,
        after: vec![&drained],
        lasting: Minutes(30),
        from: Minute(150),
        instructions: lines([
            "Répondre aux derniers messages reçus avant l'arrêt.",
            "Exporter le journal et en calculer la somme de contrôle.",
            "Envoyer le numéro du dernier message à la cellule de bascule.",
        ]),
    });
    let volumes = story.gate(NewStep {
        label: "Relever les volumes de référence de l'ancien modèle".to_owned(),
        team: Team::MeteringData,
        after: vec![&drained],
        lasting: Minutes(45),
        from: Minute(150),
        instructions: lines([
            "Compter les points d'accès, compteurs, contrats, clients et index.",
            "Faire signer le relevé par deux personnes.",
            "Ce relevé servira au rapprochement après chargement.",
        ]),
    });
    let mut saved = save(story, &drained);
    saved.extend([journal, volumes]);
    let readable = story.gate(NewStep {
        label: "Contrôler que chaque sauvegarde se relit".to_owned(),
        team: Team::Databases,
        after: saved.iter().collect(),
        lasting: Minutes(60),
        from: Minute(420),
        instructions: lines([
            "Relire l'en-tête et la somme de contrôle de chaque sauvegarde.",
            "Restaurer une table au hasard par base sur le serveur isolé.",
            "Mettre la seconde copie à l'abri sur l'autre site.",
        ]),
    });
    story.gate(NewStep {
        label: "Constater l'arrêt complet de l'ancien modèle".to_owned(),
        team: Team::Transition,
        after: vec![&readable],
        lasting: Minutes(30),
        from: Minute(510),
        instructions: lines([
            "Demander à chaque équipe de confirmer l'arrêt de ses traitements.",
            "Vérifier qu'aucun message n'est arrivé depuis une heure.",
            "Signer le procès-verbal d'arrêt.",
        ]),
    })
}

fn suspend(story: &mut Story, announced: &String) -> Vec<String> {
    let mut suspended = Vec::new();
    for (nth, process) in (0..).zip(&PROCESSES) {
        suspended.push(story.add(NewStep {
            label: format!("Suspendre {}", process.the),
            team: process.team,
            after: vec![announced],
            lasting: Minutes(20 + 5 * (nth % 3)),
            from: Minute(60 + 15 * (nth / 4)),
            instructions: vec![
                format!("Fermer la réception des nouvelles demandes ({}).", process.code),
                "Laisser aboutir les dossiers qui n'attendent plus que nous.".to_owned(),
                "Mettre les autres en attente et en exporter la liste.".to_owned(),
                "Communiquer le nombre de dossiers suspendus à la cellule de bascule.".to_owned(),
            ],
        }));
    }
    suspended
}

/// For each system, the step after which it is backed up.
fn save(story: &mut Story, drained: &String) -> Vec<String> {
    let mut stopped = Vec::new();
    for (nth, system) in (0..).zip(&SYSTEMS) {
        stopped.push(story.add_in(
            ALWAYS,
            Weight::Medium,
            NewStep {
                label: format!("Arrêter les traitements planifiés {}", system.of_the),
                team: Team::Operations,
                after: vec![drained],
                lasting: Minutes(15),
                from: Minute(165 + 5 * nth),
                instructions: vec![
                    format!("Suspendre la chaîne {} dans l'ordonnanceur.", system.batch),
                    "Attendre la fin du traitement en cours, ne jamais l'interrompre.".to_owned(),
                    format!(
                        "Arrêter le service {} et vérifier qu'il ne redémarre pas.",
                        system.code
                    ),
                ],
            },
        ));
    }
    let mut saved = Vec::new();
    for (nth, (system, stopped)) in (0..).zip(SYSTEMS.iter().zip(&stopped)) {
        saved.push(story.add_in(
            ALWAYS,
            Weight::High,
            NewStep {
                label: format!("Sauvegarder la base {}", system.of_the),
                team: Team::Databases,
                after: vec![stopped],
                lasting: Minutes(60 + 15 * (nth % 5)),
                from: Minute(210),
                instructions: vec![
                    format!("Lancer la sauvegarde complète SVG-{}.", system.code),
                    "Vérifier le code retour et la taille du fichier produit.".to_owned(),
                    format!(
                        "{} : noter l'heure exacte de fin, elle date le retour arrière.",
                        capital(system.the)
                    ),
                ],
            },
        ));
    }
    saved
}
