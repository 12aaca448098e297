//! Shapes of titles, days, kinds and themes in which newspapers and agencies tell of events, and their likes that tell
//! something else.

use super::facts_of;
use crate::language::Language;

const RUSSIAN: &str = "\nУчастники обсудили поддержку сельских инициатив и обменялись опытом работы. Они договорились продолжить начатое дело.\n";
const KAZAKH: &str = "\nҚатысушылар ауылдағы бастамаларды қолдауды талқылап, тәжірибе алмасты. Олар бастаған істі жалғастыруға келісті.\n";

fn news(lede: &str) -> String {
    let is_kazakh = lede.contains(['ө', 'ү', 'ң', 'ғ', 'қ', 'ұ', 'і', 'ә']);
    format!("{lede}{}", if is_kazakh { KAZAKH } else { RUSSIAN })
}

fn theme(lede: &str) -> Option<String> {
    facts_of(&news(lede)).theme.map(|theme| theme.value)
}

fn kind(lede: &str) -> Option<&'static str> {
    facts_of(&news(lede)).kind.map(|kind| kind.value.id())
}

fn number(lede: &str) -> Option<u32> {
    facts_of(&news(lede)).number.map(|number| number.value)
}

/// The day of the event and that of publication.
fn days(text: &str) -> (Option<String>, Option<String>) {
    let facts = facts_of(&news(text));
    (facts.date.map(|date| date.value.date.to_string()), facts.published.map(|date| date.value.to_string()))
}

fn title(head: &str) -> Option<String> {
    let lede = "В Таразе прошёл областной форум волонтёров и общественных объединений.";
    let facts = facts_of(&format!("{head}\n\n{lede}{RUSSIAN}"));
    facts.title.filter(|title| !title.value.generated).map(|title| title.value.text)
}

#[test]
fn a_theme_stands_behind_whose_event_it_is() {
    let cases = [
        (
            "Во дворце состоялся VIII областной форум неправительственных организаций «Шаг навстречу: дело и люди», – передаёт корреспондент.",
            "Шаг навстречу: дело и люди",
        ),
        (
            "В Семее состоялась XV сессия ассамблеи народа Казахстана области «Дом. Хлеб. Дружба.».",
            "Дом. Хлеб. Дружба",
        ),
        ("В Таразе прошёл III областной слёт волонтёров «Село зовёт друзей».", "Село зовёт друзей"),
        (
            "В Актау прошёл круглый стол общественных объединений «Чистый берег – забота каждого».",
            "Чистый берег – забота каждого",
        ),
        ("В Таразе прошёл семинар для руководителей НПО «Право: шаг за шагом».", "Право: шаг за шагом"),
    ];
    for (lede, wanted) in cases {
        assert_eq!(theme(lede).as_deref(), Some(wanted), "{lede}");
    }
    for lede in [
        "В Таразе прошёл форум общественного объединения «Светлый путь».",
        "В Таразе прошёл семинар для работников дворца культуры «Светлый путь».",
        "В Таразе прошёл семинар участников программы «Сильное село».",
        "В Таразе состоялся форум сторонников партии «Новый день».",
        "В Таразе прошёл семинар неправительственных организаций по Посланию Президента «Новый путь страны».",
        "В Таразе прошёл форум волонтёров «Жас Дала».",
        "В Таразе прошёл семинар для руководителей НПО «Светлая дорога».",
        "В Таразе прошёл форум общественных объединений «Светлый путь» и «Жаркие сердца».",
        "В Таразе состоялась встреча общественников города с руководителями «Светлый путь».",
    ] {
        assert_eq!(theme(lede), None, "{lede}");
    }
}

#[test]
fn an_event_is_called_by_its_theme() {
    let cases = [
        (
            "Встреча, прошедшая в Рудном, получила название «Тридцать лет рядом» и объединила ветеранов.",
            "Тридцать лет рядом",
        ),
        ("Круглый стол, состоявшийся в Актау, был назван «Море зовёт нас».", "Море зовёт нас"),
        ("В Актау прошёл форум, получивший название «Море зовёт нас».", "Море зовёт нас"),
        (
            "В Костанае прошёл форум объединений. Название форума говорило само за себя – «Вместе сделаем больше».",
            "Вместе сделаем больше",
        ),
        ("Участники семинара \" 10 лет вместе \", прошедшего в Таразе, обсудили планы.", "10 лет вместе"),
    ];
    for (lede, wanted) in cases {
        assert_eq!(theme(lede).as_deref(), Some(wanted), "{lede}");
    }
    for lede in [
        "В Костанае прошёл форум, на котором объединение получило название «Дорога дружбы».",
        "В Костанае прошёл круглый стол. Проект получил название «Дорога добрых дел».",
        "В Таразе прошёл форум, и лучшая команда получила название «Дорога добрых дел».",
    ] {
        assert_eq!(theme(lede), None, "{lede}");
    }
}

