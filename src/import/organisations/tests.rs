//! Invented articles: for each rule and each trap, in both languages.

mod names;
mod posts;
mod shapes;

use crate::gazetteer::Gazetteer;
use crate::import::clean::{Cleaned, LineRole};
use crate::import::context::Context;
use crate::import::facts::{Mention, OrganisationFact, Read};
use crate::import::known::{Known, KnownOrganisation};
use crate::import::organisations;
use crate::import::text::Text;
use crate::language::Language;
use crate::vocabulary::Role;

type Facts = (Vec<Read<OrganisationFact>>, Vec<Read<Mention>>);

/// What the reader makes of a text all of whose lines count.
fn facts(language: Language, region: &str, source: &str, known: &Known) -> Facts {
    let text = Text::new(source);
    let cleaned = Cleaned { roles: vec![LineRole::Body; text.lines.len()], ..Cleaned::default() };
    let context = Context {
        text: &text,
        cleaned: &cleaned,
        language,
        known,
        region: Gazetteer::built_in().index_of(region),
        background: &vec![false; text.sentences.len()],
    };
    organisations::read(&context)
}

/// An article's organisations as `name (kind)`, with `, venue` or `, organiser`, and those that are only named.
fn read(language: Language, region: &str, source: &str, known: &Known) -> (Vec<String>, Vec<String>) {
    let (facts, mentions) = facts(language, region, source, known);
    let show = |fact: &crate::import::facts::OrganisationFact| {
        let kind = fact.kind.map_or("?", |kind| kind.id());
        let role = if fact.role == Role::Participant { String::new() } else { format!(", {}", fact.role) };
        let id = fact.id.as_ref().map_or(String::new(), |id| format!(" = {id}"));
        format!("{} ({kind}{role}){id}", fact.name)
    };
    (
        facts.iter().map(|fact| show(&fact.value)).collect(),
        mentions.iter().map(|mention| format!("{}: {}", mention.value.name, mention.value.why)).collect(),
    )
}

/// An article's organisations and how sure each is.
fn confidences(language: Language, region: &str, source: &str) -> Vec<(String, u8)> {
    let (facts, _) = facts(language, region, source, &Known::default());
    facts.into_iter().map(|fact| (fact.value.name, fact.confidence)).collect()
}

fn check(language: Language, region: &str, source: &str, organisations: &[&str]) {
    let (found, mentions) = read(language, region, source, &Known::default());
    assert_eq!(found, organisations, "\nmentioned: {mentions:?}\nin: {source}");
}

fn kazakh(region: &str, source: &str, organisations: &[&str]) {
    check(Language::Kazakh, region, source, organisations);
}

fn russian(region: &str, source: &str, organisations: &[&str]) {
    check(Language::Russian, region, source, organisations);
}

#[test]
fn a_kazakh_legal_form_behind_quotation_marks_is_left_out() {
    kazakh(
        "pavlodar",
        "Оған «Нұрлы таң» қоғамдық қоры, \"Береке-2\" ҚБ-ның мүшелері, „Сарыарқа” заңды тұлғалар бірлестігінің өкілдері және ЖШС «Таза су» қызметкерлері қатысты. Мүгедектердің «Үміт» қайырымдылық қоры қоғамдық бірлестігіне көмек берілді.",
        &[
            "Нұрлы таң (public-foundation)",
            "Береке-2 (public-association)",
            "Сарыарқа (association-of-legal-entities)",
            "Таза су (llp)",
            "«Үміт» қайырымдылық қоры (public-association)",
        ],
    );
}

#[test]
fn kazakh_bodies_that_and_joins_are_two() {
    kazakh(
        "astana",
        "Шараға Қазақстан халқы Ассамблеясы және Рухани келісім конгресі, И.Асанов және Орыс этномәдени орталығы қатысты.",
        &[
            "Қазақстан халқы Ассамблеясы (assembly)",
            "Рухани келісім конгресі (association)",
            "Орыс этномәдени орталығы (ethnocultural-association)",
        ],
    );
}

