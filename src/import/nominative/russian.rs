//! Russian words in their forms, and Russian names back in the nominative.

use super::{Case, capitalised, cut, is_oblique_patronymic, is_vowel};

/// A Russian noun or adjective that is looked for in all its forms of the singular.
#[derive(Debug, Clone)]
pub(in crate::import) struct RussianWord {
    /// The nominative.
    pub(in crate::import) nominative: String,
    forms: Vec<(String, Case)>,
    plurals: Vec<String>,
}

impl RussianWord {
    /// Makes the forms of a word that is given in the nominative.
    pub(in crate::import) fn new(nominative: &str) -> Self {
        let (stem, singular, plural) = paradigm(nominative);
        let forms = std::iter::once((nominative.to_owned(), Case::Nominative))
            .chain(singular.iter().map(|(ending, case)| (format!("{stem}{ending}"), *case)))
            .collect();
        let plurals = plural.iter().map(|ending| format!("{stem}{ending}")).collect();
        Self { nominative: nominative.to_owned(), forms, plurals }
    }

    /// In which case a word is this one, if it is; the nominative first, then the genitive.
    pub(in crate::import) fn case_of(&self, word: &str) -> Option<Case> {
        self.forms.iter().find(|(form, _)| form == word).map(|(_, case)| *case)
    }

    /// The forms of the singular with their cases.
    pub(in crate::import) fn singular(&self) -> impl Iterator<Item = &(String, Case)> {
        self.forms.iter()
    }

    /// The forms of the plural.
    pub(in crate::import) fn plural(&self) -> impl Iterator<Item = &str> {
        self.plurals.iter().map(String::as_str)
    }

    /// Whether a word is the plural of this one.
    pub(in crate::import) fn is_plural(&self, word: &str) -> bool {
        self.plurals.iter().any(|form| form == word)
    }
}

type Endings = &'static [(&'static str, Case)];

/// The stem of a Russian word and its endings, singular and plural, by the end of its nominative.
fn paradigm(word: &str) -> (String, Endings, &'static [&'static str]) {
    const ADJECTIVE: Endings = &[
        ("ого", Case::Genitive),
        ("его", Case::Genitive),
        ("ому", Case::Dative),
        ("ему", Case::Dative),
        ("ым", Case::Instrumental),
        ("им", Case::Instrumental),
        ("ом", Case::Locative),
        ("ем", Case::Locative),
    ];
    const ADJECTIVE_FEMININE: Endings =
        &[("ой", Case::Genitive), ("ей", Case::Genitive), ("ую", Case::Accusative), ("юю", Case::Accusative)];
    const HARD: Endings = &[
        ("а", Case::Genitive),
        ("у", Case::Dative),
        ("ом", Case::Instrumental),
        ("ем", Case::Instrumental),
        ("е", Case::Locative),
    ];
    const SOFT: Endings =
        &[("я", Case::Genitive), ("ю", Case::Dative), ("ем", Case::Instrumental), ("е", Case::Locative)];
    const SOFT_NEUTER: Endings =
        &[("я", Case::Genitive), ("ю", Case::Dative), ("ем", Case::Instrumental), ("и", Case::Locative)];
    const FEMININE: Endings = &[
        ("ы", Case::Genitive),
        ("и", Case::Genitive),
        ("е", Case::Dative),
        ("у", Case::Accusative),
        ("ю", Case::Accusative),
        ("ой", Case::Instrumental),
        ("ей", Case::Instrumental),
    ];
    const PLURAL: &[&str] = &["ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях"];
    const PLURAL_FEMININE: &[&str] = &["ам", "ям", "ами", "ями", "ах", "ях", "й"];
    const PLURAL_ADJECTIVE: &[&str] = &["ые", "ие", "ых", "их", "ым", "им", "ыми", "ими"];
    let stem = |letters: usize| cut(word, letters).to_owned();
    match word {
        _ if ["ый", "ий", "ой", "ое", "ее"].iter().any(|end| word.ends_with(end))
            && !word.ends_with("рий") =>
        {
            (stem(2), ADJECTIVE, PLURAL_ADJECTIVE)
        }
        _ if word.ends_with("ая") || word.ends_with("яя") => {
            (stem(2), ADJECTIVE_FEMININE, PLURAL_ADJECTIVE)
        }
        "посол" => ("посл".to_owned(), HARD, PLURAL),
        _ if word.ends_with("лец") => (format!("{}ьц", stem(2)), HARD, PLURAL),
        _ if word.ends_with("ец") => (format!("{}ц", stem(2)), HARD, PLURAL),
        _ if word.ends_with("ие") => (stem(1), SOFT_NEUTER, &["я", "й", "ям", "ями", "ях"]),
        _ if word.ends_with(['ь', 'й']) => (stem(1), SOFT, PLURAL),
        _ if word.ends_with('о') => (stem(1), HARD, &["", "а", "ам", "ами", "ах"]),
        _ if word.ends_with(['а', 'я']) => (stem(1), FEMININE, PLURAL_FEMININE),
        _ => (word.to_owned(), HARD, PLURAL),
    }
}

