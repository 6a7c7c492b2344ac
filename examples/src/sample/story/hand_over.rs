//! HO, hand over: the operating teams take over the new model.

use super::{
    ALWAYS, FROM_SECOND, FROM_THIRD, From, In, LIVE, Lasting, NewStep, REHEARSALS, Story, Weight,
    lines,
};
use crate::sample::teams::Team;
use crate::sample::words::SYSTEMS;

use From::{Milestone, WorkingDay};
use Lasting::{Days, Minutes};

pub(super) fn add(story: &mut Story, opened: &String) {
    story.phase("HO", "HO");
    let begun = story.gate(NewStep {
        label: "Ouvrir la période de passation".to_owned(),
        team: Team::Transition,
        after: vec![opened],
        lasting: Minutes(60),
        from: Milestone("Passation"),
        instructions: lines([
            "Réunir les équipes de transition et d'exploitation.",
            "Répartir les defects ouverts entre les équipes qui les reprennent.",
            "Convenir de la date de remise de chaque système.",
        ]),
    });
    let mut handed = Vec::new();
    for (nth, system) in (0..).zip(&SYSTEMS) {
        handed.push(story.add(NewStep {
            label: format!("Remettre {} à l'exploitation courante", system.the),
            team: system.team,
            after: vec![&begun],
            lasting: Minutes(120),
            from: WorkingDay(60 + 40 * nth),
            instructions: vec![
                format!("Relire avec l'exploitation le dossier {} et ses procédures.", system.code),
                format!("Passer en revue les defects ouverts {}.", system.of_the),
                "Faire exécuter par l'exploitation un arrêt et un redémarrage complets.".to_owned(),
                "Signer le procès-verbal de remise.".to_owned(),
            ],
        }));
    }
    let settled = settle(story, &begun);
    let support = one(
        story,
        ALWAYS,
        Weight::Medium,
        "Former la deuxième ligne d'assistance",
        Team::Operations,
        &[&begun],
        Days(1),
        200,
        [
            "Présenter les vingt incidents les plus fréquents de la première semaine.",
            "Donner pour chacun le diagnostic et le geste à faire.",
            "Éprouver les acquis par un cas tiré au sort.",
        ],
    );
    let procedures = one(
        story,
        ALWAYS,
        Weight::Medium,
        "Mettre à jour les procédures d'exploitation",
        Team::Operations,
        &[&support],
        Minutes(300),
        350,
        [
            "Reporter les contournements devenus permanents.",
            "Supprimer les procédures de l'ancien modèle.",
            "Faire relire chaque procédure par une personne qui ne l'a pas écrite.",
        ],
    );
    let mut all: Vec<&String> = handed.iter().chain(&settled).collect();
    all.push(&procedures);
    let relieved = one(
        story,
        ALWAYS,
        Weight::High,
        "Lever les astreintes exceptionnelles",
        Team::Transition,
        &all,
        Minutes(30),
        750,
        [
            "Vérifier qu'aucun defect bloquant ne reste ouvert.",
            "Prévenir les personnes d'astreinte et les remercier.",
            "Fermer la conférence permanente.",
        ],
    );
    retire(story, &relieved);
    let reviewed = one(
        story,
        ALWAYS,
        Weight::Medium,
        "Tenir la réunion de retour d'expérience",
        Team::Transition,
        &[&relieved],
        Minutes(150),
        800,
        [
            "Revoir la chronologie : prévu, réalisé, écarts.",
            "Retenir ce qu'il faut garder et ce qu'il faut changer.",
            "Donner à chaque action un responsable et une date.",
        ],
    );
    one(
        story,
        REHEARSALS,
        Weight::High,
        "Corriger le plan de transition d'après le retour d'expérience",
        Team::Transition,
        &[&reviewed],
        Minutes(240),
        850,
        [
            "Reporter les durées mesurées et les prérequis oubliés.",
            "Ajouter ou retirer les étapes-actions décidées en réunion.",
            "Publier la nouvelle version avant la répétition suivante.",
        ],
    );
    one(
        story,
        LIVE,
        Weight::High,
        "Remettre le rapport final au régulateur",
        Team::Communication,
        &[&reviewed],
        Minutes(120),
        900,
        [
            "Rédiger le rapport sur la base du journal de bord.",
            "Le faire signer par la direction.",
            "L'envoyer avec les indicateurs des deux premières semaines.",
        ],
    );
    story.gate(NewStep {
        label: "Prononcer la clôture de la transition".to_owned(),
        team: Team::Transition,
        after: vec![&reviewed],
        lasting: Minutes(60),
        from: Milestone("Clôture"),
        instructions: lines([
            "Constater que toutes les étapes-actions sont terminées ou ignorées avec motif.",
            "Archiver le plan, les événements et les états de fin.",
            "Annoncer la clôture à toutes les équipes.",
        ]),
    });
}

