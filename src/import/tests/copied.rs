//! Pages that were copied as a whole: what stands around the article, and what only looks so.

use super::{Facts, facts_of};

/// The text of an article, of several sentences.
const TEXT: &str = "В Таразе прошёл областной форум неправительственных организаций, на который приехали представители всех районов. Они говорили о грантах и о том, как им работать вместе с жителями сёл.";

const KAZAKH_TEXT: &str = "Таразда үкіметтік емес ұйымдардың облыстық форумы өтті, оған барлық ауданның өкілдері келді. Олар гранттар мен ауыл тұрғындарымен бірге жұмыс істеу жөнінде сөйлесті.";

fn title(facts: &Facts) -> Option<&str> {
    facts.title.as_ref().filter(|title| !title.value.generated).map(|title| title.value.text.as_str())
}

fn body<'a>(text: &'a str, facts: &Facts) -> Vec<&'a str> {
    facts.body.iter().map(|span| &text[span.start..span.end]).collect()
}

#[test]
fn the_heading_stands_below_what_a_page_begins_with() {
    let heads = [
        "Перейти к основному содержанию\nҚАЗ  РУС  ENG\nМинистерство добрых дел\nГлавная / Пресс-центр / Новости\n",
        "Купить билет    Кружки и студии    Дом на карте\nНовости дома\n",
        "Сегодня: Воскресенье, 1 марта 2026\nA- A A+    Обычная версия\nКГУ «Архив степи»\nО доме | Залы | Запросы | Контакты\nГлавная > События\n",
        "степь.орг\nКто мы   Проекты   Отчёты   Помочь\n← Все новости\n",
        "Степь.Инфо – новости области\nГлавная • Власть • Общество • Дачи\n#общество     обновлено 2 дня назад\n",
        "Главная Новости О нас Контакты Фотогалерея\n",
        "USD 418.6  EUR 507.1  RUB 5.68\nВласть   Люди   Афиша   Погода   Ещё\n",
        "Союз «Степной труд»\nО нас  Документы  Юридическая помощь  Вступить\n",
    ];
    for head in heads {
        let text = format!("{head}\nСоседи спросили о грантах\n\n{TEXT}\n");
        let facts = facts_of(&text);
        assert_eq!(title(&facts), Some("Соседи спросили о грантах"), "{head}\n{:?}", facts.removed);
        assert_eq!(body(&text, &facts), [TEXT], "{head}");
    }
    let heads = [
        "Басты бет » Жаңалықтар » Іс-шаралар\nІЗДЕУ  |  А  А  А\n",
        "ҚАЗ | РУС\nБірлік туралы   Көшбасшы   Өңірлік филиалдар   Мүше болу\nСіз осындасыз: Филиалдар / Тараз / Жаңалықтар\n",
        "gov.kz  Ауыл платформасы\nТараз ауданы әкімінің аппараты\nБасты бет > Баспасөз орталығы > Барлығы\n",
        "Бүгінгі нөмір    PDF нұсқа    Жазылу    Жарнама бағасы\nҚоғам\n",
    ];
    for head in heads {
        let text = format!("{head}\nКөршілер гранттар туралы сұрады\n\n{KAZAKH_TEXT}\n");
        let facts = facts_of(&text);
        assert_eq!(title(&facts), Some("Көршілер гранттар туралы сұрады"), "{head}\n{:?}", facts.removed);
    }
}

#[test]
fn a_heading_need_not_be_known_by_its_words() {
    let heads = [
        // Menus one below the other, the heading and what stands below it.
        "Единая платформа\nАкимат района соседей\nДеятельность\nДокументы\nБюджет для граждан\nПресс-центр / Новости\n{}\nАкимат района соседей\n15 февраля 2024, 09:12\nСлушать\n",
        "ДОМ СОСЕДЕЙ\nДобро пожаловать, путник!\n\nМеню: О доме ▪ Участники ▪ Календарь ▪ Галерея\n\nВход на сайт\nИмя пользователя *\nПароль *\n\n{}\n\nОпубликовано press вт Сб, 29/11/2024 - 15:40\n\nРубрики:\nсогласие\nмолодёжь\n",
        "☘ Зелёная степь\nобщественное объединение · с 2004 года\n\nКто мы   Что делаем   Карта сел   Поддержать\n\nВода сейчас: 118 · Тараз, Река\n\nВТ, 12 СЕНТ. 2023\nрубрика: Обучение | просмотры: 1 043 | комментарии: 3\n\n{}\n",
        "РАДИО «СТЕПЬ»   101.9 FM\n► Слушать эфир\nСейчас звучит: Песня о реке и о доме\n\nЭФИР / ВЕДУЩИЕ / НОВОСТИ / ПРИВЕТЫ\n\nНОВОСТИ >> ОБЩЕСТВО\n\n{}\n\nсреда 22.10.2025 в 09:15\nСлушать аудиоверсию (3:40)\n",
    ];
    for head in heads {
        let heading = "Соседи спросили о грантах";
        let text = format!("{}\n{TEXT}\n", head.replace("{}", heading));
        let facts = facts_of(&text);
        assert_eq!(title(&facts), Some(heading), "{head}\n{:?}", facts.removed);
        assert_eq!(body(&text, &facts), [TEXT], "{head}");
    }
    // Nothing that stands above speaks of the text.
    let text = format!("Степь\nДом\nРека\n\nКасса\nБилеты\nГардероб\n\n{TEXT}\n");
    assert_eq!(title(&facts_of(&text)), None);
}

