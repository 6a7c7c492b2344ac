//! Pictures looked at as a whole, their layout held to its laws, their texts to what XML may
//! contain.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::{ENGLISH, FRENCH, Failure, evening, of_one_step, phase_of_three};
use crate::dense::{Dense, DenseMap};
use crate::draw::layering::{Graph, Lane, Vertex};
use crate::draw::layout::layout;
use crate::draw::options::{Direction, DrawOptions};
use crate::draw::sizes::{Area, MARGIN, Point, Sizes};
use crate::{PhaseCode, Plan, Schedule, Step};

const SIZES: Sizes =
    Sizes { length: 100, breadth: 40, gap: 50, apart: 10, head: (0, 20), block: 3, sheet: (3, 2) };

/// Of one lane.
fn graph(boxes: usize, edges: &[(usize, usize)]) -> Graph {
    let edges = edges.iter().map(|&(a, b)| (Vertex::from_index(a), Vertex::from_index(b)));
    Graph {
        order: (0..boxes).map(Vertex::from_index).collect(),
        edges: edges.collect(),
        lane: DenseMap::filled(Lane::from_index(0), boxes),
        lanes: 1,
    }
}

/// Boxes of a few frames, each waiting for some before it, in any order of numbers.
fn graphs() -> impl Strategy<Value = Graph> {
    let waits =
        prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 0..40);
    let lanes = prop::collection::vec(0..3_usize, 40);
    (waits, lanes).prop_flat_map(|(waits, lanes)| {
        let order: Vec<usize> = (0..waits.len()).collect();
        (Just(waits), Just(lanes), Just(order).prop_shuffle()).prop_map(|(waits, lanes, order)| {
            let waits = waits.iter().enumerate();
            let order: Vec<Vertex> = order.into_iter().map(Vertex::from_index).collect();
            let edges: BTreeSet<(Vertex, Vertex)> = waits
                .flat_map(|(nth, before)| {
                    let before = before.iter().filter(move |_| nth > 0);
                    before.map(move |index| (index.index(nth), nth))
                })
                .map(|(from, to)| (order[from], order[to]))
                .collect();
            let lane = lanes[..order.len()].iter().map(|&lane| Lane::from_index(lane)).collect();
            let edges = edges.into_iter().collect();
            Graph { order, edges, lane: DenseMap::from_vec(lane), lanes: 3 }
        })
    })
}

/// Chains of fans: a step, some that wait for it, one that waits for those, and so on, in lanes
/// that follow each other. Pictures of them are long and have rows.
fn passes() -> impl Strategy<Value = Graph> {
    (prop::collection::vec(1..12_usize, 1..16), 1..4_usize).prop_map(|(widths, lanes)| {
        let mut edges = Vec::new();
        let mut lane = vec![Lane::from_index(0)];
        for (nth, width) in widths.iter().enumerate() {
            let pass = lane.len() - 1;
            let next = pass + width + 1;
            for it in (pass + 1..next).map(Vertex::from_index) {
                edges.push((Vertex::from_index(pass), it));
                edges.push((it, Vertex::from_index(next)));
            }
            lane.resize(next + 1, Lane::from_index(nth * lanes / widths.len()));
        }
        let order = (0..lane.len()).map(Vertex::from_index).collect();
        edges.sort_unstable();
        Graph { order, edges, lane: DenseMap::from_vec(lane), lanes }
    })
}

fn any_graph() -> impl Strategy<Value = Graph> {
    prop_oneof![graphs(), passes()]
}

/// Whether two areas have more than an edge in common.
fn overlap(a: Area, b: Area) -> bool {
    a.along < b.along + b.length
        && b.along < a.along + a.length
        && a.across < b.across + b.breadth
        && b.across < a.across + a.breadth
}

/// Whether some place between two points is inside an area, its edge not counted: all that a line
/// may touch on its way from the one to the other.
fn touches(area: Area, from: Point, to: Point) -> bool {
    area.along < from.0.max(to.0)
        && from.0.min(to.0) < area.along + area.length
        && area.across < from.1.max(to.1)
        && from.1.min(to.1) < area.across + area.breadth
}