#[test]
fn who_called_the_others_together_is_the_organiser() {
    kazakh(
        "aktobe",
        "Форумды «Үміт» қоғамдық қоры және «Береке» қоғамдық бірлестігі ұйымдастырды. «Арна» қоғамдық қоры ұйымдастырған форумға жастар келді. «Парасат» қоғамдық қоры семинар өткізді. Ұйымдастырушысы – «Арай» қоғамдық қоры.",
        &[
            "Үміт (public-foundation, organiser)",
            "Береке (public-association, organiser)",
            "Арна (public-foundation, organiser)",
            "Парасат (public-foundation, organiser)",
            "Арай (public-foundation, organiser)",
        ],
    );
    russian(
        "karaganda",
        "Организаторами выступили управление внутренней политики Карагандинской области и Гражданский альянс Карагандинской области. Общественное объединение «Үміт» провело круглый стол. Семинар организовали ОФ «Береке» и ТОО «Арна». Форум организован акиматом и Евразийским национальным университетом.",
        &[
            "Управление внутренней политики Карагандинской области (government-body, organiser)",
            "Гражданский альянс Карагандинской области (association-of-legal-entities, organiser)",
            "Үміт (public-association, organiser)",
            "Береке (public-foundation, organiser)",
            "Арна (llp, organiser)",
            "Евразийский национальный университет (university, organiser)",
        ],
    );
    kazakh(
        "aktobe",
        "Форумды «Үміт» қоғамдық қоры «Береке» қоғамдық бірлестігімен бірлесіп ұйымдастырды.",
        &["Үміт (public-foundation, organiser)", "Береке (public-association, organiser)"],
    );
    russian(
        "aktobe",
        "Форум, организованный фондом «Үміт» и ОО «Береке», прошел в городе.",
        &["Үміт (public-foundation, organiser)", "Береке (public-association, organiser)"],
    );
    russian(
        "aktobe",
        "Фонд «Үміт» совместно с ОО «Береке» провел общественные слушания.",
        &["Үміт (public-foundation, organiser)", "Береке (public-association, organiser)"],
    );
    kazakh("aktobe", "Форумды ұйымдастырған «Үміт» қоғамдық қоры.", &["Үміт (public-foundation, organiser)"]);
    // What it does in general, and what is no event of this sort.
    kazakh("aktobe", "Көрмені «Үміт» қоғамдық қоры ұйымдастырды.", &["Үміт (public-foundation)"]);
    russian("aktobe", "За год фонд «Үміт» провел 12 форумов.", &["Үміт (public-foundation)"]);
    russian(
        "aktobe",
        "Форум организован при поддержке управления внутренней политики Актюбинской области.",
        &["Управление внутренней политики Актюбинской области (government-body)"],
    );
}

#[test]
fn a_kazakh_type_word_that_is_no_legal_form_stays() {
    kazakh(
        "aktobe",
        "Кездесуге «Жас қалам» клубының мүшелері, «Болашақ» партиясы Ақтөбе облыстық филиалының өкілдері, «Аналар», «Ақсақалдар» және «Жастар» кеңестері қатысты. «Қамқорлық орталығы» директоры сөз алды.",
        &[
            "«Жас қалам» клубы (club)",
            "«Болашақ» партиясы Ақтөбе облыстық филиалы (party-branch)",
            "Аналар кеңесі (council)",
            "Ақсақалдар кеңесі (council)",
            "Жастар кеңесі (council)",
            "Қамқорлық орталығы (centre)",
        ],
    );
}

