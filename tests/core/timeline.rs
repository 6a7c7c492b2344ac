//! Timelines, read back from the picture: every step is drawn once or counted once, every bar lies
//! in the frame and ends where the forecast does.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use ptr_core::language::Language;
use ptr_core::{
    Draft, Milestone, Moment, Plan, RequiredEnd, Run, Step, TimelineGroups, TimelineOptions, View,
};
use ptr_tests::plans::{origin, plan};
use ptr_tests::tries::{beginning, played, tries};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// A bar: its class, its left and its right edge, in tenths of a pixel.
type Bar = (String, i64, i64);

/// What a picture shows.
#[derive(Default)]
struct Picture {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    frame: (i64, i64),
    bars: BTreeMap<String, Vec<Bar>>,
    /// Ids of steps as often as they have a row.
    steps: Vec<String>,
    counted: [usize; 3],
    links: Vec<String>,
}

fn tenths(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    10 * whole.parse::<i64>().expect("pixels") + part.parse::<i64>().expect("tenths")
}

/// Reads a picture; it has to be well-formed, and to have neither script nor style nor id.
fn read(svg: &str) -> Picture {
    let mut picture = Picture::default();
    let mut reader = Reader::from_str(svg);
    let (mut depth, mut step) = (0_usize, None);
    loop {
        let (tag, is_empty) = match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            Event::End(_) => {
                depth -= 1;
                if step.as_ref().is_some_and(|(_, within)| *within > depth) {
                    step = None;
                }
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).expect("escaped").into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        let attributes: BTreeMap<String, String> = attributes.collect();
        for forbidden in ["id", "style", "onload", "onclick"] {
            assert!(!attributes.contains_key(forbidden), "{attributes:?}");
        }
        assert_ne!(tag.name().as_ref(), "script");
        depth += usize::from(!is_empty);
        let get = |name: &str| attributes.get(name).map(String::as_str);
        if let Some(id) = get("data-step") {
            picture.steps.push(id.to_owned());
            picture.bars.entry(id.to_owned()).or_default();
            step = Some((id.to_owned(), depth));
        }
        for (place, name) in ["data-steps", "data-folded", "data-outside"].into_iter().enumerate() {
            if let Some(count) = get(name) {
                picture.counted[place] += count.parse::<usize>().expect("a count");
            }
        }
        if let Some(href) = get("href") {
            picture.links.push(href.to_owned());
        }
        if tag.name().as_ref() != "rect" {
            continue;
        }
        let class = get("class").unwrap_or_default();
        let left = tenths(get("x").unwrap_or("0"));
        let right = left + tenths(get("width").expect("a width"));
        if class == "frame" {
            picture.frame = (left, right);
            let instant = |name| get(name).and_then(|it| it.parse().ok()).expect("an instant");
            (picture.since, picture.until) = (instant("data-since"), instant("data-until"));
        }
        if let (Some((id, _)), "plan" | "actual" | "forecast") = (&step, class) {
            let bar = (class.to_owned(), left, right);
            picture.bars.entry(id.clone()).or_default().push(bar);
        }
    }
    assert_eq!(depth, 0);
    picture
}

impl Picture {
    /// Where an instant is to be drawn, by the definition of the axis.
    fn x(&self, at: DateTime<Utc>) -> i64 {
        let at = at.clamp(self.since, self.until);
        let micros = |length: TimeDelta| {
            i128::from(length.num_microseconds().expect("some centuries at most"))
        };
        let part = micros(at - self.since) * i128::from(self.frame.1 - self.frame.0);
        let x = part / micros(self.until - self.since);
        self.frame.0 + i64::try_from(x).expect("on the axis")
    }
}

/// Whether a bar from one instant to another is drawn where it must be: short ones are widened to
/// 2.5 pixels.
fn fits(picture: &Picture, bar: &Bar, begins: DateTime<Utc>, ends: DateTime<Utc>) -> bool {
    let x = picture.x(begins).min(picture.frame.1 - 25);
    bar.1 == x && bar.2 == picture.x(ends).max(x + 25)
}

fn options(rows: Option<usize>, group_by: TimelineGroups) -> TimelineOptions {
    let links = Some("/steps/".to_owned());
    TimelineOptions { rows, group_by, links, ..TimelineOptions::default() }
}

