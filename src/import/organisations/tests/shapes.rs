//! Shapes of names that regional newspapers write: for each what must be read, and beside it what must not.

use super::{kazakh, russian};
use crate::import::known::Known;
use crate::language::Language;

#[test]
fn a_russian_body_for_a_region_names_the_region_once() {
    russian(
        "kostanay",
        "Выступил президент ассоциации НПО по Костанайской области.",
        &["Ассоциация НПО по Костанайской области (association)"],
    );
    russian(
        "kostanay",
        "Выступил глава союза фермеров по Павлодарской области.",
        &["Союз фермеров по Павлодарской области (union)"],
    );
    russian("kostanay", "Работа ассоциации по районам области идёт.", &[]);
}

#[test]
fn a_house_in_which_people_meet_is_only_named() {
    for source in [
        "6 апреля в культурно-досуговом центре «Жулдыз» собрались активисты.",
        "Семинар прошёл в клубе «Достар».",
        "В театре «Ак кеме» показали спектакль.",
        "Семинар прошёл в санатории «Сосновый бор».",
    ] {
        russian("kostanay", source, &[]);
    }
    let text = "Встреча прошла в центре досуга «Шабыт».";
    let (_, mentions) = super::read(Language::Russian, "kostanay", text, &Known::default());
    assert_eq!(mentions, ["Центр досуга «Шабыт»: venue"]);
    // What its people say is said by the body.
    russian(
        "kostanay",
        "В молодёжном центре «Шанс» рассказали о планах.",
        &["Молодёжный центр «Шанс» (centre)"],
    );
    russian("kostanay", "В объединении «Шанс» прошёл круглый стол.", &["Шанс (public-association)"]);
}

#[test]
fn a_section_of_an_office_is_a_body_where_its_place_is_told() {
    russian(
        "abai",
        "Выступил руководитель городского отдела внутренней политики Ержан Садыков.",
        &["Городской отдел внутренней политики (government-body)"],
    );
    russian(
        "abai",
        "Выступил руководитель отдела внутренней политики акимата г.Семей Ержан Садыков.",
        &["Отдел внутренней политики акимата г.Семей (government-body)"],
    );
    russian(
        "kyzylorda",
        "Пришёл начальник местной полицейской службы Казалинского РОВД Хасен Омаров.",
        &["Казалинский РОВД (government-body)"],
    );
    russian("kostanay", "Отдел кадров молчал, в отделе области ждали, отдел продаж вырос.", &[]);
    // A part of an office speaks for it.
    russian(
        "kostanay",
        "Пришла заведующая отделом анализа управления внутренней политики Костанайской области.",
        &["Управление внутренней политики Костанайской области (government-body)"],
    );
}

#[test]
fn leagues_platforms_theatres_and_wings_are_bodies() {
    russian(
        "kostanay",
        "Выступили председатель объединения «Матери – за мир», артисты молодёжного театра «Ак кеме», администратор гражданской платформы «Адал» и активисты молодёжного крыла «Болашак» партии «Бірлік».",
        &[
            "Матери – за мир (public-association)",
            "Молодёжный театр «Ак кеме» (?)",
            "Гражданская платформа «Адал» (movement)",
            "Молодежное крыло «Болашак» (movement)",
            "Бірлік (party)",
        ],
    );
    russian("kostanay", "Объединение усилий важно, лига чемпионов началась, театр показал «Абая».", &[]);
    // The ministry that a centre is at is named by the way.
    russian(
        "kostanay",
        "Выступил директор Научно-исследовательского центра «Семья» при Министерстве просвещения РК.",
        &["Научно-исследовательский центр «Семья» (centre)"],
    );
}

#[test]
fn what_was_done_at_an_office_is_no_part_of_its_name() {
    for source in [
        "При министерстве разработаны рабочие группы.",
        "При департаменте созданы штабы.",
        "При управлении открыты консультационные пункты, в комитете обсуждены вопросы.",
    ] {
        russian("kostanay", source, &[]);
    }
    russian(
        "kostanay",
        "Пришли управление охраны окружающей среды и департамент защиты прав граждан.",
        &[
            "Управление охраны окружающей среды Костанайской области (government-body)",
            "Департамент защиты прав граждан (government-body)",
        ],
    );
}