#[test]
fn bodies_of_a_region_get_its_name() {
    kazakh(
        "kyzylorda",
        "Облыстық мәслихаттың депутаттары, облыстық ішкі саясат басқармасы, облыстық қоғамдық кеңес мүшелері, Қызылорда қалалық мәслихаты және Сырдария аудандық қоғамдық кеңесі қатысты. Соңында ішкі саясат басқармасының басшысы сөйледі.",
        &[
            "Қызылорда облыстық мәслихаты (government-body)",
            "Қызылорда облысының ішкі саясат басқармасы (government-body)",
            "Қызылорда облыстық қоғамдық кеңесі (council)",
            "Қызылорда қалалық мәслихаты (government-body)",
            "Сырдария аудандық қоғамдық кеңесі (council)",
        ],
    );
    russian(
        "atyrau",
        "Участвовали депутаты областного маслихата и специалисты управления внутренней политики. Управление внутренней политики Атырауской области подвело итоги.",
        &[
            "Атырауский областной маслихат (government-body)",
            "Управление внутренней политики Атырауской области (government-body)",
        ],
    );
}

#[test]
fn ministries_committees_and_alliances_are_known_without_quotation_marks() {
    kazakh(
        "ulytau",
        "Жиынға ҚР Мәдениет және ақпарат министрлігінің Жастар істері комитеті, Қазақстанның Азаматтық Альянсы мен Ұлытау облысы Азаматтық альянсының өкілдері келді.",
        &[
            "Мәдениет және ақпарат министрлігінің Жастар істері комитеті (government-body)",
            "Қазақстан Азаматтық Альянсы (association-of-legal-entities)",
            "Ұлытау облысының Азаматтық альянсы (association-of-legal-entities)",
        ],
    );
    russian(
        "ulytau",
        "Форум организован Гражданским альянсом Казахстана при поддержке Комитета по делам молодежи Министерства культуры и информации РК. Участвовал альянс неправительственных организаций Жамбылской области и Совет матерей.",
        &[
            "Гражданский альянс Казахстана (association-of-legal-entities, organiser)",
            "Комитет по делам молодежи Министерства культуры и информации (government-body)",
            "Альянс неправительственных организаций Жамбылской области (association-of-legal-entities)",
            "Совет матерей (assembly-structure)",
        ],
    );
}

#[test]
fn a_centre_of_something_is_an_organisation() {
    kazakh(
        "zhetisu",
        "Жиын облыстық жастар орталығында өтті. Оған Қамқорлық орталығы қатысты.",
        &["Жетісу облыстық жастар орталығы (centre, venue)", "Қамқорлық орталығы (centre)"],
    );
    russian(
        "zhetisu",
        "Выступил директор областного центра развития молодежи.",
        &["Областной центр развития молодежи (centre)"],
    );
}

#[test]
fn what_is_no_organisation_is_not_taken_for_one() {
    kazakh(
        "zhetisu",
        "Облыс орталығында, аудан орталықтарында, облыстық орталықта және Жетісу облысының орталығында жиын болды. «Бірлік – тірлік бастауы» тақырыбында дөңгелек үстел өтті. «Жылдың үздік ҮЕҰ-ы» байқауы, «Дала дауысы» атты жоба, «Ел үміті» номинациясы, «Үшінші секторды дамыту орталығы» кітабы таныстырылды. Жеті облыстың ішкі саясат басқармаларының басшылары қатысты. Ұйымдастыру комитетінің жұмысы бағаланды.",
        &[],
    );
    russian(
        "zhetisu",
        "В областном центре состоялся круглый стол. В районном центре и городском центре Костанайской области прошли встречи. В культурном центре показали фильм. Круглый стол на тему «Общественный фонд сегодня» прошел в конкурсе «Лучшее НПО». Книга «Совет матерей» и проект «Центр добра» получили дипломы номинации «Союз сердец». Закон «Об общественных объединениях» обсудили руководители управлений областей.",
        &[],
    );
}

#[test]
fn a_russian_type_word_stands_before_the_quotation_marks() {
    russian(
        "pavlodar",
        "Награждены общественное объединение инвалидов «Умит», НПО «Алем», «Даму» и «Жебеу», корпоративный фонд \"Болашак\", областной филиал партии «Ак жол», КГУ «Дом дружбы» и АЮЛ «Гражданский альянс Павлодарской области».",
        &[
            "Умит (public-association)",
            "Алем (public-association)",
            "Даму (public-association)",
            "Жебеу (public-association)",
            "Болашак (corporate-foundation)",
            "Областной филиал партии «Ак жол» (party-branch)",
            "Дом дружбы (state-institution)",
            "Гражданский альянс Павлодарской области (association-of-legal-entities)",
        ],
    );
}

