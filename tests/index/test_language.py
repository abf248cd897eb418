"""Which language a text is in, and which questions no article can answer for their language alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language import detect, foreign

SETS = Path(__file__).parents[3] / "shared" / "qa"
QUESTIONS = {
    "es": [
        "¿Qué canciones tocaron?",
        "¿Quién ganó las elecciones en Corea del Sur?",
        "¿Cuándo empezó la cumbre de Nara?",
        "¿Cuántas personas murieron en el terremoto?",
        "¿Dónde nació la primera ministra?",
        "¿Por qué subió el precio del petróleo?",
        "cuanto cuesta el nuevo tren",
        "¿Qué dijo el presidente sobre el acuerdo?",
        "¿Cómo funciona la vacuna contra la malaria?",
        "quien es el entrenador del equipo",
    ],
    "fr": [
        "Quelles chansons ont-ils jouées ?",
        "Qui est le président de la Corée du Sud ?",
        "Quand a eu lieu le sommet de Nara ?",
        "Combien de personnes ont été blessées ?",
        "Où se trouve le temple Horyuji ?",
        "Pourquoi les prix du pétrole ont-ils augmenté ?",
        "comment s'appelle la première ministre",
        "Qu'est-ce que le pacte de sécurité ?",
        "Quel est le budget de la ville ?",
        "Depuis quand joue-t-elle de la batterie ?",
    ],
    "de": [
        "Welche Lieder haben sie gespielt?",
        "Wer ist der Präsident von Südkorea?",
        "Wann fand das Gipfeltreffen statt?",
        "Wie viele Menschen wurden verletzt?",
        "Wo liegt der Tempel Horyuji?",
        "Warum ist der Ölpreis gestiegen?",
        "was kostet die neue fahrkarte",
        "Was hat die Ministerin über China gesagt?",
        "Wie lange dauerte die Sitzung?",
        "Seit wann spielt sie Schlagzeug?",
    ],
    "it": [
        "Quali canzoni hanno suonato?",
        "Chi è il presidente della Corea del Sud?",
        "Quando si è svolto il vertice di Nara?",
        "Quante persone sono rimaste ferite?",
        "Dove si trova il tempio Horyuji?",
        "Perché è aumentato il prezzo del petrolio?",
        "quanto costa il nuovo treno",
        "Che cosa ha detto la ministra sulla Cina?",
        "Come funziona il nuovo vaccino?",
        "Da quanto tempo suona la batteria?",
    ],
    "pt": [
        "Que músicas eles tocaram?",
        "Quem é o presidente da Coreia do Sul?",
        "Quando foi a cúpula de Nara?",
        "Quantas pessoas ficaram feridas?",
        "Onde fica o templo Horyuji?",
        "Por que o preço do petróleo subiu?",
        "quanto custa o novo trem",
        "O que a ministra disse sobre a China?",
        "Como funciona a nova vacina?",
        "Qual é a cidade natal da primeira-ministra?",
    ],
    "nl": [
        "Welke nummers hebben ze gespeeld?",
        "Wie is de president van Zuid-Korea?",
        "Wanneer was de top in Nara?",
        "Hoeveel mensen raakten gewond?",
        "Waar ligt de tempel Horyuji?",
        "Waarom is de olieprijs gestegen?",
        "wat kost het nieuwe kaartje",
        "Wat zei de minister over China?",
        "Hoe werkt het nieuwe vaccin?",
        "Sinds wanneer speelt zij op het drumstel?",
    ],
    "sv": [
        "Vilka låtar spelade de?",
        "Vem är president i Sydkorea?",
        "När ägde toppmötet i Nara rum?",
        "Hur många människor skadades?",
        "Var ligger templet Horyuji?",
        "Varför har oljepriset stigit?",
        "hur mycket kostar den nya biljetten",
        "Vad sade ministern om Kina?",
        "Hur fungerar det nya vaccinet?",
        "Vilken stad kommer statsministern från?",
    ],
    "pl": [
        "Jakie piosenki zagrali?",
        "Kto jest prezydentem Korei Południowej?",
        "Kiedy odbył się szczyt w Narze?",
        "Ile osób zostało rannych?",
        "Gdzie znajduje się świątynia Horyuji?",
        "Dlaczego wzrosła cena ropy?",
        "ile kosztuje nowy bilet",
        "Co minister powiedział o Chinach?",
        "Jak działa nowa szczepionka?",
        "Od kiedy premier gra na perkusji?",
    ],
    "tr": [
        "Hangi şarkıları çaldılar?",
        "Güney Kore cumhurbaşkanı kimdir?",
        "Nara zirvesi ne zaman yapıldı?",
        "Kaç kişi yaralandı?",
        "Horyuji tapınağı nerede bulunuyor?",
        "Petrol fiyatı neden yükseldi?",
        "yeni bilet ne kadar tutuyor",
        "Bakan Çin hakkında ne dedi?",
        "Yeni aşı nasıl çalışıyor?",
        "Başbakan hangi şehirde doğdu?",
    ],
    "id": [
        "Lagu apa yang mereka mainkan?",
        "Siapa presiden Korea Selatan?",
        "Kapan pertemuan puncak di Nara berlangsung?",
        "Berapa orang yang terluka?",
        "Di mana letak kuil Horyuji?",
        "Mengapa harga minyak naik?",
        "berapa harga tiket yang baru",
        "Apa kata menteri itu tentang Cina?",
        "Bagaimana cara kerja vaksin baru ini?",
        "Sejak kapan perdana menteri bermain drum?",
    ],
    "vi": [
        "Họ đã chơi những bài hát nào?",
        "Ai là tổng thống Hàn Quốc?",
        "Hội nghị thượng đỉnh Nara diễn ra khi nào?",
        "Có bao nhiêu người bị thương?",
        "Chùa Horyuji nằm ở đâu?",
        "Tại sao giá dầu tăng?",
        "vé mới giá bao nhiêu tiền",
        "Bộ trưởng nói gì về Trung Quốc?",
        "Vắc-xin mới hoạt động như thế nào?",
        "Thủ tướng sinh ra ở thành phố nào?",
    ],
}

NEVER_FOREIGN = [
    "Takaichi hometown?",
    "Nara summit date",
    "What songs did they play?",
    "who is lee jae myung",
    "Horyuji?",
    "whos the presdent of korea",
    "Who is 高市早苗?",
    "Who sang La Vie en rose?",
    "El Niño",
    "La La Land director",
    "Los Angeles de Charlie",
    "Die Hard cast",
    "Was die Titanic salvaged",
    "Di Maria goal",
    "la casa de papel cast",
    "Lech Wałęsa",
    "javier hernández bureau chief",
    "NATO summit",
    "",
    "?",
    "🙂🙂",
    "¿",
    "42",
]


def english_questions(name: str) -> Iterator[str]:
    for line in (SETS / name / "questions.jsonl").open():
        yield json.loads(line)["question"]


@pytest.mark.parametrize("question", NEVER_FOREIGN)
def test_what_may_be_english_is_not_foreign(question: str) -> None:
    assert foreign(question, {"en"}) is None


@pytest.mark.parametrize("name", ["squad20-dev", "clapnq-dev"])
@pytest.mark.skipif(not SETS.exists(), reason="the question sets in ../shared are not here")
def test_no_real_english_question_is_foreign(name: str) -> None:
    assert [question for question in english_questions(name) if foreign(question, {"en"})] == []


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_clear_question_in_another_language_is_foreign(language: str) -> None:
    told = [foreign(question, {"en"}) for question in QUESTIONS[language]]
    assert told.count(language) >= 9
    assert set(told) <= {language, None}


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_question_in_the_language_of_an_article_is_not_foreign(language: str) -> None:
    assert [foreign(question, {"en", language}) for question in QUESTIONS[language]] == [None] * 10


@pytest.mark.parametrize(
    ("question", "languages", "expected"),
    [
        ("What songs did they play?", {"ja"}, "en"),
        ("who is lee jae myung", {"ja", "ko"}, "en"),
        ("Horyuji?", {"ja"}, None),
        ("何の曲を演奏しましたか？", {"en"}, "ja"),
        ("何の曲を演奏しましたか？", {"en", "ja"}, None),
        ("高市早苗とBTSの関係は？", {"en"}, "ja"),
        ("高市早苗", {"ja"}, None),
        ("高市早苗", {"zh"}, None),
        ("他们演奏了什么歌曲？", {"en", "ko"}, "zh"),
        ("어떤 노래를 연주했습니까?", {"en", "ja"}, "ko"),
        ("Где находится храм?", {"en"}, "ru"),
        ("Де знаходиться цей храм і його історія її?", {"en"}, "uk"),
        ("Где находится храм?", {"uk"}, None),
        ("Πού είναι ο ναός;", {"en"}, "el"),
        ("أين يقع المعبد؟", {"en"}, "ar"),
        ("ที่ไหน", {"en"}, "th"),
        ("¿Qué canciones tocaron?", set(), None),
    ],
)
def test_scripts_and_scopes_decide(question: str, languages: set[str], expected: str | None) -> None:
    assert foreign(question, languages) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two leaders met in Nara and talked about trade, and then they played the drums.", "en"),
        ("Die beiden Staatschefs trafen sich in Nara und sprachen über den Handel mit Stahl.", "de"),
        ("Les deux dirigeants se sont rencontrés à Nara et ont parlé du commerce avec la Chine.", "fr"),
        ("Los dos líderes se reunieron en Nara y hablaron sobre el comercio con China.", "es"),
        ("二人の首脳は奈良で会談し、BTSの曲に合わせてドラムを演奏した。", "ja"),
        ("两国领导人在奈良会面。", "zh"),
        ("두 정상은 나라에서 만났다.", "ko"),
        ("Лидеры двух стран встретились в Наре.", "ru"),
        ("Horyuji, Nara.", None),
        ("12 345 -- 6", None),
        ("", None),
    ],
)
def test_the_language_of_an_article_is_told(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    assert detect("The end of it is that they were there. " * 60 + "彼は行く。" * 10_000) == "en"


def test_decomposed_accents_are_read_like_composed_ones() -> None:
    assert foreign("¿Que\u0301 canciones tocaron?", {"en"}) == "es"
