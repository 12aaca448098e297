//! Who was there by what the sentence says of him, and of whom it only speaks.

use super::{kazakh, read, russian};
use crate::language::Language;

/// Those who took part, and those who are only named, where the sentences that begin so are of another event.
fn names(language: Language, source: &str, background: &[&str]) -> (Vec<String>, Vec<String>) {
    let (people, mentions) = read(language, "aktobe", source, background);
    let name = |person: &String| person.split(" | ").next().unwrap_or_default().to_owned();
    (people.iter().map(name).collect(), mentions)
}

#[test]
fn professions_are_roles() {
    russian(
        "aktobe",
        "Выступили владелица пекарни Айсулу Тенизова и правозащитница Марта Ли. Слово взяла врач-ревматолог Инна Цай. С участием тренера-реставратора Марата Тенизова прошёл семинар. Девятиклассница Алуа Серик подарила гостям открытки.",
        &[
            "Айсулу Тенизова | владелица пекарни | -",
            "Марта Ли | правозащитница | -",
            "Инна Цай | врач-ревматолог | -",
            "Марат Тенизов | тренер | -",
            "Алуа Серик | девятиклассница | -",
        ],
    );
    russian(
        "aktobe",
        "Прошёл мастер-класс Марата Тенизова. Открылась эксперт-площадка Тенизова Марата.",
        &[],
    );
    kazakh(
        "aktobe",
        "Жиынға «Самал» қорының негізін қалаушы Жұлдыз Теңізова, археолог Марат Серікбол және жыршы Төлеген Айқын қатысты. 9-сынып оқушысы Алуа Серік өлең оқыды. «Самал» қорының еріктісі, 10 «Ә» сынып оқушысы Дәмір Айқын ән айтты.",
        &[
            "Жұлдыз Теңізова | негізін қалаушы | Самал",
            "Марат Серікбол | археолог | -",
            "Төлеген Айқын | жыршы | -",
            "Алуа Серік | 9-сынып оқушысы | -",
            "Дәмір Айқын | ерікті, 10 «Ә» сынып оқушысы | Самал",
        ],
    );
    // Whose book it is was perhaps not there.
    kazakh("aktobe", "Жиында өлкетанушы Төлеген Айқынның кітабы талқыланды. Мектеп оқушылары риза.", &[]);
}

#[test]
fn a_russian_role_may_tell_where_somebody_comes_from() {
    russian(
        "aktobe",
        "О поливе рассказал агроном из Караоя Дамир Айкын. Фермер из Тенизского района Жулдыз Саматова поддержала коллегу. Вела встречу председатель общественного совета Темиртау Раиса Тениченко.",
        &[
            "Дамир Айкын | агроном из Караоя | -",
            "Жулдыз Саматова | фермер из Тенизского района | -",
            "Раиса Тениченко | председатель общественного совета Темиртау | -",
        ],
    );
    russian("aktobe", "Гости вышли из Караоя. Дамир Айкын. Песня из Караоя Дамир Айкын.", &[]);
}

#[test]
fn a_district_and_a_museum_are_nobody() {
    russian(
        "aktobe",
        "Выступил аким, обещавший помощь для ветеранов района Дамира Тенизова. Приехала сотрудница Дома-музея Тенизова. Наградили активистов района Дамира Тенизова и Марата Айкынова.",
        &["Дамир Тенизов | активист района | -", "Марат Айкынов | активист района | -"],
    );
}

