//! Invented articles: for each rule and each trap, in both languages.

mod posts;
mod presence;
mod shapes;

use crate::gazetteer::Gazetteer;
use crate::import::clean::{Cleaned, LineRole};
use crate::import::context::Context;
use crate::import::known::Known;
use crate::import::text::Text;
use crate::import::{organisations, people};
use crate::language::Language;

/// An article's people as `name | role | organisation`, and the names of those who are only named.
fn read(language: Language, region: &str, source: &str, background: &[&str]) -> (Vec<String>, Vec<String>) {
    let text = Text::new(source);
    let cleaned = Cleaned { roles: vec![LineRole::Body; text.lines.len()], ..Cleaned::default() };
    let background: Vec<bool> = text
        .sentences
        .iter()
        .map(|sentence| background.iter().any(|start| text.slice(sentence.span).starts_with(start)))
        .collect();
    let context = Context {
        text: &text,
        cleaned: &cleaned,
        language,
        known: &Known::default(),
        region: Gazetteer::built_in().index_of(region),
        background: &background,
    };
    let (bodies, _) = organisations::read(&context);
    let (facts, mentions) = people::read(&context, &bodies);
    for fact in &facts {
        let evidence = fact.evidence.expect("a person has evidence");
        assert!(!text.slice(evidence.span).is_empty(), "{fact:?}");
    }
    let show = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    let facts = facts
        .iter()
        .map(|fact| {
            format!("{} | {} | {}", fact.value.name, show(&fact.value.role), show(&fact.value.organisation))
        })
        .collect();
    (facts, mentions.iter().map(|mention| format!("{}: {}", mention.value.name, mention.value.why)).collect())
}

fn check(language: Language, region: &str, source: &str, people: &[&str]) {
    let (found, mentions) = read(language, region, source, &[]);
    assert_eq!(found, people, "\nmentioned: {mentions:?}\nin: {source}");
}

fn kazakh(region: &str, source: &str, people: &[&str]) {
    check(Language::Kazakh, region, source, people);
}

fn russian(region: &str, source: &str, people: &[&str]) {
    check(Language::Russian, region, source, people);
}

#[test]
fn a_kazakh_role_stands_before_the_name() {
    kazakh(
        "pavlodar",
        "Жиынға облыс әкімі Асан Үсенов, облыстық мәслихат хатшысы Берік Сапаров және «Нұрлы таң» қоғамдық қорының директоры Зере Оразбаева қатысты.",
        &[
            "Асан Үсенов | әкім | Павлодар облысы",
            "Берік Сапаров | хатшы | Павлодар облыстық мәслихаты",
            "Зере Оразбаева | директор | Нұрлы таң",
        ],
    );
    kazakh(
        "aktobe",
        "Басқосуды облыстық ішкі саясат басқармасының басшысы Жомарт Тілегенов жүргізді. Ақтөбе қаласының әкімі Самат Ерғалиев сөз сөйледі. Темір ауданы әкімінің орынбасары Гаухар Нұрпейіс ұсыныс айтты.",
        &[
            "Жомарт Тілегенов | басшы | Ақтөбе облысының ішкі саясат басқармасы",
            "Самат Ерғалиев | әкім | Ақтөбе қаласы",
            "Гаухар Нұрпейіс | әкімнің орынбасары | Темір ауданы",
        ],
    );
}

#[test]
fn kazakh_case_endings_come_off_and_names_that_end_alike_stay() {
    kazakh(
        "kostanay",
        "Жиында «Қамқор» қорының төрағасы Ержан Сапаровтың баяндамасы тыңдалды. «Мейірім» қорының президенті Айнұр Оразбаеваға алғыс хат берілді. Ардагерлер кеңесінің төрағасы Сұлтан Есенгелді мен «Үміт» қоғамдық бірлестігінің төрайымы Роза Шалтан пікір білдірді.",
        &[
            "Ержан Сапаров | төраға | Қамқор",
            "Айнұр Оразбаева | президент | Мейірім",
            "Сұлтан Есенгелді | төраға | -",
            "Роза Шалтан | төрайым | Үміт",
        ],
    );
}

