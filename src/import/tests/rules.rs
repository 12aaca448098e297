//! Sentences for single rules: what each makes of a lede.

use super::{Known, article, facts_of, region_id, understand};
use crate::import::article::Told;
use crate::import::compose::escaped;
use crate::vocabulary::Fact;

/// The date read from a lede, of news without a date and of news of 20 May 2022.
fn dates(lede: &str) -> (Option<String>, Option<String>) {
    let mut dated = article(lede);
    let without = understand(&dated, &Known::default()).date;
    dated.metadata.published = Some(Told { value: "2022-05-20".parse().unwrap(), rung: "argument" });
    let with = understand(&dated, &Known::default()).date;
    (without.map(|date| date.value.date.to_string()), with.map(|date| date.value.date.to_string()))
}

#[test]
fn the_day_of_publication_is_never_the_events() {
    for line in
        ["опубликовано 04.03.2026", "жарияланды 04.03.2026", "date 2026-03-04", "published 4 March 2026"]
    {
        let text = format!(
            "В Таразе прошла встреча жителей\n{line}\n\nВ Таразе состоялась встреча жителей. Пришло около сотни человек.\n"
        );
        let facts = facts_of(&text);
        assert_eq!(facts.date, None, "{line}");
        assert_eq!(
            facts.published.map(|date| date.value.to_string()).as_deref(),
            Some("2026-03-04"),
            "{line}"
        );
    }
}

#[test]
fn what_was_set_aside_names_nobody() {
    let facts = facts_of(
        "В Таразе прошел форум\n\nВ Таразе прошел областной форум. Приехали жители трех районов области.\nФото: ОФ «Үміт»\n",
    );
    assert_eq!(facts.organisations, []);
}

#[test]
fn a_date_beside_a_held_verb_is_the_events() {
    let cases = [
        ("12 мамыр күні Таразда дөңгелек үстел өтті.", "XXXX-05-12", "2022-05-12"),
        ("Таразда 12 мамырда дөңгелек үстел өтті.", "XXXX-05-12", "2022-05-12"),
        ("Таразда үстіміздегі жылдың 12 мамырында форум болып өтті.", "XXXX-05-12", "2022-05-12"),
        (
            "2022 жылғы 10-12 мамыр күндері Таразда форум өтті.",
            "2022-05-10/2022-05-12",
            "2022-05-10/2022-05-12",
        ),
        ("Таразда 2021 жылдың 28 желтоқсанында форум өткізілді.", "2021-12-28", "2021-12-28"),
        ("В минувшую пятницу, 13 мая, в Таразе состоялся форум.", "XXXX-05-13", "2022-05-13"),
        ("В Таразе 13 мая прошел форум.", "XXXX-05-13", "2022-05-13"),
        ("13 мая 2022 года в Таразе прошел форум.", "2022-05-13", "2022-05-13"),
        ("Форум прошел в Таразе 13 мая.", "XXXX-05-13", "2022-05-13"),
        ("Форум прошел в Таразе с 11 по 13 мая.", "XXXX-05-11/XXXX-05-13", "2022-05-11/2022-05-13"),
        ("В апреле 2022 года в Таразе прошел форум.", "2022-04", "2022-04"),
        ("A forum was held in Taraz on May 13.", "XXXX-05-13", "2022-05-13"),
        ("On 13 May 2022 a forum took place in Taraz.", "2022-05-13", "2022-05-13"),
        // Over the end of a month: the article's own year stays, whenever the news came.
        (
            "Таразда 2021 жылғы 31 мамыр – 1 маусым күндері форум өтті.",
            "2021-05-31/2021-06-01",
            "2021-05-31/2021-06-01",
        ),
        (
            "2021 жылғы 30 қыркүйек – 2 қазанда Таразда форум өтті.",
            "2021-09-30/2021-10-02",
            "2021-09-30/2021-10-02",
        ),
        ("Таразда 30 сәуір – 2 мамырда форум өтті.", "XXXX-04-30/XXXX-05-02", "2022-04-30/2022-05-02"),
        (
            "Таразда 2021 жылғы 31 мамыр мен 2 маусым аралығында форум өтті.",
            "2021-05-31/2021-06-02",
            "2021-05-31/2021-06-02",
        ),
        (
            "Таразда 2021 жылғы 31 мамырдан 2 маусымға дейін форум өтті.",
            "2021-05-31/2021-06-02",
            "2021-05-31/2021-06-02",
        ),
        ("В Таразе 31.05.2021-01.06.2021 прошел форум.", "2021-05-31/2021-06-01", "2021-05-31/2021-06-01"),
        (
            "С 30 сентября по 2 октября 2021 года в Таразе прошел форум.",
            "2021-09-30/2021-10-02",
            "2021-09-30/2021-10-02",
        ),
        (
            "30 сентября – 2 октября 2021 года в Таразе прошел форум.",
            "2021-09-30/2021-10-02",
            "2021-09-30/2021-10-02",
        ),
        ("В Таразе 30 апреля-2 мая прошел форум.", "XXXX-04-30/XXXX-05-02", "2022-04-30/2022-05-02"),
        (
            "A forum was held in Taraz from April 30 to May 2, 2022.",
            "2022-04-30/2022-05-02",
            "2022-04-30/2022-05-02",
        ),
    ];
    for (lede, without, with) in cases {
        let (found, dated) = dates(lede);
        assert_eq!((found.as_deref(), dated.as_deref()), (Some(without), Some(with)), "{lede}");
    }
}

