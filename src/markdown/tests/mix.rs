//! Puts parts of texts together in many ways, the same ones each time.

/// So many texts of one to `longest` parts.
pub(in crate::markdown) fn mixtures(
    parts: &'static [&'static str],
    longest: usize,
    count: usize,
) -> impl Iterator<Item = String> {
    let mut state = 20_211_122_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    (0..count).map(move |_| (0..=next(longest)).map(|_| parts[next(parts.len())]).collect())
}