#[test]
fn kazakh_initials_and_full_name_are_one_person() {
    kazakh(
        "atyrau",
        "Кеңесті қоғамдық даму басқармасының басшысы Айдос Жүнісов ашты. Соңында басқарма басшысы А.Жүнісов қорытынды жасады.",
        &["Айдос Жүнісов | басшы | Атырау облысының қоғамдық даму басқармасы"],
    );
    kazakh(
        "atyrau",
        "Жиынға облыс әкімі Мұрат Сәдуақасов қатысты. «Біз бірге жұмыс істейміз», – деді Мұрат Қайратұлы.",
        &["Мұрат Сәдуақасов | әкім | Атырау облысы"],
    );
}

#[test]
fn kazakh_people_may_share_a_role() {
    kazakh(
        "zhambyl",
        "Оған мәслихат депутаттары Әлия Сапарова мен Дәурен Ысқақов, спикер-тренерлер Әсел Қуатова, Ирина Лебедева, Гүлмира Жүнісовалар қатысты.",
        &[
            "Әлия Сапарова | мәслихат депутаты | -",
            "Дәурен Ысқақов | мәслихат депутаты | -",
            "Әсел Қуатова | спикер-тренер | -",
            "Ирина Лебедева | спикер-тренер | -",
            "Гүлмира Жүнісова | спикер-тренер | -",
        ],
    );
}

#[test]
fn a_kazakh_caption_names_the_speaker() {
    kazakh(
        "north-kazakhstan",
        "Кемел ҚАСЫМОВ, облыстық ішкі саясат басқармасының басшысы:\n– Бұл жиын пайдалы болды.\nДина Ахметова, «Өрлеу» ҚБ төрайымы:\n«Бізге қолдау керек».\nБерік Шалқар – саясаттанушы:\n- Қоғам өзгерді.",
        &[
            "Кемел Қасымов | басшы | Солтүстік Қазақстан облысының ішкі саясат басқармасы",
            "Дина Ахметова | төрайым | Өрлеу",
            "Берік Шалқар | саясаттанушы | -",
        ],
    );
}

#[test]
fn kazakh_speakers_after_their_speech_and_representatives_are_found() {
    kazakh(
        "mangystau",
        "«Ұйымдар көбейді. Жұмыс та көп», – деді «Теңіз» қоғамдық қорының жетекшісі Арман Бекетов. Қазақстан Азаматтық Альянсы атынан С.Мырзағалиева баяндама жасады. Кеңес төрағасы болып Нұрлан Әділбек сайланды.",
        &[
            "Арман Бекетов | жетекші | Теңіз",
            "С.Мырзағалиева | өкіл | Қазақстан Азаматтық Альянсы",
            "Нұрлан Әділбек | кеңес төрағасы | -",
        ],
    );
}

#[test]
fn kazakh_names_of_streets_prizes_and_heads_of_state_are_nobody() {
    let (found, mentions) = read(
        Language::Kazakh,
        "karaganda",
        "Жиын Ілияс Маратов атындағы кітапханада өтті. Мемлекет басшысы Ерлан Сүлейменовтің Жолдауында айтылған міндеттер талқыланды. Қатысушылар Асқар Төленов көшесіндегі саябаққа барды. Іс-шараны кітапхана директоры Шолпан Бейсенова ашты.",
        &[],
    );
    assert_eq!(found, ["Шолпан Бейсенова | кітапхана директоры | -"]);
    // The library is a body that took part, and he whom it is called after stands in its name.
    assert_eq!(mentions, ["Ерлан Сүлейменов: head-of-state", "Асқар Төленов: named-after"]);
}

#[test]
fn who_was_at_another_event_is_only_mentioned() {
    let (found, mentions) = read(
        Language::Kazakh,
        "shymkent",
        "Дөңгелек үстелді қалалық қоғамдық кеңестің төрағасы Ғалым Серікбай жүргізді. Еске салсақ, былтырғы форумға министр Олжас Әбілов келген.",
        &["Еске салсақ"],
    );
    assert_eq!(found, ["Ғалым Серікбай | төраға | Шымкент қалалық қоғамдық кеңесі"]);
    assert_eq!(mentions, ["Олжас Әбілов: other-event"]);
}

#[test]
fn names_inside_speech_are_only_mentioned() {
    let (found, mentions) = read(
        Language::Kazakh,
        "abai",
        "«Былтыр бізге облыс әкімі Қанат Омаров келіп, үлкен қолдау көрсетті. Сол үшін алғыс айтамыз», – деді «Сенім» қорының төрағасы Лаура Мұсаева.",
        &[],
    );
    assert_eq!(found, ["Лаура Мұсаева | төраға | Сенім"]);
    assert_eq!(mentions, ["Қанат Омаров: quoted"]);
}