#[test]
fn what_a_date_cannot_hold_waits_for_review() {
    let cases = [
        // Days apart: what holds them all, and no day alone.
        ("Таразда 2021 жылғы 5 және 12 мамырда форум өтті.", Some("2021-05"), Some("2021-05")),
        ("Таразда 5 және 12 мамырда форум өтті.", None, Some("2022-05")),
        ("5 и 12 мая 2021 года в Таразе прошел форум.", Some("2021-05"), Some("2021-05")),
        ("31 мая и 5 июня 2021 года в Таразе прошел форум.", Some("2021"), Some("2021")),
        // The last day, of one or of several.
        ("Форум в Таразе завершился 2 июня 2021 года.", Some("2021-06-02"), Some("2021-06-02")),
        ("Таразда форум 2021 жылғы 2 маусымда аяқталды.", Some("2021-06-02"), Some("2021-06-02")),
        // The beginning in one sentence, the end in another.
        (
            "В Таразе проходил форум с 31 мая. Форум завершился 2 июня 2021 года.",
            Some("2021-05-31/2021-06-02"),
            Some("2021-05-31/2021-06-02"),
        ),
        (
            "Таразда 30 сәуірден бастап форум өтті. Форум 2 мамырда аяқталды.",
            Some("XXXX-04-30/XXXX-05-02"),
            Some("2022-04-30/2022-05-02"),
        ),
    ];
    for (lede, without, with) in cases {
        let (found, dated) = dates(lede);
        assert_eq!((found.as_deref(), dated.as_deref()), (without, with), "{lede}");
        let facts = facts_of(lede);
        let waits = facts.review.contains(&crate::vocabulary::Fact::Date);
        assert_eq!(waits, facts.date.is_some(), "{lede}");
    }
    let facts = facts_of("2 июня 2021 года в Таразе прошел форум, который завершился концертом.");
    assert!(facts.date.is_some() && !facts.review.contains(&crate::vocabulary::Fact::Date));
    // A beginning of something else is not the event's.
    let (found, _) = dates("В Таразе прошел форум 12 мая 2021 года. С 1 мая проходит конкурс эссе.");
    assert_eq!(found.as_deref(), Some("2021-05-12"));
}

#[test]
fn todays_event_has_a_date_only_with_the_day_of_the_news() {
    let cases = [
        ("Бүгін Таразда форум өтті.", Some("2022-05-20")),
        ("Кеше Таразда форум өтті.", Some("2022-05-19")),
        ("Сегодня в Таразе прошел форум.", Some("2022-05-20")),
        ("Вчера в Таразе прошел форум.", Some("2022-05-19")),
        ("Күні кеше Таразда форум өтті.", None),
        ("Бүгінде Таразда форум өтті деуге болады.", None),
        ("В Таразе прошел форум о том, что такое сегодня общество.", None),
    ];
    for (lede, with) in cases {
        let (found, dated) = dates(lede);
        assert_eq!((found.as_deref(), dated.as_deref()), (None, with), "{lede}");
    }
}

