//! Bodies that are known by somebody's post in them, by a number, or by a longer type word.

use super::{Language, check, kazakh, russian};

#[test]
fn a_number_stands_between_whose_a_house_is_and_what_it_is() {
    kazakh(
        "abai",
        "Жиында Б.Сейтқали атындағы №8 мектептің мұғалімі, №15 гимназияның әдебиет пәнінің мұғалімі, Жаңасу ауданының №2 лицейінің директоры және №3 қалалық аурухананың дәрігері сөйледі.",
        &[
            "Б.Сейтқали атындағы №8 мектеп (state-institution)",
            "№15 гимназия (state-institution)",
            "Жаңасу ауданының №2 лицейі (state-institution)",
            "№3 қалалық аурухана (state-institution)",
        ],
    );
    kazakh(
        "abai",
        "Көрме №8 мектепте өтті. №3 қалалық ауруханаға көмек берілді, №15 гимназия жөнделді.",
        &[],
    );
}

#[test]
fn a_university_in_short_is_called_after_somebody() {
    kazakh(
        "abai",
        "Сөз алған Сәлім Төребек атындағы ШҚУ доценті мен Б.Сейтқали атындағы ҚазӨУ-дің студенті пікір қосты.",
        &["Сәлім Төребек атындағы ШҚУ (university)", "Б.Сейтқали атындағы ҚазӨУ (university)"],
    );
    kazakh("abai", "Сәлім Төребек атындағы КММ директоры, Төребек атындағы ЖШС келді.", &[]);
}

#[test]
fn kazakh_houses_and_societies_whose_people_speak() {
    kazakh(
        "kostanay",
        "Облыстық мешіттің бас имамы, аудандық соттың бас маманы, Тобыл қалалық мүмкіндігі шектеулі жандар қоғамының төрағасы, «Ақ шағала» әжелер ансамблінің жетекшісі және мүгедектігі бар жандар қоғамының төрайымы сөйледі.",
        &[
            "Қостанай облыстық мешіті (?)",
            "Аудандық сот (government-body)",
            "Тобыл қалалық мүмкіндігі шектеулі жандар қоғамы (public-association)",
            "«Ақ шағала» әжелер ансамблі (?)",
            "Мүгедектігі бар жандар қоғамы (public-association)",
        ],
    );
    // Nobody speaks for them, or it is any.
    kazakh(
        "kostanay",
        "Облыстық мешітте намаз оқылды. Іс аудандық сотқа берілді. «Ақ шағала» ансамблі ән салды. Ауылдық мешіттің имамы, мүгедектігі бар жандарға көмек берілді.",
        &[],
    );
    kazakh(
        "kostanay",
        "Тоқал этномәдени бірлестігінің төрағасы сөйледі.",
        &["Тоқал этномәдени бірлестігі (ethnocultural-association)"],
    );
    kazakh(
        "kostanay",
        "Барлық этномәдени бірлестігінің төрағасы келді. Бұл этномәдени бірлестігі үшін керек.",
        &[],
    );
}

#[test]
fn russian_houses_and_bodies_whose_people_speak() {
    russian(
        "kostanay",
        "Выступили главный врач районной больницы, директор Заречинского политехнического колледжа, адвокат Заречинской коллегии адвокатов, секретарь областной комиссии по делам женщин, председатель городского совета деловых женщин, председатель совета ветеранов села Жанасу, руководитель студии «Маяк» и заведующая Домом дружбы.",
        &[
            "Районная больница (state-institution)",
            "Заречинский политехнический колледж (?)",
            "Заречинская коллегия адвокатов (?)",
            "Областная комиссия по делам женщин (council)",
            "Городской совет деловых женщин (council)",
            "Совет ветеранов села Жанасу (council)",
            "Студия «Маяк» (?)",
            "Дом дружбы (state-institution)",
        ],
    );
    russian(
        "kostanay",
        "Встреча прошла в районной больнице, концерт – в студии «Маяк» и у областного суда. Приехали из Заречинского политехнического колледжа. Заведующая библиотекой Г. Омарова пришла. Создана комиссия по делам женщин.",
        &[],
    );
}

