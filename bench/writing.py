"""Statements for measuring: any number of them, in six languages, the same ones for the same seed."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from dialogues.models import DialoguePage
from organizations.models import Organization
from organizations.names import name_key
from portal import search
from portal.mechanism.models import Instrument, State
from submissions.statements.models import Statement, StatementVersion
from tests.factories.dialogues import make_dialogue

BATCH, WORDS_IN_TEXT, RARE_ONES = 1_000, 130, 5
FIRST = datetime(2022, 3, 1, 9, tzinfo=UTC)
WORDS = {
    "en": "firearms trafficking border tracing victims protection witnesses ports smuggling evidence courts asylum "
    "corruption customs marking records community journalists safety prevention networks money migrants",
    "fr": "armes trafic frontière traçage victimes protection témoins ports contrebande preuves tribunaux asile "
    "corruption douanes marquage registres communauté journalistes sécurité prévention réseaux argent",
    "es": "armas tráfico frontera rastreo víctimas protección testigos puertos contrabando pruebas tribunales asilo "
    "corrupción aduanas marcaje registros comunidad periodistas seguridad prevención redes dinero",
    "ru": "оружие торговля граница отслеживание жертвы защита свидетели порты контрабанда доказательства суды убежище "
    "коррупция таможня маркировка реестры община журналисты безопасность профилактика сети деньги",
    "ar": "الأسلحة الاتجار الحدود التعقب الضحايا الحماية الشهود الموانئ التهريب الأدلة المحاكم اللجوء الفساد الجمارك "
    "الوسم السجلات المجتمع الصحفيون السلامة الوقاية الشبكات الأموال",
    "zh-hans": "枪支 贩运 边境 追踪 受害者 保护 证人 港口 走私 证据 法院 庇护 腐败 海关 标识 记录 社区 记者 安全 预防 网络 资金",  # noqa: E501 - its letters are wide
}
VOCABULARY = {language: words.split() for language, words in WORDS.items()}


class Writer:
    """Fills an empty register. Texts go in without the actions: a hundred thousand of those would take hours."""

    def __init__(self) -> None:
        self.chance = random.Random(2026)
        self.states = list(State.objects.order_by("iso3"))
        self.instruments = list(Instrument.objects.order_by("code"))
        self.folded = {word: search.fold(word).strip() for words in VOCABULARY.values() for word in words}
        self.dialogues: list[DialoguePage] = list(DialoguePage.objects.filter(alias_of__isnull=True))
        while len(self.dialogues) < 15:
            self.dialogues.append(make_dialogue(title=f"Dialogue {len(self.dialogues)}"))

    def up_to(self, total: int) -> Iterator[int]:
        """Write until there are `total`; yields how many there are by now."""
        self.organizations(max(20, total // 10))
        begun = Statement.objects.count()
        for start in range(begun, total, BATCH):
            stop = min(start + BATCH, total)
            self.batch(range(start + 1, stop + 1))
            yield stop
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def organizations(self, total: int) -> None:
        """Verified ones, in many States."""
        begun = Organization.objects.count()
        names = [f"Centre for Mediation and Legal Help {number}" for number in range(begun, total)]
        rows = (
            Organization(
                legal_name=name, name_key=name_key(name), search_key=search.fold(name), slug=f"centre-{number}",
                country=self.states[number % len(self.states)], kind="ngo", state="verified", verified_at=FIRST,
            )
            for number, name in enumerate(names, start=begun)
        )  # fmt: skip
        Organization.objects.bulk_create(rows, batch_size=500)
        self.owners = list(Organization.objects.values_list("pk", flat=True))

    @transaction.atomic
    def batch(self, numbers: range) -> None:
        """Statements, their one version, and what they speak about; keys are the numbers."""
        written = [self.version(number) for number in numbers]
        Statement.objects.bulk_create(self.statement(version) for version in written)
        StatementVersion.objects.bulk_create(written)
        about = Statement.instruments.through
        about.objects.bulk_create(
            about(statement_id=number, instrument_id=instrument.pk)
            for number in numbers
            for instrument in self.chance.sample(self.instruments, self.chance.choice([1, 1, 2]))
        )

    def version(self, number: int) -> StatementVersion:
        """One text, with the common word in most of them and the rare one in a few."""
        language = self.chance.choice(list(VOCABULARY))
        words = self.chance.choices(VOCABULARY[language], k=WORDS_IN_TEXT)
        text = " ".join(words + ["UNTOC"] * (self.chance.random() < 0.6))
        if number % 97 == 0 and number // 97 <= RARE_ONES:
            text += " Narcosubmarine"
        return StatementVersion(
            pk=number, statement_id=number, number=1, language=language, title=" ".join(words[:6]).capitalize(),
            summary=" ".join(words[6:26]), source=text, body=f"<p>{text}</p>", body_text=text,
            word_count=len(words), sha256=f"{number:064x}", frozen_at=FIRST,
        )  # fmt: skip

    def statement(self, version: StatementVersion) -> Statement:
        """The record of a text, on a day of the years 2022 to 2026."""
        number = version.pk
        day = FIRST + timedelta(minutes=self.chance.randrange(60 * 24 * 1_600))
        return Statement(
            pk=number, uuid=UUID(int=number), state="accepted", organization_id=self.chance.choice(self.owners),
            dialogue=self.chance.choice(self.dialogues), current_id=number, reference=f"CSP/2024/BE/WS/{number}",
            slug=f"csp-2024-be-ws-{number}", receipt=f"R-{number}", submitted_at=day, publish_at=day,
            **self.found_by(version),
        )  # fmt: skip

    def found_by(self, version: StatementVersion) -> dict[str, str]:
        """What the register finds and sorts it by; the words folded once each, not once a text."""
        words = f"{version.title} {version.summary} {version.body_text}".lower().split()
        return {
            "search_text": f" {' '.join(self.folded.get(word) or search.fold(word).strip() for word in words)} ",
            "title_key": search.sort_key(version.title),
            "language": version.language,
        }
