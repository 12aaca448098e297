#!/usr/bin/env python3
"""Deterministic synthetic corpus of event pages for several site generators.

One abstract corpus (same seed -> same events, whatever the system) is written in the
dialect of each system, together with a minimal and equal set of templates.

    gen_corpus.py --system hugo --n 1000 --out DIR [--seed 1]

Systems: ssg (the built-in look, three languages), ssg-same (one language, the pages and templates of
the others), hugo, zola, eleventy, cobalt, plain (content only, for floor tests).
The events are invented, and the archive says so in its title.
Only the Python standard library is used.  No sentence is taken from anywhere: every word
comes from the lists below, put together at random.
"""
import argparse
import datetime
import os
import random
import shutil
import sys

# --------------------------------------------------------------------------- words
KK_STEMS = """қоғам кеңес азамат бастама дөңгелек үстел отырыс жиын форум өңір аудан қала ауыл әкім
депутат заң жоба бюджет есеп сауал жауап ұсыныс шешім талқылау қатысушы төраға хатшы ұйым қор
бірлестік палата сарапшы журналист мұғалім дәрігер студент жастар әйелдер отбасы бала мүгедек
экология су жер орман өзен көл ауа қоқыс жол көпір автобус мектеп аурухана кітапхана мұражай
мәдениет тіл тарих құқық сот полиция қауіпсіздік денсаулық білім ғылым технология ақпарат
деректер ашықтық есептілік бақылау мониторинг сайлау дауыс пікір сұрақ мәселе күн апта ай жыл
таң кеш басқару жұмыс еңбек нарық баға салық көмек қолдау серіктес келісім хаттама қаулы""".split()
KK_ENDINGS = ["", "", "", "лар", "лер", "дың", "нің", "ға", "ге", "да", "де", "дан", "ден", "мен",
              "лық", "лік", "шы", "сыз", "лы", "лардың", "лерге"]
KK_SMALL = "және мен үшін туралы бойынша бұл ол осы сол бар жоқ деп еді болды керек да де ең өте".split()

RU_STEMS = """обществ совет гражданск инициатив круглов форум региональн районн городск сельск
депутат закон проект бюджет отчёт запрос ответ предложен решен обсужден участник председател
секретар организац фонд объединен палат эксперт журналист учител врач студент молодёж семейн
детск экологическ водн земельн лесн речн воздушн дорог мост автобус школьн больничн библиотек
музейн культур язык историческ правов судебн полицейск безопасност здоровь образован научн
технологическ информацион данн открытост отчётност контрол мониторинг выборн голос мнен вопрос
проблем днев неделя месяц годов утрен вечерн управлен работ трудов рыночн ценов налог помощ
поддержк партнёр соглашен протокол постановлен""".split()
RU_ENDINGS = ["ый", "ая", "ое", "ые", "ого", "ой", "ых", "ам", "ами", "ах", "у", "ом", "а", "ы", "и", "е"]
RU_SMALL = "и в на по с для о об от до за при из к но что как это также не был были может".split()

EN_STEMS = """public council citizen initiative round table forum region district city village
deputy law project budget report request answer proposal decision debate participant chair
secretary organisation fund union chamber expert journalist teacher doctor student youth family
child ecology water land forest river air road bridge bus school hospital library museum culture
language history rights court police safety health education science technology data openness
oversight election vote opinion question problem day week month year morning evening""".split()
EN_ENDINGS = ["", "", "", "s", "s", "al", "ing"]
EN_SMALL = "the of and to in for on with by at from as is was were it this that also not".split()