#[test]
fn universities_and_resource_centres_have_their_adjectives() {
    russian(
        "abai",
        "Встреча состоялась на базе Восточного технического университета им. Е. Тасова.",
        &["Восточный технический университет им. Е. Тасова (university, venue)"],
    );
    russian(
        "pavlodar",
        "Форум, организованный молодёжным ресурсным центром Аксуского района, прошёл вчера.",
        &["Молодежный ресурсный центр Аксуского района (resource-centre, organiser)"],
    );
    russian("abai", "В нашем университете учатся студенты технического университета.", &[]);
    russian("abai", "Ресурсные центры области и ресурсный центр для НПО ждали.", &[]);
}

#[test]
fn a_russian_name_may_begin_with_its_type_word_inside_the_marks() {
    russian(
        "astana",
        "Форум организован фондом «Денсаулык» при поддержке Фонда «Мост», партнёр — «Союз общин Казахстана».",
        &[
            "Денсаулык (public-foundation, organiser)",
            "Мост (public-foundation)",
            "Союз общин Казахстана (union)",
        ],
    );
    russian(
        "astana",
        "Партнёрами стали «Лига юристов» и «Ассоциация отцов», пришла председатель «Союза матерей» Асель Усенова.",
        &["Лига юристов (association)", "Ассоциация отцов (association)", "Союз матерей (union)"],
    );
    russian("astana", "Пришли участники «Лиги КВН», победитель «Лиги КВН». Книга – «Союз племён».", &[]);
    // A branch speaks for the whole.
    russian(
        "kostanay",
        "Прошло собрание костанайского филиала «Лиги строителей».",
        &["Лига строителей (association)"],
    );
    russian("kostanay", "Прошло собрание филиала «Алтын».", &["Филиал «Алтын» (branch)"]);
}

#[test]
fn whom_a_russian_body_is_of_may_be_people_with_a_role() {
    russian(
        "kostanay",
        "Состоялось открытие центра волонтёров «Ак жол».",
        &["Центр волонтёров «Ак жол» (centre)"],
    );
    russian("kostanay", "Пришёл Союз журналистов Казахстана.", &["Союз журналистов Казахстана (union)"]);
    russian("kostanay", "Управление директоров ждало.", &[]);
}

#[test]
fn names_in_capitals_are_written_small() {
    russian(
        "turkistan",
        "XXVI СЕССИЯ ОБЛАСТНОЙ АНК\n\nПрошла сессия Ассамблеи народа Казахстана Туркестанской области.",
        &["Ассамблея народа Казахстана Туркестанской области (assembly)"],
    );
    russian("kostanay", "СЕССИЯ АССАМБЛЕИ НАРОДА КАЗАХСТАНА", &["Ассамблея народа Казахстана (assembly)"]);
    russian(
        "kostanay",
        "СНХ:АННА ПЕТРОВА – ПРЕДСЕДАТЕЛЬ МОО «ДЕТИ ЗА СПОРТ»",
        &["Дети за спорт (public-association)"],
    );
    // Another region's Assembly is another body, and so is a town's.
    russian(
        "kostanay",
        "Пришли члены областной АНК, Ассамблеи народа Казахстана Актюбинской области и Ассамблеи народа Казахстана города Рудного.",
        &[
            "Областная Ассамблея народа Казахстана (assembly)",
            "Ассамблея народа Казахстана Актюбинской области (assembly)",
            "Ассамблея народа Казахстана города Рудного (assembly)",
        ],
    );
}

#[test]
fn a_kazakh_kind_without_a_name_is_no_body() {
    kazakh("kostanay", "Оған облыстық департамент, басқарма басшылары қатысты.", &[]);
    kazakh("kostanay", "Оған аудандық қоғамдық келісім кеңесінің мүшелері қатысты.", &[]);
    kazakh(
        "kostanay",
        "Қазақстанның Ассамблеясы келісім мен бірлік институтына айналды.",
        &["Қазақстанның Ассамблеясы (assembly)"],
    );
    kazakh(
        "kostanay",
        "Оған облыстық мәслихат депутаттары, Қарабалық аудандық қоғамдық келісім кеңесінің мүшелері қатысты.",
        &[
            "Қостанай облыстық мәслихаты (government-body)",
            "Қарабалық аудандық қоғамдық келісім кеңесі (assembly-structure)",
        ],
    );
}