#[test]
fn dates_of_something_else_are_none() {
    let ledes = [
        // Coming events.
        "Таразда 24 мамырда өтетін форумға дайындық талқыланған дөңгелек үстел өтті.",
        "В Таразе прошло совещание по подготовке форума, который пройдет 24 мая.",
        "В Таразе в преддверии 24 мая прошел форум.",
        "Таразда 1 маусым қарсаңында форум өтті.",
        // Earlier events.
        "Таразда былтырғы 12 мамырда басталған жобаның форумы өтті.",
        "В Таразе прошел форум по итогам конкурса, который завершился 1 мая 2022 года.",
        // Holidays.
        "1 мамыр – Бірлік күніне орай Таразда форум өтті.",
        "В Таразе прошел форум к 1 мая.",
        "Таразда 9 мамыр мерекесіне арналған форум өтті.",
        // Documents, terms, foundations.
        "Таразда 2022 жылғы 16 наурыздағы Жолдау талқыланған форум өтті.",
        "В Таразе прошел форум по закону от 12 мая 2022 года.",
        "В Таразе прошел форум по закону, принятому 12 мая 2022 года.",
        "Таразда 2025 жылға дейінгі жоспар туралы форум өтті.",
        "В Таразе прошел форум о плане до 31 декабря 2025 года.",
        "Таразда 2001 жылғы 5 мамырда құрылған ұйымның форумы өтті.",
        "A forum on the law of May 12, 2020 was held in Taraz.",
        // Names and speech.
        "Таразда «12 мамыр» қозғалысының форумы өтті.",
        // Years and numbers that are none.
        "Таразда 2022 адам қатысқан форум өтті.",
        "В Таразе прошел форум «Жастар-2022».",
    ];
    for lede in ledes {
        assert_eq!(dates(lede), (None, None), "{lede}");
    }
}

#[test]
fn what_is_to_come_takes_only_the_day_that_it_governs() {
    let cases = [
        ("26 декабря накануне Нового года в Таразе прошел круглый стол.", Some("XXXX-12-26")),
        ("Накануне Нового года, 26 декабря, в Таразе прошел круглый стол.", Some("XXXX-12-26")),
        ("В преддверии Дня Республики 12 октября в Таразе прошел круглый стол.", Some("XXXX-10-12")),
        ("В Таразе накануне, 12 октября, прошел круглый стол.", Some("XXXX-10-12")),
        ("12 мая по вопросам подготовки к сессии в Таразе прошел круглый стол.", Some("XXXX-05-12")),
        ("12 мая по предстоящей сессии в Таразе прошел круглый стол.", Some("XXXX-05-12")),
        (
            "Ағымдағы жылдың 26 желтоқсанында Жаңа жыл қарсаңында Достық үйінде кездесу өтті.",
            Some("XXXX-12-26"),
        ),
        ("2024 жылғы 26 желтоқсанда Жаңа жыл қарсаңында Таразда кездесу өтті.", Some("2024-12-26")),
        ("Жаңа жыл қарсаңында 26 желтоқсанда Таразда кездесу өтті.", Some("XXXX-12-26")),
        ("12 мамырда Таразда сессияға дайындық мәселесі бойынша кездесу өтті.", Some("XXXX-05-12")),
        ("12 мамырда Таразда алдағы сайлауға байланысты кездесу өтті.", Some("XXXX-05-12")),
        ("On May 14, on the eve of Constitution Day, a round table was held in Taraz.", Some("XXXX-05-14")),
        // The day that is governed.
        ("Накануне 24 октября в Таразе прошел круглый стол.", None),
        ("Накануне Дня Республики 25 октября в Таразе прошел круглый стол.", None),
        ("В Таразе прошел круглый стол по подготовке к форуму 24 мая.", None),
        ("В Таразе прошел круглый стол о предстоящем 24 мая форуме.", None),
        // Of which holiday it is the day is not known.
        ("Накануне праздника 12 мая в Таразе прошел круглый стол.", None),
        ("Таразда 28 тамыз қарсаңында кездесу өтті.", None),
        ("Таразда алдағы 24 мамырда болатын форум туралы кездесу өтті.", None),
        ("Дөңгелек үстелде алдағы аптада 24 мамырда не өтетіні талқыланды.", None),
        ("Дөңгелек үстелде 24 мамырда Таразда үлкен форум өтетіні талқыланды.", None),
        ("On the eve of August 28 a round table was held in Taraz.", None),
    ];
    for (lede, date) in cases {
        assert_eq!(dates(lede).0.as_deref(), date, "{lede}");
    }
}