#[test]
fn a_page_with_a_menu_and_no_heading_has_no_title() {
    for head in [
        "«Келісім» КММ ресми сайты\nМекеме | Медиация | Галерея | Байланыс",
        "Біз туралы | Ата-аналарға | Сұрақ-жауап",
    ] {
        let text = format!("{head}\n\n{KAZAKH_TEXT}\n");
        assert_eq!(title(&facts_of(&text)), None, "{head}");
    }
}

#[test]
fn a_title_is_no_menu_for_its_signs() {
    for heading in [
        "Форум НПО в Таразе | Степь и люди",
        "Форум, грант и диалог / чему учились в Таразе",
        "Новости форума: о чём спорили в Таразе",
        "Главная тема форума в Таразе",
        "Портал «Степь» собрал волонтёров на форум",
        "Ассамблея · Форум",
    ] {
        let text = format!("{heading}\n\n{TEXT}\n");
        assert_eq!(title(&facts_of(&text)), Some(heading));
    }
    // A heading, and below it a menu or a trail, and another line.
    let text = format!("О грантах для районов\nВласть | Люди | Дачи\nЧто узнали соседи\n\n{TEXT}\n");
    assert_eq!(title(&facts_of(&text)), Some("О грантах для районов"));
    let text = format!("Соседи спросили о грантах\nПоделиться: Facebook  Telegram  WhatsApp\n\n{TEXT}\n");
    assert_eq!(title(&facts_of(&text)), Some("Соседи спросили о грантах"));
}

#[test]
fn a_day_stands_among_other_pieces_of_a_page() {
    let cases = [
        ("06.10.2022 // Рубрика: Обучение // Комментариев: 0", "2022-10-06"),
        ("24 Қыркүйек, 2025      Авторы: Асан Үсенов      1 640      3", "2025-09-24"),
        ("Шілде 8, 2020 | Жаңалықтар, Мұражай тынысы | 0 пікір | ★★★★☆", "2020-07-08"),
        ("12.10.2023    Қаралды: 214    Басып шығару", "2023-10-12"),
        ("step.kz | 19.04.2023 | Общество", "2023-04-19"),
        ("14.03.2024 / Новости НПО / автор: admin", "2024-03-14"),
        ("05.10.2021, 14:25   Служба вестей", "2021-10-05"),
        ("Жарияланды: 27 қараша 2020 жыл. Автор: А. Үсенов", "2020-11-27"),
        ("Опубликовано: Среда, 31 Май 2023 09:12", "2023-05-31"),
        ("19 / 06 / 2025", "2025-06-19"),
        ("ВТ, 12 СЕНТ. 2023", "2023-09-12"),
        ("17 Сәу 2025   👁 288   💬 2", "2025-04-17"),
        ("28 ноя, 2024 | 96 просмотров | Служба вестей", "2024-11-28"),
        ("Газета «Степь» | Среда, 22 ноября 2023 года", "2023-11-22"),
    ];
    for (line, day) in cases {
        let text = format!("Соседи спросили о грантах\n{line}\n\n{TEXT}\n");
        let facts = facts_of(&text);
        assert_eq!(title(&facts), Some("Соседи спросили о грантах"), "{line}");
        assert_eq!(facts.published.map(|read| read.value.to_string()).as_deref(), Some(day), "{line}");
    }
    // Below the text, and what may stand below it.
    for line in [
        "Жарияланған: 2024 ж. 22 сәуір, сағ. 11:05\nКөрген: 265      Ұнайды: 19\n<< Артқа",
        "«Тараз айнасы» газеті, 22.04.2024",
    ] {
        let text = format!("Көршілер гранттар туралы сұрады\n\n{KAZAKH_TEXT}\n\n{line}\n");
        let facts = facts_of(&text);
        assert_eq!(
            facts.published.map(|read| read.value.to_string()).as_deref(),
            Some("2024-04-22"),
            "{line}"
        );
    }
    // What is no page's stamp: an appointment, a quarter of a programme.
    for line in
        ["12 мая 2023 | Дворец школьников", "12 мая 2023 | Тараз | Дворец школьников", "Сегодня, 12 мая 2023"]
    {
        let text = format!("Соседи спросили о грантах\n{line}\n\n{TEXT}\n");
        assert_eq!(facts_of(&text).published, None, "{line}");
    }
}

