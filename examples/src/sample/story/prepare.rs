//! PP, préparation: environments, data, interfaces, suppliers, people. Six weeks until the
//! committee decides on the cut-over week-end.

use super::{
    ALWAYS, FROM_SECOND, FROM_THIRD, From, LIVE, Lasting, NewStep, REHEARSALS, Story, Weight, lines,
};
use crate::sample::teams::Team;
use crate::sample::words::{INTERFACES, LOTS, PROCESSES, SYSTEMS, capital};

use From::{Milestone, WorkingDay};
use Lasting::{Days, Minutes};

/// Adds the phase; returns the step for which the next one waits.
pub(super) fn add(story: &mut Story) -> String {
    story.phase("PP", "PP");
    let planning = govern(story);
    let systems = environments(story, &planning);
    let mut attested = data(story, &planning, &systems);
    let interfaces = interfaces(story, &systems);
    attested.extend(suppliers(story, &interfaces));
    attested.extend(interfaces);
    attested.extend(inform(story, &planning));
    attested.push(prepare_rollback(story, &planning));
    attested.push(secure(story, &systems));
    decide(story, &attested)
}

fn govern(story: &mut Story) -> String {
    story.stream(10);
    let kick_off = story.gate(NewStep {
        label: "Lancer la préparation avec les chefs d'équipe".to_owned(),
        team: Team::Transition,
        after: vec![],
        lasting: Minutes(120),
        from: Milestone("Lancement"),
        instructions: lines([
            "Ouvrir la réunion de lancement avec les chefs d'équipe et les chefs de département.",
            "Présenter le calendrier, les jalons et les règles de l'exécution.",
            "Relire avec chaque équipe les étapes-actions dont elle a la charge.",
            "Noter les absences prévues et convenir d'un remplaçant pour chacune.",
        ]),
    });
    let planning = story.add(NewStep {
        label: "Publier le calendrier détaillé des étapes-actions".to_owned(),
        team: Team::Transition,
        after: vec![&kick_off],
        lasting: Minutes(90),
        from: WorkingDay(50),
        instructions: lines([
            "Reporter dans le plan les dates confirmées en réunion de lancement.",
            "Contrôler que chaque étape-action a une équipe, une date et des prérequis.",
            "Déposer le plan dans l'espace partagé et prévenir toutes les équipes.",
        ]),
    });
    let on_call = story.add(NewStep {
        label: "Confirmer les astreintes du week-end de bascule".to_owned(),
        team: Team::Transition,
        after: vec![&planning],
        lasting: Minutes(60),
        from: WorkingDay(300),
        instructions: lines([
            "Demander à chaque chef d'équipe deux noms par tranche de huit heures.",
            "Vérifier que les numéros d'astreinte de la feuille Acteurs répondent.",
            "Afficher le tableau d'astreinte dans la salle de crise.",
        ]),
    });
    let room = story.add(NewStep {
        label: "Réserver la salle de crise et ouvrir la conférence permanente".to_owned(),
        team: Team::Transition,
        after: vec![&planning],
        lasting: Minutes(45),
        from: WorkingDay(250),
        instructions: lines([
            "Réserver la salle du vendredi soir au lundi soir, salle de repos comprise.",
            "Ouvrir la conférence permanente et en communiquer le numéro aux équipes.",
            "Prévoir deux postes de travail raccordés au réseau d'exploitation.",
        ]),
    });
    story.add(NewStep {
        label: "Tester la chaîne d'alerte et l'annuaire de crise".to_owned(),
        team: Team::Operations,
        after: vec![&on_call, &room],
        lasting: Minutes(60),
        from: WorkingDay(900),
        instructions: lines([
            "Appeler sans prévenir une personne d'astreinte par équipe.",
            "Mesurer le temps de rappel ; quinze minutes au plus.",
            "Corriger l'annuaire là où un numéro ne répond pas.",
        ]),
    });
    story.add(NewStep {
        label: "Geler les mises en production étrangères à la transition".to_owned(),
        team: Team::Operations,
        after: vec![&planning],
        lasting: Minutes(30),
        from: WorkingDay(1_200),
        instructions: lines([
            "Fermer le calendrier des mises en production jusqu'à la fin de la passation.",
            "Prévenir les chefs de projet concernés et consigner leurs objections.",
            "N'accepter d'exception qu'avec l'accord du programme de transition.",
        ]),
    });
    planning
}

