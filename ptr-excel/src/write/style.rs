//! How cells style: the colours of the states, dates as dates, text that stays text.
//!
//! A style is data; a format is made of it in one place, so that the same style is the same
//! format on every sheet.

use ptr_core::{Light, State};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Dates to the minute, as people here write them.
pub(super) const DATE: &str = "dd/mm/yyyy hh:mm";
const DATE_WITH_SECONDS: &str = "dd/mm/yyyy hh:mm:ss";
/// Hours without bound, so that thirty hours do not show as six.
pub(super) const DURATION: &str = r#"[h]" h "mm"#;
const DURATION_WITH_SECONDS: &str = r#"[h]" h "mm" min "ss" s""#;
const PERCENT: &str = "0 %";
/// Stays text when somebody edits the cell: `4,5` is two ids and no number.
pub(super) const TEXT: &str = "@";

const LINE: Color = Color::RGB(0x00C8_CDD2);
const MUTED: Color = Color::RGB(0x0080_8890);
const HEADING: Color = Color::RGB(0x001F_3A5F);
const COMPUTED_HEADING: Color = Color::RGB(0x0056_6573);
const COMPUTED: Color = Color::RGB(0x00F4_F6F8);
const EXPECTED: Color = Color::RGB(0x009C_C3F0);
const NOW: Color = Color::RGB(0x00D0_021B);
const EXAMPLE: Color = Color::RGB(0x00FF_F8E1);

/// What a cell holds, as far as its style goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// Text over several lines.
    #[default]
    Prose,
    /// Text that must not become a number or a date when somebody edits it.
    Code,
    /// A number as it comes.
    Number,
    /// A date, with seconds where it has some.
    Date { seconds: bool },
    /// A duration, with seconds where it has some.
    Duration { seconds: bool },
    /// A part of a whole.
    Percent,
    /// A state, in its colour.
    State(State),
    /// A light, in its colour.
    Light(Light),
    /// A link to another cell.
    Link,
}

impl Kind {
    /// A date that somebody fills in.
    pub(super) const DATE: Self = Self::Date { seconds: false };
    /// A duration, or a time of day, that somebody fills in.
    pub(super) const DURATION: Self = Self::Duration { seconds: false };
}

/// On which background a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Background {
    /// A value of the plan.
    #[default]
    Plain,
    /// A computed value, that nobody need edit.
    Computed,
    /// An example, to be replaced.
    Example,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) kind: Kind,
    pub(super) background: Background,
    /// In grey: the step is not of this dry run.
    pub(super) muted: bool,
    /// A text that a spreadsheet would take for a formula when somebody edits it.
    pub(super) quoted: bool,
}

impl Style {
    pub(super) fn format(self) -> Format {
        let format = Format::new()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let format = match self.kind {
            Kind::Prose => format.set_text_wrap(),
            Kind::Code => format.set_num_format(TEXT).set_text_wrap(),
            Kind::Number => format,
            Kind::Date { seconds } => format
                .set_num_format(if seconds { DATE_WITH_SECONDS } else { DATE })
                .set_align(FormatAlign::Center),
            Kind::Duration { seconds } => {
                format.set_num_format(if seconds { DURATION_WITH_SECONDS } else { DURATION })
            }
            Kind::Percent => format.set_num_format(PERCENT),
            Kind::State(state) => {
                return filled(format.set_align(FormatAlign::Center), state.color());
            }
            Kind::Light(light) => {
                return filled(format.set_align(FormatAlign::Center), Some(light.color()));
            }
            Kind::Link => format
                .set_font_color(HEADING)
                .set_underline(FormatUnderline::Single)
                .set_num_format(TEXT),
        };
        let format = match self.background {
            Background::Plain => format,
            Background::Computed => format.set_background_color(COMPUTED),
            Background::Example => format.set_background_color(EXAMPLE).set_italic(),
        };
        let format = if self.muted { format.set_font_color(MUTED) } else { format };
        if self.quoted { format.set_quote_prefix() } else { format }
    }
}