#[test]
fn a_russian_verb_tells_who_spoke_or_did_something_there() {
    for (source, expected) in [
        ("Его заместитель, Дамир Тенизов, возразил.", "Дамир Тенизов"),
        ("Опытом поделилась по видеосвязи Гульмира Тенизова.", "Гульмира Тенизова"),
        ("Поддержал и предложил новое бывший сосед Дамир Тенизов.", "Дамир Тенизов"),
        ("Стихи прочла Айгуль Тенизова.", "Айгуль Тенизова"),
        ("Песню исполнила десятилетняя Нане Арутюнян.", "Нане Арутюнян"),
        ("Татарскую общину представляла Алия Тенизова.", "Алия Тенизова"),
        ("Заседание прошло под председательством Дамира Тенизова.", "Дамир Тенизов"),
        ("Зал встретил аплодисментами выступление Дамира Тенизова.", "Дамир Тенизов"),
    ] {
        assert_eq!(names(Language::Russian, source, &[]).0, [expected], "{source}");
    }
    for source in [
        "Алия рассказала о книге Ивана Тенизова.",
        "Директор поделилась опытом Дамира Тенизова.",
        "В 2011 году эту песню исполнила Айгуль Тенизова.",
        "Помощи ждёт десятилетняя Нане Арутюнян.",
        "Под звуки домбры Дамира Тенизова прошёл вечер.",
        "Отметила, что Дамир Тенизов, ответила на вопрос.",
    ] {
        assert!(names(Language::Russian, source, &[]).0.is_empty(), "{source}");
    }
}

#[test]
fn a_kazakh_verb_tells_who_took_part() {
    let all: [(&str, &[&str]); 6] = [
        ("Д.Теңізов, А.Айқынова да осы пікірді қостады.", &["Д.Теңізов", "А.Айқынова"]),
        ("Жиынға көрші облыстың орталығынан Дамир Теңізбаев қатысып, ой қосты.", &["Дамир Теңізбаев"]),
        ("Озып шыққан ақсулық Дамир Теңізов бас жүлдені жеңіп алды.", &["Дамир Теңізов"]),
        (
            "Бірінші орын Дамир Теңізовке, екінші орын Алуа Айқыноваға бұйырды.",
            &["Дамир Теңізов", "Алуа Айқынова"],
        ),
        (
            "«Самал» қорының төрайымы Алуа Айқынова дағдарыс орталығына ғимарат керек екенін айтты.",
            &["Алуа Айқынова"],
        ),
        ("Сөзді Дамир Теңізов болса былай деп түйді. Дамир Теңізов сөз сөйледі.", &["Дамир Теңізов"]),
    ];
    for (source, expected) in all {
        assert_eq!(names(Language::Kazakh, source, &[]).0, expected, "{source}");
    }
    for source in [
        "Дамир Теңізовке қатысты пікірді қостады.",
        "1999 жылғы сайыста Дамир Теңізов бас жүлдені жеңіп алды.",
        "Бірінші орын Дамир Теңізовке арналған кітапқа бұйырды.",
        "Қор төрағасы Дамир Теңізов атындағы орталықты ашты.",
    ] {
        assert!(names(Language::Kazakh, source, &[]).0.is_empty(), "{source}");
    }
}

#[test]
fn who_tells_of_another_event_was_at_this_one() {
    for (language, source) in [
        (
            Language::Kazakh,
            "«Былтыр біз аз едік. Енді көп болдық», – дейді бірлестік төрайымы Алуа Айқынова.",
        ),
        (Language::Kazakh, "Қала әкімі Алуа Айқынова кіріспе сөзінде былтыр көп жұмыс атқарылғанын айтты."),
        (Language::Russian, "- В прошлом году нас было трое, - говорит директор школы Алуа Айкынова."),
        (Language::Russian, "«Нам десять лет назад то же обещали», напомнила жительница Алуа Айкынова."),
        (Language::Russian, "Директор школы Алуа Айкынова рассказала, что год назад учеников было меньше."),
        (Language::Russian, "Как отметила директор Алуа Айкынова, в прошлом году учеников было меньше."),
    ] {
        let (people, mentions) = names(language, source, &["«", "Қала", "-", "Директор", "Как", "Енді"]);
        assert_eq!(people.len(), 1, "{source}: {mentions:?}");
        assert!(people[0].starts_with("Алуа А"), "{source}");
    }
    for (language, source) in [
        (Language::Kazakh, "Былтырғы жиында қала әкімі Алуа Айқынова «Біз аз едік, енді көбейдік», – деді."),
        (Language::Kazakh, "Қала әкімі Алуа Айқынова басқарған ұйым былтыр ашылғанын ел айтты."),
        (
            Language::Kazakh,
            "Еске салсақ, былтыр форум өтті. «Өткен жылы біз аз едік, енді көбейдік», – деді қала әкімі Алуа Айқынова.",
        ),
        (
            Language::Russian,
            "Напомним, год назад был форум. «В прошлом году нас было трое», – сказала директор Алуа Айкынова.",
        ),
        (Language::Russian, "В прошлом году на форуме директор Алуа Айкынова рассказала о школе."),
        (Language::Russian, "Директор Алуа Айкынова год назад открыла школу."),
    ] {
        let all = ["Былтыр", "Қала", "Еске", "«", "Напомним", "В", "Директор"];
        let (people, mentions) = names(language, source, &all);
        assert!(people.is_empty(), "{source}: {people:?}");
        assert_eq!(mentions.len(), 1, "{source}: {mentions:?}");
    }
}