/// For each system, the step after which it runs.
fn environments(story: &mut Story, planning: &String) -> Vec<String> {
    let mut proved = Vec::new();
    for (nth, system) in (0..).zip(&SYSTEMS) {
        story.stream(21 + nth);
        let from = 150 + 45 * nth;
        let copied = story.add_in(
            REHEARSALS,
            Weight::Medium,
            NewStep {
                label: format!("Rafraîchir l'environnement de répétition {}", system.of_the),
                team: Team::Databases,
                after: vec![planning],
                lasting: Minutes(180),
                from: WorkingDay(from),
                instructions: vec![
                    format!("Prendre la dernière copie de production {}.", system.of_the),
                    "Rendre anonymes les noms, les adresses et les numéros de téléphone."
                        .to_owned(),
                    "Charger la copie dans l'environnement de la répétition en cours.".to_owned(),
                    "Couper toute liaison sortante vers la production.".to_owned(),
                ],
            },
        );
        let installed = story.add(NewStep {
            label: format!("Installer la version {} {}", system.version, system.of_the),
            team: Team::Operations,
            after: vec![planning, &copied],
            lasting: Minutes(120 + 15 * longer_by(nth)),
            from: WorkingDay(from + 100),
            instructions: vec![
                format!("Arrêter le service {} et en sauvegarder la configuration.", system.code),
                format!("Installer la version {} depuis le dépôt des livraisons.", system.version),
                "Relire le journal d'installation ; aucune ligne ERREUR n'est admise.".to_owned(),
                format!("Redémarrer le service {} et noter l'heure de disponibilité.", system.code),
            ],
        });
        let opened = story.add(NewStep {
            label: format!("Contrôler les accès et les certificats {}", system.of_the),
            team: system.team,
            after: vec![&installed],
            lasting: Minutes(60),
            from: WorkingDay(from + 200),
            instructions: vec![
                "Vérifier que les comptes de bascule se connectent avec leurs droits.".to_owned(),
                "Contrôler la date d'expiration de chaque certificat ; trente jours au moins après \
                 la bascule."
                    .to_owned(),
                format!("Signaler tout écart à l'équipe {}.", Team::Operations.name()),
            ],
        });
        proved.push(story.add(NewStep {
            label: format!("Dérouler les tests de bon fonctionnement {}", system.of_the),
            team: system.team,
            after: vec![&opened],
            lasting: Minutes(120),
            from: WorkingDay(from + 300),
            instructions: vec![
                format!("Lancer le cahier de tests {}-BF.", system.code),
                format!("{}.", capital(system.check)),
                "Joindre le compte rendu des tests au dossier de préparation.".to_owned(),
                "En cas d'échec, ouvrir un defect sur cette étape avant de la clôturer.".to_owned(),
            ],
        }));
    }
    proved
}

/// A duration that grows with the index, so that no two are equal.
fn longer_by(nth: u32) -> u32 {
    nth % 5
}

/// For each lot, the step after which it can be migrated.
fn data(story: &mut Story, planning: &String, systems: &[String]) -> Vec<String> {
    story.stream(47);
    let mut loaded: Vec<String> = Vec::new();
    for (nth, lot) in (0..).zip(&LOTS) {
        let extracted = story.add(NewStep {
            label: format!("Extraire à blanc {}", lot.the),
            team: Team::Databases,
            after: vec![planning, &systems[0]],
            lasting: Minutes(lot.minutes[0]),
            from: WorkingDay(700 + 40 * nth),
            instructions: vec![
                format!("Lancer l'extraction EXT-{} sur la base de l'ancien modèle.", lot.code),
                format!("Attendre environ {} enregistrements.", lot.volume),
                "Déposer les fichiers et leur somme de contrôle dans l'espace de reprise."
                    .to_owned(),
            ],
        });
        let mended = story.add(NewStep {
            label: format!("Corriger les rejets de l'extraction {}", lot.of_the),
            team: lot.team,
            after: vec![&extracted],
            lasting: if nth % 4 == 3 { Days(2) } else { Minutes(240) },
            from: WorkingDay(850 + 60 * nth),
            instructions: vec![
                "Ouvrir la liste des rejets et la trier par motif.".to_owned(),
                format!("Vérifier que {}.", lot.check),
                "Corriger à la source, jamais dans le fichier extrait.".to_owned(),
                "Relancer l'extraction jusqu'à moins de 0,1 % de rejets.".to_owned(),
            ],
        });
        let mut after = vec![&mended];
        after.extend(lot.after.iter().map(|before| &loaded[*before]));
        let label = format!("Charger à blanc {} dans le nouveau modèle", lot.the);
        let instructions = vec![
            format!("Vider les tables d'accueil du lot {}.", lot.code),
            format!("Lancer le chargement CHG-{} en mode simulation.", lot.code),
            "Comparer le nombre d'enregistrements lus, acceptés et rejetés.".to_owned(),
            "Consigner la durée mesurée : elle servira au calendrier de la bascule.".to_owned(),
        ];
        let step = NewStep {
            label,
            team: Team::Integration,
            after,
            lasting: Minutes(lot.minutes[2]),
            from: WorkingDay(1_300 + 60 * nth),
            instructions,
        };
        let id = story.gate(step);
        loaded.push(id);
    }
    loaded
}