#[test]
fn capitals_that_are_no_names_are_not_taken_for_people() {
    kazakh(
        "akmola",
        "Қазақстан Республикасы Президенті жанындағы Орталық Коммуникациялар Қызметі. Облыс орталығында Ұлы Отан соғысының ардагерлері қатысты. Көкшетау қаласының Достық үйінде Наурыз Мейрамы өтті. Ассамблея мүшесі Қазақстан халқы туралы айтты.",
        &[],
    );
}

#[test]
fn kazakh_in_latin_letters_is_read_alike() {
    kazakh(
        "mangystau",
        "Jıynǵa Mańǵystaý oblystyq ishki saıasat basqarmasynyń basshysy Erbol Saparov qatysty. Kezdesýde «Ulaǵat» qorynyń tóraǵasy Aınur Júnisovanyń usynysy talqylandy.",
        &[
            "Erbol Saparov | basshy | Mańǵystaý oblystyq ishki saıasat basqarmasy",
            "Aınur Júnisova | tóraǵa | Ulaǵat",
        ],
    );
}

#[test]
fn a_kazakh_patronymic_stays_with_its_name() {
    kazakh(
        "aktobe",
        "Жарыс жеңімпаздары хатшылық өкілі Омарова Сәуле Ерланқызына және бөлім басшысы Серік Болатұлы Ахметовке рақмет айтты.",
        &["Омарова Сәуле Ерланқызы | хатшылық өкілі | -", "Серік Болатұлы Ахметов | бөлім басшысы | -"],
    );
}

#[test]
fn a_russian_role_stands_before_the_name() {
    russian(
        "kostanay",
        "В форуме приняли участие заместитель акима Костанайской области Ержан Сапаров, руководитель управления внутренней политики Асель Нурланова, председатель ОО «Камкор» Бауржан Омаров и депутат Сената Парламента РК Жанар Касымова.",
        &[
            "Ержан Сапаров | заместитель акима | Костанайская область",
            "Асель Нурланова | руководитель | Управление внутренней политики Костанайской области",
            "Бауржан Омаров | председатель | Камкор",
            "Жанар Касымова | депутат Сената Парламента РК | -",
        ],
    );
}

#[test]
fn russian_names_in_oblique_cases_go_back_into_the_nominative() {
    russian(
        "pavlodar",
        "Встреча прошла с участием руководителя управления информации и общественного развития Павлодарской области Данияра Сапарова, директора КГУ «Дом дружбы» Нургуль Омаровой и заведующей секретариатом Зарины Касымовой. Открытие доверили председателю ОФ «Мейир» Игорю Лозинскому.",
        &[
            "Данияр Сапаров | руководитель | Управление информации и общественного развития Павлодарской области",
            "Нургуль Омарова | директор | Дом дружбы",
            "Зарина Касымова | заведующая секретариатом | -",
            "Игорь Лозинский | председатель | Мейир",
        ],
    );
}

#[test]
fn a_russian_role_may_follow_the_name() {
    russian(
        "almaty",
        "Асхат Сеитов, председатель общественного фонда «Табыс», рассказал о проектах. Ирина Лебедева (директор центра) поддержала коллегу. – Работы много, – отметил политолог Марат Шибутов-Ким.",
        &[
            "Асхат Сеитов | председатель | Табыс",
            "Ирина Лебедева | директор центра | -",
            "Марат Шибутов-Ким | политолог | -",
        ],
    );
}

#[test]
fn russian_people_may_share_a_role() {
    russian(
        "zhambyl",
        "На встрече выступили депутаты областного маслихата Айгерим Садыкова, Нурлан Есимов и Сергей Ткаченко.",
        &[
            "Айгерим Садыкова | депутат | Жамбылский областной маслихат",
            "Нурлан Есимов | депутат | Жамбылский областной маслихат",
            "Сергей Ткаченко | депутат | Жамбылский областной маслихат",
        ],
    );
}

#[test]
fn russian_initials_surname_first_and_patronymics_are_read() {
    russian(
        "karaganda",
        "Совещание вел аким области Е. Кошанбаев. С докладом выступила руководитель КГУ «Коғамдық келісім» Ахметова Раушан Маратовна, ее поддержал председатель совета ветеранов Омаров К.Т. «Итоги хорошие», – отметила Раушан Маратовна.",
        &[
            "Е.Кошанбаев | аким | Карагандинская область",
            "Ахметова Раушан Маратовна | руководитель | Коғамдық келісім",
            "Омаров К.Т. | председатель совета ветеранов | -",
        ],
    );
}

