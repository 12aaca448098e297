//! How large an SVG says that it is.

use crate::markdown;

/// Width and height of an SVG in pixels, `Some(None)` if it says nothing of them; `None` of what is no SVG.
pub(super) fn size(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let text = String::from_utf8_lossy(bytes);
    let tag = markdown::start_tags(&text).next().filter(|tag| tag.name().eq_ignore_ascii_case("svg"))?;
    let side = |name: &str| tag.value(name).and_then(|length| pixels(&length));
    let view_box = tag.value("viewBox").unwrap_or_default();
    let mut sides = view_box.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).map(pixels);
    let (wide, high) = (sides.next().flatten(), sides.next().flatten());
    Some(side("width").or(wide).zip(side("height").or(high)))
}

/// A length without a unit, or in pixels, as a whole number.
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim_end_matches("px").parse().ok().filter(|number: &f64| *number >= 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast to an integer stays within its bounds"
    )]
    Some(number.ceil() as u32)
}
