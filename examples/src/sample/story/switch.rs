//! CO, cut over: data are migrated, systems switched, the point of no return is passed, and
//! everything is tested end to end.

use super::{ALWAYS, FROM_SECOND, FROM_THIRD, From, Lasting, NewStep, Story, Weight, lines};
use crate::sample::teams::Team;
use crate::sample::words::{INTERFACES, LOTS, PROCESSES, SYSTEMS, capital};

use From::{Milestone, Minute};
use Lasting::Minutes;

/// Adds the phase; returns the step for which the next one waits.
pub(super) fn add(story: &mut Story, stopped: &String) -> String {
    story.phase("CO", "CO");
    let begun = story.gate(NewStep {
        label: "Donner le départ de la bascule".to_owned(),
        team: Team::Transition,
        after: vec![stopped],
        lasting: Minutes(15),
        from: Milestone("J0"),
        instructions: lines([
            "Relire le procès-verbal d'arrêt et les réserves éventuelles.",
            "Obtenir l'accord oral des six chefs de département.",
            "Annoncer le départ sur la conférence permanente et noter l'heure.",
        ]),
    });
    let moved = move_data(story, &begun);
    let complete = story.gate(NewStep {
        label: "Prononcer la reprise complète des données".to_owned(),
        team: Team::Transition,
        after: moved.iter().collect(),
        lasting: Minutes(30),
        from: Minute(960),
        instructions: lines([
            "Rassembler les onze rapprochements signés.",
            "Vérifier que chaque écart est expliqué et accepté par son équipe.",
            "Figer l'ancien modèle en lecture seule.",
        ]),
    });
    let switched = switch_systems(story, &complete);
    let mut ready = reopen_interfaces(story, &switched);
    ready.extend(switched);
    let no_return = story.decision(
        2,
        NewStep {
            label: "Franchir le point de non-retour (décision go/no-go)".to_owned(),
            team: Team::Transition,
            after: ready.iter().collect(),
            lasting: Minutes(45),
            from: Minute(1_320),
            instructions: lines([
                "Mesurer les six critères et les lire à voix haute.",
                "Go : consigner la décision ; le retour arrière n'est plus possible sans perte.",
                "No-go : déclarer le retour arrière et passer à la phase FB-RB.",
                "Prévenir aussitôt les fournisseurs pilotes de la décision.",
            ]),
        },
    );
    let mut tried = settle(story, &no_return);
    tried.extend(try_out(story, &no_return));
    let gathered = story.add(NewStep {
        label: "Rassembler les constats des essais de bout en bout".to_owned(),
        team: Team::Transition,
        after: tried.iter().collect(),
        lasting: Minutes(60),
        from: Minute(1_860),
        instructions: lines([
            "Classer les constats : bloquant, gênant, mineur.",
            "Donner à chaque constat une équipe et une heure de réponse.",
            "Aucun constat bloquant ne peut rester sans contournement.",
        ]),
    });
    story.decision(
        1,
        NewStep {
            label: "Décider l'ouverture du nouveau modèle (go/no-go)".to_owned(),
            team: Team::Transition,
            after: vec![&gathered],
            lasting: Minutes(60),
            from: Minute(1_980),
            instructions: lines([
                "Présenter les constats et les contournements acceptés.",
                "Entendre chaque chef de département et noter sa position.",
                "Fixer l'heure d'ouverture et l'annoncer sur la conférence permanente.",
            ]),
        },
    )
}