#[test]
fn a_kazakh_name_in_marks_loses_its_ending_before_a_post() {
    kazakh(
        "zhetisu",
        "Дана Серікова, «Жетісу облысының ақжол альянсының» төрайымы:",
        &["Жетісу облысының ақжол альянсы (association-of-legal-entities)"],
    );
    kazakh("zhetisu", "«Біздің орталықтың» жұмысы жақсы, «Қамқорлық орталығының» күні аталды.", &[]);
}

#[test]
fn kazakh_agencies_and_societies_are_bodies() {
    kazakh(
        "astana",
        "Бүгін Мемлекеттік сатып алу агенттігінде заң жобасы талқыланды.",
        &["Мемлекеттік сатып алу агенттігі (government-body, venue)"],
    );
    kazakh(
        "atyrau",
        "Омбы облысының кітапхана ісі жөніндегі агенттік басшысының орынбасары келді.",
        &["Омбы облысының кітапхана ісі жөніндегі агенттігі (government-body)"],
    );
    kazakh(
        "kostanay",
        "Ерлан Серіков облыстық мүгедектер қоғамының семинарын ашты. Оған республикалық соқырлар қоғамының төрағасы келді.",
        &[
            "Қостанай облыстық мүгедектер қоғамы (public-association)",
            "Республикалық соқырлар қоғамы (public-association)",
        ],
    );
    // Who brings the news held nothing, and not every society is a body.
    kazakh(
        "astana",
        "Жиын өтті, деп хабарлайды Қазпарат агенттігі. Оны Еларна ақпарат агенттігі жазды.",
        &[],
    );
    kazakh("astana", "Азаматтық қоғамның рөлі, Қазақстан қоғамының дамуы айтылды.", &[]);
    kazakh("atyrau", "Кеше облысының жастары, сол облысының тұрғындары келді.", &[]);
}

#[test]
fn kazakh_kinds_of_bodies_that_people_speak_for() {
    kazakh(
        "kostanay",
        "Оған «Алтын Бесік» ҚҚҚ төрағасы, «Тірек» балалар үйінің басшысы, «Аққу» жастар лигасы, «Шаңырақ» журналының бас редакторы, №12 мектеп-лицейдің директоры, №5 орта мектебінің мұғалімі және ҚР Суретшілер одағының мүшесі қатысты.",
        &[
            "Алтын Бесік (public-foundation)",
            "«Тірек» балалар үйі (state-institution)",
            "«Аққу» жастар лигасы (association)",
            "«Шаңырақ» журналы (?)",
            "№12 мектеп-лицей (state-institution)",
            "№5 орта мектебі (state-institution)",
            "ҚР Суретшілер одағы (union)",
        ],
    );
    kazakh(
        "kostanay",
        "Ол «Шаңырақ» журналының оқырмандарына арналып, «Таң» газетінің бетінде жарияланды. №12 мектеп салынды.",
        &[],
    );
    kazakh("kostanay", "«Ақ тілек» еріктілер орталығы ашылды.", &["«Ақ тілек» еріктілер орталығы (centre)"]);
    // A branch of no place speaks for the party; one that is told its place is itself.
    kazakh("kostanay", "Оған облыстық «Нұр» партиясы филиалының өкілдері қатысты.", &["Нұр (party)"]);
    kazakh(
        "kostanay",
        "Оған «Нұр» партиясы Қостанай облыстық филиалының өкілдері қатысты.",
        &["«Нұр» партиясы Қостанай облыстық филиалы (party-branch)"],
    );
}