/// The heading of a column.
pub(super) fn heading(computed: bool) -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(if computed { COMPUTED_HEADING } else { HEADING })
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(18).set_font_color(HEADING)
}

/// The title of a part of a sheet.
pub(super) fn section() -> Format {
    Format::new().set_bold().set_font_size(13).set_font_color(HEADING)
}

/// A remark under a title.
pub(super) fn remark() -> Format {
    Format::new().set_italic().set_font_color(MUTED)
}

/// A text that runs over into the empty cells beside it.
pub(super) fn line() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// The bar behind a percentage.
pub(super) const BAR: Color = Color::RGB(0x0063_BE7B);

/// What a slot of the timeline holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A step is planned then.
    Planned,
    /// A step was under way.
    Actual,
    /// A step is expected to be.
    Expected,
    /// Nothing, on a Saturday or Sunday.
    Weekend,
}

/// A slot of the timeline; the one of the instant that is shown has a red line on its left. The
/// three bars differ in lightness, for whoever sees or prints no colours.
pub(super) fn slot(slot: Option<Slot>, is_now: bool) -> Format {
    let format = match slot {
        Some(Slot::Planned) => Format::new().set_background_color(MUTED),
        Some(Slot::Actual) => Format::new().set_background_color(HEADING),
        Some(Slot::Expected) => Format::new().set_background_color(EXPECTED),
        Some(Slot::Weekend) => Format::new().set_background_color(COMPUTED),
        None => Format::new(),
    };
    if is_now {
        format.set_border_left(FormatBorder::Medium).set_border_left_color(NOW)
    } else {
        format
    }
}

/// A CSS colour, and text that can be read on it.
fn filled(format: Format, color: Option<&str>) -> Format {
    match color.and_then(rgb) {
        None => format,
        Some(rgb) => {
            let text = if is_dark(rgb) { Color::White } else { Color::Black };
            format.set_background_color(Color::RGB(rgb)).set_font_color(text)
        }
    }
}

/// A CSS colour name that states and lights use, as `RRGGBB`.
fn rgb(name: &str) -> Option<u32> {
    Some(match name {
        "orange" => 0x00FF_A500,
        "red" => 0x00FF_0000,
        "lightgrey" => 0x00D3_D3D3,
        "green" => 0x0000_8000,
        "blue" => 0x0000_00FF,
        _ => return None,
    })
}

/// Whether white text reads better on a colour than black: by the contrast ratio of WCAG 2.
fn is_dark(rgb: u32) -> bool {
    let channel = |shift: u32| {
        let share = f64::from((rgb >> shift) & 0xFF) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
    let (on_white, on_black) = (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
    on_white > on_black
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_coloured_state_has_its_exact_colour() {
        let colours = State::ALL.map(|state| state.color().map(|name| (name, rgb(name))));
        for colour in colours.into_iter().flatten() {
            assert!(colour.1.is_some(), "{} is a colour the writer knows", colour.0);
        }
        for light in [Light::Green, Light::Amber, Light::Red] {
            assert!(rgb(light.color()).is_some(), "{} is a colour the writer knows", light.color());
        }
        assert_eq!(State::Ready.color().and_then(rgb), Some(0x0000_8000));
        assert_eq!(State::Idle.color().and_then(rgb), Some(0x00D3_D3D3));
    }

    #[test]
    fn text_is_white_on_dark_colours_and_black_on_light_ones() {
        let dark = |state: State| state.color().and_then(rgb).map(is_dark);
        assert_eq!(dark(State::Open), Some(true));
        assert_eq!(dark(State::Ready), Some(true));
        assert_eq!(dark(State::Locked), Some(false));
        assert_eq!(dark(State::Idle), Some(false));
        assert_eq!(dark(State::Overdue), Some(false));
    }
}