/// For each lot, the step after which it is migrated.
fn move_data(story: &mut Story, begun: &String) -> Vec<String> {
    let mut loaded: Vec<String> = Vec::new();
    let mut reconciled = Vec::new();
    for (nth, lot) in (0..).zip(&LOTS) {
        let [extraction, transformation, loading] = lot.minutes;
        let extracted = story.gate(NewStep {
            label: format!("Extraire {} de l'ancien modèle", lot.the),
            team: Team::Databases,
            after: vec![begun],
            lasting: Minutes(extraction),
            from: Minute(15 + 10 * nth),
            instructions: vec![
                format!("Lancer l'extraction définitive EXT-{}.", lot.code),
                format!("Comparer avec le volume de référence (environ {}).", lot.volume),
                "Transférer les fichiers avec leur somme de contrôle.".to_owned(),
            ],
        });
        let transformed = story.add(NewStep {
            label: format!("Convertir {} au format du nouveau modèle", lot.the),
            team: Team::Integration,
            after: vec![&extracted],
            lasting: Minutes(transformation),
            from: Minute(0),
            instructions: vec![
                format!("Lancer la conversion CNV-{}.", lot.code),
                "Traiter les rejets selon la table des cas connus.".to_owned(),
                "Au-delà de cent rejets nouveaux, appeler la cellule de bascule.".to_owned(),
            ],
        });
        let mut after = vec![&transformed];
        after.extend(lot.after.iter().map(|before| &loaded[*before]));
        let instructions = vec![
            format!("Lancer le chargement définitif CHG-{}.", lot.code),
            "Suivre l'avancement toutes les quinze minutes et le noter au journal de bord."
                .to_owned(),
            "Ne jamais relancer un chargement interrompu sans vider d'abord les tables d'accueil."
                .to_owned(),
        ];
        let step = NewStep {
            label: format!("Charger {} dans le nouveau modèle", lot.the),
            team: Team::Integration,
            after,
            lasting: Minutes(loading),
            from: Minute(0),
            instructions,
        };
        let load = story.gate(step);
        let checked = story.add(NewStep {
            label: format!("Contrôler le chargement {}", lot.of_the),
            team: lot.team,
            after: vec![&load],
            lasting: Minutes(45),
            from: Minute(0),
            instructions: vec![
                format!("Vérifier que {}.", lot.check),
                "Contrôler cinquante fiches tirées au hasard, champ par champ.".to_owned(),
                "Consigner chaque écart avec son numéro de fiche.".to_owned(),
            ],
        });
        reconciled.push(story.add(NewStep {
            label: format!("Rapprocher les volumes {} avec l'ancien modèle", lot.of_the),
            team: Team::MeteringData,
            after: vec![&checked],
            lasting: Minutes(30),
            from: Minute(0),
            instructions: vec![
                    format!("Reprendre le relevé de référence du lot {}.", lot.code),
                    "Extraits = chargés + rejetés ; sinon, chercher avant de clôturer.".to_owned(),
                    "Faire signer le rapprochement par l'équipe qui a contrôlé le chargement."
                        .to_owned(),
                ],
        }));
        loaded.push(load);
    }
    reconciled
}

/// For each system, the step after which it runs on the new model; the bus is first.
fn switch_systems(story: &mut Story, complete: &str) -> Vec<String> {
    let mut switched: Vec<String> = vec![String::new(); SYSTEMS.len()];
    let bus = 10;
    let order = std::iter::once(bus).chain((0..SYSTEMS.len()).filter(|place| *place != bus));
    for (nth, place) in (0..).zip(order) {
        let system = &SYSTEMS[place];
        let before = if place == bus { complete.to_owned() } else { switched[bus].clone() };
        switched[place] = story.gate(NewStep {
            label: format!("Basculer {} sur le nouveau modèle", system.the),
            team: Team::Operations,
            after: vec![&before],
            lasting: Minutes(45 + 15 * (nth % 4)),
            from: Minute(990 + 10 * nth),
            instructions: vec![
                format!("Appliquer la configuration BASC-{} préparée en phase PP.", system.code),
                format!("Redémarrer le service {} et relire son journal.", system.code),
                format!("{}.", capital(system.check)),
                format!("Passer la main à l'équipe {}.", system.team.name()),
            ],
        });
    }
    switched
}

fn reopen_interfaces(story: &mut Story, switched: &[String]) -> Vec<String> {
    let mut reopened = Vec::new();
    for interface in &INTERFACES {
        let (from, to) = (&SYSTEMS[interface.from], &SYSTEMS[interface.to]);
        reopened.push(story.add(NewStep {
            label: format!("Rouvrir l'échange {} vers {}", interface.of_what, to.the),
            team: Team::Integration,
            after: vec![&switched[interface.from], &switched[interface.to]],
            lasting: Minutes(30),
            from: Minute(0),
            instructions: vec![
                format!("Rouvrir la liaison {}-{} sur le bus d'intégration.", from.code, to.code),
                "Laisser passer un seul message et le suivre jusqu'au bout.".to_owned(),
                "Ouvrir ensuite le débit par paliers : 10 %, 50 %, 100 %.".to_owned(),
            ],
        }));
    }
    reopened
}