#[test]
fn who_is_only_named_in_russian_is_no_participant() {
    let (found, mentions) = read(
        Language::Russian,
        "akmola",
        "Форум прошел в библиотеке имени Магжана Абенова. По инициативе президента Ерлана Сулейменова создан совет. В Послании Главы государства Ерлана Сулейменова поставлены задачи. Глава государства Ерлан Сулейменов подписал закон. Форум открыл аким области Даурен Жакипов.",
        &[],
    );
    assert_eq!(found, ["Даурен Жакипов | аким | Акмолинская область"]);
    assert_eq!(mentions, ["Магжан Абенов: named-after", "Ерлан Сулейменов: head-of-state"]);
}

#[test]
fn a_russian_assistant_of_the_president_is_not_the_president() {
    russian(
        "astana",
        "Участников приветствовал помощник Президента РК Алмас Турсынов. Слово взяла министр культуры и информации РК Балым Ержанова.",
        &[
            "Алмас Турсынов | помощник Президента РК | -",
            "Балым Ержанова | министр | Министерство культуры и информации",
        ],
    );
}

#[test]
fn a_place_before_a_russian_name_is_no_part_of_it() {
    russian(
        "abai",
        "Гостей приветствовал аким области Абай Канат Омаров. В работе участвовал аким города Семея Ерлан Тусупов.",
        &["Канат Омаров | аким | область Абай", "Ерлан Тусупов | аким | город Семей"],
    );
}

#[test]
fn russian_people_without_a_role_count_only_when_they_speak() {
    russian(
        "mangystau",
        "«Нам важно единство», – сказала Гульнара Аманова. По словам Марата Жетписова, проектов стало больше. Концерт посвятили творчеству, звучали песни, Алия Сериковна.",
        &["Гульнара Аманова | - | -", "Марат Жетписов | - | -"],
    );
}

#[test]
fn writers_and_those_whose_greetings_were_read_were_not_there() {
    let (found, mentions) = read(
        Language::Kazakh,
        "pavlodar",
        "Ақын Сәкен Бердіұлының өлеңдері оқылды. Академик Ораз Жантасовтың 125 жылдығына арналған көрме ашылды. Көрмені мұражай қызметкері Әлия Нұрахметқызы таныстырды.",
        &[],
    );
    assert_eq!(found, ["Әлия Нұрахметқызы | мұражай қызметкері | -"]);
    assert_eq!(mentions, ["Сәкен Бердіұлы: spoken-of", "Ораз Жантасов: spoken-of"]);
    let (found, mentions) = read(
        Language::Russian,
        "west-kazakhstan",
        "От имени акима области Наримана Тулеева гостей приветствовал заместитель акима области Мирас Шалкаров. Прозвучали стихи поэта Мусы Жантасова.",
        &[],
    );
    assert_eq!(found, ["Мирас Шалкаров | заместитель акима области | Западно-Казахстанская область"]);
    assert_eq!(mentions, ["Нариман Тулеев: spoken-of", "Муса Жантасов: spoken-of"]);
}

#[test]
fn who_became_something_at_the_event_is_it() {
    kazakh(
        "astana",
        "Модератор болған Ермек Тоқсанбай жиынды ашты. Байқау жеңімпазы атанған Гүлназ Сейтжанға диплом берілді.",
        &["Ермек Тоқсанбай | модератор | -", "Гүлназ Сейтжан | байқау жеңімпазы | -"],
    );
    russian(
        "astana",
        "Прошла секция, модератором которой стал Кайрат Абдин. Председателем ОФ «Мейир» избрана Асель Нурланова. Наградили активистов: Ирину Сергееву и Сауле Ержановну Тулегенову.",
        &[
            "Кайрат Абдин | модератор | -",
            "Асель Нурланова | председатель | Мейир",
            "Ирина Сергеева | активист | -",
            "Сауле Ержановна Тулегенова | активист | -",
        ],
    );
}

