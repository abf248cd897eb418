"""The invented stories that the pages tell."""

HARBOUR = (
    "The old swing bridge over Kestrel Sound opened to traffic again on Monday after three winters of repairs. "
    "Around two hundred people walked across it before the first bus did.",
    "Engineers replaced all forty of the bronze bearings on which the span turns. The last of them arrived from a "
    "foundry in Turin only nine days before the opening.",
    "“We had stopped promising dates,” said Marta Lindqvist, who leads the harbour office. “Now I can cross the bridge "
    "to buy my bread again.”",
    "The work cost 31 million crowns, six million more than the council had set aside in 2019. A fund for old harbours "
    "paid most of the difference.",
    "Not everybody is content with the result. Fishermen say that the span now opens only four times a day, and that "
    "boats have to wait up to two hours in the narrows.",
    "The council will look at the timetable in September. Until then a phone line tells skippers when the next opening "
    "is.",
    "Ferries went back and forth for all of the three winters. Their last crossing was on Sunday evening, with a brass "
    "band on the upper deck.",
)
HARBOUR_QUOTED = "A bridge is only as old as its youngest bearing."
TABLE = (
    ("Spring", "Crossings rose to 4,100 a day in April.", "Two openings were cancelled for wind."),
    ("Summer", "Crossings reached 6,300 a day in July.", "The span stood open for a whole night once."),
    ("Autumn", "Crossings fell to 3,900 a day in October.", "Divers cleaned the pivot in the last week."),
)
LIST = (
    "Walk on the northern pavement, for the southern one is still closed.",
    "Cyclists push their bicycles on the span itself.",
    "Dogs are kept on a lead while the span turns.",
    "Anglers may not cast their lines from the railing.",
)
UPDATES = (
    ("09.10", "The first bus has crossed the bridge with nineteen passengers on board."),
    ("08.45", "The mayor has cut the ribbon with a pair of rusty shears from the old workshop."),
    ("08.20", "Rain has begun, and the band plays under the roof of the fish market."),
    ("07.55", "People queue along the quay as far as the lighthouse."),
)
ANSWERS = (
    (
        "How long does an opening take?",
        "An opening takes eleven minutes from the first bell to the last barrier. In strong wind it takes a little longer.",
    ),
    (
        "Who decides when the span turns?",
        "The bridge keeper decides, together with the harbour office. Rescue boats always come first.",
    ),
    (
        "Can I see the machine room?",
        "The machine room is open on the first Saturday of each month. Groups of more than ten people have to write first.",
    ),
)
POSTS = (
    (
        "seagull77",
        "I crossed it this morning on my way to work, and it no longer rattles at all. The new lamps are lovely.",
    ),
    ("old_pilot", "Has anybody tried the phone line for skippers yet? I waited for ten minutes and then gave up."),
    (
        "mlind",
        "The line was down until noon because of a wrong number on the poster. It works now, I have tried it twice.",
    ),
    ("seagull77", "Thank you, that explains it. I will put the right number up in the sailing club."),
)
STEPS = (
    "Set the brake lever to the middle before the motor is started. The lamp above it turns green.",
    "Start the motor and wait until the pressure is above six bars. This takes about forty seconds in summer.",
    "Release the wedges on both ends of the span. Each of them has a bell of its own.",
)
JAPANESE = (
    "三年にわたる修理を終え、月曜日に古い旋回橋が再び開通した。最初のバスが走る前に、およそ二百人が歩いて渡った。",
    "技術者たちは橋を支える四十個の軸受けをすべて取り替えた。最後の一つが届いたのは開通のわずか九日前だった。",
    "「もう日付を約束するのはやめていました」と港湾事務所の所長は話す。「これでまた橋を渡ってパンを買いに行けます」",
    "工事費は三千百万クローネで、当初の予算を六百万上回った。差額の大半は古い港のための基金が負担した。",
    "漁師たちは、橋が一日に四回しか開かなくなったと不満を述べている。船は狭い水路で最大二時間待たなければならない。",
    "町議会は九月に時刻表を見直す予定だ。それまでは電話で次の開橋時刻を知ることができる。",
)
KOREAN = (
    "오래된 회전교가 세 번의 겨울에 걸친 수리를 마치고 월요일에 다시 개통했다. 첫 버스가 지나가기 전에 약 이백 명이 걸어서 건넜다.",
    "기술자들은 다리를 받치는 베어링 마흔 개를 모두 교체했다. 마지막 하나는 개통을 불과 아흐레 앞두고 도착했다.",
    "“더는 날짜를 약속하지 않기로 했습니다.” 항만 사무소장은 이렇게 말했다. “이제 다시 다리를 건너 빵을 사러 갈 수 있습니다.”",
    "공사비는 삼천백만 크로네로 처음 예산보다 육백만이 더 들었다. 차액의 대부분은 옛 항구를 위한 기금이 부담했다.",
    "어민들은 다리가 하루에 네 번만 열린다고 불평한다. 배들은 좁은 물길에서 최대 두 시간을 기다려야 한다.",
    "의회는 구월에 시간표를 다시 검토할 예정이다. 그때까지는 전화로 다음 개방 시각을 알 수 있다.",
)
ARABIC = (
    "عاد الجسر الدوار القديم إلى العمل يوم الاثنين بعد ثلاثة فصول شتاء من الإصلاح. وعبره نحو مئتي شخص سيرا قبل أول حافلة.",
    "استبدل المهندسون المحامل الأربعين التي يدور عليها الجسر كلها. ووصل آخرها قبل الافتتاح بتسعة أيام فقط.",
    "قالت مديرة الميناء إنها كفت عن الوعد بالمواعيد منذ زمن. وأضافت أنها تستطيع الآن عبور الجسر لشراء الخبز من جديد.",
    "بلغت تكلفة الأعمال واحدا وثلاثين مليون كرونة بزيادة ستة ملايين عن الميزانية. ودفع صندوق الموانئ القديمة معظم الفرق.",
    "يشكو الصيادون من أن الجسر لا يفتح إلا أربع مرات في اليوم. وتنتظر القوارب حتى ساعتين في المضيق.",
)
NOISE = (
    "Sign up for our morning letter and get the harbour's news before breakfast.",
    "We use cookies to make this site work and to learn what you read.",
    "Ten lighthouses that you have to see before autumn comes.",
    "The fish market will move to the northern quay next year, say planners.",
    "All rights reserved by the Kestrel Courier and its partners.",
    "Share this story with your friends on all the networks that you use.",
    "You have three free stories left this month, so choose them well.",
    "The weather today is cloudy with a little rain in the afternoon.",
)
COMMENTS = (
    "I think the whole thing was far too dear for such a small town.",
    "My grandfather built the first one with nothing but a hammer and patience.",
)
CAPTION = "The span of the bridge in the morning light, seen from the fish market. Photo: Ida Holm"
ALT_CAPTION = "Workers lift the last bearing out of its crate. Photo: Ida Holm"
