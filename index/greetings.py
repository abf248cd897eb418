"""What people say to greet and to thank, which asks nothing."""

from __future__ import annotations

import re

_GREETINGS = (
    """
    hi|hello|hey|hiya|yo|howdy|hi there|hello there|hey there|hi all|hello all|hi everyone|hello everyone|hi bot
    |hello bot|hey bot|hello summit|hi summit|good morning|good afternoon|good evening|good night|good day|greetings
    |morning|evening|how are you|how are you doing|whats up|what s up|sup|nice to meet you
    |thanks|thank you|thanks a lot|thank you very much|thank you so much|many thanks|thx|ty|cheers|bye|goodbye|good bye
    |see you|ok|okay|ok thanks|test|ping
    |こんにちは|こんばんは|おはよう|おはようございます|はじめまして|初めまして|やあ|もしもし|ありがとう|ありがとうございます|どうも
    |どうもありがとう|おやすみ|おやすみなさい|さようなら|よろしく|よろしくお願いします|お疲れ様です|テスト|元気ですか|お元気ですか
    |안녕|안녕하세요|안녕하십니까|반가워|반가워요|반갑습니다|좋은 아침|좋은 아침이에요
    |고마워|고마워요|고맙습니다|감사|감사해요|감사합니다
    |잘 자|안녕히 주무세요|잘 가|안녕히 가세요|수고하세요|잘 부탁드립니다|테스트|잘 지내|잘 지내요
    |hola|buenos días|gracias|bonjour|salut|merci|hallo|guten tag|guten morgen|danke|ciao|buongiorno|grazie|olá|obrigado
    |obrigada|привет|здравствуйте|спасибо|你好|您好|谢谢|謝謝
    """.replace("\n", "")
    .strip()
    .split("|")
)
_KNOWN = frozenset(" ".join(one.split()) for one in _GREETINGS)
_LONGEST = 40


def is_greeting(question: str) -> bool:
    """Tell whether a person's words are a greeting or thanks and nothing else."""
    if len(question) > _LONGEST:
        return False
    return " ".join(re.findall(r"\w+", question.casefold())) in _KNOWN