/// The first results of the new model.
fn settle(story: &mut Story, begun: &String) -> Vec<String> {
    let closed = one(
        story,
        FROM_SECOND,
        Weight::Medium,
        "Clore les dossiers suspendus pendant la bascule",
        Team::MarketMessages,
        &[begun],
        Days(1),
        100,
        [
            "Reprendre la liste exportée pendant l'arrêt contrôlé.",
            "Vérifier que chaque dossier a reçu sa réponse.",
            "Prévenir les fournisseurs des dossiers annulés.",
        ],
    );
    let allocated = one(
        story,
        FROM_THIRD,
        Weight::High,
        "Vérifier la première allocation mensuelle",
        Team::Allocation,
        &[begun],
        Minutes(240),
        300,
        [
            "Lancer l'allocation du mois sur le nouveau modèle.",
            "Comparer les totaux avec ceux du gestionnaire du réseau de transport.",
            "Publier les volumes par responsable d'équilibre.",
        ],
    );
    let billed = one(
        story,
        FROM_THIRD,
        Weight::High,
        "Émettre le premier cycle de facturation des redevances",
        Team::GridFees,
        &[&allocated],
        Minutes(300),
        450,
        [
            "Figer les volumes alloués du mois.",
            "Lancer le cycle et contrôler les factures hors norme.",
            "Publier les factures sur le portail des fournisseurs.",
        ],
    );
    let compared = one(
        story,
        FROM_THIRD,
        Weight::Medium,
        "Comparer les recettes du premier cycle aux prévisions",
        Team::GridFees,
        &[&billed],
        Minutes(180),
        550,
        [
            "Comparer par catégorie tarifaire et par région.",
            "Expliquer tout écart de plus de 1 %.",
            "Transmettre la note à la direction financière.",
        ],
    );
    vec![closed, compared]
}

/// Removal of the old model, and of a rehearsal's data.
fn retire(story: &mut Story, relieved: &String) {
    one(
        story,
        LIVE,
        Weight::Medium,
        "Mettre l'ancien registre en lecture seule",
        Team::Databases,
        &[relieved],
        Minutes(60),
        780,
        [
            "Retirer les droits d'écriture à tous les comptes.",
            "Garder trois comptes de consultation pour les litiges.",
        ],
    );
    one(
        story,
        LIVE,
        Weight::Low,
        "Décommissionner les interfaces de l'ancien modèle",
        Team::Integration,
        &[relieved],
        Minutes(180),
        790,
        [
            "Supprimer les liaisons et les files de l'ancien modèle.",
            "Rendre les certificats et fermer les flux réseau.",
        ],
    );
    one(
        story,
        ALWAYS,
        Weight::Low,
        "Archiver les journaux de la bascule",
        Team::Operations,
        &[relieved],
        Minutes(90),
        800,
        [
            "Rassembler les journaux de tous les systèmes, du jalon Arrêt au jalon Passation.",
            "Les garder dix ans dans l'archive réglementaire.",
        ],
    );
    one(
        story,
        REHEARSALS,
        Weight::Medium,
        "Effacer les données de la répétition",
        Team::Databases,
        &[relieved],
        Minutes(120),
        800,
        [
            "Vider les bases de l'environnement de répétition.",
            "Établir l'attestation d'effacement pour la protection des données.",
        ],
    );
}

#[expect(clippy::too_many_arguments, reason = "a step has as many parts")]
fn one<const N: usize>(
    story: &mut Story,
    executed: In,
    weight: Weight,
    label: &str,
    team: Team,
    after: &[&String],
    lasting: Lasting,
    day: u32,
    instructions: [&str; N],
) -> String {
    let step = NewStep {
        label: label.to_owned(),
        team,
        after: after.to_vec(),
        lasting,
        from: WorkingDay(day),
        instructions: lines(instructions),
    };
    story.add_in(executed, weight, step)
}