#[test]
fn the_event_said_again_has_the_date_of_its_sentence() {
    let cases = [
        ("В Таразе состоялся форум. Мероприятие прошло 12 мая в Доме дружбы.", Some("XXXX-05-12")),
        ("В Таразе состоялся форум. 12 мая мероприятие прошло в Доме дружбы.", Some("XXXX-05-12")),
        ("Таразда форум өтті. Іс-шара 12 мамырда Достық үйінде ұйымдастырылды.", Some("XXXX-05-12")),
        ("A forum was held in Taraz. The event took place on May 12.", Some("XXXX-05-12")),
        // Something else.
        ("В Таразе состоялся форум. Следующее мероприятие прошло 12 мая.", None),
        ("В Таразе состоялся форум. Мероприятие по уборке парка прошло 12 мая.", None),
        ("В Таразе состоялся форум. Мероприятия прошли 12 мая и в селах.", None),
        ("Таразда форум өтті. Іс-шара аясында 12 мамырда көше тазаланып, көшет отырғызу өтті.", None),
        // Of what was not told of before nothing is known.
        ("Жители Тараза рады весне. Мероприятие прошло 12 мая.", None),
        // Its own noun has a day already.
        (
            "12 мая 2024 года в Таразе прошел форум. 3 июня 2023 года мероприятие прошло в Рудном.",
            Some("2024-05-12"),
        ),
        // An earlier one, and one of another event.
        ("В Таразе прошел форум. Это мероприятие прошло впервые 5 июня 2010 года.", None),
        ("A forum was held in Taraz. The event was held for the first time on 3 June 2010.", None),
    ];
    for (lede, date) in cases {
        assert_eq!(dates(lede).0.as_deref(), date, "{lede}");
    }
}

#[test]
fn the_region_is_where_the_event_was() {
    let cases = [
        ("Талғарда семинар өтті.", Some("almaty-oblast")),
        ("Алматыда семинар өтті.", Some("almaty")),
        ("Алматы облыстық кітапханасында семинар өтті.", Some("almaty-oblast")),
        ("Жамбыл облысының Қордай ауданында семинар өтті.", Some("zhambyl")),
        ("Сарыағаш ауданында семинар өтті.", Some("turkistan")),
        ("ШҚО-да семинар өтті.", Some("east-kazakhstan")),
        ("Маңғыстауда семинар өтті.", Some("mangystau")),
        ("Шығыс Қазақстанда семинар өтті.", Some("east-kazakhstan")),
        ("Қызылорда қаласында Алматыдан келген мамандар семинар өткізді.", Some("kyzylorda")),
        ("Шымкент пен Тараз тұрғындары Қызылорда қаласында өткен семинарға қатысты.", Some("kyzylorda")),
        ("В Рудном прошел семинар.", Some("kostanay")),
        ("В городе Аркалыке прошел семинар.", Some("kostanay")),
        ("В Сарыагашском районе прошел семинар.", Some("turkistan")),
        ("В СКО прошел семинар.", Some("north-kazakhstan")),
        ("В Алматинской области прошел семинар.", Some("almaty-oblast")),
        ("В Алматы прошел семинар.", Some("almaty")),
        ("В г. Алматы прошел семинар.", Some("almaty")),
        ("В Усть-Каменогорске прошел семинар.", Some("east-kazakhstan")),
        ("Делегация из Тараза побывала на семинаре в Уральске.", Some("west-kazakhstan")),
        ("Семинар для жителей Павлодара и Семея прошел в Экибастузе.", Some("pavlodar")),
        ("A seminar was held in Oskemen.", Some("east-kazakhstan")),
        ("A seminar was held in the Turkistan Region.", Some("turkistan")),
        ("Сәтбаевта семинар өтті.", Some("ulytau")),
        ("В преддверии VI сессии Ассамблеи народа Казахстана в Рудном прошел семинар.", Some("kostanay")),
        ("АСТАНА. В столице прошла конференция. Гости из Тараза и Алматы привезли книги.", Some("astana")),
        // Blank beats guess.
        ("В Таразе, Туркестане и Актау прошли семинары. В Таразе к слушателям пришёл аким.", None),
        ("Прошёл форум. По опросу, который провели, хотят жить в Астане либо в Самаре.", None),
        ("Академик Қаныш Сәтбаевтың 125 жылдығына арналған семинар өтті.", None),
        ("Прошел семинар к 125-летию Каныша Сатпаева.", None),
        ("Абай мұрасы туралы семинар өтті.", None),
        ("Жамбыл атындағы кітапханада семинар өтті.", None),
        ("Для семей с детьми прошел семинар.", None),
        ("На улице Павлодарской прошел семинар.", None),
        ("Прошел семинар для гостей из Астаны, Алматы и Шымкента.", None),
        ("Астана, Алматы, Шымкент қалаларының өкілдеріне семинар өтті.", None),
        ("В преддверии VI сессии Ассамблеи народа Казахстана в Рудном врачи прочли лекции.", None),
        ("Елордада өтетін форумға дайындық семинары өтті.", None),
        ("Астанада өтетін форумға дайындық семинары өтті.", None),
    ];
    for (lede, region) in cases {
        let found = facts_of(lede).region.as_ref().map(region_id);
        assert_eq!(found.as_deref(), region, "{lede}");
    }
}