#[test]
fn a_kazakh_theme_stands_before_what_describes_the_event() {
    let cases = [
        (
            "Таразда «Ауылдың таңы – баршаға ортақ іс» II халықаралық ғылыми-тәжірибелік конференция өтті.",
            "Ауылдың таңы – баршаға ортақ іс",
        ),
        (
            "Қарасу қаласында ардагерлер кеңесінің «Татулық – тірек» бірінші облыстық форумы болып өтті.",
            "Татулық – тірек",
        ),
        (
            "Павлодарда «Арай» ҚҚ «Ана. Бала. Болашақ» жобасы аясында «Ана – шаңырақ тірегі» тақырыбында әйелдер форумы өтті.",
            "Ана – шаңырақ тірегі",
        ),
        ("Семейде «Диалог. Сенім» атты шара өтті.", "Диалог. Сенім"),
        ("Семейде «Диалог. Сенім» атта кездесу өтті.", "Диалог. Сенім"),
        ("Семейде «Диалог. Сенім» атты сұхбат алаңдары өтті.", "Диалог. Сенім"),
    ];
    for (lede, wanted) in cases {
        assert_eq!(theme(lede).as_deref(), Some(wanted), "{lede}");
    }
    for lede in [
        "Таразда «Арай жолы» қоғамдық қоры облыстық форум өткізді.",
        "Таразда «Болашақ жастары» бірлестігі II облыстық форумға қатысты.",
        "Павлодарда «Ана. Бала. Болашақ» жобасы аясында әйелдер форумы өтті.",
        "Таразда «Алтын дән» атты кітаптың тұсаукесері өтті.",
    ] {
        assert_eq!(theme(lede), None, "{lede}");
    }
}

#[test]
fn a_meeting_may_be_told_by_its_verb_alone() {
    let cases = [
        ("Вчера в Таразе встретились руководители общественных объединений.", Some("meeting")),
        ("Облыс әкімі Асан Үсенов Қоғамдық кеңес мүшелерімен кездесті.", Some("meeting")),
        ("Таразда жаңа ресурстық орталықтың ашылу рәсімі өтті.", Some("opening")),
        ("В Таразе собрались все, кто хотел. Круглый стол открыл аким.", Some("round-table")),
        ("В Таразе прошёл форум волонтёров. Перед ним его участники встретились с акимом.", Some("forum")),
        ("В Таразе вышла книга волонтёров, которые собрались в музее.", None),
        ("Жители Тараза собрались построить площадку.", None),
    ];
    for (lede, wanted) in cases {
        assert_eq!(kind(lede), wanted, "{lede}");
    }
}

#[test]
fn newer_latin_letters_are_read_as_the_older_ones() {
    let text = "Türkistan qalasynda Qazaqstan halqy Assambleiasynyŋ XXVIII sessiiasy ötti. Oğan elimizdiŋ barlyq öŋirinen ökilder qatysty.\nQatysuşylar auyldağy bastamalardy qoldaudy talqylap, täjiribe almasty.\n";
    let facts = facts_of(text);
    assert_eq!(facts.language, Language::Kazakh);
    assert_eq!(facts.kind.map(|kind| kind.value.id()), Some("assembly-session"));
    assert_eq!(facts.number.map(|number| number.value), Some(28));
    let brief = "Oblysta jańa keńes quryldy. Bul týraly búgin Aımaqtyq qyzmette bergen brıfıńte basqarma basshysy málimdedi.\n";
    assert_eq!(facts_of(brief).kind.map(|kind| kind.value.id()), Some("briefing"));
}

#[test]
fn what_a_text_counts_is_no_series() {
    for lede in [
        "Первая встреча состоялась в Таразе, вторая прошла в Каратау.",
        "Бірінші кездесу Таразда өтті, екіншісі Қаратауда болды.",
    ] {
        assert_eq!(number(lede), None, "{lede}");
    }
    assert_eq!(number("В Таразе прошла вторая конференция волонтёров."), Some(2));
}

#[test]
fn days_of_meetings_and_of_agencies_news() {
    let cases = [
        ("6 апреля в доме культуры «Арай» в Таразе собрались представители организаций.", Some("XXXX-04-06")),
        ("2019 жылғы 12 наурызда Таразда облыс әкімі ҮЕҰ жетекшілерімен кездесті.", Some("2019-03-12")),
        ("Общественные слушания в Таразе были проведены маслихатом 12 марта.", Some("XXXX-03-12")),
        ("Рудный. 19.01. «Заря» – Дискуссия о городе прошла сегодня в библиотеке.", Some("XXXX-01-19")),
        ("ТАРАЗ. 7 февраля. Степь-информ – Круглый стол прошёл вчера в библиотеке.", Some("XXXX-02-06")),
        // What is to come, was something else's, or cannot be known.
        ("Тараз. 07.02. «Степь-информ» – Круглый стол пройдёт на следующей неделе.", None),
        ("ТАРАЗ. 1 марта. Степь-информ – Круглый стол прошёл вчера в библиотеке.", None),
        ("Тараз, 12 мая, суббота – День волонтёра. В Таразе сегодня прошёл круглый стол.", None),
        ("Форум прошёл в Таразе. Выплаты были проведены банком 12 марта.", None),
        ("В Таразе говорили о планах. Депутаты, которые собрались 6 апреля 2019 года, ушли.", None),
    ];
    for (lede, wanted) in cases {
        assert_eq!(days(lede).0.as_deref(), wanted, "{lede}");
    }
}

