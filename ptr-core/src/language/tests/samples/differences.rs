//! What two plans differ in, and what two people cannot both have.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{dry_runs, id, texts};
use crate::language::tests::evening;
use crate::{
    Conflict, Difference, Digest, FieldChange, FieldValue, ForeignBase, FromMilestone, Moment,
    Offset, PartDifference, PartKind, Side, Start, Value, When,
};

/// A value of each kind, then the dates in all their forms.
fn values() -> Vec<FieldValue> {
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let moment = When::Moment(Moment::Instant(evening()));
    let local = When::Moment(Moment::Local(evening().naive_utc()));
    let offset = Offset { days: -5, seconds: 7_200 };
    let milestone = When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset });
    let [first, live] = <[_; 2]>::try_from(dry_runs(&["FDR1", "Live"])).expect("two");
    let by_dry_run = BTreeMap::from([(first, moment.clone()), (live, milestone.clone())]);
    let further = Value::Map(
        [("heures", Value::Int(3)), ("vu", Value::List(vec![Value::Bool(true), Value::Null]))]
            .into(),
    );
    let mut values = every! { FieldValue:
        Nothing => [FieldValue::Nothing],
        Flag => [FieldValue::Flag(true), FieldValue::Flag(false)],
        Count => [FieldValue::Count(2)],
        Text => [text("Ouvrir le registre"), text("")],
        Texts => [FieldValue::Texts(texts(&["CO1", "CO2"])), FieldValue::Texts(Vec::new())],
        Duration => [FieldValue::Duration(TimeDelta::minutes(90))],
        Start => [FieldValue::Start(Start::At(moment)), FieldValue::Start(Start::Unset)],
        Further => [
            FieldValue::Further(further), FieldValue::Further(Value::Float(1.5)),
            FieldValue::Further(Value::Date { date: evening().naive_utc() }),
            FieldValue::Further(Value::Text("à voir".to_owned())),
        ],
    };
    let dates = [Start::At(local), Start::At(milestone), Start::ByDryRun(by_dry_run)];
    values.extend(dates.map(FieldValue::Start));
    values
}

fn change(field: &str, after: FieldValue) -> FieldChange {
    FieldChange { field: field.to_owned(), before: FieldValue::Nothing, after }
}

pub(in crate::language::tests) fn difference() -> Difference {
    let of = |name: &str, fields: &[&str]| PartDifference {
        added: texts(&["A"]),
        removed: texts(&["B", "C"]),
        changed: vec![(
            name.to_owned(),
            fields.iter().map(|field| change(field, FieldValue::Flag(true))).collect(),
        )],
    };
    let changes = values().into_iter().map(|value| change("label", value)).collect();
    Difference {
        added: vec![id("CO1"), id("CO2")],
        removed: vec![id("CO3")],
        changed: vec![
            (id("CO4"), changes),
            (id("CO5"), vec![change("Remarque", values()[3].clone())]),
        ],
        phases: of("FB-RB", &["label", "contingency"]),
        milestones: of("J0", &["FDR1", "Remarque"]),
        actors: of("Registre", &["department", "team_leader", "head_of_department", "Téléphone"]),
        environments: of("Acceptation", &["FDR1"]),
        settings: vec![
            change("timezone", FieldValue::Text("Europe/Brussels".to_owned())),
            change("dry_runs", FieldValue::Texts(texts(&["FDR1", "Live"]))),
        ],
    }
}

pub(in crate::language::tests) fn conflicts() -> Vec<Conflict> {
    let parts = every! { PartKind:
        Step => [PartKind::Step],
        Phase => [PartKind::Phase],
        Milestone => [PartKind::Milestone],
        Actor => [PartKind::Actor],
        Environment => [PartKind::Environment],
        Setting => [PartKind::Setting],
    };
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let conflict = |part, removed| Conflict {
        part,
        name: "CO1".to_owned(),
        field: if part == PartKind::Setting { "timezone" } else { "label" }.to_owned(),
        base: text("avant"),
        ours: text("ici"),
        theirs: text("là-bas"),
        removed,
    };
    let sides = [None, Some(Side::Ours), Some(Side::Theirs)];
    let of = |part: PartKind| {
        let sides = if part == PartKind::Setting { &sides[..1] } else { &sides };
        sides.iter().map(move |side| conflict(part, *side)).collect::<Vec<_>>()
    };
    parts.into_iter().flat_map(of).collect()
}

pub(in crate::language::tests) fn foreign_bases() -> Vec<ForeignBase> {
    let digest = |text: &str| Digest::of([text.as_bytes()]);
    every! { ForeignBase:
        NothingInCommon => [
            ForeignBase::NothingInCommon { side: Side::Ours },
            ForeignBase::NothingInCommon { side: Side::Theirs },
        ],
        WrittenFromAnother => [
            ForeignBase::WrittenFromAnother { found: digest("a"), expected: digest("b") },
        ],
    }
}
