//! Russian names in quotation marks that begin with their type word: «Лига строителей».

use std::ops::Range;

use super::russian::nominative_head;
use super::words::{HeadMatch, RussianHead};
use super::{Found, Reader};
use crate::import::nominative::{Case, Form};

/// How many words and signs a name may have.
const LONGEST: usize = 12;

type Head = HeadMatch<&'static RussianHead>;

/// The type word that what stands in quotation marks begins with.
pub(super) fn head(reader: &Reader<'_>, inner: &Range<usize>) -> Option<Head> {
    reader.words.russian_head(&reader.text.tokens, reader.text.source, inner.start, inner.end)
}

/// What stands in quotation marks and begins with its type word, in the nominative.
pub(super) fn name(reader: &Reader<'_>, own: &Head, inner: Range<usize>) -> String {
    let text = reader.text;
    let rest = text.tokens[own.end].span.start..text.tokens[inner.end - 1].span.end;
    format!("{} {}", nominative_head(reader, own, own.start), text.slice(rest.into()))
}

/// «председатель «Лиги строителей»», «партнёр – «Союз общин …»»: what stands before tells that it is a body.
///
/// `partner` is the end of such a name before this one, so that its list may go on.
pub(super) fn named(reader: &Reader<'_>, index: usize, partner: &mut Option<usize>) -> Option<Found> {
    let text = reader.text;
    let quotation = text.quotations[index];
    let (marks, inner) = (text.tokens_in(quotation.span), text.tokens_in(quotation.inner));
    if inner.is_empty() || inner.len() > LONGEST {
        return None;
    }
    let own = head(reader, &inner).filter(|own| !own.is_short && own.end < inner.end)?;
    let Form::Bare(case) = own.form else { return None };
    let first = reader.sentence_start(marks.start);
    let before = |back: usize| {
        let index = marks.start.checked_sub(back).filter(|index| *index >= first);
        index.map_or("", |index| text.tokens[index].lower.as_str())
    };
    let begins = |word: &str, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let fits = match case {
        // Those who win or take part in a «Лига» do so in a contest.
        Case::Genitive => {
            reader.is_russian_role(before(1))
                && !begins(before(1), &["победител", "участни", "граждан", "жител"])
        }
        Case::Nominative => {
            let is_pause = ["–", "—", "-", ":"].contains(&before(1));
            let is_link =
                ["стал", "стала", "стали", "выступил", "выступила", "выступили"].contains(&before(1));
            let goes_on = [",", "и"].contains(&before(1)) && *partner == Some(marks.start - 1);
            ((is_pause || is_link) && begins(before(2), &["партнер", "организатор", "соорганизатор"]))
                || goes_on
        }
        _ => false,
    };
    if !fits {
        return None;
    }
    if case == Case::Nominative {
        *partner = Some(marks.end);
    }
    let name = name(reader, &own, inner);
    Some(reader.found(marks, &name, own.head.kind, case, "type-word-inside", 82))
}