#[test]
fn who_lent_the_house_is_the_venue() {
    kazakh(
        "almaty",
        "Жиын «Талап» ұлттық кәсіпкерлер палатасының ғимаратында өтті.",
        &["«Талап» ұлттық кәсіпкерлер палатасы (chamber, venue)"],
    );
    russian(
        "almaty",
        "Встреча прошла в здании КГУ «Дом дружбы».",
        &["Дом дружбы (state-institution, venue)"],
    );
}

#[test]
fn a_body_called_after_somebody_keeps_his_name_and_an_owner_is_left_out() {
    kazakh(
        "akmola",
        "Оған Х.Бөкеев атындағы Көкшетау университетінің проректоры, облыстық қоғамдық даму басқармасының «Достық үйі» КММ директоры және «Шаңырақ-П» РҚБ облыстық филиалының мүшелері қатысты.",
        &[
            "Х.Бөкеев атындағы Көкшетау университеті (university)",
            "Достық үйі (state-institution)",
            "«Шаңырақ-П» РҚБ облыстық филиалы (branch)",
        ],
    );
    russian(
        "zhambyl",
        "Выступили директор КГУ «Дом единства» управления внутренней политики акимата Жамбылской области и члены Совета матерей при ассамблее народа Казахстана Жамбылской области.",
        &[
            "Дом единства (state-institution)",
            "Совет матерей при ассамблее народа Казахстана Жамбылской области (assembly-structure)",
        ],
    );
}

#[test]
fn english_names_stand_before_their_type_word() {
    check(
        Language::English,
        "abai",
        "The forum was supported by the Steppe-Voice movement and the public foundation \"Kind Hands\". The union of all was praised.",
        &["Steppe-Voice (movement)", "Kind Hands (public-foundation)"],
    );
}

#[test]
fn organisations_inside_speech_are_only_mentioned() {
    let (found, mentions) = read(
        Language::Kazakh,
        "almaty",
        "«Бізге «Қайнар» қоғамдық қоры көп көмектесті. Рақмет айтамыз», – деді төраға. «Бұлақ» ҚБ марапатталды.",
        &Known::default(),
    );
    assert_eq!(found, ["Бұлақ (public-association)"]);
    assert_eq!(mentions, ["Қайнар: quoted"]);
}

#[test]
fn the_assembly_of_a_region_stands_for_the_national_one() {
    kazakh(
        "kostanay",
        "Қостанай облыстық Қазақстан халқы Ассамблеясы Кеңесінің отырысы өтті. Қазақстан халқы Ассамблеясының мүшелері мен ҚХА хатшылығы қатысты.",
        &["Қостанай облыстық Қазақстан халқы Ассамблеясы (assembly)"],
    );
}

#[test]
fn a_slip_of_the_pen_makes_no_second_organisation() {
    kazakh(
        "abai",
        "Жиынға «Ақниет азаматтық бастамалар» қоғамдық қоры қатысты. «Ақниет азаматық бастамалар» қоғамдық қорының жобасы жеңді.",
        &["Ақниет азаматтық бастамалар (public-foundation)"],
    );
}