#[test]
fn kazakh_names_in_latin_letters_are_whole() {
    kazakh(
        "kostanay",
        "Qazaqstan halqy Assambleıasynyń XXVIII sessııasy ótti, oǵan kóp adam keldi.",
        &["Qazaqstan halqy Assambleıasy (assembly)"],
    );
    kazakh(
        "akmola",
        "Aqmola oblystyq Qazaqstan halqy Assambleiasynyŋ XXVIII sessiiasy ötti, oǧan köp adam keldı.",
        &["Aqmola oblystyq Qazaqstan halqy Assambleiasy (assembly)"],
    );
    kazakh(
        "kostanay",
        "Oǵan «Alma-Agro» JShS men «Jas dáýren» QB-nyń músheleri qatysty, óńirdiń jastary keldi.",
        &["Alma-Agro (llp)", "Jas dáýren (public-association)"],
    );
    kazakh("kostanay", "Oǵan «Alma-Agro» AQSh kórmesiniń qonaqtary kelip, óńirdi kórdi, dep jazdy.", &[]);
}

#[test]
fn wings_and_whole_schools_took_part() {
    kazakh(
        "abai",
        "Оған «Жас Таң» жастар қанаты, «Өркен» колледжінің студенттері, №7 гимназияның ұжымы және Мемлекеттік қызмет істері агенттігінің департаменті қатысты.",
        &[
            "«Жас Таң» жастар қанаты (movement)",
            "«Өркен» колледжі (?)",
            "№7 гимназия (state-institution)",
            "Мемлекеттік қызмет істері агенттігі (government-body)",
        ],
    );
    kazakh("abai", "Ұшақтың қанаты сынды, №7 бөлме жабылды.", &[]);
}

#[test]
fn agencies_institutes_and_centres_of_a_people_are_bodies() {
    russian(
        "pavlodar",
        "Пришли сотрудник Агентства по делам государственной службы, учёный Института философии и политологии, лидер немецкого культурного центра «Возрождение», студенты колледжа «Өркен» и члены Союза горожанок Казахстана.",
        &[
            "Агентство по делам государственной службы (government-body)",
            "Институт философии и политологии (institute)",
            "Немецкий культурный центр «Возрождение» (centre)",
            "Колледж «Өркен» (?)",
            "Союз горожанок Казахстана (union)",
        ],
    );
    russian(
        "pavlodar",
        "Об этом сообщило агентство «Хабар», передаёт агентство новостей, институт медиации работает, институт Ассамблеи развивается.",
        &[],
    );
}

#[test]
fn a_kazakh_section_is_a_body_where_its_place_is_told() {
    kazakh(
        "abai",
        "Жиынға аудандық тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімінің басшысы, қаланың жастар саясаты бөлімінің маманы, қала әкімдігі сәулет және қала құрылысы бөлімінің өкілі мен Көктал ауданы бойынша білім бөлімінің әдіскері келді.",
        &[
            "Аудандық тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі (government-body)",
            "Қаланың жастар саясаты бөлімі (government-body)",
            "Қала әкімдігі сәулет және қала құрылысы бөлімі (government-body)",
            "Көктал ауданы бойынша білім бөлімі (government-body)",
        ],
    );
    // A part of an office, or of a hospital, is none of its own; nor is one without its place.
    kazakh(
        "abai",
        "Бөлім басшысы мен мәдениет бөлімінің маманы, аудандық бөлімнің бастығы, қалалық кітапхана балалар бөлімінің меңгерушісі, ішкі саясат басқармасының жастар саясаты бөлімінің басшысы сөйледі.",
        &["Абай облысының ішкі саясат басқармасы (government-body)"],
    );
}

#[test]
fn a_kazakh_department_keeps_what_it_is_for() {
    kazakh(
        "kostanay",
        "Жауапты Қостанай облысы бойынша Табиғи монополияларды реттеу департаменті берді. Келді қалалық сәулет және қала құрылысы басқармасы басшысының орынбасары.",
        &[
            "Қостанай облысы бойынша Табиғи монополияларды реттеу департаменті (government-body)",
            "Қалалық сәулет және қала құрылысы басқармасы (government-body)",
        ],
    );
    kazakh("kostanay", "Жауапты тасымалдарды реттеу департаменті берді.", &[]);
}
