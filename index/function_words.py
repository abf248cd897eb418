"""The small words by which a language in Latin script is told: nobody asks or writes without them.

`WEAK` words are also names, or words of other languages, English above all ("die", "son", "comment", "Kim", "El Niño"),
and never decide alone.
"""

from __future__ import annotations

from types import MappingProxyType

_WORDS = {
    "en": """what who whom whose which when where why how the is are were been being does did do has had have having
        will would could should can cannot isn doesn didn wasn aren don and or not of from with about into than then
        that this these those there their they them he she his her its you your our it if by for at to be because
        many much tell give show list name find explain describe please happened said made long old ever any after
        before during between against while first last most i me my we us was an as but also other only new over
        such song songs singer lyrics movie cast actor actress hometown birthplace birthday wife husband children
        born died death killed year years people city country summit meeting deal law winner win played plays play
        game season episode book author king queen prime minister leader leaders company owner named called meaning
        history today yesterday week month latest news number street school university language written wrote build
        built came went says full best good high little same another each both through whats whos music shows film
        released release two three out make start save service system taxes in on so no up down off again own itself
        him""",
    "es": """qué quién quiénes cuál cuáles cuándo cuánto cuántos cuánta cuántas dónde cómo por los las una uno del al
        que quien quienes cual cuales cuando cuanto cuantos cuantas donde como porque fue fueron eran está están hay
        tiene tienen hizo hicieron ser sido pero más muy también según hasta desde sobre entre después este esta estos
        estas sus con para ha han había cuyo le lo se es ganó llamó murió hace durante cada ya sin nos cuesta cuestan
        funciona pasó ocurrió dijo dice murieron nació vive significa empezó comenzó terminó nuevo nueva nuevos
        personas ciudad país gobierno primera primer presidente llama años mundo hacer puede debe sabe vez tan el la
        en de y a""",
    "fr": """quel quelle quels quelles qui que quoi où quand pourquoi combien qu est sont était étaient été ont ils
        elles elle avec dans pour sur une les des du au aux cette ces ce cet leur leurs nous vous il et mais plus très
        entre depuis après avant selon aussi comme par pas sans être avoir fait ses sa je y ne se lui dont chez lors
        coûte fonctionne passé passe dit mort morts né née vit signifie commence commencé fini nouveau nouvelle
        nouveaux personnes ville pays gouvernement première président appelle années monde faire peut doit sait lieu
        trouve eu fut trois la le de a en l d gagné vont""",
    "de": """wer wen wem wann wo wohin woher warum wieso weshalb welche welcher welches welchen welchem wie viele
        wieviel ist sind waren wurde wurden worden haben hatte hatten sich nicht und oder aber auch mit von vom zum
        zur bei nach über für auf aus ein eine einen einem einer eines das dem des der werden wird kann sein seine
        ihre ihr sie er es ich wir uns als noch nur zwischen gegen durch ohne heißt gibt laut dass im zu kostet kosten
        funktioniert passiert geschah sagte gesagt starb starben geboren lebt bedeutet begann beginnt endete neue
        neuen neuer neues menschen stadt land regierung erste ersten präsident jahre welt machen macht muss lange
        dauert dauerte liegt findet fand stieg steht kommt die was in war hat an am so man schon minister ministerin""",
    "it": """quale quali quando quanto quanti quanta quante perché perche cosa dove chi che come sono è era erano
        stato stata stati hanno aveva avevano della delle dello degli dei del dalla dal nella nelle nel nei alla
        alle agli con per una uno gli il lo più anche ma questo questa questi queste loro suo sua suoi non si cui
        fra tra dopo prima secondo ha fatto ed di dell quell nell all essere viene costa costano funziona successo
        accaduto detto dice morti morto nato nata vive significa inizia cominciato finito nuovo nuova nuovi
        persone città paese governo primo presidente chiama anni mondo fare può deve sa trova tempo molto la le i
        a in da e o vinto ci se""",
    "pt": """quem qual quais quando onde quanto quantos quantas porque por que como são foi foram era eram está estão
        tem têm uma um dos das do da na nas nos no ao aos à às pelo pela pelos com para não mais também mas seu sua
        seus suas ele ela eles elas isso este esta esse essa entre sobre depois até segundo houve há ser muito já os
        as em é o custa custam funciona aconteceu disse diz morreram morreu nasceu vive significa começou terminou
        novo nova novos pessoas cidade país governo primeira primeiro presidente chama anos mundo fazer fez pode deve
        sabe fica vez a e ganhou venceu""",
    "nl": """wie wat waar waarom wanneer welke welk hoe hoeveel hoelang zijn waren heeft hebben hadden wordt worden
        werd werden het een van de niet en maar ook met voor naar bij uit aan op te door om als dan dat deze dit zij
        hij ze hun haar hem ons onze je jij geen meer nog na tijdens tussen tegen volgens omdat kan zal zou had is in
        kost kosten werkt gebeurde gebeurd zei zegt gezegd stierf stierven geboren woont betekent begon begint
        eindigde nieuw nieuwe mensen stad land regering eerste president jaar wereld doen doet moet lang duurt duurde
        ligt vond vindt komt raakten steeg was won minister staken""",
    "sv": """vem vad vilken vilket vilka var när varför hur många mycket är hade har inte och eller men som att det
        den detta denna dessa ett en av för på med till från om efter före under mellan mot enligt också blev blir bli
        ska skulle kan sig sin sitt sina han hon de dem deras vi oss så nu finns gjorde heter länge kostar fungerar
        hände sade sa säger dog född bor betyder började börjar slutade ny nya nytt människor stad land regering
        regeringen första president år världen göra gör måste tog ligger ägde kommer spelade vann""",
    "da": """hvem hvad hvilken hvilket hvilke hvor hvornår hvorfor hvordan mange er var havde har ikke og eller men
        som at det den dette denne disse et en af for på med til fra om efter før under mellem mod ifølge også blev
        bliver skal skulle kan sig sin sit sine han hun de dem deres vi os så nu hedder gjorde ud ved koster fungerer
        skete sagde siger døde født bor betyder begyndte begynder sluttede ny nye nyt mennesker by land regering
        regeringen første præsident år verden gøre gør må længe tog ligger fandt kommer vandt""",
    "no": """hvem hva hvilken hvilket hvilke hvor når hvorfor hvordan mange er var hadde har ikke og eller men som at
        det den dette denne disse et en av for på med til fra om etter før under mellom mot ifølge også ble blir skal
        skulle kan seg sin sitt sine han hun de dem deres vi oss så nå heter gjorde ved koster fungerer skjedde sa
        sier døde født bor betyr begynte begynner sluttet ny nye nytt mennesker by land regjering regjeringen første
        president år verden gjøre gjør må lenge tok ligger fant kommer vant""",
    "fi": """kuka ketkä mikä mitkä mitä missä mistä mihin milloin miksi miten kuinka monta paljon on ovat oli olivat
        ollut ei ja tai mutta että se ne hän he tämä nämä joka jotka kun jos myös sekä kanssa jälkeen ennen mukaan
        kuin vain hänen heidän sen niiden ole olla vuonna""",
    "pl": """kto kogo komu kim co czego czym jaki jaka jakie jakich który która które których gdzie kiedy dlaczego jak
        ile ilu czy jest są był była było byli były będzie nie i oraz ale że się na w z ze do od po przez przed między
        dla o przy pod nad jego jej ich tym tego ten ta te to już tylko także został została zostały miał ma mają
        według kosztuje kosztują działa stało powiedział powiedziała mówi zginęło zginęła zmarł urodził urodziła
        mieszka oznacza zaczął zaczęła rozpoczął skończył nowy nowa nowe osób ludzi miasto miasta kraj rząd pierwszy
        pierwsza prezydent prezydentem lat świat robi może musi znajduje odbył odbyło nazywa wygrał wzrosła wzrósł
        minister""",
    "cs": """kdo koho co čeho kde kdy proč jak kolik jaký jaká jaké který která které kteří je jsou byl byla bylo byli
        byly bude není a i ale že se si na v ve z ze do od po při před mezi pro podle také už jen jeho její jejich ten
        ta to tento tato toto má mají jako s k""",
    "ro": """cine ce care când unde cum câți câte cât este sunt era erau fost au are nu și sau dar că să se la de din
        pe cu pentru în între după prin către mai foarte acest această acești aceste lui lor ei el ea un o al ai
        ale""",
    "hu": """ki kik mi mit milyen melyik hol hová mikor miért hogyan hány mennyi van vannak volt voltak lesz nem és
        vagy de hogy a az egy ez ezt azt is meg már csak után előtt között szerint mint ha el ami aki ahol lett
        kell""",
    "tr": """kim kimin ne nedir nerede nereye nereden neden niçin nasıl hangi kaç kimdir mı mi mu mü ve veya ile için
        bir bu şu o de da ki gibi kadar sonra önce göre çok daha en olarak oldu olan var yok değil ama onun bunun
        tarafından arasında üzerine hangisi etti yaptı aldı zaman çalışıyor söyledi dedi diyor öldü doğdu yaşıyor
        demek başladı başlıyor bitti yeni insan kişi şehir şehirde ülke hükümet ilk başbakan cumhurbaşkanı başkan yıl
        dünya yapıldı yaptılar gerekiyor hakkında bulunuyor kazandı yükseldi arttı çaldı nedeniyle""",
    "id": """siapa siapakah apa apakah mana dimana kapan mengapa kenapa bagaimana berapa yang dan di ke dari untuk
        dengan pada adalah ini itu tidak akan telah sudah oleh dalam juga atau sebagai lebih mereka dia ia para karena
        antara setelah sebelum menurut bisa dapat ada saat tersebut terhadap nama presiden perdana berlangsung bertemu
        harga kerja terjadi kata berkata mengatakan meninggal tewas lahir tinggal artinya arti mulai dimulai berakhir
        baru orang kota negara pemerintah pertama menteri tahun dunia melakukan harus lama letak terletak menang naik
        berapakah cara tentang sejak menjadi memenangkan""",
    "vi": """ai gì nào đâu sao bao nhiêu khi thế là của và có không được các những một cho trong với ở tại từ đến đã
        sẽ đang này đó người năm ngày vì để theo về như cũng bị ra vào trên sau trước giữa họ tên lâu hai nước
        thống""",
    "ca": """què quin quina quins quines qui quan quant quants on com perquè és són era eren va van ha han amb per els
        les una un dels del al als que no més també però seu seva entre sobre després fins aquest aquesta aquests i de
        la el""",
}

_WEAK = """a ai al all als am an apa art arti as at au bar baru be before bor by can chi cho co come comment con costa
    costas d da dal dan dar das de dei del della dem den der des di dice die do dog don dos du e ed el en era es est
    et eu fan fin first fit fond for ha han hans harga has hat hay he her him his hoe i ich il in is it ja je k kata
    kate ke ki kim kosten l la lama land lang las le les lo los m mai make man mana mar me men met mi minister mint
    mit mod monte mort mot mu mulai mundo na nam name nato ne no non nos nova novo now nu ny o of om on one op or os
    ou over par pas passe pays per plus pod pour president presidente prima prime primo pro que qui s sa san santa se
    seine sen ser sera si sin so son sont stad start su sur ta tag te ten to tog tok tu u um un una und under uno us
    ut v va van var ve vem vez vi via vive von w war was we wie will won x y yang you z zu"""
WEAK = frozenset(_WEAK.split())
WORDS = MappingProxyType({language: frozenset(words.split()) for language, words in _WORDS.items()})
ENGLISH_ONLY = WORDS["en"].difference(*(words for language, words in WORDS.items() if language != "en"), {"name"})