#[test]
fn an_abbreviation_before_a_name_is_no_part_of_it() {
    russian(
        "astana",
        "Исполнительный директор АСТРА Жанна Серикова отметила рост. Эксперт ПРООН Анна Ким выступила с докладом. Сотрудничество похвалила представитель ЮНЕСКО Мария Асанова. Представитель ЮНИСЕФ Роза Ли и координатор ОБСЕ Анна Петровна Усенова ответили на вопросы.",
        &[
            "Жанна Серикова | исполнительный директор АСТРА | -",
            "Анна Ким | эксперт ПРООН | -",
            "Мария Асанова | представитель ЮНЕСКО | -",
            "Роза Ли | представитель ЮНИСЕФ | -",
            "Анна Петровна Усенова | координатор ОБСЕ | -",
        ],
    );
    kazakh(
        "astana",
        "Жиынға ПРООН сарапшысы Анна Петрова қатысты. Сарапшы ЮНИСЕФ Динара Омарова сөйледі.",
        &["Анна Петрова | сарапшы | -"],
    );
}

#[test]
fn a_name_in_capitals_is_a_name() {
    russian(
        "astana",
        "Исполнительный директор ЖАННА СЕРИКОВА отметила рост. Депутат Асан УСЕНОВ, эксперт УСЕНОВ Берик Серикович и юрист САПАРОВ Марат ответили на вопросы.",
        &[
            "Жанна Серикова | исполнительный директор | -",
            "Асан Усенов | депутат | -",
            "Усенов Берик Серикович | эксперт | -",
            "Сапаров Марат | юрист | -",
        ],
    );
    kazakh(
        "astana",
        "Жиынға төраға ӨСЕРБАЕВ Аңсар Болатұлы мен сарапшы ДИНАРА ОМАРОВА қатысты.",
        &["Өсербаев Аңсар Болатұлы | төраға | -", "Динара Омарова | сарапшы | -"],
    );
}

#[test]
fn capital_letters_of_a_headline_tell_no_names() {
    kazakh(
        "almaty",
        "ҰЙЫМ ӨКІЛДЕРІ ТӘЖІРИБЕ АЛМАСТЫ\nЖиынды ұйым төрағасы Асан Үсенов ашты.",
        &["Асан Үсенов | ұйым төрағасы | -"],
    );
}

#[test]
fn a_district_called_after_somebody_is_a_place() {
    kazakh(
        "north-kazakhstan",
        "Оған Ғ.Мұсатаев ауданының әкімі Ерлік Мұхтаров қатысты.",
        &["Ерлік Мұхтаров | әкім | Ғ.Мұсатаев ауданы"],
    );
    russian(
        "north-kazakhstan",
        "Выступил аким района Марата Жумабекова Ерлан Омаров.",
        &["Ерлан Омаров | аким | район Марата Жумабекова"],
    );
}

#[test]
fn chains_without_end_are_read_to_an_end() {
    for (language, piece) in [
        (Language::Russian, "председатель, "),
        (Language::Russian, "Комитета "),
        (Language::Russian, "директора "),
        (Language::Kazakh, "төрағасының "),
        (Language::Kazakh, "«А», "),
    ] {
        let source = format!("{}Иван Петров", piece.repeat(1_500));
        let (found, mentions) = read(language, "almaty", &source, &[]);
        assert!(found.len() + mentions.len() <= 1, "{piece}: {found:?}");
    }
}

#[test]
fn english_roles_stand_on_both_sides_of_the_name() {
    check(
        Language::English,
        "zhambyl",
        "The session was chaired by the Governor of Zhambyl region Askar Saparov. Dana Omarova, director of the public fund, took the floor. House of Friendship hosted the Civil Forum.",
        &["Askar Saparov | governor | Zhambyl region", "Dana Omarova | director | public fund"],
    );
}

#[test]
fn an_akim_beside_another_region_is_not_the_events() {
    russian(
        "west-kazakhstan",
        "Рассказали об опыте Актюбинской области. Там центр открыл аким области Ерлан Тусупов. Это понравилось всем. Форум открыл аким области Даурен Жакипов. Он поблагодарил гостей. Гость из Атырауской области, заместитель акима области Марат Асанов, поздравил участников.",
        &[
            "Ерлан Тусупов | аким области | -",
            "Даурен Жакипов | аким | Западно-Казахстанская область",
            "Марат Асанов | заместитель акима области | -",
        ],
    );
    kazakh(
        "kostanay",
        "Павлодар облысының тәжірибесі айтылды. Орталықты облыс әкімі Асан Үсенов ашқан.",
        &["Асан Үсенов | әкім | -"],
    );
}