proptest! {
    #[test]
    fn no_box_stands_on_another_and_each_stands_in_a_frame_of_its_lane(graph in any_graph()) {
        let plan = layout(&graph, SIZES);
        prop_assert_eq!(plan.boxes.len(), graph.lane.len());
        for (it, &a) in plan.boxes.iter() {
            let inside = |&&(lane, frame): &&(Lane, Area)| {
                lane == graph.lane[it]
                    && a.along >= frame.along
                    && a.across >= frame.across + SIZES.head.1
                    && a.along + a.length <= frame.along + frame.length
                    && a.across + a.breadth <= frame.across + frame.breadth
            };
            prop_assert_eq!(plan.frames.iter().filter(inside).count(), 1);
            for (_, &b) in plan.boxes.iter().take(it.index()) {
                prop_assert!(!overlap(a, b));
            }
        }
        for (nth, &(_, a)) in plan.frames.iter().enumerate() {
            prop_assert!(a.along >= 0 && a.across >= 0);
            prop_assert!(a.along + a.length <= plan.length && a.across + a.breadth <= plan.breadth);
            prop_assert!(plan.frames[..nth].iter().all(|&(_, b)| !overlap(a, b)));
        }
    }

    #[test]
    fn every_line_goes_from_its_box_to_the_one_that_waits(graph in any_graph()) {
        let plan = layout(&graph, SIZES);
        prop_assert_eq!(plan.lines.len(), graph.edges.len());
        for (line, &(from, to)) in plan.lines.iter().zip(&graph.edges) {
            let (from, to) = (plan.boxes[from], plan.boxes[to]);
            prop_assert_eq!(line[0], (from.along + from.length, from.across + from.breadth / 2));
            prop_assert_eq!(line[line.len() - 1], (to.along, to.across + to.breadth / 2));
        }
    }

    #[test]
    fn a_line_goes_back_only_below_its_row_and_reaches_a_box_from_before_it(graph in any_graph()) {
        let plan = layout(&graph, SIZES);
        for line in &plan.lines {
            for (nth, pair) in line.windows(2).enumerate() {
                if pair[1].0 < pair[0].0 {
                    prop_assert_eq!(pair[0].1, pair[1].1);
                    // Down before and after.
                    prop_assert!(line[nth - 1].1 < pair[0].1 && pair[1].1 < line[nth + 2].1);
                }
            }
            prop_assert!(line[line.len() - 2].0 < line[line.len() - 1].0);
        }
    }

    #[test]
    fn no_line_runs_over_a_box(graph in any_graph()) {
        let plan = layout(&graph, SIZES);
        for pair in plan.lines.iter().flat_map(|line| line.windows(2)) {
            prop_assert!(plan.boxes.iter().all(|(_, &area)| !touches(area, pair[0], pair[1])));
        }
    }

    #[test]
    fn all_that_waits_is_read_after_what_it_waits_for(graph in any_graph()) {
        let plan = layout(&graph, SIZES);
        let mut place = DenseMap::<Vertex, usize>::filled(0, graph.lane.len());
        for (nth, &it) in plan.order.iter().enumerate() {
            place[it] = nth;
        }
        prop_assert!(graph.edges.iter().all(|&(from, to)| place[from] < place[to]));
    }

    #[test]
    fn a_picture_begins_in_its_corner(graph in passes()) {
        let plan = layout(&graph, SIZES);
        let first = plan.boxes[plan.order[0]];
        prop_assert!(first.along <= 4 * MARGIN && first.across <= 4 * MARGIN + SIZES.head.1);
    }

    #[test]
    fn a_long_plan_with_narrow_passes_fills_a_sheet(graph in passes()) {
        let plan = layout(&graph, SIZES);
        let area = plan.length * plan.breadth;
        let of_boxes = (SIZES.length + SIZES.gap) * (SIZES.breadth + SIZES.apart);
        let boxes = i64::try_from(graph.lane.len()).expect("few");
        prop_assert!(area <= 7 * of_boxes * (boxes + 8), "{} x {} for {boxes}", plan.length, plan.breadth);
    }

    #[test]
    fn the_order_in_which_steps_are_given_changes_nothing(
        waits in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..3), 1..16),
        seed in any::<prop::sample::Index>(),
    ) {
        let steps: Vec<Step> = waits.iter().enumerate().map(|(nth, waits)| {
            let before: BTreeSet<String> = waits.iter()
                .filter(|_| nth > 0)
                .map(|index| format!("CO{:02}", index.index(nth)))
                .collect();
            let step = Step::new(format!("CO{nth:02}"), ["PP", "CO"][nth % 2]).expect("an id");
            step.in_dry_runs(["FDR1"]).and_then(|it| it.after(before)).expect("earlier ones")
        }).collect();
        let mut turned = steps.clone();
        turned.rotate_left(seed.index(steps.len()));
        turned.reverse();
        let drawn = |steps: Vec<Step>| {
            let plan = Plan::from_steps(steps).expect("no circle");
            plan.schedule("FDR1").expect("a dry run").to_svg(&DrawOptions::default(), &FRENCH)
        };
        prop_assert_eq!(drawn(steps), drawn(turned));
    }

    #[test]
    fn whatever_a_plan_says_the_picture_is_well_formed_and_says_it(
        label in any::<String>(), id in "[ -~]{1,40}", pages in "[ -~]{0,9}",
    ) {
        let schedule = of_one_step(&format!("a{}b", id.trim()), &label);
        let options = DrawOptions { links: Some(pages.clone()), ..DrawOptions::default() };
        let seen = seen(&schedule.to_svg(&options, &FRENCH));
        let [title] = &seen.titles[..] else { panic!("one box: {:?}", seen.titles) };
        prop_assert!(title.starts_with(&format!("a{}b", id.trim())), "{title}");
        prop_assert!(seen.links[0].starts_with(&pages));
    }
}