#[test]
fn a_russian_verb_for_several_people_names_them() {
    russian(
        "aktobe",
        "От родителей выступили Дамир Айкынов и Марта Тенизова. Дипломы получили Самат Бериков, Алуа Тенизова и Инна Серикова. Занятия вёл Нурлан Изтлеров.",
        &[
            "Дамир Айкынов | - | -",
            "Марта Тенизова | - | -",
            "Самат Бериков | - | -",
            "Алуа Тенизова | - | -",
            "Инна Серикова | - | -",
            "Нурлан Изтлеров | - | -",
        ],
    );
    // Of whom they spoke, whom they thanked, and what was in another year.
    russian(
        "aktobe",
        "Гости рассказали о Дамире Айкынове. Ученики поблагодарили Самата Берикова и Алуа Тенизову. Дети прочитали Дамира Айкынова и Марту Тенизову. В 1998 году дипломы получили Самат Омаров и Асель Омарова.",
        &[],
    );
}

#[test]
fn who_told_of_another_time_in_kazakh_was_there() {
    let (people, mentions) = names(
        Language::Kazakh,
        "Қор директоры Марта Теңізованың айтуынша, былтыр жұмыс көп болды. Былтырғы форумды қор директоры Асан Айқынов ашқан.",
        &["Қор директоры", "Былтырғы"],
    );
    assert_eq!(people, ["Марта Теңізова"]);
    assert_eq!(mentions, ["Асан Айқынов: other-event"]);
    kazakh(
        "aktobe",
        "Марта Теңізованың айтуынша, жұмыс көп. Марта Омарованың айтқан әңгімесі ұнады.",
        &["Марта Теңізова | - | -"],
    );
}

#[test]
fn english_professions_are_roles() {
    super::check(
        Language::English,
        "aktobe",
        "The panel was moderated by Damir Aikynov, an economist from Tenizgrad. Village teacher Marta Tenizova showed her books. \"We read a lot,\" said Alua Serikova, a village librarian.",
        &[
            "Damir Aikynov | economist | -",
            "Marta Tenizova | village teacher | -",
            "Alua Serikova | village librarian | -",
        ],
    );
    super::check(
        Language::English,
        "aktobe",
        "The Teacher Training Academy opened its doors. Damir Aikynov was born here. Guests read Marta Tenizova, the pride of the village.",
        &[],
    );
}

#[test]
fn whom_books_and_films_are_about_was_not_there() {
    let (people, mentions) = names(
        Language::Kazakh,
        "Нотариус Дәмір Айқынов туралы фильм көрсетілді. Белгілі геолог Асан Теңізовтың өмірі айтылды. Нотариус Самат Беков кеңес берді.",
        &[],
    );
    assert_eq!(people, ["Самат Беков"]);
    assert_eq!(mentions, ["Дәмір Айқынов: spoken-of", "Асан Теңізов: spoken-of"]);
    let (people, mentions) = names(
        Language::Russian,
        "Школе подарили книгу химика Дамира Айкынова. Химик Самат Беков показал опыт.",
        &[],
    );
    assert_eq!(people, ["Самат Беков"]);
    assert_eq!(mentions, ["Дамир Айкынов: spoken-of"]);
    let (people, mentions) = names(
        Language::English,
        "Guests saw a film about the scientist Damir Aikynov. The lawyer Samat Bekov spoke.",
        &[],
    );
    assert_eq!(people, ["Samat Bekov"]);
    assert_eq!(mentions, ["Damir Aikynov: spoken-of"]);
}
