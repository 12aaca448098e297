//! Kazakh bodies that are called by what they are and a number: schools.

use super::{Found, Reader};
use crate::import::nominative::{Case, Form, cut};
use crate::vocabulary::OrganisationKind;

/// How many words may stand between a school's number and what it is: «№12 орта жалпы білім беретін мектебі».
const REACH: usize = 4;

/// «№12 мектеп-лицейдің директоры»: schools that somebody speaks for.
pub(super) fn numbered_schools(reader: &Reader<'_>) -> Vec<Found> {
    let text = reader.text;
    let mut found = Vec::new();
    for sign in 0..text.tokens.len() {
        if text.tokens[sign].lower != "№" || reader.is_in_marks(sign) {
            continue;
        }
        let limit = reader.sentence_end(sign).min(sign + 2 + REACH);
        let is_number =
            text.tokens.get(sign + 1).is_some_and(|number| number.lower.chars().all(char::is_numeric));
        let school =
            (sign + 2..limit).take_while(|index| text.tokens[*index].is_word()).find_map(|index| {
                let lower = text.tokens[index].lower.as_str();
                let noun =
                    reader.words.kazakh.schools.iter().find(|noun| {
                        matches!(noun.form_of(lower), Some(Form::Possessive(_) | Form::Bare(_)))
                    })?;
                Some((index, noun.form_of(lower)?, noun))
            });
        let Some((last, form, noun)) = school.filter(|_| is_number) else { continue };
        let (Form::Possessive(case) | Form::Bare(case)) = form else { continue };
        let is_posted = (last + 1..last + 3).any(|index| {
            text.tokens
                .get(index)
                .is_some_and(|next| reader.is_kazakh_role(&next.lower) || next.lower.starts_with("ұжымы"))
        });
        if !matches!(case, Case::Nominative | Case::Genitive)
            || !is_posted
            || last >= reader.sentence_end(sign)
        {
            continue;
        }
        let letters = noun.letters_before_case(form).unwrap_or(0);
        let surplus = text.tokens[last].lower.chars().count().saturating_sub(letters);
        let name = cut(text.slice(reader.span(sign..last + 1)), surplus);
        let kind = OrganisationKind::from_id("state-institution");
        found.push(reader.found(sign..last + 1, name, kind, case, "type-phrase", 80));
    }
    found
}