fn interfaces(story: &mut Story, systems: &[String]) -> Vec<String> {
    story.stream(52);
    let mut proved = Vec::new();
    for (nth, interface) in (0..).zip(&INTERFACES) {
        let (from, to) = (&SYSTEMS[interface.from], &SYSTEMS[interface.to]);
        proved.push(story.add(NewStep {
            label: format!(
                "Valider l'échange {} entre {} et {}",
                interface.of_what, from.the, to.the
            ),
            team: Team::Integration,
            after: vec![&systems[interface.from], &systems[interface.to], &systems[10]],
            lasting: Minutes(90 + 30 * (nth % 3)),
            from: WorkingDay(1_400 + 50 * nth),
            instructions: vec![
                    format!(
                        "Ouvrir la liaison {}-{} sur le bus d'intégration.",
                        from.code, to.code
                    ),
                    "Envoyer le jeu d'essai complet : cas nominal, doublon, rejet, message vide."
                        .to_owned(),
                    format!("Retrouver chaque message dans le journal {}.", to.of_the),
                    "Refermer la liaison et vider les files après l'essai.".to_owned(),
                ],
        }));
    }
    proved
}

fn suppliers(story: &mut Story, interfaces: &[String]) -> Vec<String> {
    story.stream(60);
    let mut certified = Vec::new();
    for (nth, process) in (0..).zip(&PROCESSES) {
        certified.push(story.add_in(
            FROM_SECOND,
            Weight::Medium,
            NewStep {
                label: format!("Certifier les fournisseurs pilotes pour {}", process.the),
                team: Team::Suppliers,
                after: vec![&interfaces[0], &interfaces[1]],
                lasting: Minutes(180),
                from: WorkingDay(1_900 + 60 * nth),
                instructions: vec![
                        format!(
                            "Convenir d'un créneau d'essai avec les fournisseurs pilotes ({}).",
                            process.code
                        ),
                        format!("Scénario : {}.", process.witness),
                        "Échanger les captures de messages et les comparer ligne à ligne."
                            .to_owned(),
                        "Envoyer l'attestation signée aux fournisseurs dont l'essai est réussi."
                            .to_owned(),
                    ],
            },
        ));
    }
    certified
}

fn inform(story: &mut Story, planning: &String) -> Vec<String> {
    story.stream(71);
    let announced = story.add_in(
        FROM_THIRD,
        Weight::Medium,
        NewStep {
            label: "Annoncer aux fournisseurs le calendrier de la bascule".to_owned(),
            team: Team::Suppliers,
            after: vec![planning],
            lasting: Minutes(60),
            from: WorkingDay(500),
            instructions: lines([
                "Envoyer la circulaire à tous les fournisseurs et responsables d'équilibre.",
                "Rappeler la dernière heure de dépôt des demandes avant l'arrêt.",
                "Relancer par téléphone ceux qui n'ont pas accusé réception sous trois jours.",
            ]),
        },
    );
    let regulator = story.add_in(
        LIVE,
        Weight::High,
        NewStep {
            label: "Informer le régulateur du calendrier retenu".to_owned(),
            team: Team::Communication,
            after: vec![&announced],
            lasting: Minutes(45),
            from: WorkingDay(700),
            instructions: lines([
                "Transmettre le courrier signé par la direction et le calendrier détaillé.",
                "Joindre l'analyse des risques et le plan de retour arrière.",
                "Garder l'accusé de réception dans le dossier de décision.",
            ]),
        },
    );
    let page = story.add_in(
        FROM_THIRD,
        Weight::Low,
        NewStep {
            label: "Préparer la page d'information destinée aux clients".to_owned(),
            team: Team::Communication,
            after: vec![planning],
            lasting: Days(1),
            from: WorkingDay(1_500),
            instructions: lines([
                "Rédiger la page en français, en néerlandais et en allemand.",
                "La faire relire par le service juridique.",
                "La déposer sans la publier ; la publication suit l'arrêt contrôlé.",
            ]),
        },
    );
    let answers = story.add(NewStep {
        label: "Écrire les réponses types du centre d'appels".to_owned(),
        team: Team::CallCentre,
        after: vec![planning],
        lasting: Minutes(300),
        from: WorkingDay(1_600),
        instructions: lines([
            "Dresser la liste des vingt questions attendues pendant l'arrêt.",
            "Écrire pour chacune une réponse de trois phrases au plus.",
            "Les faire valider par la communication et les charger dans l'outil.",
        ]),
    });
    let trained = story.add_in(
        FROM_SECOND,
        Weight::Medium,
        NewStep {
            label: "Former les agents du centre d'appels aux nouveaux écrans".to_owned(),
            team: Team::CallCentre,
            after: vec![&answers],
            lasting: Days(2),
            from: WorkingDay(1_900),
            instructions: lines([
                "Former les agents par groupes de douze, deux heures par groupe.",
                "Faire chercher à chacun un client, un compteur et un dossier en cours.",
                "Noter les écrans mal compris et les signaler à l'intégration.",
            ]),
        },
    );
    let reminder = story.add_in(
        FROM_THIRD,
        Weight::Low,
        NewStep {
            label: "Rappeler aux fournisseurs la fermeture du portail".to_owned(),
            team: Team::Suppliers,
            after: vec![&announced],
            lasting: Minutes(30),
            from: WorkingDay(2_700),
            instructions: lines([
                "Envoyer le rappel trois jours ouvrables avant l'arrêt.",
                "Donner le numéro d'urgence valable pendant le week-end.",
            ]),
        },
    );
    vec![regulator, page, trained, reminder]
}

