//! Kazakh nouns in their forms, and Kazakh names without the endings of cases.

use super::{Case, Form, cut, has_surname_ending, is_vowel};

/// Endings behind the possessive of the third person.
const BEHIND_POSSESSIVE: &[(&str, Case)] = &[
    ("", Case::Nominative),
    ("ның", Case::Genitive),
    ("нің", Case::Genitive),
    ("на", Case::Dative),
    ("не", Case::Dative),
    ("н", Case::Accusative),
    ("нда", Case::Locative),
    ("нде", Case::Locative),
    ("ндағы", Case::Locative),
    ("ндегі", Case::Locative),
    ("нан", Case::Ablative),
    ("нен", Case::Ablative),
    ("мен", Case::Instrumental),
];

/// Endings behind a bare noun.
const BEHIND_BARE: &[(&str, Case)] = &[
    ("", Case::Nominative),
    ("ның", Case::Genitive),
    ("нің", Case::Genitive),
    ("дың", Case::Genitive),
    ("дің", Case::Genitive),
    ("тың", Case::Genitive),
    ("тің", Case::Genitive),
    ("дағы", Case::Locative),
    ("дегі", Case::Locative),
    ("тағы", Case::Locative),
    ("тегі", Case::Locative),
    ("дан", Case::Ablative),
    ("ден", Case::Ablative),
    ("тан", Case::Ablative),
    ("тен", Case::Ablative),
    ("нан", Case::Ablative),
    ("нен", Case::Ablative),
    ("мен", Case::Instrumental),
    ("бен", Case::Instrumental),
    ("пен", Case::Instrumental),
    ("ға", Case::Dative),
    ("ге", Case::Dative),
    ("қа", Case::Dative),
    ("ке", Case::Dative),
    ("ны", Case::Accusative),
    ("ні", Case::Accusative),
    ("ды", Case::Accusative),
    ("ді", Case::Accusative),
    ("ты", Case::Accusative),
    ("ті", Case::Accusative),
    ("да", Case::Locative),
    ("де", Case::Locative),
    ("та", Case::Locative),
    ("те", Case::Locative),
];

/// A Kazakh noun that is looked for in all its forms.
#[derive(Debug, Clone)]
pub(in crate::import) struct KazakhNoun {
    /// «бірлестігі».
    pub(in crate::import) possessive: String,
    /// «бірлестік».
    pub(in crate::import) bare: String,
    /// «бірлестіктер».
    plurals: [String; 2],
}

impl KazakhNoun {
    /// Knows a noun by its possessive, from which the other forms follow.
    pub(in crate::import) fn from_possessive(possessive: &str) -> Self {
        let bare = bare_of(possessive);
        // Which of the vowels stands in the plural is not worth a rule: one of the two never occurs.
        let consonant = match bare.chars().next_back() {
            Some(last) if is_voiceless(last) => "т",
            Some('л' | 'м' | 'н' | 'ң' | 'з' | 'ж') => "д",
            _ => "л",
        };
        let plurals = [format!("{bare}{consonant}ар"), format!("{bare}{consonant}ер")];
        Self { possessive: possessive.to_owned(), bare, plurals }
    }

    /// Knows a noun by its bare form.
    pub(in crate::import) fn from_bare(bare: &str) -> Self {
        let possessive = match bare.chars().next_back() {
            Some(last) if is_vowel(last) => format!("{bare}с"),
            _ => bare.to_owned(),
        };
        let is_front = bare
            .chars()
            .rev()
            .find(|letter| is_vowel(*letter))
            .is_some_and(|vowel| matches!(vowel, 'ә' | 'ө' | 'ү' | 'і' | 'е' | 'э' | 'и'));
        let possessive = format!("{possessive}{}", if is_front { 'і' } else { 'ы' });
        Self { bare: bare.to_owned(), ..Self::from_possessive(&possessive) }
    }

    /// In which form a word is this noun, if it is.
    pub(in crate::import) fn form_of(&self, word: &str) -> Option<Form> {
        let case = |rest: &str, endings: &[(&str, Case)]| {
            endings.iter().find(|(ending, _)| *ending == rest).map(|(_, case)| *case)
        };
        if let Some(case) =
            word.strip_prefix(self.possessive.as_str()).and_then(|r| case(r, BEHIND_POSSESSIVE))
        {
            return Some(Form::Possessive(case));
        }
        if self.plurals.iter().any(|plural| word.starts_with(plural.as_str())) {
            return Some(Form::Plural);
        }
        word.strip_prefix(self.bare.as_str()).and_then(|rest| case(rest, BEHIND_BARE)).map(Form::Bare)
    }

