//! The nouns of the sample plan, with their French articles.
//!
//! Labels and instructions are sentences with a gap for a noun. French contracts articles, so each
//! noun has the forms that the sentences need.

use super::teams::Team;

/// A system of the operator.
pub(super) struct System {
    pub(super) code: &'static str,
    /// `le registre d'accès`
    pub(super) the: &'static str,
    /// `du registre d'accès`
    pub(super) of_the: &'static str,
    pub(super) version: &'static str,
    pub(super) team: Team,
    /// The check after it is started.
    pub(super) check: &'static str,
    /// Its nightly batch.
    pub(super) batch: &'static str,
}

/// A lot of master data.
pub(super) struct Lot {
    pub(super) code: &'static str,
    /// `les points d'accès`
    pub(super) the: &'static str,
    /// `des points d'accès`
    pub(super) of_the: &'static str,
    pub(super) volume: &'static str,
    pub(super) team: Team,
    /// The condition that the data must fulfil.
    pub(super) check: &'static str,
    /// The lots, by index in [`LOTS`], that must be loaded before it.
    pub(super) after: &'static [usize],
    /// The minutes to extract, transform and load it.
    pub(super) minutes: [u32; 3],
}

/// A process of the market.
pub(super) struct Process {
    pub(super) code: &'static str,
    /// `les changements de fournisseur`
    pub(super) the: &'static str,
    pub(super) team: Team,
    /// A test case that shows that it works.
    pub(super) witness: &'static str,
}

/// Data that one system sends to another; systems by index in [`SYSTEMS`].
pub(super) struct Interface {
    pub(super) from: usize,
    pub(super) to: usize,
    /// `des index validés`
    pub(super) of_what: &'static str,
}

pub(super) const SYSTEMS: [System; 14] = [
    System {
        code: "RA",
        the: "le registre d'accès",
        of_the: "du registre d'accès",
        version: "6.2",
        team: Team::AccessRegister,
        check: "ouvrir dix points d'accès témoins et comparer leur fiche avec celle de l'ancien registre",
        batch: "RA-NUIT-01",
    },
    System {
        code: "PEM",
        the: "la plateforme d'échange de messages",
        of_the: "de la plateforme d'échange de messages",
        version: "3.4.1",
        team: Team::MarketMessages,
        check: "envoyer un message de test à chaque fournisseur pilote et attendre son accusé de réception",
        batch: "PEM-PURGE",
    },
    System {
        code: "PF",
        the: "le portail des fournisseurs",
        of_the: "du portail des fournisseurs",
        version: "2.8",
        team: Team::Suppliers,
        check: "se connecter avec un compte de fournisseur pilote et consulter un portefeuille",
        batch: "PF-EXPORT",
    },
    System {
        code: "GDC",
        the: "la gestion des données de comptage",
        of_the: "de la gestion des données de comptage",
        version: "11.0",
        team: Team::MeteringData,
        check: "valider une courbe de charge complète et relire son total journalier",
        batch: "GDC-VALID",
    },
    System {
        code: "TDR",
        the: "la tête de réseau des compteurs communicants",
        of_the: "de la tête de réseau des compteurs communicants",
        version: "5.7",
        team: Team::SmartMeters,
        check: "interroger vingt compteurs communicants et vérifier l'horodatage des index reçus",
        batch: "TDR-COLLECTE",
    },
    System {
        code: "OTR",
        the: "l'outil de tournées de relève",
        of_the: "de l'outil de tournées de relève",
        version: "4.1",
        team: Team::MeterReading,
        check: "charger une tournée sur un terminal portable et y saisir un index",
        batch: "OTR-TOURNEES",
    },
    System {
        code: "MAL",
        the: "le moteur d'allocation",
        of_the: "du moteur d'allocation",
        version: "7.3",
        team: Team::Allocation,
        check: "calculer l'allocation d'une journée de référence et la comparer au résultat connu",
        batch: "MAL-JOUR",
    },
    System {
        code: "REC",
        the: "le module de réconciliation",
        of_the: "du module de réconciliation",
        version: "7.3",
        team: Team::Allocation,
        check: "réconcilier un mois de référence et vérifier que le solde est nul",
        batch: "REC-MOIS",
    },
    System {
        code: "FRR",
        the: "la facturation des redevances",
        of_the: "de la facturation des redevances",
        version: "9.0",
        team: Team::GridFees,
        check: "produire une facture pro forma et contrôler les tarifs appliqués",
        batch: "FRR-CYCLE",
    },
    System {
        code: "CPT",
        the: "la comptabilité générale",
        of_the: "de la comptabilité générale",
        version: "2026.4",
        team: Team::GridFees,
        check: "importer un lot d'écritures d'essai et vérifier l'équilibre des comptes",
        batch: "CPT-ECRITURES",
    },
    System {
        code: "BUS",
        the: "le bus d'intégration",
        of_the: "du bus d'intégration",
        version: "8.5",
        team: Team::Integration,
        check: "vérifier que toutes les files sont vides et que tous les connecteurs répondent",
        batch: "BUS-ARCHIVE",
    },
    System {
        code: "EDD",
        the: "l'entrepôt de données",
        of_the: "de l'entrepôt de données",
        version: "12.1",
        team: Team::Databases,
        check: "recharger le rapport quotidien des échanges et le comparer à celui de la veille",
        batch: "EDD-CHARGE",
    },
    System {
        code: "CAL",
        the: "l'outil du centre d'appels",
        of_the: "de l'outil du centre d'appels",
        version: "3.9",
        team: Team::CallCentre,
        check: "rechercher cinq clients par leur code EAN et ouvrir leur dossier",
        batch: "CAL-SYNCHRO",
    },
    System {
        code: "ADR",
        the: "le référentiel des adresses",
        of_the: "du référentiel des adresses",
        version: "1.12",
        team: Team::AccessRegister,
        check: "rechercher une adresse dans chacune des communes desservies",
        batch: "ADR-DIFF",
    },
];