fn drawn(view: &View<'_>, options: &TimelineOptions) -> Picture {
    read(&view.to_timeline_svg(options, &Language::french()).expect("a period"))
}

fn groups() -> impl Strategy<Value = TimelineGroups> {
    prop_oneof![
        Just(TimelineGroups::Phase),
        Just(TimelineGroups::Team),
        Just(TimelineGroups::Person)
    ]
}

proptest! {
    #[test]
    fn every_step_is_drawn_once_or_counted_once(
        (plan, tries) in (plan(16), tries()),
        rows in prop::option::of(0_usize..14),
        group_by in groups(),
        window in prop::option::of((-200_i64..200, 1_i64..200)),
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(30));
        let window = window.map(|(from, length)| {
            let since = origin() + TimeDelta::hours(from);
            (since, since + TimeDelta::hours(length))
        });
        let options = TimelineOptions {
            since: window.map(|it| it.0),
            until: window.map(|it| it.1),
            ..options(rows, group_by)
        };
        let picture = drawn(&view, &options);
        let mut steps = picture.steps.clone();
        steps.sort();
        steps.dedup();
        prop_assert_eq!(steps.len(), picture.steps.len());
        let [all, folded, outside] = picture.counted;
        prop_assert_eq!(all, view.schedule().len());
        prop_assert_eq!(picture.steps.len() + folded + outside, all);
        prop_assert_eq!(picture.links.len(), picture.steps.len());
        if rows.is_none() {
            prop_assert_eq!(folded, 0);
        }
        if let Some(rows) = rows {
            prop_assert!(picture.steps.len() <= rows);
        }
    }

    #[test]
    fn bars_lie_in_the_frame_and_end_where_plan_and_forecast_end(
        (plan, tries) in (plan(16), tries()),
        hours in -100_i64..200,
        window in prop::option::of((-200_i64..200, 1_i64..200)),
    ) {
        let run = played(&plan, &tries);
        let view = run.view(beginning() + TimeDelta::hours(hours));
        let window = window.map(|(from, length)| {
            let since = origin() + TimeDelta::hours(from);
            (since, since + TimeDelta::hours(length))
        });
        let options = TimelineOptions {
            since: window.map(|it| it.0),
            until: window.map(|it| it.1),
            ..options(None, TimelineGroups::Phase)
        };
        let picture = drawn(&view, &options);
        let (schedule, forecast) = (view.schedule(), view.forecast());
        for (id, bars) in &picture.bars {
            let step = schedule.find(id).expect("a step of the dry run");
            for bar in bars {
                prop_assert!(picture.frame.0 <= bar.1 && bar.1 < bar.2 && bar.2 <= picture.frame.1);
                match (bar.0.as_str(), forecast.outlook(step)) {
                    ("plan", _) => {
                        let start = schedule.start(step).expect("it is planned");
                        let end = schedule.end(step).unwrap_or(start);
                        prop_assert!(fits(&picture, bar, start, end), "{id} {bar:?}");
                    }
                    ("actual", Some(outlook)) => {
                        let over = view.terminated(step).is_some();
                        let until = if over { outlook.ends } else { view.at() };
                        let until = until.max(outlook.begins);
                        prop_assert!(fits(&picture, bar, outlook.begins, until), "{id} {bar:?}");
                    }
                    ("forecast", Some(outlook)) => {
                        let open = bars.iter().any(|other| other.0 == "actual")
                            || outlook.begins < view.at();
                        let begins =
                            if open { view.at().max(outlook.begins) } else { outlook.begins };
                        let ends = outlook.ends.max(begins);
                        prop_assert!(fits(&picture, bar, begins, ends), "{id} {bar:?}");
                    }
                    (_, None) => prop_assert!(false, "{id} is not expected"),
                    (other, _) => prop_assert!(false, "{other}"),
                }
            }
            // Within an axis of its own every step that has a time shows it.
            if window.is_none() && forecast.outlook(step).is_some() {
                prop_assert!(bars.iter().any(|bar| bar.0 != "plan"), "{id}");
            }
        }
    }

    #[test]
    fn the_same_run_gives_the_same_bytes_in_whatever_order_its_plan_stands(
        (plan, tries) in (plan(12), tries()),
    ) {
        let turned = Plan::new(Draft {
            steps: plan.steps().iter().rev().cloned().collect(),
            ..plan.to_draft()
        });
        let turned = turned.expect("as valid as before");
        let svg = |plan: &Plan| {
            let run = played(plan, &tries);
            let view = run.view(beginning() + TimeDelta::hours(20));
            let options = options(Some(9), TimelineGroups::Person);
            view.to_timeline_svg(&options, &Language::french()).expect("a period")
        };
        prop_assert_eq!(svg(&plan), svg(&turned));
    }
}