    /// The length in characters of a word's form before the case ending.
    pub(in crate::import) fn letters_before_case(&self, form: Form) -> Option<usize> {
        match form {
            Form::Possessive(_) => Some(self.possessive.chars().count()),
            Form::Bare(_) => Some(self.bare.chars().count()),
            Form::Plural => None,
        }
    }
}

/// «бірлестігі» → «бірлестік».
fn bare_of(possessive: &str) -> String {
    // The one noun in use here whose own end looks like the possessive behind a vowel.
    if let Some(before) = possessive.strip_suffix("кеңесі") {
        return format!("{before}кеңес");
    }
    if let Some(before) = possessive.strip_suffix("мектебі") {
        return format!("{before}мектеп");
    }
    if possessive.ends_with("тобы") {
        return format!("{}п", cut(possessive, 2));
    }
    let letters: Vec<char> = possessive.chars().collect();
    let is_long = letters.len() > 3
        && matches!(letters[letters.len() - 2..], ['с', 'ы' | 'і'])
        && is_vowel(letters[letters.len() - 3]);
    if is_long {
        return letters[..letters.len() - 2].iter().collect();
    }
    let mut stem: Vec<char> = match letters.last() {
        Some('ы' | 'і') => letters[..letters.len() - 1].to_vec(),
        _ => letters,
    };
    if let Some(last) = stem.last_mut() {
        match *last {
            'г' => *last = 'к',
            'ғ' => *last = 'қ',
            _ => {}
        }
    }
    stem.into_iter().collect()
}

pub(in crate::import) const fn is_voiceless(letter: char) -> bool {
    matches!(letter, 'к' | 'қ' | 'п' | 'с' | 'т' | 'ф' | 'х' | 'ц' | 'ч' | 'ш' | 'щ' | 'в' | 'б' | 'г' | 'д')
}

/// Whether a Kazakh word, not known otherwise, stands without a case ending and is no verb.
///
/// A noun that happens to end so counts as having one: the name then begins later, never too early.
pub(in crate::import) fn is_without_case(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ның",
        "нің",
        "дың",
        "дің",
        "тың",
        "тің",
        "нан",
        "нен",
        "дан",
        "ден",
        "тан",
        "тен",
        "дағы",
        "дегі",
        "тағы",
        "тегі",
        "ндағы",
        "ндегі",
        "ына",
        "іне",
        "сына",
        "сіне",
        "ында",
        "інде",
        "ынан",
        "інен",
        "ғанын",
        "генін",
        "ған",
        "ген",
        "қан",
        "кен",
        "атын",
        "етін",
        "йтын",
        "йтін",
        "ды",
        "ді",
        "ты",
        "ті",
        "ып",
        "іп",
        "лар",
        "лер",
        "дар",
        "дер",
        "тар",
        "тер",
        "ға",
        "ге",
        "қа",
        "ке",
        "мен",
        "арға",
        "ерге",
    ];
    // «орган», «аудан», «адам» … end so in their bare form.
    const BARE: &[&str] = &["орган", "аудан", "дизайн", "туған", "алты", "жеті", "дарын", "көрмеген"];
    BARE.contains(&word)
        || !ENDINGS.iter().any(|ending| word.len() > ending.len() + 4 && word.ends_with(ending))
}