#[test]
fn a_longer_type_word_reaches_its_quotation() {
    russian(
        "kostanay",
        "Были представители норвежской организации «Blå Vei», центра поддержки сельских инициатив «Жанасу» и Ассоциации мастериц юга «Оймак».",
        &[
            "Blå Vei (public-association)",
            "Центр поддержки сельских инициатив «Жанасу» (centre)",
            "Оймак (association)",
        ],
    );
    russian(
        "kostanay",
        "Управление внутренней политики области провело «Маяк».",
        &["Управление внутренней политики Костанайской области (government-body)"],
    );
}

#[test]
fn what_is_told_of_a_body_behind_its_marks_stays() {
    kazakh(
        "kostanay",
        "«Бастау» қоғамдық келісім кеңесінің төрағасы, «Жарқын жол» республикалық сақшылар желісі қоғамдық бірлестігінің президенті және «Дархан қоры» қоғамдық қорының директоры келді.",
        &[
            "«Бастау» қоғамдық келісім кеңесі (assembly-structure)",
            "Жарқын жол (public-association)",
            "Дархан қоры (public-foundation)",
        ],
    );
    kazakh("kostanay", "«Жарқын жол» сақшылар тобы қоғамдық тәртіпті қорғады.", &[]);
}

#[test]
fn offices_are_called_by_what_they_are_for_in_short() {
    russian(
        "kostanay",
        "Отвечали руководитель отдела ЖКХ, пассажирского транспорта и автодорог города и начальник департамента по ЧС Костанайской области.",
        &[
            "Отдел ЖКХ, пассажирского транспорта и автодорог города (government-body)",
            "Департамент по ЧС Костанайской области (government-body)",
        ],
    );
    russian("kostanay", "Руководитель отдела ЖКХ Асан Омаров и отдел АБВ города ответили.", &[]);
}

#[test]
fn a_committee_has_its_department_for_a_place() {
    kazakh(
        "kostanay",
        "Көлік және сауда комитетінің облыс бойынша департаментінің басшысы сөйледі.",
        &["Көлік және сауда комитетінің облыс бойынша департаменті (government-body)"],
    );
    // Of which committee it is nobody tells.
    kazakh("kostanay", "Сапаны бақылайтын облыс бойынша департаментінің басшысы сөйледі.", &[]);
}

#[test]
fn what_stands_behind_an_owner_is_its_own() {
    kazakh(
        "kostanay",
        "Оны «Жарқын күн» қоғамдық бірлестігі аудандық ішкі саясат бөлімінің қолдауымен өткізді. Облыстың әкімшілік орталығы – Тобыл. Кеше Қарағанды педагогикалық университетінің ректоры келді.",
        &[
            "Жарқын күн (public-association)",
            "Аудандық ішкі саясат бөлімі (government-body)",
            "Қарағанды педагогикалық университеті (university)",
        ],
    );
    russian(
        "kostanay",
        "Встречу региональной палаты предпринимателей вел директор Палаты предпринимателей Костанайской области.",
        &["Палата предпринимателей Костанайской области (chamber)"],
    );
}

#[test]
fn english_names_have_their_type_word_in_them() {
    check(
        Language::English,
        "kostanay",
        "It was held with the Tobyl Civic Centre. An adviser to the Baltic Museum Network and Asem Usenova of the Daughters of the Wind public association spoke.",
        &[
            "Tobyl Civic Centre (centre)",
            "Baltic Museum Network (?)",
            "Daughters of the Wind (public-association)",
        ],
    );
    check(
        Language::English,
        "kostanay",
        "It was held at the Tobyl Centre and in Tobyl College. The National Network and the Regional Council met Asem Usenova of the Wind public association.",
        &["Wind (public-association)"],
    );
}