/// A Russian adjective in the nominative of a gender, from any form of the singular.
pub(in crate::import) fn russian_adjective(word: &str, gender: Gender) -> String {
    let stem = [
        "ого", "его", "ому", "ему", "ый", "ий", "ой", "ым", "им", "ом", "ем", "ое", "ее", "ая", "яя", "ую",
        "ей",
    ]
    .iter()
    .find_map(|ending| word.strip_suffix(ending));
    let Some(stem) = stem else { return word.to_owned() };
    let is_stressed = ["областн", "городск", "краев"].iter().any(|end| stem.to_lowercase().ends_with(end));
    let is_soft = stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'щ', 'ч']);
    let ending = match gender {
        Gender::Masculine if is_stressed => "ой",
        Gender::Masculine if is_soft => "ий",
        Gender::Masculine => "ый",
        Gender::Neuter => "ое",
        Gender::Feminine => "ая",
    };
    format!("{stem}{ending}")
}

/// A grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Gender {
    /// «фонд».
    Masculine,
    /// «ассоциация».
    Feminine,
    /// «управление».
    Neuter,
}

/// The gender of a Russian noun in the nominative.
pub(in crate::import) fn gender_of(noun: &str) -> Gender {
    match noun.chars().next_back() {
        Some('а' | 'я') => Gender::Feminine,
        Some('о' | 'е') => Gender::Neuter,
        _ => Gender::Masculine,
    }
}

/// A Russian person's name in the nominative, word by word, from a case that the words around it told.
///
/// The surname tells the sex, and the sex what the given name loses. What fits nowhere stays as it is.
pub(in crate::import) fn russian_name(words: &[&str], surname: usize, case: Case) -> Vec<String> {
    let as_is = || words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if matches!(case, Case::Nominative | Case::Ablative) {
        return as_is();
    }
    let Some(last) = words.get(surname) else { return as_is() };
    let lower = last.to_lowercase();
    let is_upper = last.chars().all(|letter| !letter.is_lowercase());
    let stem = ["ов", "ев", "ин", "ын", "ёв"]
        .iter()
        .find_map(|end| lower.rfind(end).map(|at| at + end.len()).filter(|at| lower.len() - at <= 6));
    let (is_feminine, nominative) = match stem {
        Some(at) => match (&lower[at..], case) {
            // «активистов: Асель Усенову»: several in the accusative look like a genitive.
            ("у", Case::Genitive) => (true, format!("{}а", &lower[..at])),
            (
                "ой" | "у",
                Case::Accusative | Case::Instrumental | Case::Genitive | Case::Dative | Case::Locative,
            ) if &lower[at..] == "ой" || case == Case::Accusative => (true, format!("{}а", &lower[..at])),
            ("а" | "у" | "ым" | "е", _) => (false, lower[..at].to_owned()),
            ("", _) => (false, lower.clone()),
            _ => return as_is(),
        },
        None if lower.ends_with("ского") || lower.ends_with("скому") || lower.ends_with("ским") =>
        {
            let cut_letters = if lower.ends_with("ским") { 2 } else { 3 };
            (false, format!("{}ий", cut(&lower, cut_letters)))
        }
        None if lower.ends_with("ской") => (true, format!("{}ая", cut(&lower, 2))),
        // A surname without an ending that tells: patronymic and given name decide by theirs.
        None if words.iter().enumerate().any(|(at, word)| {
            let word = word.to_lowercase();
            at != surname
                && (is_oblique_patronymic(&word) == Some(true)
                    || (word.ends_with("ии") && case != Case::Instrumental)
                    || (!lower.ends_with(is_vowel) && is_feminine_oblique(&word, case)))
        }) =>
        {
            (true, lower.clone())
        }
        None => {
            let is_given_masculine =
                words.iter().enumerate().any(|(at, word)| at != surname && is_masculine_oblique(word, case));
            if !is_given_masculine {
                return as_is();
            }
            (false, masculine_noun(&lower, case))
        }
    };
    words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            if index == surname {
                return if is_upper { nominative.to_uppercase() } else { capitalised(&nominative) };
            }
            given_name(word, is_feminine, case)
        })
        .collect()
}