/// How many letters at the end of a Kazakh surname, or of a name that stands last, are a case ending, and which.
///
/// Surnames may end as cases do («Болтан», «Сейгелді»), so an ending that is also the end of names goes only
/// behind the ending of a surname.
pub(in crate::import) fn kazakh_name_ending(lower: &str) -> (usize, Case) {
    let plural = ["лар", "лер", "дар", "дер", "тар", "тер"].iter().find_map(|ending| {
        let rest = lower.strip_suffix(ending)?;
        has_surname_ending(rest).then_some(3)
    });
    if let Some(letters) = plural {
        return (letters, Case::Nominative);
    }
    for (ending, case) in BEHIND_BARE.iter().skip(1) {
        let Some(rest) = lower.strip_suffix(ending) else { continue };
        let is_possessive_name = ["ұлы", "қызы", "улы", "кызы"].iter().any(|end| rest.ends_with(end));
        let fits = agrees_behind(rest, ending) && is_in_harmony(rest, ending);
        // Behind a Russian surname's end both front and back vowels are in use.
        let is_sure = has_surname_ending(rest) && agrees_behind(rest, ending);
        let is_genitive = *case == Case::Genitive && rest.chars().count() >= 3 && fits;
        let is_dative = *case == Case::Dative && fits && rest.chars().count() >= 5 && !is_name_in_ke(lower);
        if is_sure || is_genitive || is_dative || is_possessive_name {
            return (ending.chars().count(), *case);
        }
    }
    // Patronymics and surnames in -ұлы take the endings of the possessive: «Серікұлына», «Серікқызын».
    for (ending, case) in BEHIND_POSSESSIVE.iter().skip(1) {
        if let Some(rest) = lower.strip_suffix(ending)
            && ["ұлы", "қызы", "улы", "кызы"].iter().any(|end| rest.ends_with(end))
        {
            return (ending.chars().count(), *case);
        }
    }
    (0, Case::Nominative)
}

/// Names that end as a dative does.
fn is_name_in_ke(lower: &str) -> bool {
    ["еке", "әке", "үке", "ика", "юка", "ска", "шка"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether an ending's first letter agrees with the letter before it.
fn agrees_behind(rest: &str, ending: &str) -> bool {
    let Some(last) = rest.chars().next_back() else { return false };
    match ending.chars().next() {
        Some('т' | 'қ' | 'к' | 'п') => is_voiceless(last),
        Some('д' | 'ғ' | 'г') => !is_voiceless(last),
        Some('н') => is_vowel(last) || matches!(last, 'м' | 'н' | 'ң'),
        Some(_) => true,
        None => false,
    }
}

/// Whether an ending's vowel agrees with a word's last vowel.
fn is_in_harmony(rest: &str, ending: &str) -> bool {
    let is_back = |letter: char| matches!(letter, 'а' | 'о' | 'ұ' | 'ы' | 'я');
    let is_front = |letter: char| matches!(letter, 'ә' | 'ө' | 'ү' | 'і' | 'е' | 'э');
    let last_vowel = rest.chars().rev().find(|letter| is_vowel(*letter));
    let own = ending.chars().find(|letter| is_vowel(*letter));
    match (last_vowel, own) {
        (Some(vowel), Some(own)) => !(is_back(vowel) && is_front(own) || is_front(vowel) && is_back(own)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_nouns_are_known_in_all_forms() {
        let noun = KazakhNoun::from_possessive("бірлестігі");
        for (word, form) in [
            ("бірлестігі", Some(Form::Possessive(Case::Nominative))),
            ("бірлестігінің", Some(Form::Possessive(Case::Genitive))),
            ("бірлестігіне", Some(Form::Possessive(Case::Dative))),
            ("бірлестігімен", Some(Form::Possessive(Case::Instrumental))),
            ("бірлестік", Some(Form::Bare(Case::Nominative))),
            ("бірлестіктің", Some(Form::Bare(Case::Genitive))),
            ("бірлестіктерінің", Some(Form::Plural)),
            ("бірлескен", None),
        ] {
            assert_eq!(noun.form_of(word), form, "{word}");
        }
        for (possessive, bare) in
            [("басқармасы", "басқарма"), ("кеңесі", "кеңес"), ("орталығы", "орталық"), ("клубы", "клуб")]
        {
            assert_eq!(KazakhNoun::from_possessive(possessive).bare, bare);
        }
    }

    #[test]
    fn kazakh_names_lose_a_case_and_nothing_else() {
        for (name, nominative) in [
            ("сапаровтың", "сапаров"),
            ("оразбаеваның", "оразбаева"),
            ("оразбаеваға", "оразбаева"),
            ("тілегеновке", "тілегенов"),
            ("ысқақовпен", "ысқақов"),
            ("жүнісовалар", "жүнісова"),
            ("ерланұлының", "ерланұлы"),
            ("ерланқызына", "ерланқызы"),
            ("қожабектің", "қожабек"),
            ("сәменбайға", "сәменбай"),
            ("сұлтан", "сұлтан"),
            ("құдайберді", "құдайберді"),
            ("жамантай", "жамантай"),
            ("өтеген", "өтеген"),
            ("бердіқұлова", "бердіқұлова"),
        ] {
            assert_eq!(cut(name, kazakh_name_ending(name).0), nominative, "{name}");
        }
    }
}