#[test]
fn the_day_of_an_appointment_is_no_day_of_publication() {
    for lines in [
        "Дата: 12 мая 2024 года\nМесто: Тараз, Дворец школьников\nНачало: 10:00\nКонтакты: 8 (7262) 00-00-00",
        "Күні: 2024 жылғы 12 мамыр\nОрны: Тараз, Оқушылар сарайы",
        "Уақыты: 10:00\nКүні: 2024 жылғы 12 мамыр",
    ] {
        let text = format!("Приглашаем соседей на форум\n\n{lines}\n\n{TEXT}\n");
        let facts = facts_of(&text);
        assert_eq!(facts.published, None, "{lines}");
        assert_eq!(title(&facts), Some("Приглашаем соседей на форум"), "{lines}");
    }
    let text = format!("Приглашаем соседей на форум\nДата: 12 мая 2024 года\n\n{TEXT}\n");
    assert!(facts_of(&text).published.is_some());
}

#[test]
fn what_stands_below_an_article_is_set_aside() {
    let feet = [
        "Поделиться:  Facebook  Telegram  X\nТеги: #совет #квота\n\n010000, г. Астана, проспект Мира, 8\nТелефон доверия: +7 (7172) 00-00-01\n© Все права защищены",
        "#СКО #ветераны",
        "Тегтер: Шымкент  экология\nЕң көп оқылғандар\n16 Ақпан 2021 Көктем келді",
        "Комментарии (3)\nТараз72: Дороги нет. 25.09.2025 08:14\nГ. Ахметова: Почему не работает сайт?\nГость: Спасибо, хорошо написали о наших соседях и об их делах!",
        "Просмотров: 156 | Рейтинг: 5.0/12\nВсего комментариев: 2\n1  Гость  (14.09.2024 22:17)  Отлично!!!\nДобавлять комментарии могут только зарегистрированные пользователи.",
        "Нравится 34    Комментировать    Отправить другу",
        "Горячая линия: 8-800-000-40-40 (звонок бесплатный)\nРедакция: +7 7252 00 77 11. При перепечатке ссылка обязательна.",
        "Мекенжайымыз: Тараз қ., Дала көшесі, 14\nЖұмыс уақыты: 09:00 – 19:00, демалыс – жексенбі",
    ];
    for foot in feet {
        let text = format!("Соседи спросили о грантах\n\n{TEXT}\n\n{foot}\n");
        let facts = facts_of(&text);
        assert_eq!(body(&text, &facts), [TEXT], "{foot}\n{:?}", facts.removed);
    }
}

#[test]
fn what_only_looks_like_the_foot_of_a_page_stays() {
    let ends = [
        "Подробности по телефону 8 (7262) 00-00-00, заявки принимают до 1 мая.",
        "Адрес: Тараз, Дворец школьников",
        "Спикеры: Асан Үсенов | Ольга Ким | Марат Ахметов",
        "10:00 | Открытие выставки | Большой зал",
        "Комментарии экспертов: дороги нужны всем",
        "Контакты с соседями решили сохранить",
        "Телефон в каждом доме – так назвали акцию",
    ];
    for end in ends {
        let text = format!("Соседи спросили о грантах\n\n{TEXT}\n\n{end}\n");
        assert_eq!(body(&text, &facts_of(&text)), [TEXT, end]);
    }
    // What heads a part of the text may stand in menus too.
    let text = format!(
        "Соседи спросили о грантах\n\n{TEXT}\n\nКультура\n\nПотом соседи говорили о театре и о музее.\n"
    );
    assert!(body(&text, &facts_of(&text)).contains(&"Культура"));
    // More of the text stands below the label than above it.
    let text = format!("Соседи спросили\n\nФорум прошёл в Таразе и собрал всех.\n\nКомментарии\n\n{TEXT}\n");
    assert!(body(&text, &facts_of(&text)).contains(&TEXT));
}
