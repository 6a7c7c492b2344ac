//! One page a subject and language, as people read it.

use std::fmt::Write as _;

use chrono_tz::Europe::Brussels;

use super::samples;
use crate::language::{self, Language};
use crate::{
    Field, Finding, FindingKind, InvalidSpread, NoticeKind, OtherSchedule, Place, Problem, Refusal,
    Role, Rule, Severity, State,
};

/// A page of lines under the code of what they say.
fn page<'a>(lines: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut page = String::new();
    for (code, line) in lines {
        let _ = writeln!(page, "{code}: {line}");
    }
    page
}

/// Compares the page of each language with the one that was approved.
fn look_at(subject: &str, page: impl Fn(&Language) -> String) {
    for language in Language::built_in() {
        let page = page(&language);
        if language == Language::french() {
            assert_french(&page);
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{subject}_{language}"), page);
        });
    }
}

/// What a French typesetter would complain of first.
fn assert_french(page: &str) {
    for line in page.lines() {
        let sentence = line.split_once(": ").map_or(line.trim(), |(_, sentence)| sentence);
        for wrong in
            [" :", " ;", " ?", " !", "« ", " »", "’", "  ", " ,", " .", " de le ", " à le "]
        {
            assert!(!sentence.contains(wrong), "{wrong:?} in {sentence}");
        }
    }
}

#[test]
fn every_fault_reads_well() {
    look_at("faults", |language| {
        page(
            samples::faults()
                .into_iter()
                .map(|kind| (kind.code(), Problem::of_plan(kind.clone()).message(language))),
        )
    });
}

#[test]
fn a_problem_says_where_it_is_as_exactly_as_it_can() {
    look_at("places", |language| {
        let kind = crate::ProblemKind::MissingValue;
        let step = Some(samples::id("CO00000002"));
        let of_row = Problem::of_field(2, step, Field::Prerequisites, kind.clone());
        let cell = Place { sheet: "Etapes-actions".to_owned(), cell: Some("D12".to_owned()) };
        let sheet = Place { cell: None, ..cell.clone() };
        let of_step = Problem { row: None, field: None, ..of_row.clone() };
        let problems = [
            ("plan", Problem::of_plan(kind)),
            ("step", of_step),
            ("row", Problem { step: None, field: None, ..of_row.clone() }),
            ("field", of_row.clone()),
            ("cell", of_row.clone().at(cell)),
            ("sheet", Problem { step: None, ..of_row }.at(sheet)),
        ];
        page(problems.map(|(code, problem)| (code, problem.message(language))))
    });
}

#[test]
fn every_finding_and_its_cure_read_well() {
    look_at("findings", |language| {
        page(samples::findings().into_iter().map(|kind| {
            // Those of the whole plan and those of a field hold in all dry runs alike.
            let (step, dry_runs) = match kind.field() {
                None => (None, Vec::new()),
                Some(Field::Start | Field::Contacts) => {
                    (Some(samples::id("CO00000009")), samples::dry_runs(&["FDR1", "Live"]))
                }
                Some(_) => (Some(samples::id("CO00000009")), Vec::new()),
            };
            let severity = Severity::Warning;
            let finding = Finding { step, kind, dry_runs, severity, place: None };
            let told = format!("{}\n    {}", finding.message(language), finding.cure(language));
            (finding.code(), told)
        }))
    });
}

#[test]
fn a_finding_says_its_cell_before_its_step() {
    let place = Place { sheet: "Etapes-actions".to_owned(), cell: Some("G6".to_owned()) };
    let finding = Finding {
        step: Some(samples::id("CO00000009")),
        kind: FindingKind::NoOwner,
        dry_runs: Vec::new(),
        severity: Severity::Warning,
        place: None,
    };
    let told = finding.clone().at(Some(place)).to_string();
    assert!(told.starts_with("Etapes-actions!G6 (step CO00000009): the step has"), "{told}");
    assert!(finding.to_string().starts_with("Step CO00000009: the step has"));
}

#[test]
fn rules_that_cannot_be_are_known_again_by_their_words() {
    for invalid in samples::invalid_rules() {
        let invalid = crate::InvalidRules { found: "a b".to_owned(), ..invalid };
        let told = language::of_data(&invalid.to_string(), &Language::french(), |_| None);
        assert_eq!(told, invalid.message(&Language::french()));
    }
}

#[test]
fn rules_that_cannot_be_read_well() {
    look_at("rules", |language| {
        page(samples::invalid_rules().into_iter().map(|it| ("rules", it.message(language))))
    });
}

#[test]
fn every_expectation_reads_well() {
    look_at("expectations", |language| {
        page(samples::expectations().into_iter().map(|expected| {
            let kind = crate::ProblemKind::WrongValue { found: "4.5".to_owned(), expected };
            ("wrong-value", Problem::of_plan(kind).message(language))
        }))
    });
}