#[test]
fn the_number_stands_before_the_events_noun() {
    let cases = [
        ("Таразда XI Азаматтық форум өтті.", Some(11)),
        ("Таразда ХІ-ші Азаматтық форум өтті.", Some(11)),
        ("Таразда 11-ші облыстық Азаматтық форум өтті.", Some(11)),
        ("Таразда он бірінші Азаматтық форум өтті.", Some(11)),
        ("Таразда Жамбыл облысының бесінші форумы өтті.", Some(5)),
        ("В Таразе прошел одиннадцатый форум.", Some(11)),
        ("В Таразе прошла восемнадцатая встреча жителей.", Some(18)),
        ("В Таразе прошла двадцать шестая встреча жителей.", Some(26)),
        ("На тридцать втором форуме в Таразе выступили жители.", Some(32)),
        ("В Таразе прошел двадцатый форум.", Some(20)),
        ("Таразда жиырма алтыншы форум өтті.", Some(26)),
        ("Таразда қырық бірінші форум өтті.", Some(41)),
        ("Таразда отызыншы форум өтті.", Some(30)),
        ("The twenty-first civil forum was held in Taraz.", Some(21)),
        ("В Таразе прошло двадцать форумов.", None),
        ("В Таразе прошел сто двадцать первый форум.", None),
        ("В Таразе прошел 11-й областной форум.", Some(11)),
        ("В Таразе прошел ХI региональный гражданский форум.", Some(11)),
        ("В Таразе прошел 11 Гражданский форум.", Some(11)),
        ("The 11th civil forum was held in Taraz.", Some(11)),
        ("Таразда үшінші сектор өкілдерінің форумы өтті.", None),
        ("Таразда форумның үшінші күні өтті.", None),
        ("Таразда 2022 форум өтті.", None),
        ("Х Азаматтық форум аясында Таразда форум өтті.", None),
        ("В рамках XI Гражданского форума Казахстана в Таразе прошел форум.", None),
        ("В Таразе прошло 11 форумов.", None),
        ("С Нового года в Таразе прошел форум.", None),
    ];
    for (lede, number) in cases {
        assert_eq!(facts_of(lede).number.map(|number| number.value), number, "{lede}");
    }
}