#[test]
fn records_are_found_in_any_case_of_either_language() {
    let record = |id: &str, names: &[&str], region: Option<&str>| KnownOrganisation {
        id: id.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        kind: None,
        region: region.and_then(|region| Gazetteer::built_in().index_of(region)),
    };
    let known = Known {
        records: vec![
            record("birlik-abai", &["Бірлік үйі", "Дом единства"], Some("abai")),
            record("birlik-almaty", &["Бірлік үйі", "Дом единства"], Some("almaty")),
            record(
                "steppe-voice",
                &["Дала үні азаматтық қозғалысы", "Гражданское движение Голос степи", "ДҮАҚ"],
                None,
            ),
        ],
    };
    let found = |language, source| read(language, "abai", source, &known).0;
    assert_eq!(
        found(Language::Kazakh, "Оған «Бірлік үйі» мекемесінің басшысы қатысты."),
        ["Бірлік үйі (state-institution) = birlik-abai"]
    );
    assert_eq!(
        found(
            Language::Kazakh,
            "Оған ДҮАҚ-тың өкілдері келді, Дала үні азаматтық қозғалысына алғыс айтылды."
        ),
        ["Дала үні азаматтық қозғалысы (movement) = steppe-voice"]
    );
    assert_eq!(
        found(Language::Russian, "Выступил представитель Гражданского движения Голос степи."),
        ["Гражданское движение Голос степи (?) = steppe-voice"]
    );
}

#[test]
fn one_quotation_behind_several_is_the_name_of_none() {
    russian(
        "kyzylorda",
        "Прошел слет общественных организаций «Время жить». Пришли члены общественных фондов «Үміт» и «Береке», НПО «Арна».",
        &["Үміт (public-foundation)", "Береке (public-foundation)", "Арна (public-association)"],
    );
}

#[test]
fn a_department_of_a_larger_body_is_none_of_the_region() {
    russian(
        "kostanay",
        "Выступили начальник управления правового обеспечения Национального банка Асель Усенова и руководитель управления внутренней политики Асан Усенов.",
        &[
            "Управление правового обеспечения (government-body)",
            "Управление внутренней политики Костанайской области (government-body)",
        ],
    );
    kazakh(
        "kostanay",
        "Жиынға Ұлттық банктің құқықтық қамтамасыз ету басқармасының және ішкі саясат басқармасының өкілдері келді.",
        &[
            "Құқықтық қамтамасыз ету басқармасы (government-body)",
            "Қостанай облысының ішкі саясат басқармасы (government-body)",
        ],
    );
}

#[test]
fn a_russian_body_called_after_somebody_has_his_name() {
    russian(
        "zhambyl",
        "Форум провел Таразский университет имени М.Х. Асанова. В зале Таразского университета им. М. Асанова сидели гости. Пришли ректор Казахского национального университета имени Абая Асан Усенов и мастера Центра имени Серика Сапарова.",
        &[
            "Таразский университет имени М.Х. Асанова (university, organiser)",
            "Казахский национальный университет имени Абая (university)",
            "Центр имени Серика Сапарова (centre)",
        ],
    );
}

#[test]
fn a_first_word_that_is_no_legal_form_stays_in_a_russian_name() {
    russian(
        "zhambyl",
        "Пришли ОФ «Фонд развития села», ТОО «Компания Рассвет», ОФ «Общественный фонд Береке» и общественный фонд «Фонд «Арна»».",
        &[
            "Фонд развития села (public-foundation)",
            "Компания Рассвет (llp)",
            "Береке (public-foundation)",
            "Арна (public-foundation)",
        ],
    );
}

#[test]
fn a_kazakh_maslikhat_is_somebodys_only_where_it_is_told_whose() {
    kazakh(
        "zhambyl",
        "Кеше облыстық мәслихаттың сессиясы өтті.",
        &["Жамбыл облыстық мәслихаты (government-body)"],
    );
    kazakh("shymkent", "Кеше облыстық мәслихаттың сессиясы өтті.", &["Облыстық мәслихат (government-body)"]);
    kazakh("shymkent", "ОБЛЫСТЫҚ МӘСЛИХАТТЫҢ СЕССИЯСЫ ӨТТІ", &["Облыстық мәслихат (government-body)"]);
    kazakh(
        "zhambyl",
        "Сессияда «Облыстық бюджет туралы» Жамбыл облыстық мәслихатының шешімі қабылданды.",
        &["Жамбыл облыстық мәслихаты (government-body)"],
    );
}

