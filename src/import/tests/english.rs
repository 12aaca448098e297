//! English sentences: bodies whose type word is a part of their name, and people beside them.

use super::facts_of;

const LEDE: &str = "On May 12 a civil forum was held in Kostanay.";

/// The organisations of a sentence behind the lede, and its people as `name | role | organisation`.
fn read(sentence: &str) -> (Vec<String>, Vec<String>) {
    let facts = facts_of(&format!("{LEDE} {sentence}"));
    let organisations = facts.organisations.into_iter().map(|fact| fact.value.name).collect();
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let people = facts.people.into_iter().map(|fact| fact.value);
    let people = people.map(|person| {
        format!("{} | {} | {}", person.name, or_dash(person.role), or_dash(person.organisation))
    });
    (organisations, people.collect())
}

#[test]
fn a_type_word_in_capitals_is_part_of_the_name() {
    let cases: &[(&str, &[&str])] = &[
        (
            "The Civil Alliance of Kazakhstan and the Ministry of Culture and Information organised it.",
            &["Civil Alliance of Kazakhstan", "Ministry of Culture and Information"],
        ),
        (
            "Guests came from the Ministry of Culture and the Civil Alliance of Kazakhstan.",
            &["Ministry of Culture", "Civil Alliance of Kazakhstan"],
        ),
        (
            "The Assembly of the people of Kazakhstan of the Kostanay region helped.",
            &["Assembly of the people of Kazakhstan of the Kostanay region"],
        ),
        (
            "The plan of the Assembly of Peoples of Kazakhstan's development was read.",
            &["Assembly of Peoples of Kazakhstan"],
        ),
        ("Steppe State University helped.", &["Steppe State University"]),
        ("The Ministry of Culture and Asan Usenov signed a paper.", &["Ministry of Culture"]),
        ("The University of Taraz and Akim Asan Usenov met.", &["University of Taraz"]),
        (
            "The Ministry of Labour and Social Protection helped.",
            &["Ministry of Labour and Social Protection"],
        ),
        ("The General Assembly of the forum voted. State University Rector Asan Usenov spoke.", &[]),
        // Which one it is cannot be known.
        ("The Regional Assembly helped. The Ministry did not. The assembly went on.", &[]),
    ];
    for (sentence, organisations) in cases {
        assert_eq!(read(sentence).0, *organisations, "{sentence}");
    }
}

#[test]
fn what_belongs_to_a_post_is_nobody() {
    let cases = [
        (
            "The rector of Steppe State University Asan Usenov spoke.",
            "Asan Usenov | rector | Steppe State University",
        ),
        (
            "The chairman of the Council of Mothers Aigul Sapar spoke.",
            "Aigul Sapar | chairman | Council of Mothers",
        ),
        (
            "The chairman of the Civil Alliance of Kazakhstan Asan Usenov spoke.",
            "Asan Usenov | chairman | Civil Alliance of Kazakhstan",
        ),
        (
            "The adviser of the Ministry of Culture and Information Asan Usenov spoke.",
            "Asan Usenov | adviser | Ministry of Culture and Information",
        ),
        (
            "Asan Usenov, deputy head of the Department of Internal Policy of Kostanay region, spoke.",
            "Asan Usenov | deputy head | Department of Internal Policy of Kostanay region",
        ),
        (
            "Asan Usenov, head of the Department of Foreign Economic Relations, spoke.",
            "Asan Usenov | head | Department of Foreign Economic Relations",
        ),
        ("The director of Steppe Museum Olga Petrova sang.", "Olga Petrova | director | Steppe Museum"),
        // A level without a name is that of the event's region.
        ("Deputy Akim of the region Asan Usenov spoke.", "Asan Usenov | deputy akim | Kostanay Region"),
        ("Asan Usenov, akim of the city, spoke.", "Asan Usenov | akim of the city | -"),
    ];
    for (sentence, person) in cases {
        assert_eq!(read(sentence).1, [person], "{sentence}");
    }
}

#[test]
fn two_people_with_bodies_stay_two() {
    assert_eq!(
        read(
            "The chairman of the Civil Alliance of Kazakhstan Asan Usenov and the rector of Steppe University Berik Sapar spoke."
        ),
        (
            vec!["Civil Alliance of Kazakhstan".to_owned(), "Steppe University".to_owned()],
            vec![
                "Asan Usenov | chairman | Civil Alliance of Kazakhstan".to_owned(),
                "Berik Sapar | rector | Steppe University".to_owned(),
            ],
        )
    );
}
