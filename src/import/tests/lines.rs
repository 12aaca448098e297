//! Which lines of a text are the article's: tables, lists, days and names that look like the page around it.

use super::{Facts, Known, article, facts_of, understand};
use crate::import::article::Told;
use crate::vocabulary::Fact;

/// A first paragraph that is longer than any title.
const LEDE: &str = "В Таразе прошел областной форум неправительственных организаций, на который приехали представители всех районов области, чтобы поговорить о грантах, о государственном социальном заказе и о том, как им работать вместе с жителями сёл.";

/// The lines that remain of a text below its title.
fn body(text: &str, facts: &Facts) -> Vec<String> {
    facts.body.iter().map(|span| text[span.start..span.end].to_owned()).collect()
}

/// Asserts that all lines below a title and a first paragraph remain.
#[track_caller]
fn stays(lines: &str) {
    let text = format!("В Таразе прошел форум\n\n{LEDE}\n\n{lines}");
    let facts = facts_of(&text);
    let found = body(&text, &facts);
    let wanted: Vec<&str> = lines.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(found[1..], wanted, "{:?}", facts.removed);
    assert!(
        facts.credits.is_empty() && facts.published.is_none(),
        "{:?} {:?}",
        facts.credits,
        facts.published
    );
}

#[test]
fn a_table_is_data_whatever_stands_in_it() {
    stays(
        "| Год | Грантов | Млн |\n| --- | --- | --- |\n| 2021 | 10 | 35 |\n| 2022 | 10 | 35 |\n| 12.05.2023 | 10:00 |  |\n| Фото | Общество | Печать |",
    );
    // Rows of one length may be alike.
    stays(
        "| День | Что |\n| --- | --- |\n| понедельник, до обеда | обучение участников |\n| понедельник, до обеда | обучение участников |\n",
    );
}

#[test]
fn an_item_is_known_by_its_list() {
    stays("Форум поддержали:\n\n- USAID\n- GIZ\n- UN\n- ICNL");
    stays("Направления:\n\n- Экология\n- Культура\n- Общество\n- Спорт");
    stays("Программа:\n\n- Открытие\n- Фотовыставка «Моя Родина»\n- Фото жителей\n- Видео участников");
    let menu = format!("{LEDE}\n\n- Главная\n- Общество\n- Новости\n");
    assert_eq!(body(&menu, &facts_of(&menu)), [LEDE]);
}

#[test]
fn a_box_of_other_articles_ends_where_the_text_goes_on() {
    let cases = [
        (
            "Читайте также\n\nВ Рудном открыли центр\n\n## Что решили участники\n\n- создать совет\n- провести ярмарку",
            3,
        ),
        (
            "Читайте также\n\nВ Рудном открыли центр\n\nЧто решили участники:\n\n- создать совет\n- провести ярмарку",
            3,
        ),
        ("Читайте также\n\nВ Рудном открыли центр\n\n| Год | Грантов |\n| --- | --- |\n| 2021 | 10 |", 3),
        // The box has a heading, and a lower one over each of its articles.
        ("## Читайте также\n\n### В Рудном открыли центр\n\n### В Актау открыли школу\n\n## Что решили", 1),
    ];
    for (lines, kept) in cases {
        let text = format!("{LEDE}\n\n{lines}");
        let facts = facts_of(&text);
        assert_eq!(body(&text, &facts).len(), kept + 1, "{lines}\n{:?}", facts.removed);
        assert!(!body(&text, &facts).iter().any(|line| line.contains("Рудном")), "{lines}");
    }
}

#[test]
fn a_line_is_a_photo_credit_only_with_a_label() {
    for title in [
        "Фотовыставка открылась в Астане",
        "Видеоконференция НПО прошла в Астане",
        "Суретшілер көрмесі ашылды",
        "Фото ветеранов собрали в музее",
        "Видео: форум прошел в Таразе",
    ] {
        let facts = facts_of(&format!("{title}\n\n{LEDE}\n"));
        assert_eq!(facts.title.map(|title| title.value.text).as_deref(), Some(title));
        assert_eq!(facts.credits, [], "{title}");
    }
    stays("Фотовыставка открыта до осени");
    stays("Видео о волонтёрах покажут школам");
    for (line, credit) in [
        ("Фото: Асан Үсенов", "Асан Үсенов"),
        ("Фото Асана Үсенова", "Фото Асана Үсенова"),
        ("(фото автора)", "фото автора"),
        ("Фото из архива", "Фото из архива"),
        ("Фото © Асан Үсенов", "Фото © Асан Үсенов"),
        ("Суретті түсірген: Асан Үсенов", "Асан Үсенов"),
        ("Фотограф: Асан Үсенов", "Асан Үсенов"),
    ] {
        let text = format!("В Таразе прошел форум\n\n{LEDE}\n{line}\n");
        let facts = facts_of(&text);
        let credits: Vec<&str> = facts.credits.iter().map(|credit| credit.value.as_str()).collect();
        assert_eq!(credits, [credit], "{line}");
        assert_eq!(body(&text, &facts), [LEDE], "{line}");
    }
    // A label alone names nobody.
    assert_eq!(facts_of(&format!("В Таразе прошел форум\n\n{LEDE}\n\nФото\n")).credits, []);
}