#[test]
fn hostile_texts_stay_text() {
    let hostile = "</text><script>alert(1)</script>\u{0}\u{ffff}\u{2028}\"'&amp; ]]>";
    let date = Moment::Instant(origin());
    let step = Step::new("CO<&\">'", "CO").expect("any line is an id").labelled(hostile);
    let step = step.in_dry_runs(["FDR1"]).expect("a name").starting(date);
    let step = Step { team: Some(hostile.to_owned()), ..step };
    let dates = [("FDR1".parse().expect("a name"), date)].into();
    let milestone = Milestone { dates, ..Milestone::new(hostile) };
    let draft = Draft { steps: vec![step], milestones: vec![milestone], ..Draft::default() };
    let plan = Plan::new(draft).expect("a plan");
    let run = Run::new(plan.schedule("FDR1").expect("the plan has it"), []);
    for group_by in [TimelineGroups::Phase, TimelineGroups::Team, TimelineGroups::Person] {
        let picture = drawn(&run.view(origin()), &options(None, group_by));
        assert_eq!(picture.steps, ["CO<&\">'"]);
        assert_eq!(picture.links, ["/steps/CO%3C%26%22%3E%27"]);
    }
}

#[test]
fn an_end_that_is_required_is_told_from_other_milestones() {
    let milestone = |name: &str, required_end| {
        let dates = [("FDR1".parse().expect("a name"), Moment::Instant(origin()))].into();
        Milestone { dates, required_end, ..Milestone::new(name) }
    };
    let step = Step::new("CO1", "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
    let step = step.expect("codes").starting(Moment::Instant(origin() - TimeDelta::hours(1)));
    let milestones = vec![milestone("J0", None), milestone("Ouverture", Some(RequiredEnd::Whole))];
    let draft = Draft { steps: vec![step], milestones, ..Draft::default() };
    let plan = Plan::new(draft).expect("a plan");
    let run = Run::new(plan.schedule("FDR1").expect("the plan has it"), []);
    let options = options(None, TimelineGroups::Phase);
    let svg = run.view(origin()).to_timeline_svg(&options, &Language::french());
    let svg = svg.expect("a period");
    assert!(svg.contains("<g class=\"milestone\"><title>J0</title>"), "{svg}");
    let required = "<g class=\"milestone required\"><title>Ouverture (fin exigée)</title>";
    assert!(svg.contains(required), "{svg}");
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let step = Step::new("CO1", "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
    let plan = Plan::from_steps([step.expect("codes")]).expect("a plan");
    let run = Run::new(plan.schedule("FDR1").expect("the plan has it"), []);
    let view = run.view(origin());
    let svg = |since, until| {
        let options = TimelineOptions {
            since: Some(since),
            until: Some(until),
            ..options(None, TimelineGroups::Phase)
        };
        view.to_timeline_svg(&options, &Language::french())
    };
    let tick = TimeDelta::microseconds(1);
    assert!(svg(origin(), origin()).is_err());
    let error = svg(origin() + tick, origin()).expect_err("it ends before");
    assert_eq!((error.since, error.until), (origin() + tick, origin()));
    assert!(svg(origin(), origin() + tick).is_ok());
}

#[test]
fn the_ends_of_the_calendar_are_drawn_too() {
    for year in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let date = Moment::Instant(year.parse().expect("an instant"));
        let step = Step::new("CO1", "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
        let step = step.expect("codes").starting(date).lasting(TimeDelta::hours(1));
        let Ok(plan) = Plan::from_steps([step]) else { continue };
        let run = Run::new(plan.schedule("FDR1").expect("the plan has it"), []);
        for at in [DateTime::<Utc>::MIN_UTC, origin(), DateTime::<Utc>::MAX_UTC] {
            let picture = drawn(&run.view(at), &options(Some(3), TimelineGroups::Phase));
            assert_eq!(picture.counted[0], 1);
        }
    }
}
