//! The status workbook says which plan it was written from, whoever edits it, so that what was
//! changed in it is merged on the right base.

mod support;

use std::io::{Cursor, Read as _};
use std::path::Path;

use ptr_core::language::Language;
use ptr_core::{Digest, ForeignBase, Plan, Run, Step, merge};
use ptr_excel::{
    Layout, Limits, Loaded, WriteOptions, load, load_bytes, plan_workbook, status_workbook,
};

fn plan(labels: [&str; 2]) -> Plan {
    let step = |id: &str, label: &str| {
        let step = Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
        step.expect("codes").labelled(label)
    };
    let steps = [step("CO00000001", labels[0]), step("CO00000002", labels[1])];
    Plan::from_steps(steps).expect("a plan")
}

fn exported(plan: &Plan) -> Vec<u8> {
    let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
    let at = "2027-03-27T08:00:00Z".parse().expect("an instant");
    status_workbook(&run.view(at), &WriteOptions::default()).expect("written")
}

fn loaded(bytes: Vec<u8>) -> Loaded {
    load_bytes(bytes, &Layout::default(), &Limits::default()).expect("a plan")
}

/// The same workbook with other content in one of its parts.
fn edited(bytes: &[u8], part: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut parts = Vec::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).expect("text");
        let content = if name == part { edit(content) } else { content };
        parts.push((name, content));
    }
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    support::zip(&parts)
}

#[test]
fn a_status_workbook_says_which_plan_it_was_written_from_also_after_editing() {
    let base = plan(["Ouvrir", "Fermer"]);
    let export = exported(&base);
    let same = loaded(export.clone());
    assert_eq!(same.written_from, Some(base.digest()));
    assert_eq!(same.plan.digest(), base.digest());

    let other = |texts: String| texts.replace("Fermer", "Fermer les accès");
    let theirs = loaded(edited(&export, "xl/sharedStrings.xml", other));
    assert_eq!(theirs.written_from, Some(base.digest()));
    assert_eq!(ForeignBase::check(&base, base.digest()), Ok(()));
    let ours = plan(["Ouvrir le registre", "Fermer"]);
    let merged = merge(&base, &ours, &theirs.plan).expect("one base").plan;
    assert_eq!(merged, Some(plan(["Ouvrir le registre", "Fermer les accès"])));
}

#[test]
fn a_workbook_of_an_older_export_has_a_foreign_base_and_says_so_in_every_language() {
    let (first, second) = (plan(["Ouvrir", "Fermer"]), plan(["Ouvrir", "Clore"]));
    let theirs = loaded(exported(&first));
    let found = theirs.written_from.expect("a status workbook");
    // The merge alone would take the second plan's change for one that they have undone.
    assert_eq!(merge(&second, &second, &theirs.plan).expect("its steps").plan, Some(first.clone()));
    let foreign = ForeignBase::check(&second, found).expect_err("another plan");
    let expected = second.digest();
    assert_eq!(foreign, ForeignBase::WrittenFromAnother { found: first.digest(), expected });
    for language in Language::built_in() {
        let told = foreign.message(&language);
        assert!(
            told.contains(&found.to_string()) && told.contains(&expected.to_string()),
            "{told}"
        );
    }
}

#[test]
fn what_libreoffice_makes_of_a_status_workbook_still_says_so() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    for name in ["status-libreoffice.xlsx", "status-libreoffice.ods"] {
        let loaded = load(files.join(name), &Layout::default()).expect("a plan");
        assert_eq!(loaded.written_from, Some(loaded.plan.digest()), "{name}");
        assert_eq!(loaded.plan, plan(["Ouvrir", "Fermer"]), "{name}");
    }
}

#[test]
fn a_plan_workbook_is_a_plan_of_its_own() {
    let workbook = plan_workbook(&plan(["Ouvrir", "Fermer"]), &WriteOptions::default());
    assert_eq!(loaded(workbook.expect("written")).written_from, None);
}

#[test]
fn a_property_that_is_no_digest_or_cannot_be_read_says_nothing() {
    let export = exported(&plan(["Ouvrir", "Fermer"]));
    let part = "docProps/custom.xml";
    let digest = plan(["Ouvrir", "Fermer"]).digest().to_string();
    let written_from = |edit: &dyn Fn(String) -> String| -> Option<Digest> {
        loaded(edited(&export, part, edit)).written_from
    };
    assert!(written_from(&|text| text.replace(&digest, &format!(" {digest}\n"))).is_some());
    assert_eq!(written_from(&|text| text.replace(&digest, "v2")), None);
    assert_eq!(written_from(&|text| text.replace("ptr-plan", "Projet")), None);
    assert_eq!(written_from(&|text| text.replace("</", "<")), None);
    assert_eq!(written_from(&|text| text[..text.len() / 2].to_owned()), None);
    assert_eq!(written_from(&|_| String::new()), None);
}