/// Repairs after the point of no return.
fn settle(story: &mut Story, no_return: &String) -> Vec<String> {
    let clocks = story.add(NewStep {
        label: "Synchroniser l'heure des concentrateurs".to_owned(),
        team: Team::SmartMeters,
        after: vec![no_return],
        lasting: Minutes(30),
        from: Minute(0),
        instructions: lines([
            "Envoyer l'ordre de mise à l'heure à tous les concentrateurs.",
            "Relire l'heure de deux cents concentrateurs ; une seconde d'écart au plus.",
            "Attention au changement d'heure lorsqu'il tombe pendant la bascule.",
        ]),
    });
    let first = story.add_in(
        FROM_SECOND,
        Weight::High,
        NewStep {
            label: "Reparamétrer les compteurs communicants de la première vague".to_owned(),
            team: Team::SmartMeters,
            after: vec![&clocks],
            lasting: Minutes(120),
            from: Minute(0),
            instructions: lines([
                "Envoyer le nouveau plan tarifaire à vingt mille compteurs.",
                "Suivre le taux de réussite ; s'arrêter sous 98 %.",
                "Dresser la liste des compteurs injoignables.",
            ]),
        },
    );
    let second = story.add_in(
        FROM_THIRD,
        Weight::Medium,
        NewStep {
            label: "Reparamétrer les compteurs communicants de la seconde vague".to_owned(),
            team: Team::SmartMeters,
            after: vec![&first],
            lasting: Minutes(150),
            from: Minute(0),
            instructions: lines([
                "Envoyer le nouveau plan tarifaire aux compteurs restants.",
                "Programmer une nouvelle tentative pour les injoignables.",
            ]),
        },
    );
    let recalculated = story.gate(NewStep {
        label: "Recalculer l'allocation de la veille dans le nouveau modèle".to_owned(),
        team: Team::Allocation,
        after: vec![no_return],
        lasting: Minutes(90),
        from: Minute(0),
        instructions: lines([
            "Charger les volumes mesurés de la veille.",
            "Lancer le calcul par responsable d'équilibre.",
            "Garder le résultat hors publication.",
        ]),
    });
    let compared = story.gate(NewStep {
        label: "Comparer l'allocation recalculée à celle de l'ancien modèle".to_owned(),
        team: Team::Allocation,
        after: vec![&recalculated],
        lasting: Minutes(60),
        from: Minute(0),
        instructions: lines([
            "Comparer par quart d'heure et par responsable d'équilibre.",
            "Expliquer tout écart de plus de 0,5 %.",
            "Faire viser la comparaison par le chef de département.",
        ]),
    });
    let billed = story.add(NewStep {
        label: "Émettre une facture de redevances témoin par fournisseur pilote".to_owned(),
        team: Team::GridFees,
        after: vec![no_return],
        lasting: Minutes(75),
        from: Minute(0),
        instructions: lines([
            "Choisir un portefeuille d'au moins mille points d'accès par fournisseur.",
            "Produire la facture sans la publier.",
            "Contrôler trois lignes par catégorie tarifaire.",
        ]),
    });
    let booked = story.add(NewStep {
        label: "Contrôler les écritures issues des factures témoins".to_owned(),
        team: Team::GridFees,
        after: vec![&billed],
        lasting: Minutes(45),
        from: Minute(0),
        instructions: lines([
            "Importer les écritures dans le journal d'essai.",
            "Vérifier comptes, taxes et totaux, puis extourner.",
        ]),
    });
    let called = story.add_in(
        FROM_SECOND,
        Weight::Low,
        NewStep {
            label: "Éprouver les fiches clients sur un échantillon d'appels".to_owned(),
            team: Team::CallCentre,
            after: vec![no_return],
            lasting: Minutes(60),
            from: Minute(0),
            instructions: lines([
                "Rejouer trente appels enregistrés la semaine précédente.",
                "Mesurer le temps d'affichage de la fiche ; trois secondes au plus.",
            ]),
        },
    );
    let reported = story.add_in(
        FROM_SECOND,
        Weight::Low,
        NewStep {
            label: "Raccorder les rapports de pilotage au nouvel entrepôt".to_owned(),
            team: Team::Databases,
            after: vec![no_return],
            lasting: Minutes(60),
            from: Minute(0),
            instructions: lines([
                "Changer la source des douze rapports de pilotage.",
                "Comparer les chiffres du vendredi dans l'ancien et le nouveau rapport.",
            ]),
        },
    );
    vec![second, compared, booked, called, reported]
}

fn try_out(story: &mut Story, no_return: &String) -> Vec<String> {
    let mut tried = Vec::new();
    for (nth, process) in (0..).zip(&PROCESSES) {
        tried.push(story.add_in(
            ALWAYS,
            Weight::High,
            NewStep {
                label: format!("Éprouver de bout en bout {}", process.the),
                team: process.team,
                after: vec![no_return],
                lasting: Minutes(60 + 15 * (nth % 4)),
                from: Minute(1_380 + 20 * nth),
                instructions: vec![
                format!("{}.", capital(process.witness)),
                "Suivre le dossier dans chaque système traversé et noter les heures.".to_owned(),
                "Vérifier que le fournisseur pilote reçoit tous les messages attendus.".to_owned(),
                format!("Remettre le cas témoin {} dans son état de départ.", process.code),
            ],
            },
        ));
    }
    tried
}