#[test]
fn the_theme_is_what_was_announced() {
    let cases = [
        ("Таразда «Ауыл және біз» тақырыбында форум өтті.", Some("Ауыл және біз")),
        ("Таразда «Ауыл және біз» атты жастардың дөңгелек үстелі өтті.", Some("Ауыл және біз")),
        ("Таразда «Ауыл және біз» форумы өтті.", Some("Ауыл және біз")),
        ("Таразда \"«Ауыл» және біз\" тақырыбында форум өтті.", Some("«Ауыл» және біз")),
        ("В Таразе прошел форум на тему «Село и мы».", Some("Село и мы")),
        ("В Таразе прошел форум под девизом: «Село и мы».", Some("Село и мы")),
        ("В Таразе прошел форум под символичным названием «Село и мы».", Some("Село и мы")),
        ("В Таразе прошел форум под общим девизом: «Село и мы».", Some("Село и мы")),
        ("В Таразе прошел форум «Село и мы».", Some("Село и мы")),
        ("На тему «Село и мы» в Таразе прошел форум.", Some("Село и мы")),
        ("A forum on the theme \"Village and us\" was held in Taraz.", Some("Village and us")),
        // Names of other things.
        ("Таразда «Үміт» қоғамдық қорының форумы өтті.", None),
        ("Таразда «Ауыл» жобасы аясында форум өтті.", None),
        ("Таразда «Ауыл және біз» атты кітаптың тұсаукесері мен форум өтті.", None),
        ("Таразда «Нұр» сарайында форум өтті.", None),
        ("В Таразе фонд «Село и мы» провел форум.", None),
        ("В Таразе прошел форум с участием фонда «Село и мы».", None),
        ("В Таразе прошел форум, где «мягкая сила» победила.", None),
    ];
    for (lede, theme) in cases {
        assert_eq!(facts_of(lede).theme.map(|theme| theme.value).as_deref(), theme, "{lede}");
    }
}

#[test]
fn what_the_event_was_in_the_frame_of_is_another_one() {
    let cases = [
        ("В Таразе аким области Асан Усенов принял участие в форуме.", Some("forum")),
        ("В Таразе жители приняли самое активное участие в форуме.", Some("forum")),
        ("В Таразе прошла встреча для участия в форуме.", Some("meeting")),
        ("Перед форумом в Таразе прошла встреча.", Some("meeting")),
        ("Перед участниками форума в Таразе выступил аким.", Some("forum")),
        ("Таразда форум алдында кездесу өтті.", Some("meeting")),
        ("Таразда форумда жастар ел алдында сөйледі.", Some("forum")),
    ];
    for (lede, kind) in cases {
        let lede = format!("{lede} Об этом написали газеты.");
        assert_eq!(facts_of(&lede).kind.map(|kind| kind.value.id()), kind, "{lede}");
    }
}

#[test]
fn the_kind_is_told_by_the_most_telling_words() {
    let cases = [
        ("Оралда мерейтойға орай кеңейтілген кеңес өтті.", Some("meeting")),
        ("Оралда Ассамблеяның мерейтойына орай кеңейтілген кеңес өтті.", Some("assembly-meeting")),
        // The bare word behind the name, and a meeting that was the forum.
        (
            "В Таразе открылся Гражданский форум.\nСегодня в работе форума принял участие аким области.",
            Some("civic-forum"),
        ),
        (
            "Гражданский форум проводится раз в два года. На диалоговой площадке обсуждаются вопросы села. \
             На встрече говорили о людях. В работе форума принял участие аким области.",
            Some("civic-forum"),
        ),
        (
            "В Таразе состоялась встреча жителей. На встречу пришли и те, которые приняли участие в форуме.",
            Some("meeting"),
        ),
        // Who came to the meeting was at a forum before.
        (
            "В Таразе прошла встреча\n\n12 мая 2024 года в Таразе прошла встреча акима с предпринимателями. Ее участники весной приняли участие в семинаре по экспорту.",
            Some("meeting"),
        ),
        // Another forum than the one that was told of.
        (
            "В Таразе прошел круглый стол НПО. Делегаты Гражданского форума приняли участие в форуме волонтеров.",
            Some("round-table"),
        ),
        (
            "На Гражданском форуме решили помочь. В Таразе прошел форум волонтеров. Форум открыл аким.",
            Some("forum"),
        ),
        ("Гражданский форум ждут все. В Таразе прошел молодежный форум.", Some("forum")),
        // Who was chosen for a forum was chosen at something else.
        (
            "Азаматтық форумға қатысушы өкілдер сайланды. Конференцияға ұйымдар келді. \
             Конференция Азаматтық форум қарсаңында өтті.",
            Some("conference"),
        ),
    ];
    for (text, kind) in cases {
        assert_eq!(facts_of(text).kind.map(|kind| kind.value.id()), kind, "{text}");
    }
}

