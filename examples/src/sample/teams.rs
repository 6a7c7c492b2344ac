//! The teams, their departments and contacts. All names are invented.

/// A team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Team {
    AccessRegister,
    MarketMessages,
    Suppliers,
    MeterReading,
    SmartMeters,
    MeteringData,
    Databases,
    Integration,
    Operations,
    GridFees,
    Allocation,
    CallCentre,
    Communication,
    Transition,
}

/// The row of a team in the sheet of actors.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) department: &'static str,
    pub(super) leader: &'static str,
    pub(super) head: &'static str,
    pub(super) phone: &'static str,
}

impl Team {
    pub(super) const ALL: [Self; 14] = [
        Self::AccessRegister,
        Self::MarketMessages,
        Self::Suppliers,
        Self::MeterReading,
        Self::SmartMeters,
        Self::MeteringData,
        Self::Databases,
        Self::Integration,
        Self::Operations,
        Self::GridFees,
        Self::Allocation,
        Self::CallCentre,
        Self::Communication,
        Self::Transition,
    ];

    pub(super) const fn name(self) -> &'static str {
        self.row().name
    }

    pub(super) const fn row(self) -> Row {
        let (name, department, leader, phone) = match self {
            Self::AccessRegister => {
                ("Registre d'accès", Department::Market, "anne.lemaire", "0470 00 11 01")
            }
            Self::MarketMessages => {
                ("Échanges de marché", Department::Market, "karim.benali", "0470 00 11 02")
            }
            Self::Suppliers => {
                ("Relations fournisseurs", Department::Market, "sofie.declercq", "0470 00 11 03")
            }
            Self::MeterReading => {
                ("Relève", Department::Metering, "jean-marc.piron", "0470 00 22 01")
            }
            Self::SmartMeters => {
                ("Compteurs communicants", Department::Metering, "nadia.haddad", "0470 00 22 02")
            }
            Self::MeteringData => {
                ("Données de comptage", Department::Metering, "thomas.wouters", "0470 00 22 03")
            }
            Self::Databases => {
                ("Bases de données", Department::Systems, "helene.dumont", "0470 00 33 01")
            }
            Self::Integration => {
                ("Intégration", Department::Systems, "pieter.vandamme", "0470 00 33 02")
            }
            Self::Operations => {
                ("Exploitation informatique", Department::Systems, "luca.moretti", "0470 00 33 03")
            }
            Self::GridFees => (
                "Facturation des redevances",
                Department::Finance,
                "claire.bodart",
                "0470 00 44 01",
            ),
            Self::Allocation => (
                "Allocation et réconciliation",
                Department::Finance,
                "yves.gillet",
                "0470 00 44 02",
            ),
            Self::CallCentre => {
                ("Centre d'appels", Department::Customers, "fatima.elamrani", "0470 00 55 01")
            }
            Self::Communication => {
                ("Communication", Department::Customers, "benoit.servais", "0470 00 55 02")
            }
            Self::Transition => {
                ("Équipe de transition", Department::Transition, "marie.colson", "0470 00 66 01")
            }
        };
        Row { name, department: department.name(), leader, head: department.head(), phone }
    }
}

#[derive(Clone, Copy)]
enum Department {
    Market,
    Metering,
    Systems,
    Finance,
    Customers,
    Transition,
}

impl Department {
    const fn name(self) -> &'static str {
        match self {
            Self::Market => "Marché et accès",
            Self::Metering => "Comptage",
            Self::Systems => "Systèmes d'information",
            Self::Finance => "Finances et régulation",
            Self::Customers => "Clientèle",
            Self::Transition => "Programme de transition",
        }
    }

    const fn head(self) -> &'static str {
        match self {
            Self::Market => "philippe.renard",
            Self::Metering => "ingrid.vermeulen",
            Self::Systems => "david.rousseau",
            Self::Finance => "isabelle.mertens",
            Self::Customers => "olivier.lambert",
            Self::Transition => "catherine.fontaine",
        }
    }
}

/// The mail address for a name.
pub(super) fn mail(name: &str) -> String {
    format!("{name}@reseau.example")
}