/// Whether a given name is a woman's by its ending, where the surname behind it stays as it is: «Ольги Мельник».
fn is_feminine_oblique(lower: &str, case: Case) -> bool {
    // «Амангельды» is a man's in all cases.
    let is_mans = ["ды", "ты"].iter().any(|ending| lower.ends_with(ending));
    lower.chars().count() > 3
        && match case {
            Case::Genitive => {
                (lower.ends_with('ы') && !is_mans) || (lower.ends_with('и') && has_velar(lower))
            }
            Case::Dative => lower.ends_with('е'),
            Case::Instrumental => lower.ends_with("ой") || lower.ends_with("ей"),
            Case::Nominative | Case::Accusative | Case::Locative | Case::Ablative => false,
        }
}

fn is_masculine_oblique(word: &str, case: Case) -> bool {
    masculine_noun(&word.to_lowercase(), case) != word.to_lowercase()
}

/// A masculine noun without the ending of a case.
fn masculine_noun(lower: &str, case: Case) -> String {
    let (hard, soft): (&[&str], &str) = match case {
        Case::Genitive | Case::Accusative => (&["а"], "я"),
        Case::Dative => (&["у"], "ю"),
        Case::Instrumental => (&["ом", "ем"], "ем"),
        Case::Locative => (&["е"], "е"),
        Case::Nominative | Case::Ablative => return lower.to_owned(),
    };
    if let Some(stem) = lower.strip_suffix(soft)
        && stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'я'])
    {
        return format!("{stem}й");
    }
    if let Some(stem) = lower.strip_suffix(soft)
        && matches!(soft, "я" | "ю")
        && stem.chars().count() > 2
    {
        return format!("{stem}ь");
    }
    let is_consonant =
        |stem: &str| stem.chars().next_back().is_some_and(|last| !is_vowel(last) && last != 'ь');
    hard.iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .filter(|stem| stem.chars().count() > 2 && is_consonant(stem))
        .map_or_else(|| lower.to_owned(), str::to_owned)
}