#[test]
fn a_banner_and_an_authors_name_are_no_title() {
    let text = "В Таразе прошел круглый стол жителей. Они говорили о том, что их заботит в этом году.\n";
    let cases = [
        ("Сегодня 6 декабря 2025 года, суббота\nЖители говорят о городе\n", None),
        ("Бүгін 6 желтоқсан 2025 жыл\nЖители говорят о городе\n", None),
        ("Жители говорят о городе\n17.04.2015\nАсель УСЕНОВА, Тараз\n", Some("2015-04-17")),
        ("Жители говорят о городе\nАсан Усенов\n17.04.2015\n", Some("2015-04-17")),
        ("Газета города\n17.04.2015\nЖители говорят о городе\n", Some("2015-04-17")),
    ];
    // A title of two words that ends as surnames do.
    let facts = facts_of(&format!("Site.kz\n17.04.2015\nҰлттық Құрылтай\n{text}"));
    assert_eq!(facts.title.map(|title| title.value.text).as_deref(), Some("Ұлттық Құрылтай"));
    for (head, published) in cases {
        let facts = facts_of(&format!("{head}{text}"));
        let title = facts.title.map(|title| title.value.text);
        assert_eq!(title.as_deref(), Some("Жители говорят о городе"), "{head}");
        assert_eq!(facts.published.map(|date| date.value.to_string()).as_deref(), published, "{head}");
    }
}

#[test]
fn a_date_that_was_announced_waits_for_review() {
    let announced = facts_of("Форум пройдет 20-21 июня 2024 года в Таразе. На него приедут жители области.");
    let date = announced.date.unwrap();
    assert_eq!(
        (date.value.date.to_string().as_str(), date.evidence.unwrap().rule),
        ("2024-06-20/2024-06-21", "announced")
    );
    assert!(announced.review.contains(&Fact::Date));
    let intended = [
        "12 мамырда Таразда дөңгелек үстел өткізілмекші.",
        "12 мамырда Таразда дөңгелек үстел ұйымдастырылмақшы.",
        "Таразда жастар мәселелері талқыланбақ. Дөңгелек үстел 12 мамырда өтеді.",
    ];
    for lede in intended {
        let facts = facts_of(lede);
        let date = facts.date.unwrap();
        assert_eq!(date.value.date.to_string(), "XXXX-05-12", "{lede}");
        assert_eq!(date.evidence.unwrap().rule, "announced", "{lede}");
        assert_eq!(facts.kind.unwrap().value.id(), "round-table", "{lede}");
    }
    // Nouns and names end alike.
    let held = facts_of("12 мамырда Таразда еңбек туралы дөңгелек үстел өтті. Оны Асылбек ашты.");
    assert_eq!(held.date.unwrap().evidence.unwrap().rule, "held-verb");
    let held = facts_of("Форум прошел 20-21 июня 2024 года в Таразе. На него приехали жители области.");
    assert_eq!(held.date.unwrap().evidence.unwrap().rule, "held-verb");
    assert!(!held.review.contains(&Fact::Date));
}

#[test]
fn a_name_with_full_stops_is_one_theme() {
    let facts = facts_of("Таразда «Ауыл. Мектеп. Еңбек» тақырыбында форум өтті. Оған тұрғындар қатысты.");
    assert_eq!(facts.theme.map(|theme| theme.value).as_deref(), Some("Ауыл. Мектеп. Еңбек"));
    assert_eq!(facts.region.as_ref().map(region_id).as_deref(), Some("zhambyl"));
    // Whole sentences, where the words beside them say that they are a name.
    let cases = [
        (
            "12 мая в Таразе прошел Гражданский форум «Время перемен и роль села. Молодежь в селе и городе».",
            "Время перемен и роль села. Молодежь в селе и городе",
        ),
        (
            "12 мая в Таразе прошел форум на тему: «Время перемен и роль села. Молодежь в селе и городе».",
            "Время перемен и роль села. Молодежь в селе и городе",
        ),
        (
            "12 мамырда Таразда «Бірлік – біздің күшіміз. Еңбек – біздің жолымыз» тақырыбында форум өтті.",
            "Бірлік – біздің күшіміз. Еңбек – біздің жолымыз",
        ),
        (
            "12 мамырда Таразда «Бірлік – біздің күшіміз! Еңбек – біздің жолымыз» атты форум өтті.",
            "Бірлік – біздің күшіміз! Еңбек – біздің жолымыз",
        ),
        (
            "12 мамырда Таразда «Бірлік – біздің күшіміз. Еңбек – біздің жолымыз» облыстық форумы өтті.",
            "Бірлік – біздің күшіміз. Еңбек – біздің жолымыз",
        ),
        (
            "On May 12, the civil forum \"Strong Villages. Work for All the People\" took place in Taraz.",
            "Strong Villages. Work for All the People",
        ),
    ];
    for (lede, theme) in cases {
        let facts = facts_of(lede);
        assert_eq!(facts.theme.map(|theme| theme.value).as_deref(), Some(theme), "{lede}");
        assert_eq!(dates(lede).0.as_deref(), Some("XXXX-05-12"), "{lede}");
    }
    let facts =
        facts_of("12 мая в Таразе аким открыл форум «Дорогие друзья! Рад вас видеть. Спасибо за работу».");
    assert_eq!(facts.theme, None, "it is a speech");
}