fn prepare_rollback(story: &mut Story, planning: &String) -> String {
    story.stream(80);
    let written = story.add(NewStep {
        label: "Écrire la procédure de retour arrière complet".to_owned(),
        team: Team::Operations,
        after: vec![planning],
        lasting: Days(2),
        from: WorkingDay(800),
        instructions: lines([
            "Reprendre l'ordre de restauration système par système.",
            "Donner pour chaque système la commande, la durée et le contrôle.",
            "Indiquer l'heure limite au-delà de laquelle le retour arrière n'est plus possible.",
        ]),
    });
    let space = story.add(NewStep {
        label: "Vérifier l'espace disponible pour les sauvegardes de bascule".to_owned(),
        team: Team::Databases,
        after: vec![&written],
        lasting: Minutes(45),
        from: WorkingDay(1_300),
        instructions: lines([
            "Additionner la taille des quatorze bases et en prévoir le double.",
            "Réserver l'espace jusqu'à la clôture de la transition.",
        ]),
    });
    let restored = story.add_in(
        FROM_SECOND,
        Weight::High,
        NewStep {
            label: "Répéter la restauration d'une base témoin".to_owned(),
            team: Team::Databases,
            after: vec![&space],
            lasting: Minutes(210),
            from: WorkingDay(1_600),
            instructions: lines([
                "Restaurer la base du registre d'accès sur un serveur isolé.",
                "Mesurer la durée et la reporter dans la procédure.",
                "Comparer le nombre d'enregistrements de vingt tables avec l'original.",
            ]),
        },
    );
    let criteria = story.gate(NewStep {
        label: "Fixer les critères du point de non-retour".to_owned(),
        team: Team::Transition,
        after: vec![&written],
        lasting: Minutes(120),
        from: WorkingDay(1_500),
        instructions: lines([
            "Réunir les chefs de département et relire les risques.",
            "Retenir au plus six critères, chacun mesurable et à une heure donnée.",
            "Dire pour chaque critère qui mesure et qui décide.",
        ]),
    });
    story.gate(NewStep {
        label: "Faire valider la procédure de retour arrière par les chefs de département"
            .to_owned(),
        team: Team::Transition,
        after: vec![&restored, &criteria],
        lasting: Minutes(60),
        from: WorkingDay(2_400),
        instructions: lines([
            "Présenter la procédure, les durées mesurées et les critères retenus.",
            "Recueillir l'accord écrit de chaque chef de département.",
        ]),
    })
}

