//! Where a name begins and ends, and which names are of one body: what sentences of all shapes lead astray.

use super::kazakh;

#[test]
fn what_belongs_to_a_body_is_no_part_of_its_kazakh_name() {
    kazakh(
        "east-kazakhstan",
        "Жиында ШҚО мәдени орталықтары Қазақстан халқы Ассамблеясының сессиясына дайын екені айтылды.",
        &["Қазақстан халқы Ассамблеясы (assembly)"],
    );
    kazakh(
        "north-kazakhstan",
        "Оған СҚО бойынша Қазақстан халқы Ассамблеясының өкілдері келді.",
        &["Қазақстан халқы Ассамблеясы (assembly)"],
    );
    kazakh(
        "kostanay",
        "Оған ҚР ұйымдары Өнерпаз жастар одағының шеберлері ретінде келді.",
        &["Өнерпаз жастар одағы (union)"],
    );
    // Of which place it is belongs to it; so does what its members are.
    kazakh(
        "west-kazakhstan",
        "Оған БҚО Қазақстан халқы Ассамблеясының және Қазақстан әйелдері одағының өкілдері келді.",
        &["БҚО Қазақстан халқы Ассамблеясы (assembly)", "Қазақстан әйелдері одағы (union)"],
    );
}

#[test]
fn a_level_and_a_kind_alone_are_no_kazakh_name_behind_what_the_body_is_for() {
    kazakh("atyrau", "Бұл жастармен жұмыс жөніндегі облыстық кеңестің кезекті отырысы.", &[]);
    kazakh("atyrau", "Бұл облыстық кеңестің кезекті отырысы.", &["Атырау облыстық кеңесі (council)"]);
}

#[test]
fn a_kazakh_name_may_say_whom_the_body_supports() {
    let centre = "Азаматтық бастамаларды қолдау орталығы (centre, organiser)";
    kazakh("kostanay", "Оны Азаматтық бастамаларды қолдау орталығы ұйымдастырды.", &[centre]);
    kazakh(
        "kostanay",
        "Оған Отбасыларды қорғау қауымдастығының өкілдері келді.",
        &["Отбасыларды қорғау қауымдастығы (association)"],
    );
    // A legal form before the name says what it is, and is no part of it.
    kazakh(
        "kostanay",
        "Форумды КЕАҚ Азаматтық бастамаларды қолдау орталығы ұйымдастырды.",
        &["Азаматтық бастамаларды қолдау орталығы (noncommercial-jsc, organiser)"],
    );
    kazakh(
        "kostanay",
        "Форумды «Береке» ҚБ Азаматтық бастамаларды қолдау орталығымен бірге ұйымдастырды.",
        &[
            "Береке (public-association, organiser)",
            "Азаматтық бастамаларды қолдау орталығы (centre, organiser)",
        ],
    );
    // What somebody does is no name.
    kazakh("kostanay", "Кеше Асан Үсенов жобаларды қолдау орталығында болды.", &[]);
    kazakh("kostanay", "Жастарды қолдау орталығы керек.", &[]);
}

#[test]
fn an_institution_without_marks_has_a_name_of_its_own() {
    kazakh(
        "kostanay",
        "Жиында облыстық Қоғамдық келісім мекемесінің басшысы сөйледі.",
        &["Қостанай облыстық Қоғамдық келісім мекемесі (state-institution)"],
    );
    kazakh("kostanay", "Жиында Қостанай мекемесінің, облыстық мекеменің басшылары сөйледі.", &[]);
    kazakh("kostanay", "Қоғамдық мекемесі жоқ. Жиында білім мекемесінің басшысы сөйледі.", &[]);
}
