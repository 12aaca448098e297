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