/// What a reader of XML finds in a picture.
#[derive(Default)]
struct Seen {
    /// Of boxes.
    titles: Vec<String>,
    links: Vec<String>,
    classes: BTreeMap<String, usize>,
    attributes: BTreeSet<String>,
}

fn seen(svg: &str) -> Seen {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_comments = true;
    let mut seen = Seen::default();
    let (mut open, mut title) = (Vec::new(), None::<String>);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            tag @ (Event::Start(_) | Event::Empty(_)) => {
                let is_open = matches!(tag, Event::Start(_));
                let (Event::Start(tag) | Event::Empty(tag)) = tag else { unreachable!() };
                let name = tag.name().as_ref().to_owned();
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("well-formed");
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                    let value = value.expect("well-formed").into_owned();
                    let key = attribute.key.as_ref().to_owned();
                    match key.as_str() {
                        "class" => *seen.classes.entry(value).or_default() += 1,
                        "href" => seen.links.push(value),
                        _ => {}
                    }
                    seen.attributes.insert(key);
                }
                if name == "title" && open.last().is_some_and(|it| it == "g") {
                    title = Some(String::new());
                }
                if is_open {
                    open.push(name);
                }
            }
            Event::End(_) => {
                open.pop();
                seen.titles.extend(title.take());
            }
            Event::Text(text) => {
                if let Some(title) = &mut title {
                    title.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let c = quick_xml::escape::resolve_predefined_entity(&name).expect("known");
                if let Some(title) = &mut title {
                    title.push_str(c);
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

#[test]
fn a_run_is_drawn_as_a_picture() -> Result<(), Failure> {
    let (run, at) = evening()?;
    insta::assert_snapshot!("run.svg", run.view(at).to_svg(&DrawOptions::default(), &FRENCH));
    insta::assert_snapshot!("phase.svg", run.view(at).to_svg(&phase_of_three()?, &ENGLISH));
    Ok(())
}

#[test]
fn every_step_is_drawn_once_with_its_state_in_words() -> Result<(), Failure> {
    let (run, at) = evening()?;
    for direction in [Direction::LeftToRight, Direction::TopToBottom] {
        let options = DrawOptions { direction, ..DrawOptions::default() };
        let seen = seen(&run.view(at).to_svg(&options, &ENGLISH));
        let ids: BTreeSet<&str> =
            seen.titles.iter().filter_map(|title| title.split(" · ").next()).collect();
        let expected: BTreeSet<&str> = run.schedule().ids().map(AsRef::as_ref).collect();
        assert_eq!(ids, expected);
        assert_eq!(seen.titles.len(), expected.len());
        for (step, title) in run.schedule().ids().zip(run.view(at).states()) {
            let word = title.label(&ENGLISH);
            let says = |it: &&String| it.starts_with(&step.to_string()) && it.contains(&*word);
            assert_eq!(seen.titles.iter().filter(says).count(), 1, "{step} {word}");
        }
    }
    Ok(())
}

#[test]
fn a_picture_has_neither_ids_nor_styles_nor_scripts() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let links = Some("/steps/".to_owned());
    let svg = run.view(at).to_svg(&DrawOptions { links, ..DrawOptions::default() }, &FRENCH);
    let attributes = seen(&svg).attributes;
    for forbidden in ["id", "style", "onclick", "xlink:href"] {
        assert!(!attributes.contains(forbidden), "{forbidden}");
    }
    assert!(!svg.contains("<script") && !svg.contains("<style"));
    Ok(())
}

#[test]
fn boxes_are_an_image_unless_they_are_links() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let plain = run.view(at).to_svg(&DrawOptions::default(), &FRENCH);
    assert!(plain.contains("role=\"img\"") && seen(&plain).links.is_empty());
    let links = Some("/étapes/".to_owned());
    let linked = run.view(at).to_svg(&DrawOptions { links, ..DrawOptions::default() }, &FRENCH);
    assert!(linked.contains("role=\"group\""));
    assert!(seen(&linked).links.contains(&"/étapes/PP00000001".to_owned()));
    Ok(())
}

#[test]
fn an_id_in_a_link_is_written_so_that_it_stays_one_part_of_the_address() {
    let links = Some("/steps/".to_owned());
    let options = DrawOptions { links, ..DrawOptions::default() };
    let schedule = of_one_step("A/B?é #1", "");
    let link = "/steps/A%2FB%3F%C3%A9%20%231";
    assert_eq!(seen(&schedule.to_svg(&options, &FRENCH)).links, [link]);
    assert!(schedule.to_dot(&options, &FRENCH).contains(&format!("URL=\"{link}\"")));
    assert!(schedule.to_mermaid(&options, &FRENCH).contains(&format!("click s0 href \"{link}\"")));
}

#[test]
fn what_a_filter_leaves_out_is_drawn_faintly_with_its_lines() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let faint = BTreeSet::from(["CO00000001".parse()?, "CO00000003".parse()?]);
    let options = DrawOptions {
        phase: Some(PhaseCode::new("CO")?),
        neighbours: false,
        faint,
        legend: false,
        ..DrawOptions::default()
    };
    let seen = seen(&run.view(at).to_svg(&options, &FRENCH));
    assert_eq!(seen.titles.len(), 4);
    assert_eq!(seen.classes["box overdue faint"], 2);
    // From 1 to 3, and from 3 to 4.
    assert_eq!(seen.classes["line faint"], 2);
    assert!(!seen.classes.contains_key("line"));
    Ok(())
}

