//! Finds the names that a template uses and its mail does not define, without rendering it.
//!
//! Rendering with a sample finds what stands in the branches that the sample takes. A name in
//! another branch would come up with the first mail that takes it, so it is looked for here.

use minijinja::Environment;
use minijinja::value::Value;

use super::problem::{Cause, TemplateProblem};

/// What the engine defines by itself inside a template.
const OF_THE_ENGINE: [&str; 4] = ["loop", "self", "super", "caller"];

/// The names that the template `name` uses beyond those of `sample`, in alphabetical order.
///
/// Top-level names only: what a step or a plan holds may depend on the workbook.
pub(super) fn unknown_names(
    environment: &Environment<'_>,
    name: &str,
    sample: &Value,
) -> Vec<TemplateProblem> {
    let Ok(template) = environment.get_template(name) else { return Vec::new() };
    let mut unknown: Vec<_> = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|used| sample.get_attr(used).is_ok_and(|value| value.is_undefined()))
        .filter(|used| !OF_THE_ENGINE.contains(&used.as_str()))
        .filter(|used| !environment.globals().any(|(global, _)| global == used))
        .collect();
    unknown.sort();
    // The same cause as the engine's, so that a name found by rendering as well is told once.
    let problem = |used: String| {
        let line = line_of(template.source(), &used);
        TemplateProblem::new(name, Cause::Undefined { name: used }).at(line)
    };
    unknown.into_iter().map(problem).collect()
}

/// The first line that uses `name` inside a tag.
fn line_of(source: &str, name: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let uses =
        |line: &str| line.contains('{') && line.split(|c| !is_part(c)).any(|word| word == name);
    source.lines().position(uses).map(|index| index + 1)
}