#[test]
fn every_reason_reads_well() {
    look_at("reasons", |language| {
        page(
            samples::reasons()
                .into_iter()
                .map(|reason| (reason.code(), language::reason(&reason, Brussels, language))),
        )
    });
}

#[test]
fn a_refusal_gives_one_text_a_reason() {
    let reasons = samples::reasons();
    let mut refusal = Refusal::because("start", None, reasons[0].clone(), Brussels);
    refusal.reasons.push(reasons[1].clone());
    for language in Language::built_in() {
        let told: Vec<String> =
            refusal.reasons.iter().map(|it| language::reason(it, Brussels, &language)).collect();
        assert_eq!(refusal.sentences(&language), told);
    }
}

#[test]
fn every_condition_reads_well() {
    look_at("conditions", |language| {
        page(
            samples::conditions()
                .into_iter()
                .map(|condition| (condition.code(), condition.sentence(Brussels, language))),
        )
    });
}

#[test]
fn every_explanation_reads_well() {
    look_at("explanations", |language| {
        page(samples::explanations().into_iter().map(|explanation| {
            let sentences = explanation.sentences(Brussels, language);
            (explanation.state.name(), sentences.join("\n    "))
        }))
    });
}

#[test]
fn every_fact_reads_well() {
    look_at("facts", |language| {
        page(
            samples::facts().into_iter().map(|event| (event.fact.name(), event.sentence(language))),
        )
    });
}

#[test]
fn every_cause_reads_well() {
    look_at("causes", |language| {
        page(samples::causes().into_iter().map(|it| (it.kind.name(), it.sentence(language))))
    });
}

#[test]
fn every_error_reads_well() {
    look_at("errors", |language| {
        let schedule = samples::schedule_errors().into_iter().map(|it| it.message(language));
        let replay = samples::replay_errors().into_iter().map(|it| it.message(language));
        let codes = samples::invalid_codes().into_iter().map(|it| it.message(language));
        let languages = samples::invalid_languages().into_iter();
        let simulations = samples::invalid_simulations().into_iter();
        let suppositions = samples::invalid_suppositions().into_iter();
        let others = [
            ("other-schedule", OtherSchedule.message(language)),
            ("spread", InvalidSpread { found: [2.0, 1.0, 3_000.0] }.message(language)),
            ("timeline", samples::invalid_window().message(language)),
        ];
        let chains = samples::broken_chains().into_iter().map(|it| it.message(language));
        page(
            (schedule.map(|it| ("schedule", it)))
                .chain(chains.map(|it| ("chain", it)))
                .chain(replay.map(|it| ("replay", it)))
                .chain(codes.map(|it| ("code", it)))
                .chain(languages.map(|it| ("language", it.message(language))))
                .chain(simulations.map(|it| ("simulation", it.message(language))))
                .chain(suppositions.map(|it| ("supposition", it.message(language))))
                .chain(others),
        )
    });
}

#[test]
fn every_label_reads_well() {
    look_at("labels", |language| {
        let states = State::ALL.map(|state| (state.name(), state.label(language).into_owned()));
        let aside = [State::Terminated, State::Planned];
        let aside = aside.map(|it| language::state(it, true, language).into_owned());
        let commands = samples::commands();
        let commands = commands.iter().map(|it| (it.name(), it.label(language).into_owned()));
        let kinds = NoticeKind::ALL.map(|kind| (kind.name(), kind.label(language).into_owned()));
        let roles = [Role::Assignee, Role::Coordinator, Role::System]
            .map(|role| (role.name(), role.label(language).into_owned()));
        let all_fields = Field::OF_A_STEP.into_iter().chain([Field::Progress]);
        let fields = all_fields.map(|field| (field.name(), field.label(language).into_owned()));
        let severities = [Severity::Error, Severity::Warning]
            .map(|severity| (severity.name(), severity.label(language).into_owned()));
        let checks = Rule::ALL.iter().map(|rule| (rule.code(), rule.label(language).into_owned()));
        page(
            states
                .into_iter()
                .chain(["skipped", "abandoned"].into_iter().zip(aside))
                .chain(commands)
                .chain(kinds)
                .chain(roles)
                .chain(fields)
                .chain(severities)
                .chain(checks),
        )
    });
}

#[test]
fn every_difference_reads_well() {
    look_at("differences", |language| {
        let difference = samples::difference();
        let told = difference.sentences(Brussels, language).into_iter();
        page(told.map(|sentence| ("difference", sentence)))
    });
}

#[test]
fn every_conflict_reads_well() {
    look_at("conflicts", |language| {
        let conflicts = samples::conflicts().into_iter();
        let foreign = samples::foreign_bases().into_iter();
        page(
            (conflicts.map(|it| ("conflict", it.message(Brussels, language))))
                .chain(foreign.map(|it| ("foreign-base", it.message(language)))),
        )
    });
}