#[test]
fn a_russian_name_goes_on_behind_an_adjective() {
    russian(
        "kostanay",
        "Организатор – управление занятости и социальных программ Костанайской области. Пришли специалисты управления государственных закупок, департамента внутренних дел Костанайской области, департамента по защите прав потребителей Костанайской области, Ассоциации независимых СМИ Казахстана и Союза молодых юристов Казахстана.",
        &[
            "Управление занятости и социальных программ Костанайской области (government-body, organiser)",
            "Управление государственных закупок Костанайской области (government-body)",
            "Департамент внутренних дел Костанайской области (government-body)",
            "Департамент по защите прав потребителей Костанайской области (government-body)",
            "Ассоциация независимых СМИ Казахстана (association)",
            "Союз молодых юристов Казахстана (union)",
        ],
    );
    // Where the word behind the adjective cannot be told, a person looks at the name.
    let source = "Выступил директор департамента государственных, как говорят, доходов Костанайской области.";
    assert_eq!(
        confidences(Language::Russian, "kostanay", source),
        [("Департамент государственных".to_owned(), 60)]
    );
}

#[test]
fn a_word_of_level_stands_for_the_name_of_the_region() {
    let source = "Выступил директор департамента внутренней политики области. Организаторы – управление образования области, управление общественного развития акимата области и Гражданский альянс области.";
    for (region, genitive) in [("kostanay", "Костанайской"), ("pavlodar", "Павлодарской")]
    {
        let body = |name: &str, rest: &str| format!("{name} {genitive} области ({rest})");
        let wanted = [
            body("Департамент внутренней политики", "government-body"),
            body("Управление образования", "government-body, organiser"),
            body("Управление общественного развития акимата", "government-body, organiser"),
            body("Гражданский альянс", "association-of-legal-entities, organiser"),
        ];
        assert_eq!(read(Language::Russian, region, source, &Known::default()).0, wanted);
    }
    russian(
        "kostanay",
        "Пришли сотрудники областного департамента полиции, областной прокуратуры и управления образования района имени Асана Усенова.",
        &[
            "Департамент полиции Костанайской области (government-body)",
            "Прокуратура Костанайской области (government-body)",
            "Управление образования района имени Асана Усенова Костанайской области (government-body)",
        ],
    );
    // «области» may also be a field, and a city's body is none of the oblast's.
    russian(
        "kostanay",
        "Пришли сотрудники комитета по вопросам области права и управления образования города.",
        &[
            "Комитет по вопросам области права (government-body)",
            "Управление образования города (government-body)",
        ],
    );
    assert_eq!(
        confidences(Language::Russian, "kostanay", "Пришли сотрудники управления образования города."),
        [("Управление образования города".to_owned(), 60)]
    );
}

#[test]
fn a_body_beside_another_region_is_not_the_events() {
    let source = "Рассказали об опыте Актюбинской области. Там центр открыло управление образования области.";
    assert_eq!(
        confidences(Language::Russian, "kostanay", source),
        [("Управление образования области".to_owned(), 60)]
    );
    let source = "Павлодар облысынан қонақтар келді. Оларды облыстық мәслихаттың депутаттары ертіп келді.";
    assert_eq!(confidences(Language::Kazakh, "kostanay", source), [("Облыстық мәслихат".to_owned(), 60)]);
}

#[test]
fn a_quotation_behind_an_event_of_organisations_is_its_name() {
    russian(
        "zhambyl",
        "В Таразе прошел областной форум НПО «Вместе – к развитию региона». Состоялся слет сельских НПО «Аул». На форуме НПО «Алем» представило проект, награждены НПО «Даму» и «Жебеу».",
        &["Алем (public-association)", "Даму (public-association)", "Жебеу (public-association)"],
    );
}

#[test]
fn a_name_in_latin_letters_is_left_in_one_alphabet() {
    let source = "Jıyndy oblystyq jastar saıasaty basqarmasy uıymdastyrdy, oǵan oblystyq máslıhattyń depýtattary qatysty.";
    assert_eq!(
        confidences(Language::Kazakh, "kostanay", source),
        [("Oblystyq jastar saıasaty basqarmasy".to_owned(), 60), ("Oblystyq máslıhat".to_owned(), 60)]
    );
}