pub(super) const LOTS: [Lot; 11] = [
    Lot {
        code: "ADR",
        the: "les adresses de raccordement",
        of_the: "des adresses de raccordement",
        volume: "1 204 518",
        team: Team::AccessRegister,
        check: "chaque adresse porte un code postal et une commune connus du référentiel",
        after: &[],
        minutes: [45, 45, 60],
    },
    Lot {
        code: "FOU",
        the: "les fournisseurs et responsables d'équilibre",
        of_the: "des fournisseurs et responsables d'équilibre",
        volume: "148",
        team: Team::Suppliers,
        check: "chaque fournisseur actif a un responsable d'équilibre et un contact d'exploitation",
        after: &[],
        minutes: [15, 15, 15],
    },
    Lot {
        code: "TAR",
        the: "les tarifs de réseau",
        of_the: "des tarifs de réseau",
        volume: "3 960",
        team: Team::GridFees,
        check: "chaque catégorie tarifaire a un prix pour l'année en cours et pour la suivante",
        after: &[],
        minutes: [15, 30, 15],
    },
    Lot {
        code: "PAC",
        the: "les points d'accès",
        of_the: "des points d'accès",
        volume: "1 482 310",
        team: Team::AccessRegister,
        check: "chaque point d'accès a un code EAN valide, une adresse et un état technique",
        after: &[0],
        minutes: [75, 90, 120],
    },
    Lot {
        code: "CPT",
        the: "les compteurs",
        of_the: "des compteurs",
        volume: "1 511 877",
        team: Team::MeteringData,
        check: "aucun numéro de compteur n'apparaît sur deux points d'accès à la fois",
        after: &[3],
        minutes: [60, 75, 105],
    },
    Lot {
        code: "CTR",
        the: "les contrats d'accès",
        of_the: "des contrats d'accès",
        volume: "1 439 026",
        team: Team::Suppliers,
        check: "aucun point d'accès n'a deux contrats actifs à la même date",
        after: &[1, 3],
        minutes: [60, 90, 105],
    },
    Lot {
        code: "CLI",
        the: "les clients finals",
        of_the: "des clients finals",
        volume: "1 398 455",
        team: Team::CallCentre,
        check: "chaque contrat actif mène à un client dont le nom et la langue sont renseignés",
        after: &[5],
        minutes: [45, 60, 75],
    },
    Lot {
        code: "PRD",
        the: "les productions décentralisées",
        of_the: "des productions décentralisées",
        volume: "186 204",
        team: Team::MeteringData,
        check: "chaque installation a une puissance, une date de mise en service et un point d'injection",
        after: &[3],
        minutes: [30, 45, 45],
    },
    Lot {
        code: "PRF",
        the: "les profils de consommation",
        of_the: "des profils de consommation",
        volume: "42",
        team: Team::Allocation,
        check: "la somme des coefficients de chaque profil vaut un sur l'année",
        after: &[2],
        minutes: [15, 30, 15],
    },
    Lot {
        code: "IDX",
        the: "les historiques d'index",
        of_the: "des historiques d'index",
        volume: "37 264 900",
        team: Team::MeteringData,
        check: "aucun index n'est inférieur au précédent, remplacements de compteur mis à part",
        after: &[4],
        minutes: [120, 90, 150],
    },
    Lot {
        code: "DOS",
        the: "les dossiers en cours",
        of_the: "des dossiers en cours",
        volume: "8 731",
        team: Team::MarketMessages,
        check: "chaque dossier ouvert dans l'ancien modèle se retrouve au même stade dans le nouveau",
        after: &[5, 6],
        minutes: [30, 60, 45],
    },
];