def lexicon(stems, endings, small):
    full = [s + e for s in stems for e in endings]
    return full + small * (len(full) // (3 * len(small)))


LEX = {
    "kk": lexicon(KK_STEMS, KK_ENDINGS, KK_SMALL),
    "ru": lexicon(RU_STEMS, RU_ENDINGS, RU_SMALL),
    "en": lexicon(EN_STEMS, EN_ENDINGS, EN_SMALL),
}
LANGS = ["kk"] * 9 + ["ru"] * 9 + ["en"] * 2

REGIONS = ['Абай облысы', 'Ақмола облысы', 'Ақтөбе облысы', 'Алматы облысы', 'Атырау облысы', 'Батыс Қазақстан облысы',
 'Жамбыл облысы', 'Жетісу облысы', 'Қарағанды облысы', 'Қостанай облысы', 'Қызылорда облысы',
 'Маңғыстау облысы', 'Павлодар облысы', 'Солтүстік Қазақстан облысы', 'Түркістан облысы', 'Ұлытау облысы',
 'Шығыс Қазақстан облысы', 'Астана', 'Алматы', 'Шымкент']
# What ssg calls them: by name, Shymkent before 2018 would be a city of another region.
REGION_IDS = dict(zip(REGIONS, """abai akmola aktobe almaty-oblast atyrau west-kazakhstan zhambyl zhetisu karaganda
kostanay kyzylorda mangystau pavlodar north-kazakhstan turkistan ulytau east-kazakhstan astana almaty shymkent""".split()))
# URL form chosen by us where a system has no transliteration of its own that we can rely on.
SURNAMES = """Жақсылық Сейтқазы Нұрбек Оразалы Темірхан Қайрат Бекзат Дәулет Ерсін Мұрат Иванцов Петренко
Сидоров Кузнец Морозин Волков Лебедин Соколин Зайцын Павлин""".split()
NAMES = "Айгүл Бауыр Гүлнар Дана Ерлан Жанар Камила Лаура Мадина Нұржан Олег Павел Руслан Светлана Тимур".split()
ORG_KIND = ["қоғамдық қоры", "бірлестігі", "палатасы", "общественный фонд", "ассоциация", "кеңесі", "центр", "Foundation"]

TR = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі",
              ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t",
               "u", "f", "kh", "c", "ch", "sh", "sh", "", "y", "", "e", "yu", "ya", "yo",
               "a", "g", "q", "n", "o", "u", "u", "h", "i"]))


def slug(s):
    out = []
    for ch in s.lower():
        if ch in TR:
            out.append(TR[ch])
        elif ch.isascii() and ch.isalnum():
            out.append(ch)
        elif out and out[-1] != "-":
            out.append("-")
    return "".join(out).strip("-")