fn given_name(word: &str, is_feminine: bool, case: Case) -> String {
    let lower = word.to_lowercase();
    if lower.chars().count() < 3 {
        return word.to_owned();
    }
    // Women's names that end so in all cases.
    let is_indeclinable = ["сауле", "зере"].iter().any(|name| lower.ends_with(name));
    let nominative = if is_feminine && is_indeclinable {
        lower
    } else if is_feminine {
        let swap = |ending: &str, with: &str| lower.strip_suffix(ending).map(|stem| format!("{stem}{with}"));
        match case {
            Case::Genitive | Case::Accusative if lower.ends_with(['у', 'ю']) => {
                swap("у", "а").or_else(|| swap("ю", "я"))
            }
            Case::Genitive if lower.ends_with("ии") => swap("и", "я"),
            Case::Genitive if lower.ends_with("овны") || lower.ends_with("евны") => swap("ы", "а"),
            Case::Genitive => swap("ы", "а").or_else(|| swap("и", "а").filter(|_| has_velar(&lower))),
            Case::Dative | Case::Locative if lower.ends_with("ии") => swap("и", "я"),
            Case::Dative | Case::Locative => swap("е", "а"),
            Case::Instrumental => swap("ией", "ия").or_else(|| swap("ой", "а")),
            Case::Accusative => swap("у", "а").or_else(|| swap("ю", "я")),
            Case::Nominative | Case::Ablative => None,
        }
        .unwrap_or(lower)
    } else {
        // «Мусы» → «Муса», «Ильи» → «Илья»: men's names that decline as women's do.
        let swap = |ending: &str, with: &str| lower.strip_suffix(ending).map(|stem| format!("{stem}{with}"));
        // Kazakh names end in -ды of themselves: «Амангельды». The accusative of people is read
        // as a genitive, which it is not of names in -а: «Кенжекожу».
        let like_women = match case {
            Case::Genitive if lower.ends_with("ды") => None,
            Case::Genitive => swap("ы", "а").or_else(|| swap("ьи", "ья")).or_else(|| swap("у", "а")),
            _ => None,
        };
        like_women.unwrap_or_else(|| masculine_noun(&lower, case))
    };
    nominative.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

fn has_velar(lower: &str) -> bool {
    cut(lower, 1).ends_with(['к', 'г', 'х', 'ш', 'ж', 'ч', 'щ'])
}

/// Whether a Russian word ends as a verb does, and is none of the nouns that end so.
pub(in crate::import) fn is_verb(lower: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ал", "ил", "ел", "ял", "ул", "ыл", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит",
        "ют", "ят", "ут", "ат", "тся", "ть", "ться",
    ];
    const NOUNS: &[&str] = &[
        "филиала",
        "крыла",
        "отдела",
        "дела",
        "школа",
        "села",
        "канала",
        "журнала",
        "зала",
        "портала",
        "раздела",
        "квартала",
        "канал",
        "журнал",
        "отдел",
        "филиал",
        "совет",
        "комитет",
        "университет",
        "аппарат",
        "сенат",
        "маслихат",
        "акимат",
        "секретариат",
        "лет",
        "начала",
        "капитала",
        "персонала",
        "общества",
        "власть",
        "деятельность",
        "область",
        "молодежь",
        "безопасность",
    ];
    !NOUNS.contains(&lower) && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_words_are_known_in_all_cases() {
        for (nominative, word, case) in [
            ("управление", "управления", Some(Case::Genitive)),
            ("министерство", "министерством", Some(Case::Instrumental)),
            ("председатель", "председателя", Some(Case::Genitive)),
            ("заведующая", "заведующей", Some(Case::Genitive)),
            ("общественный", "общественного", Some(Case::Genitive)),
            ("партия", "партии", Some(Case::Genitive)),
            ("депутат", "депутаты", None),
        ] {
            assert_eq!(RussianWord::new(nominative).case_of(word), case, "{word}");
        }
        for (nominative, plural) in
            [("депутат", "депутаты"), ("руководитель", "руководители"), ("управление", "управлений")]
        {
            let word = RussianWord::new(nominative);
            assert!(word.is_plural(plural) && word.case_of(plural).is_none(), "{plural}");
        }
    }

    #[test]
    fn russian_names_go_back_into_the_nominative() {
        for (words, surname, case, nominative) in [
            (["Ержана", "Сапарова"], 1, Case::Genitive, "Ержан Сапаров"),
            (["Сапарова", "Ерлая"], 0, Case::Genitive, "Сапаров Ерлай"),
            (["Жанар", "Сапаровой"], 1, Case::Genitive, "Жанар Сапарова"),
            (["Зарины", "Сапаровой"], 1, Case::Genitive, "Зарина Сапарова"),
            (["Зарине", "Сапаровой"], 1, Case::Dative, "Зарина Сапарова"),
            (["Евгенией", "Сапаровой"], 1, Case::Instrumental, "Евгения Сапарова"),
            (["Ержаном", "Сапаровым"], 1, Case::Instrumental, "Ержан Сапаров"),
            (["Ержану", "Сапарову"], 1, Case::Dative, "Ержан Сапаров"),
            (["Игоря", "Лозинского"], 1, Case::Genitive, "Игорь Лозинский"),
            (["Зарина", "Сапарова"], 1, Case::Nominative, "Зарина Сапарова"),
            (["Ерлана", "Омарбека"], 1, Case::Genitive, "Ерлан Омарбек"),
            (["Айдын", "Серік"], 1, Case::Genitive, "Айдын Серік"),
            (["Лидии", "Ткаченко"], 1, Case::Genitive, "Лидия Ткаченко"),
            (["Асель", "Сапарову"], 1, Case::Genitive, "Асель Сапарова"),
            (["Ирину", "Сапарову"], 1, Case::Genitive, "Ирина Сапарова"),
            (["Амангельды", "Сапарова"], 1, Case::Genitive, "Амангельды Сапаров"),
            (["Мусы", "Сапарова"], 1, Case::Genitive, "Муса Сапаров"),
            (["Кенжекожу", "Сапарова"], 1, Case::Genitive, "Кенжекожа Сапаров"),
        ] {
            assert_eq!(russian_name(&words, surname, case).join(" "), nominative, "{words:?}");
        }
    }
}