#[test]
fn names_in_a_list_are_no_authors() {
    stays("Лауреаты премии:\n\nАсель Нурланова\nМарат Ахметов\nОльга Ким");
    stays("Лауреат премии:\n\nАсель Нурланова");
    stays("Асель Нурланова\nМарат Ахметов");
    stays("Асель Нурланова\nОна рассказала жителям о том, что делает фонд.");
    let facts = facts_of(&format!("В Таразе прошел форум\n\n{LEDE}\n\nАсель Нурланова\n"));
    assert_eq!(facts.credits[0].value, "Асель Нурланова");
}

#[test]
fn days_of_a_programme_stay_where_they_are() {
    stays(
        "Программа:\n\n10 мая 2024 года\n- открытие;\n- заседание.\n\n11 мая 2024 года\n- секции.\n\nУчаствовали сто человек.",
    );
    stays("Программа:\n\n10 мая 2024 года, пятница\nОткрытие\n11 мая 2024 года, суббота\nЗакрытие");
    stays(
        "## 10 мая 2024 года\n\nВ первый день участники говорили о грантах.\n\n## 11 мая 2024 года\n\nВо второй день они говорили о заказе.",
    );
    stays(
        "10 мая 2024 года\n\nВ первый день участники говорили о грантах.\n\n11 мая 2024 года\n\nВо второй день они говорили о заказе.",
    );
    let short = "Конференция в Алматы\n\nВ Алматы прошла конференция НПО. Её провел фонд.\n\nПрограмма:\n\n10 мая 2024 года\n- открытие\n";
    assert_eq!(facts_of(short).published, None);
}

#[test]
fn a_day_beside_the_title_or_at_the_end_is_that_of_publication() {
    let texts = [
        format!(
            "В Таразе прошел форум\n12.05.2023\n\n{LEDE}\n\nУчастники приняли обращение к жителям области.\n"
        ),
        format!(
            "В Таразе прошел форум\n\nО чем говорили жители, расскажет наш корреспондент.\n\n12.05.2023\n\n{LEDE}\n"
        ),
        format!(
            "В Таразе прошел форум\n\n{LEDE}\n\nУчастники приняли обращение к жителям области.\n\n12.05.2023\n"
        ),
        format!("В Таразе прошел форум\n\n{LEDE}\n\nСоздано: 12 мая 2023 года\n\nАсель Нурланова\n"),
    ];
    for text in texts {
        let facts = facts_of(&text);
        assert_eq!(
            facts.published.as_ref().map(|day| day.value.to_string()).as_deref(),
            Some("2023-05-12"),
            "{text}"
        );
        assert!(body(&text, &facts).iter().all(|line| !line.contains("2023")), "{text}");
    }
}

#[test]
fn today_waits_for_review_where_only_a_line_of_the_page_tells_the_day() {
    let mut article =
        article("Сегодня в Таразе прошел форум. На него приехали жители всех районов области.\n");
    for (rung, waits) in [("json-ld", false), ("argument", false), ("byline", true)] {
        article.metadata.published = Some(Told { value: "2023-05-12".parse().unwrap(), rung });
        let facts = understand(&article, &Known::default());
        assert_eq!(facts.date.map(|date| date.value.date.to_string()).as_deref(), Some("2023-05-12"));
        assert_eq!(facts.review.contains(&Fact::Date), waits, "{rung}");
    }
}

#[test]
fn an_article_in_two_languages_waits_for_review() {
    let kazakh = "Көкшетауда жастар форумы өтті\n\n2022 жылғы 20 мамырда Көкшетау қаласында облыстық жастар форумы өтті. Форумды облыстың жастар саясаты басқармасы ұйымдастырды.\n";
    let russian = "20 мая 2022 года в Кокшетау прошёл областной молодёжный форум. Его организовало управление по вопросам молодёжной политики области.\n";
    assert!(!facts_of(kazakh).review.contains(&Fact::Title));
    assert!(facts_of(&format!("{kazakh}\n{russian}")).review.contains(&Fact::Title));
}