# --------------------------------------------------------------------------- events
class Corpus:
    def __init__(self, n, seed):
        self.n, self.seed = n, seed
        r = random.Random(f"{seed}:orgs")
        self.n_orgs = max(20, n // 20)
        self.orgs = []
        for k in range(self.n_orgs):
            lex = LEX[r.choice(["kk", "ru"])]
            self.orgs.append(f"{r.choice(lex).capitalize()} {r.choice(ORG_KIND)} {k}")
        acc, t = [], 0.0
        for k in range(self.n_orgs):          # Zipf, s = 1
            t += 1.0 / (k + 1)
            acc.append(t)
        self.org_cum = acc
        self.first = datetime.date(2006, 1, 1)
        self.span = (datetime.date(2025, 12, 31) - self.first).days

    def event(self, i):
        r = random.Random(f"{self.seed}:{i}")
        lang = r.choice(LANGS)
        lex = LEX[lang]
        title = " ".join(r.choices(lex, k=r.randint(4, 9))).capitalize()
        # event 0 is the newest, so that it stands first in each of its listings (watch tests)
        date = datetime.date(2026, 6, 1) if i == 0 else self.first + datetime.timedelta(days=r.randint(0, self.span))
        region = r.choice(REGIONS)
        orgs = []
        want = r.randint(2, 5)
        while len(orgs) < want:
            o = r.choices(self.orgs, cum_weights=self.org_cum)[0]
            if o not in orgs:
                orgs.append(o)
        people = sorted({f"{r.choice(NAMES)} {r.choice(SURNAMES)}" for _ in range(r.randint(1, 6))})
        return dict(i=i, id=f"e{i:06d}", lang=lang, title=title, date=date, region=region, orgs=orgs,
                    people=people, year=f"{date.year}", month=f"{date.year}-{date.month:02d}",
                    body=self.body(r, lex))

    def body(self, r, lex):
        left = r.randint(250, 600)
        out = []
        notes = []

        def words(k):
            nonlocal left
            left -= k
            return r.choices(lex, k=k)

        def sentence(rich=True):
            w = words(r.randint(7, 16))
            w[0] = w[0].capitalize()
            if rich:
                x = r.random()
                j = r.randrange(1, len(w) - 1)
                if x < 0.15:
                    w[j] = f"*{w[j]}*"
                elif x < 0.28:
                    w[j] = f"**{w[j]} {w[j + 1]}**"
                    del w[j + 1]
                elif x < 0.36:
                    w[j] = f"[{w[j]}](https://example.org/{r.randrange(10000)})"
                elif x < 0.41:
                    w[j] = f"[{w[j]}](/events/e{r.randrange(self.n):06d}/)"
                elif x < 0.45 and len(notes) < 4:
                    notes.append(" ".join(words(r.randint(5, 12))))
                    w[j] = f"{w[j]}[^{len(notes)}]"
            return " ".join(w) + "."

        def para():
            return " ".join(sentence() for _ in range(r.randint(3, 6)))

        def bullets(mark):
            return "\n".join(f"{mark.format(k + 1)} {sentence()}" for k in range(r.randint(3, 6)))

        def table():
            cols = r.randint(3, 4)
            rows = [words(cols), ["---"] * cols] + [words(cols - 1) + [str(r.randrange(1000))] for _ in range(r.randint(3, 6))]
            return "\n".join("| " + " | ".join(row) + " |" for row in rows)

        def quote():
            return "\n".join("> " + sentence(False) for _ in range(r.randint(1, 3)))

        out.append(para())
        blocks = [quote, lambda: bullets("-"), lambda: bullets("{}.")]
        if r.random() < 0.3:
            blocks.append(table)
        r.shuffle(blocks)
        while left > 40:
            out.append(("## " if r.random() < 0.7 else "### ") + " ".join(words(r.randint(2, 5))).capitalize())
            out.append(para())
            if blocks:
                out.append(blocks.pop()())
        if left > 4:
            out.append(" ".join(words(left)).capitalize() + ".")
        for k, t in enumerate(notes, 1):
            out.append(f"[^{k}]: {t}.")
        return "\n\n".join(out) + "\n"


# --------------------------------------------------------------------------- front matter
def q(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def ql(items):
    return "[" + ", ".join(q(x) for x in items) + "]"


def fm_hugo(e):
    return (f"+++\ntitle = {q(e['title'])}\ndate = {e['date']}\nregion = {ql([e['region']])}\n"
            f"organisation = {ql(e['orgs'])}\nyear = {ql([e['year']])}\nmonth = {ql([e['month']])}\n"
            f"people = {ql(e['people'])}\ndoclang = {q(e['lang'])}\n+++\n\n")


def fm_zola(e):
    return (f"+++\ntitle = {q(e['title'])}\ndate = {e['date']}\n\n[taxonomies]\nregion = {ql([e['region']])}\n"
            f"organisation = {ql(e['orgs'])}\nyear = {ql([e['year']])}\nmonth = {ql([e['month']])}\n\n"
            f"[extra]\npeople = {ql(e['people'])}\ndoclang = {q(e['lang'])}\n+++\n\n")


def fm_yaml(e):
    return (f"---\ntitle: {q(e['title'])}\ndate: {e['date']}\nregion: {q(e['region'])}\n"
            f"organisation: {ql(e['orgs'])}\nyear: {q(e['year'])}\nmonth: {q(e['month'])}\n"
            f"people: {ql(e['people'])}\ndoclang: {q(e['lang'])}\n---\n\n")


def fm_cobalt(e):
    # cobalt knows tags and categories only: organisations are tags, the region is the category
    return (f"---\ntitle: {q(e['title'])}\npublished_date: {e['date']} 00:00:00 +0000\ncategories: {ql([e['region']])}\n"
            f"tags: {ql(e['orgs'])}\ndata:\n  people: {ql(e['people'])}\n  doclang: {q(e['lang'])}\n---\n\n")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


CSS = "body{max-width:60rem;margin:auto;font-family:sans-serif}nav li{display:inline;margin-right:1em}\n"
NAV = """<header><nav><ul><li><a href="/">Басты бет</a></li><li><a href="/events/">Іс-шаралар</a></li>\
<li><a href="/region/">Өңірлер</a></li><li><a href="/organisation/">Ұйымдар</a></li><li><a href="/year/">Жылдар</a></li>\
<li><a href="/month/">Айлар</a></li></ul></nav></header>"""
FOOT = "<footer><p>Мұрағат / Архив / Archive base-token</p></footer>"


# --------------------------------------------------------------------------- ssg
def fm_ssg(e):
    # the reference comparison: no source is known of an invented event
    return (f"+++\ntitle = {q(e['title'])}\nlang = {q(e['lang'])}\ndate = {e['date']}\nregion = {q(REGION_IDS[e['region']])}\n"
            f"organisations = {ql(e['orgs'])}\npeople = {ql(e['people'])}\n+++\n\n")


def site_ssg(d):
    write(f"{d}/site.toml", """title = "Архив (синтетикалық)"
base_url = "https://archive.example/"
[check]
missing-source = "off"
unknown-organisation = "off"
region-not-yet = "off"
""")


# The pages and templates of the other systems: one language, nothing that they do not make.
def site_ssg_same(d):
    write(f"{d}/site.toml", """title = "Архив"
base_url = "https://archive.example/"
languages = ["kk"]
[listing]
per_page = 50
[outputs]
kinds = false
crossed = false
search = false
feeds = "newest"
calendars = false
data = false
[check]
missing-source = "off"
unknown-organisation = "off"
region-not-yet = "off"
""")
    write(f"{d}/static/style.css", CSS)
    T = f"{d}/templates"
    nav = NAV.replace('/region/"', '/regions/"').replace('/organisation/"', '/organisations/"').replace(
        '<li><a href="/year/">Жылдар</a></li>', '<li><a href="/dates/">Жылдар</a></li>').replace(
        '<li><a href="/month/">Айлар</a></li>', '')
    write(f"{T}/base.html", f"""<!doctype html>
<html lang="{{% block lang %}}kk{{% endblock %}}">
<head><meta charset="utf-8"><title>{{% block title %}}{{{{ page.title }}}}{{% endblock %}} — Архив</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/atom+xml" href="/feed.xml">{{% block head %}}{{% endblock %}}{{% block structured %}}{{% endblock %}}</head>
<body>
{nav}
<main>{{% block main %}}{{% endblock %}}</main>
{FOOT}
</body></html>
""")
    write(f"{T}/home.html", """{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1><p>Мұрағат.</p>{% endblock %}
""")
    write(f"{T}/event.html", """{% extends "base.html" %}
{% block lang %}{{ event.lang if event.lang else lang }}{% endblock %}
{% block main %}<article>
<h1>{{ event.title }}</h1>
<p><time datetime="{{ event.date.iso }}">{{ event.date.full }}</time> · {{ event.lang if event.lang else lang }}</p>
<p><a href="{{ event.region.url }}">{{ event.region.name }}</a></p>
<ul>{% for organisation in event.organisations %}<li><a href="{{ organisation.url }}">{{ organisation.name }}</a></li>{% endfor %}</ul>
<ul>{% for person in event.people %}<li>{{ person.name }}</li>{% endfor %}</ul>
{{ event.body }}
</article>{% endblock %}
""")
    write(f"{T}/listing.html", """{% extends "base.html" %}
{% block main %}<h1>{{ listing.title }}</h1>
<ol>{% for row in rows %}{{ row }}
{% endfor %}</ol>
<p>{% if listing.pages.previous %}<a href="{{ listing.pages.previous }}">←</a>{% endif %} {{ listing.pages.current }} / {{ listing.pages.total }} {% if listing.pages.next %}<a href="{{ listing.pages.next }}">→</a>{% endif %}</p>{% endblock %}
""")
    write(f"{T}/row.html", """{% component row(card) %}<li><a href="{{ card.url }}">{{ card.title }}</a> <time>{{ card.date.full }}</time> {{ card.region.name }}</li>{% endcomponent row %}
""")
    write(f"{T}/regions.html", """{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<ul>{% for entry in regions %}<li><a href="{{ entry.region.url }}">{{ entry.region.name }}</a> {{ entry.count.n }}</li>
{% endfor %}</ul>{% endblock %}
""")
    write(f"{T}/dates.html", """{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<ul>{% for entry in years %}<li><a href="{{ entry.url }}">{{ entry.year }}</a> {{ entry.count.n }}</li>
{% endfor %}</ul>{% endblock %}
""")
    write(f"{T}/organisations.html", """{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<ul>{% for group in index.groups %}{% for entry in group.entries %}<li><a href="{{ entry.url }}">{{ entry.name }}</a> {{ entry.count.n }}</li>
{% endfor %}{% endfor %}</ul>{% endblock %}
""")


# --------------------------------------------------------------------------- hugo
def site_hugo(d):
    write(f"{d}/hugo.toml", """baseURL = "https://archive.example/"
title = "Архив"
locale = "kk"
titleCaseStyle = "none"
capitalizeListTitles = false
disableKinds = ["404"]
[pagination]
pagerSize = 50
[taxonomies]
region = "region"
organisation = "organisation"
year = "year"
month = "month"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[services.rss]
limit = 20
[markup.goldmark.extensions]
linkify = false
[markup.goldmark.extensions.typographer]
disable = true
[markup.highlight]
codeFences = false
""")
    write(f"{d}/static/style.css", CSS)
    write(f"{d}/content/_index.md", '+++\ntitle = "Архив"\n+++\n')
    write(f"{d}/content/events/_index.md", '+++\ntitle = "Іс-шаралар"\n+++\n')
    L = f"{d}/layouts"
    write(f"{L}/baseof.html", f"""<!doctype html>
<html lang="{{{{ .Params.doclang | default "kk" }}}}">
<head><meta charset="utf-8"><title>{{{{ .Title }}}} — Архив</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/index.xml"></head>
<body>
{NAV}
<main>{{{{ block "main" . }}}}{{{{ end }}}}</main>
{FOOT}
</body></html>
""")
    write(f"{L}/home.html", """{{ define "main" }}<h1>{{ .Title }}</h1><p>Мұрағат.</p>{{ end }}
""")
    write(f"{L}/page.html", """{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "02.01.2006" }}</time> · {{ .Params.doclang }}</p>
<p>{{ range .GetTerms "region" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
<ul>{{ range .GetTerms "organisation" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .Params.people }}<li>{{ . }}</li>{{ end }}</ul>
{{ .Content }}
</article>{{ end }}
""")
    listing = """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $p := .Paginate .RegularPages 50 }}
<ol>{{ range $p.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "02.01.2006" }}</time> {{ index .Params.region 0 }}</li>
{{ end }}</ol>
<p>{{ if $p.HasPrev }}<a href="{{ $p.Prev.URL }}">←</a>{{ end }} {{ $p.PageNumber }} / {{ $p.TotalPages }} {{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">→</a>{{ end }}</p>
{{ end }}
"""
    write(f"{L}/section.html", listing)
    write(f"{L}/term.html", listing)
    write(f"{L}/taxonomy.html", """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul>{{ end }}
""")
    write(f"{L}/home.rss.xml", """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range first 20 site.RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><guid>{{ .Permalink }}</guid><description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>
{{ end }}</channel></rss>
""")


# --------------------------------------------------------------------------- zola
def site_zola(d):
    tax = "".join(f'\n[[taxonomies]]\nname = "{t}"\npaginate_by = 50\nfeed = false\n'
                  for t in ("region", "organisation", "year", "month"))
    write(f"{d}/config.toml", f"""base_url = "https://archive.example"
title = "Архив"
default_language = "kk"
generate_feeds = true
feed_filenames = ["rss.xml"]
feed_limit = 20
build_search_index = false
compile_sass = false
{tax}
""")
    write(f"{d}/static/style.css", CSS)
    write(f"{d}/content/_index.md", '+++\ntitle = "Архив"\n+++\n')
    write(f"{d}/content/events/_index.md",
          '+++\ntitle = "Іс-шаралар"\nsort_by = "date"\npaginate_by = 50\ntemplate = "section.html"\npage_template = "page.html"\n+++\n')
    T = f"{d}/templates"
    write(f"{T}/base.html", f"""<!doctype html>
<html lang="{{% block lang %}}kk{{% endblock %}}">
<head><meta charset="utf-8"><title>{{% block title %}}{{% endblock %}} — Архив</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>
<body>
{NAV}
<main>{{% block main %}}{{% endblock %}}</main>
{FOOT}
</body></html>
""")
    write(f"{T}/index.html", """{% extends "base.html" %}
{% block title %}{{ section.title }}{% endblock %}
{% block main %}<h1>{{ section.title }}</h1><p>Мұрағат.</p>{% endblock %}
""")
    write(f"{T}/page.html", """{% extends "base.html" %}
{% block lang %}{{ page.extra.doclang }}{% endblock %}
{% block title %}{{ page.title }}{% endblock %}
{% block main %}<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.date }}">{{ page.date | date(format="%d.%m.%Y") }}</time> · {{ page.extra.doclang }}</p>
<p>{% for r in page.taxonomies.region %}<a href="{{ get_taxonomy_url(kind="region", name=r) | safe }}">{{ r }}</a>{% endfor %}</p>
<ul>{% for o in page.taxonomies.organisation %}<li><a href="{{ get_taxonomy_url(kind="organisation", name=o) | safe }}">{{ o }}</a></li>{% endfor %}</ul>
<ul>{% for p in page.extra.people %}<li>{{ p }}</li>{% endfor %}</ul>
{{ page.content | safe }}
</article>{% endblock %}
""")
    pager = """<ol>{% for page in paginator.pages %}<li><a href="{{ page.path | safe }}">{{ page.title }}</a> <time>{{ page.date | date(format="%d.%m.%Y") }}</time> {{ page.taxonomies.region.0 }}</li>
{% endfor %}</ol>
<p>{% if paginator.previous %}<a href="{{ paginator.previous | safe }}">←</a>{% endif %} {{ paginator.current_index }} / {{ paginator.number_pagers }} {% if paginator.next %}<a href="{{ paginator.next | safe }}">→</a>{% endif %}</p>"""
    for name, var in (("section", "section.title"), ("taxonomy_single", "term.name")):
        write(f"{T}/{name}.html", f"""{{% extends "base.html" %}}
{{% block title %}}{{{{ {var} }}}}{{% endblock %}}
{{% block main %}}<h1>{{{{ {var} }}}}</h1>
{pager}
{{% endblock %}}
""")
    write(f"{T}/taxonomy_list.html", """{% extends "base.html" %}
{% block title %}{{ taxonomy.name }}{% endblock %}
{% block main %}<h1>{{ taxonomy.name }}</h1>
<ul>{% for t in terms %}<li><a href="{{ t.path | safe }}">{{ t.name }}</a> {{ t.page_count }}</li>
{% endfor %}</ul>{% endblock %}
""")
    write(f"{T}/rss.xml", """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{{ config.title }}</title><link>{{ config.base_url | safe }}</link><description>{{ config.title }}</description>
{% for page in pages %}<item><title>{{ page.title }}</title><link>{{ page.permalink | safe }}</link><pubDate>{{ page.date | date(format="%a, %d %b %Y %H:%M:%S %z") }}</pubDate><guid>{{ page.permalink | safe }}</guid><description>{{ page.content | escape_xml | safe }}</description></item>
{% endfor %}</channel></rss>
""")


# --------------------------------------------------------------------------- eleventy
def site_eleventy(d):
    write(f"{d}/package.json", '{"name":"bench","private":true,"type":"module"}\n')
    write(f"{d}/eleventy.config.js", """import { createRequire } from "node:module";
const require = createRequire(import.meta.url);

const kinds = ["region", "organisation", "year", "month"];

export default function (cfg) {
  const footnote = require("markdown-it-footnote");
  cfg.amendLibrary("md", (md) => md.use(footnote));
  cfg.addPassthroughCopy({ "static": "." });
  cfg.addFilter("day", (d) => {
    const p = (n) => String(n).padStart(2, "0");
    return `${p(d.getUTCDate())}.${p(d.getUTCMonth() + 1)}.${d.getUTCFullYear()}`;
  });
  cfg.addFilter("iso", (d) => d.toISOString().slice(0, 10));
  cfg.addFilter("rfc822", (d) => d.toUTCString());

  const sorted = (api) => api.getFilteredByTag("events").sort((a, b) => b.date - a.date);
  cfg.addCollection("eventsNew", (api) => sorted(api));
  const slugify = cfg.getFilter("slugify");
  for (const kind of kinds) {
    const group = (api) => {
      const m = new Map();
      for (const p of sorted(api)) {
        for (const v of [].concat(p.data[kind])) {
          if (!m.has(v)) m.set(v, []);
          m.get(v).push(p);
        }
      }
      return m;
    };
    cfg.addCollection(kind + "Terms", (api) =>
      [...group(api)].map(([name, items]) => ({ name, slug: slugify(name), count: items.length }))
        .sort((a, b) => (a.slug < b.slug ? -1 : 1)));
    cfg.addCollection(kind + "Pages", (api) => {
      const out = [];
      for (const [name, items] of group(api)) {
        const s = slugify(name), total = Math.ceil(items.length / 50);
        const url = (k) => (k == 0 ? `/${kind}/${s}/` : `/${kind}/${s}/page/${k + 1}/`);
        for (let k = 0; k < total; k++) {
          out.push({ name, url: url(k), number: k + 1, total, items: items.slice(k * 50, k * 50 + 50),
            prev: k > 0 ? url(k - 1) : null, next: k + 1 < total ? url(k + 1) : null });
        }
      }
      return out;
    });
  }
  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
""")
    write(f"{d}/static/style.css", CSS)
    write(f"{d}/content/events/events.json", '{"layout":"page.njk","tags":["events"]}\n')
    I = f"{d}/_includes"
    write(f"{I}/base.njk", f"""<!doctype html>
<html lang="{{{{ doclang or "kk" }}}}">
<head><meta charset="utf-8"><title>{{{{ title }}}} — Архив</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>
<body>
{NAV}
<main>{{{{ content | safe }}}}</main>
{FOOT}
</body></html>
""")
    write(f"{I}/page.njk", """---
layout: base.njk
---
<article>
<h1>{{ title }}</h1>
<p><time datetime="{{ page.date | iso }}">{{ page.date | day }}</time> · {{ doclang }}</p>
<p><a href="/region/{{ region | slugify }}/">{{ region }}</a></p>
<ul>{% for o in organisation %}<li><a href="/organisation/{{ o | slugify }}/">{{ o }}</a></li>{% endfor %}</ul>
<ul>{% for p in people %}<li>{{ p }}</li>{% endfor %}</ul>
{{ content | safe }}
</article>
""")
    item = '<li><a href="{{ e.url }}">{{ e.data.title }}</a> <time>{{ e.date | day }}</time> {{ e.data.region }}</li>\n'
    write(f"{d}/content/index.njk", "---\nlayout: base.njk\ntitle: Архив\n---\n<h1>{{ title }}</h1><p>Мұрағат.</p>\n")
    write(f"{d}/content/events-index.njk", """---
layout: base.njk
title: Іс-шаралар
pagination:
  data: collections.eventsNew
  size: 50
  alias: items
permalink: "/events/{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber + 1 }}/{% endif %}index.html"
eleventyExcludeFromCollections: true
---
<h1>{{ title }}</h1>
<ol>{% for e in items %}""" + item + """{% endfor %}</ol>
<p>{% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">←</a>{% endif %} {{ pagination.pageNumber + 1 }} / {{ pagination.pages.length }} {% if pagination.href.next %}<a href="{{ pagination.href.next }}">→</a>{% endif %}</p>
""")
    for kind in ("region", "organisation", "year", "month"):
        write(f"{d}/content/{kind}-pages.njk", f"""---
layout: base.njk
pagination:
  data: collections.{kind}Pages
  size: 1
  alias: term
permalink: "{{{{ term.url }}}}index.html"
eleventyComputed:
  title: "{{{{ term.name }}}}"
eleventyExcludeFromCollections: true
---
<h1>{{{{ term.name }}}}</h1>
<ol>{{% for e in term.items %}}{item}{{% endfor %}}</ol>
<p>{{% if term.prev %}}<a href="{{{{ term.prev }}}}">←</a>{{% endif %}} {{{{ term.number }}}} / {{{{ term.total }}}} {{% if term.next %}}<a href="{{{{ term.next }}}}">→</a>{{% endif %}}</p>
""")
        write(f"{d}/content/{kind}-list.njk", f"""---
layout: base.njk
title: {kind}
permalink: /{kind}/index.html
eleventyExcludeFromCollections: true
---
<h1>{kind}</h1>
<ul>{{% for t in collections.{kind}Terms %}}<li><a href="/{kind}/{{{{ t.slug }}}}/">{{{{ t.name }}}}</a> {{{{ t.count }}}}</li>
{{% endfor %}}</ul>
""")
    write(f"{d}/content/rss.njk", """---
permalink: /rss.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Архив</title><link>https://archive.example/</link><description>Архив</description>
{% for e in collections.eventsNew.slice(0, 20) %}<item><title>{{ e.data.title }}</title><link>https://archive.example{{ e.url }}</link><pubDate>{{ e.date | rfc822 }}</pubDate><guid>https://archive.example{{ e.url }}</guid><description>{{ e.templateContent | escape }}</description></item>
{% endfor %}</channel></rss>
""")
    write(f"{d}/content/sitemap.njk", """---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for e in collections.eventsNew %}<url><loc>https://archive.example{{ e.url }}</loc><lastmod>{{ e.date | iso }}</lastmod></url>
{% endfor %}{% for k in ["region", "organisation", "year", "month"] %}{% for t in collections[k + "Terms"] %}<url><loc>https://archive.example/{{ k }}/{{ t.slug }}/</loc></url>
{% endfor %}{% endfor %}</urlset>
""")


# --------------------------------------------------------------------------- cobalt
def site_cobalt(d):
    write(f"{d}/_cobalt.yml", """site:
  title: Архив
  base_url: https://archive.example
source: .
destination: public
posts:
  dir: posts
  title: Іс-шаралар
  rss: rss.xml
  default:
    layout: page.liquid
    permalink: /events/{{slug}}/
syntax_highlight:
  enabled: false
""")
    write(f"{d}/style.css", CSS)
    L = f"{d}/_layouts"

    def base(main, title="{{ page.title }}"):
        return f"""<!doctype html>
<html lang="kk">
<head><meta charset="utf-8"><title>{title} — Архив</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>
<body>
{NAV}
<main>{main}</main>
{FOOT}
</body></html>
"""
    write(f"{L}/page.liquid", base("""<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.published_date | date: "%Y-%m-%d" }}">{{ page.published_date | date: "%d.%m.%Y" }}</time> · {{ page.data.doclang }}</p>
<p>{% for r in page.categories %}<a href="/region/{{ r | slugify }}/">{{ r }}</a>{% endfor %}</p>
<ul>{% for o in page.tags %}<li><a href="/organisation/{{ o | slugify }}/">{{ o }}</a></li>{% endfor %}</ul>
<ul>{% for p in page.data.people %}<li>{{ p }}</li>{% endfor %}</ul>
{{ page.content }}
</article>"""))
    write(f"{L}/plain.liquid", base("{{ page.content }}"))
    write(f"{d}/index.liquid", "---\nlayout: plain.liquid\ntitle: Архив\n---\n<h1>{{ page.title }}</h1><p>Мұрағат.</p>\n")
    for path, inc, title in (("events", "All", "Іс-шаралар"), ("region", "Categories", "region"),
                             ("organisation", "Tags", "organisation"), ("dates", "Dates", "dates")):
        extra = "\n  date_index: [\"Year\", \"Month\"]" if inc == "Dates" else ""
        write(f"{d}/{path}/index.liquid", f"""---
layout: plain.liquid
title: {title}
pagination:
  include: {inc}
  per_page: 50
  permalink_suffix: page/{{{{num}}}}/{extra}
---
<h1>{{{{ page.title }}}}</h1>
{{% if paginator.indexes %}}<ul>{{% for t in paginator.indexes %}}<li><a href="/{{{{ t.index_permalink }}}}/">{{{{ t.index_title }}}}</a> {{{{ t.total_pages }}}}</li>
{{% endfor %}}</ul>{{% else %}}<ol>{{% for e in paginator.pages %}}<li><a href="/{{{{ e.permalink }}}}">{{{{ e.title }}}}</a> <time>{{{{ e.published_date | date: "%d.%m.%Y" }}}}</time> {{{{ e.categories[0] }}}}</li>
{{% endfor %}}</ol>{{% endif %}}
""" if inc != "All" else f"""---
layout: plain.liquid
title: {title}
pagination:
  include: All
  per_page: 50
  permalink_suffix: page/{{{{num}}}}/
---
<h1>{{{{ page.title }}}}</h1>
<ol>{{% for e in paginator.pages %}}<li><a href="/{{{{ e.permalink }}}}">{{{{ e.title }}}}</a> <time>{{{{ e.published_date | date: "%d.%m.%Y" }}}}</time> {{{{ e.categories[0] }}}}</li>
{{% endfor %}}</ol>
""")


SYSTEMS = {
    "hugo": (site_hugo, fm_hugo, "content/events/{id}.md"),
    "zola": (site_zola, fm_zola, "content/events/{id}.md"),
    "eleventy": (site_eleventy, fm_yaml, "content/events/{id}.md"),
    "cobalt": (site_cobalt, fm_cobalt, "posts/{id}.md"),
    "ssg": (site_ssg, fm_ssg, "content/events/{id}.md"),
    "ssg-same": (site_ssg_same, fm_ssg, "content/events/{id}.md"),
    "plain": (None, fm_yaml, "content/events/{id}.md"),
}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--system", required=True, choices=sorted(SYSTEMS), action="append")
    ap.add_argument("--n", type=int, required=True)
    ap.add_argument("--out", required=True, help="folder; one subfolder SYSTEM-N is made per system")
    ap.add_argument("--seed", default="1")
    a = ap.parse_args()
    c = Corpus(a.n, a.seed)
    targets = []
    for s in a.system:
        d = os.path.join(a.out, f"{s}-{a.n}")
        if os.path.exists(d):
            shutil.rmtree(d)
        site, fm, pattern = SYSTEMS[s]
        if site:
            site(d)
        os.makedirs(os.path.dirname(os.path.join(d, pattern)), exist_ok=True)
        targets.append((d, fm, pattern))
    words = size = 0
    for i in range(a.n):
        e = c.event(i)
        for d, fm, pattern in targets:
            t = (fm(e) + e["body"]).encode()
            with open(os.path.join(d, pattern.format(**e)), "wb") as f:
                f.write(t)
        size += len(t)
        words += len(e["body"].split())
    print(f"{a.n} events, {c.n_orgs} organisations, mean {words / a.n:.0f} words, {size / a.n:.0f} bytes a file", file=sys.stderr)


if __name__ == "__main__":
    main()