pub(super) const PROCESSES: [Process; 12] = [
    Process {
        code: "CHF",
        the: "les changements de fournisseur",
        team: Team::MarketMessages,
        witness: "faire passer un point d'accès témoin du fournisseur pilote A au fournisseur pilote B",
    },
    Process {
        code: "EMM",
        the: "les emménagements",
        team: Team::MarketMessages,
        witness: "emménager un client témoin dans un logement vide, avec index d'entrée",
    },
    Process {
        code: "DEM",
        the: "les déménagements",
        team: Team::MarketMessages,
        witness: "faire déménager un client témoin et vérifier l'index de sortie facturé",
    },
    Process {
        code: "FIN",
        the: "les fins de contrat",
        team: Team::Suppliers,
        witness: "mettre fin à un contrat témoin et constater la bascule vers le fournisseur de secours",
    },
    Process {
        code: "MES",
        the: "les mises en service",
        team: Team::AccessRegister,
        witness: "mettre en service un branchement neuf et recevoir l'ordre d'intervention",
    },
    Process {
        code: "MHS",
        the: "les mises hors service",
        team: Team::AccessRegister,
        witness: "mettre hors service un point d'accès témoin et vérifier l'arrêt de l'allocation",
    },
    Process {
        code: "REL",
        the: "les relevés périodiques",
        team: Team::MeterReading,
        witness: "relever une tournée témoin et retrouver les index validés dans le registre",
    },
    Process {
        code: "RCT",
        the: "les rectifications d'index",
        team: Team::MeteringData,
        witness: "rectifier un index témoin et recevoir la note de crédit correspondante",
    },
    Process {
        code: "DFP",
        the: "les défauts de paiement",
        team: Team::Suppliers,
        witness: "ouvrir un dossier de défaut de paiement et l'annuler avant la coupure",
    },
    Process {
        code: "PRE",
        the: "les rechargements de compteurs à prépaiement",
        team: Team::SmartMeters,
        witness: "recharger une carte d'essai au guichet et relire le crédit sur le compteur",
    },
    Process {
        code: "HIS",
        the: "les demandes de données historiques",
        team: Team::MeteringData,
        witness: "demander trois ans d'historique pour un client témoin et recevoir la réponse complète",
    },
    Process {
        code: "INJ",
        the: "les déclarations de production décentralisée",
        team: Team::AccessRegister,
        witness: "déclarer une installation photovoltaïque et retrouver son point d'injection",
    },
];

pub(super) const INTERFACES: [Interface; 11] = [
    Interface { from: 0, to: 1, of_what: "des notifications d'accès" },
    Interface { from: 1, to: 2, of_what: "des accusés et des rejets" },
    Interface { from: 13, to: 0, of_what: "des adresses" },
    Interface { from: 3, to: 0, of_what: "des index validés" },
    Interface { from: 4, to: 3, of_what: "des courbes de charge" },
    Interface { from: 5, to: 3, of_what: "des relevés de tournée" },
    Interface { from: 3, to: 6, of_what: "des volumes mesurés" },
    Interface { from: 6, to: 8, of_what: "des volumes alloués" },
    Interface { from: 0, to: 8, of_what: "des données contractuelles" },
    Interface { from: 8, to: 9, of_what: "des écritures de redevances" },
    Interface { from: 0, to: 12, of_what: "des fiches clients" },
];

/// The sentence with a capital first letter.
pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The sentence with the no-break spaces that French has before double punctuation marks.
pub(super) fn french(sentence: &str) -> String {
    let mut typeset = sentence.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
    for mark in [':', ';', '?', '!', '%'] {
        typeset = typeset.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
    }
    typeset
}