fn secure(story: &mut Story, systems: &[String]) -> String {
    story.stream(90);
    let accounts = story.add(NewStep {
        label: "Ouvrir les comptes de bascule et en consigner la liste".to_owned(),
        team: Team::Operations,
        after: vec![&systems[0]],
        lasting: Minutes(60),
        from: WorkingDay(1_000),
        instructions: lines([
            "Ouvrir un compte nominatif par personne d'astreinte.",
            "Limiter les droits au temps de la bascule.",
            "Ranger la liste au coffre et en donner copie à la sécurité.",
        ]),
    });
    let firewall = story.add(NewStep {
        label: "Ouvrir les flux réseau nécessaires à la bascule".to_owned(),
        team: Team::Operations,
        after: vec![&accounts],
        lasting: Minutes(90),
        from: WorkingDay(1_100),
        instructions: lines([
            "Appliquer la demande d'ouverture validée par la sécurité.",
            "Éprouver chaque flux dans les deux sens.",
            "Programmer leur fermeture au lendemain de la clôture.",
        ]),
    });
    let watched = story.add(NewStep {
        label: "Mettre sous surveillance les nouveaux serveurs".to_owned(),
        team: Team::Operations,
        after: vec![&firewall],
        lasting: Minutes(120),
        from: WorkingDay(1_250),
        instructions: lines([
            "Déclarer chaque serveur dans l'outil de supervision.",
            "Provoquer une alerte d'essai par serveur et vérifier qu'elle arrive.",
        ]),
    });
    story.add(NewStep {
        label: "Vérifier l'horloge de tous les serveurs".to_owned(),
        team: Team::Operations,
        after: vec![&watched],
        lasting: Minutes(30),
        from: WorkingDay(1_300),
        instructions: lines([
            "Comparer l'heure de chaque serveur à la source de référence.",
            "Vérifier le fuseau horaire et le passage à l'heure d'été.",
            "Corriger tout écart de plus d'une seconde.",
        ]),
    });
    let mut measured = vec![watched.clone()];
    for (nth, place) in (0..).zip([0, 1, 3, 6]) {
        let system = &SYSTEMS[place];
        let id = story.add_in(
            FROM_SECOND,
            Weight::Medium,
            NewStep {
                label: format!("Mesurer les temps de réponse {} sous charge", system.of_the),
                team: system.team,
                after: vec![&systems[place], &watched],
                lasting: Minutes(150),
                from: WorkingDay(2_000 + 80 * nth),
                instructions: vec![
                    "Rejouer le trafic de la journée la plus chargée de l'année.".to_owned(),
                    format!(
                        "Relever les temps de réponse {} toutes les cinq minutes.",
                        system.of_the
                    ),
                    "Deux secondes au plus pour neuf requêtes sur dix.".to_owned(),
                ],
            },
        );
        measured.push(id);
    }
    story.add(NewStep {
        label: "Ajuster les seuils d'alerte d'après les mesures".to_owned(),
        team: Team::Operations,
        after: measured.iter().collect(),
        lasting: Minutes(60),
        from: WorkingDay(2_500),
        instructions: lines([
            "Fixer pour chaque système un seuil d'avertissement et un seuil d'alarme.",
            "Supprimer les alertes que personne ne traite.",
        ]),
    })
}

fn decide(story: &mut Story, attested: &[String]) -> String {
    story.stream(10);
    let gathered = story.add_in(
        ALWAYS,
        Weight::High,
        NewStep {
            label: "Rassembler les attestations de préparation des équipes".to_owned(),
            team: Team::Transition,
            after: attested.iter().collect(),
            lasting: Minutes(180),
            from: WorkingDay(2_850),
            instructions: lines([
                "Réclamer à chaque équipe l'attestation signée de sa préparation.",
                "Relever les réserves et leur date de levée.",
                "Bloquer la suite tant qu'une réserve majeure reste ouverte.",
            ]),
        },
    );
    let file = story.gate(NewStep {
        label: "Rédiger le dossier de décision go/no-go".to_owned(),
        team: Team::Transition,
        after: vec![&gathered],
        lasting: Minutes(240),
        from: WorkingDay(2_950),
        instructions: lines([
            "Résumer l'état de chaque équipe en une ligne et une couleur.",
            "Joindre les réserves, les defects ouverts et la météo des fournisseurs.",
            "Envoyer le dossier aux décideurs la veille du comité.",
        ]),
    });
    story.decision(
        1,
        NewStep {
            label: "Tenir le comité go/no-go de la bascule".to_owned(),
            team: Team::Transition,
            after: vec![&file],
            lasting: Minutes(90),
            from: Milestone("Comité"),
            instructions: lines([
                "Passer en revue les six critères de départ.",
                "Entendre chaque chef de département et noter sa position.",
                "Consigner la décision et l'annoncer aux équipes dans l'heure.",
                "En cas de no-go, prévenir les fournisseurs et le régulateur.",
            ]),
        },
    )
}