#[test]
fn lines_at_the_head_of_a_page_tell_the_day() {
    let cases = [
        (
            "В Рудном прошёл форум волонтёров\n07:48, 07 Февраль 2020 | GMT +5\n\nСегодня в Рудном прошёл форум волонтёров.",
            "2020-02-07",
        ),
        ("Таразда форум өтті\nСәрсенбі, 30 Қазан 2024 22:59\n\nБүгін Таразда форум өтті.", "2024-10-30"),
        ("Аймақтар • 20 Сәуір, 2019\nТаразда форум өтті\n\nБүгін Таразда форум өтті.", "2019-04-20"),
        (
            "2013-05-17 09:10 – Круглый стол собрал волонтёров Тараза\nКруглый стол прошёл сегодня в библиотеке Тараза.",
            "2013-05-17",
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(days(text), (Some(wanted.to_owned()), Some(wanted.to_owned())), "{text}");
    }
    for text in [
        "Сәрсенбі, 30 Қазан 2024\nТаразда форум өтті\n\nБүгін Таразда форум өтті.",
        "Заря степи\nСреда, 30 октября 2024 22:59\nФорум прошёл в Таразе\n\nСегодня в Таразе прошёл форум.",
        "10.05.2019 09:00 – Регистрация гостей\n10.05.2019 10:00 – Открытие\n\nСегодня в Таразе прошёл форум.",
    ] {
        assert_eq!(days(text), (None, None), "{text}");
    }
}

#[test]
fn what_stands_above_the_heading_is_no_title() {
    let heading = "Форум волонтёров прошёл в Таразе";
    for above in [
        "IMG-20180412-WA0007.jpg\n",
        "14c9e0b7a1f2d3c4b5a69788796a5b4c3d2e1f00\n",
        "РУ\nҚАЗ\n",
        "QZ EN\nГлавная Новости Волонтёры\n",
        "Голос степи – газета для всей семьи\n",
        "Аптадағы маңызды жаңалықтар\n",
        "«Жамбыл облысы әкімдігінің ішкі саясат басқармасы» КММ\nКГУ «Управление внутренней политики Жамбылской области»\n",
        "Нужен ли городу новый парк?\nДа\nНет\nЗатрудняюсь ответить\nГолосовать\n",
        "Общественная жизнь Тараза\nФорум волонтёров прошёл в Таразе\n",
        "📢 ",
    ] {
        assert_eq!(title(&format!("{above}{heading}")).as_deref(), Some(heading), "{above}");
    }
    assert_eq!(title("ФОРУМ ВОЛОНТЁРОВ ПРОШЁЛ В ТАРАЗЕ.").as_deref(), Some(heading));
    let speech = "Ерлан Сапаров: “СЕМИНАР ПАЙДАЛЫ БОЛДЫ…”";
    assert_eq!(title(speech).as_deref(), Some(speech));
}

#[test]
fn a_title_above_another_line_stays_the_title() {
    for own in [
        "Управление внутренней политики поддержит волонтёров",
        "Ынтымақ – ырыс бастауы",
        "Главная задача – помочь селу",
        "Новая газета волонтёров вышла в свет",
    ] {
        assert_eq!(title(own).as_deref(), Some(own));
        assert_eq!(title(&format!("{own}\nВ Таразе прошёл форум")).as_deref(), Some(own));
    }
    for none in ["Что ждёт объединения завтра?", "ФОРУМ ПРОШЁЛ. ГОСТИ ДОВОЛЬНЫ. СЕЛО ЖДЁТ."]
    {
        assert_eq!(title(none), None);
    }
}

#[test]
fn a_broken_line_below_the_day_is_no_title() {
    let text = "Форум волонтёров прошёл в Таразе\n12.05.2019\nУчастники и гости областного форума волонтёров и общественных\nобъединений говорили о селе и поддержке сельских\nинициатив. Они договорились продолжить.\n";
    let facts = facts_of(text);
    assert_eq!(
        facts.title.map(|title| title.value.text).as_deref(),
        Some("Форум волонтёров прошёл в Таразе")
    );
}