#[test]
fn a_council_that_came_is_no_event() {
    let cases = [
        ("В Таразе прошел день этноса. В мероприятии приняли участие Совет старейшин, Совет матерей.", None),
        ("В Таразе прошел марафон добра. Его провел Совет матерей.", None),
        ("Таразда марафон өтті. Оған Аналар кеңесі мен қала тұрғындары қатысты.", None),
        ("В Таразе прошел Совет матерей области.", Some("assembly-meeting")),
        ("В Таразе гости приняли участие в Совете матерей.", Some("assembly-meeting")),
        ("Таразда Аналар кеңесі өтті. Оған қала тұрғындары қатысты.", Some("assembly-meeting")),
        ("Таразда тұрғындар Аналар кеңесіне қатысты.", Some("assembly-meeting")),
    ];
    for (text, wanted) in cases {
        let kind = facts_of(text).kind;
        assert_eq!(kind.map(|kind| kind.value.id()).filter(|kind| *kind != "other"), wanted, "{text}");
    }
}

/// Each would take minutes if every sign, or every word, were looked at from the beginning, or asked for in vain.
#[test]
fn a_text_of_nothing_but_signs_or_names_is_read_in_good_time() {
    let signs = "![](y) ".repeat(100_000);
    assert_eq!(escaped(&signs), r"\!\[\](y) ".repeat(100_000));
    assert_eq!(escaped("! !![ !"), r"! !\!\[ !");
    let names = format!("Форум өтті\n\n{}", "Иванов ".repeat(20_000));
    assert_eq!(facts_of(&names).people.len(), 0);
}

#[test]
fn the_only_region_may_stand_late_in_a_speakers_post() {
    let before = "Кеше форум өтті. Оған жастар келді. Олар жұмыс туралы айтты. Сұрақтар көп болды. Жауаптар берілді. Қонақтар разы болды. Ұсыныстар жазылды.";
    let region = |text: &str| facts_of(text).region.map(|region| (region_id(&region), region.confidence));
    let doubtful = Some(("karaganda".to_owned(), 60));
    let with = |end: &str| region(&format!("{before} {end}"));
    let post = "Қарағанды облыстық қоғамдық келісім кеңесінің төрағасы Асан Үсенов сөз сөйледі.";
    assert_eq!(with(&format!("Оны облыстық басылымдар жазды. {post}")), doubtful);
    let caption = "Асан Үсенов, Қарағанды облыстық қоғамдық келісім кеңесінің төрағасы:\n– Біз разымыз.";
    assert_eq!(with(&format!("Оны облыстық басылымдар жазды.\n{caption}")), doubtful);
    // Of a country's event it may be one guest's.
    assert_eq!(with(post), None);
    // Another region, what is spoken of, and what somebody says.
    assert_eq!(
        with(&format!("Оны облыстық басылымдар жазды. Ақтөбе облысының әкімі де айтты. {post}")),
        None
    );
    assert_eq!(with("Оны облыстық басылымдар жазды. Қарағанды облысы туралы да айтылды."), None);
    let before = "Вчера прошёл форум. На него пришла молодёжь. Говорили о работе. Было много вопросов. Ответы дали сразу. Гости остались довольны. Предложения записали. О форуме писали областные газеты.";
    let with = |end: &str| region(&format!("{before} {end}"));
    assert_eq!(with("Выступил председатель Совета матерей Карагандинской области Асан Усенов."), doubtful);
    assert_eq!(with("Говорили и о дорогах Карагандинской области."), None);
}