#[test]
fn a_line_forks_where_ways_part() {
    // 0 to 1, 2 and 3, which follow each other: whole, so that lines pass columns.
    let plan = layout(&graph(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]), SIZES);
    assert_eq!(plan.lines[1][..3], plan.lines[2][..3]);
}

/// A long chain whose every step also waits for the first: the more steps, the more columns
/// each further line passes.
fn fan(steps: usize) -> Schedule {
    let step = |nth: usize| {
        let mut before = BTreeSet::new();
        if nth > 0 {
            before.extend([format!("CO{:05}", nth - 1), "CO00000".to_owned()]);
        }
        let step = Step::new(format!("CO{nth:05}"), "CO").expect("an id");
        step.in_dry_runs(["FDR1"]).and_then(|it| it.after(before)).expect("earlier ones")
    };
    let plan = Plan::from_steps((0..steps).map(step)).expect("no circle");
    plan.schedule("FDR1").expect("a dry run")
}

#[test]
fn lines_over_thousands_of_columns_stay_in_bounds() {
    let whole = DrawOptions { reduce: false, ..DrawOptions::default() };
    let svg = fan(3_000).to_svg(&whole, &FRENCH);
    assert_eq!(seen(&svg).classes["line"], 2 * 3_000 - 3);
    // Two points for each column that each line passes would be a hundred times that.
    assert!(svg.len() < 4_000_000, "{}", svg.len());
}

#[test]
fn a_picture_of_nothing_is_a_picture() -> Result<(), Failure> {
    let (run, at) = evening()?;
    let phase = Some(PhaseCode::new("HO")?);
    let svg = run.view(at).to_svg(&DrawOptions { phase, ..DrawOptions::default() }, &FRENCH);
    assert!(seen(&svg).titles.is_empty());
    assert!(svg.ends_with("</svg>\n"));
    Ok(())
}
