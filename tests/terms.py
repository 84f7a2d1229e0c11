"""Terms of the field in six languages: what a translation has to say, and what it never says (from official texts)."""

# English words in a sentence of ours → what has to stand in its translation (one of these; word stems where they bend).
TERMS: dict[str, dict[str, tuple[str, ...]]] = {
    r"Conference of the Parties": {
        "ar": ("مؤتمر الأطراف",),
        "es": ("Conferencia de las Partes",),
        "fr": ("Conférence des Parties",),
        "ru": ("Конференци",),
        "zh_Hans": ("缔约方会议",),
    },
    r"Extended Bureau": {
        "ar": ("المكتب الموسَّع",),
        "es": ("Mesa ampliada",),
        "fr": ("Bureau élargi",),
        "ru": ("асширенно",),
        "zh_Hans": ("扩大主席团",),
    },
    r"[Cc]ountry reviews?\b": {
        "ar": ("الاستعراض", "استعراض"),
        "es": ("exámenes de los países", "Exámenes de los países", "examen del país"),
        "fr": ("xamens de pays", "xamen de pays"),
        "ru": ("странов",),
        "zh_Hans": ("国别审议",),
    },
    r"[Cc]ivil society": {
        "ar": ("لمجتمع المدني",),
        "es": ("ociedad civil",),
        "fr": ("ociété civile",),
        "ru": ("ражданск",),
        "zh_Hans": ("民间社会",),
    },
    r"[Cc]onstructive dialogue": {
        "ar": ("الحوار", "حوار"),
        "es": ("iálogo constructivo", "iálogos constructivos"),
        "fr": ("ialogue constructif", "ialogues constructifs"),
        "ru": ("онструктивн",),
        "zh_Hans": ("建设性对话",),
    },
    r"[Ff]ingerprint": {
        "ar": ("بصم",),
        "es": ("uella",),
        "fr": ("mpreinte",),
        "ru": ("тпечат",),
        "zh_Hans": ("指纹",),
    },
    r"\bledger\b(?!\.jsonl|\.py)": {
        "ar": ("سجل القيود", "سجل قيود"),
        "es": ("egistro cronológico", "registro sustituido"),
        "fr": ("egistre chronologique", "registre remplacé"),
        "ru": ("урнал",),
        "zh_Hans": ("登记簿",),
    },
    r"[Pp]assword": {
        "ar": ("كلمة المرور", "كلمة مرور", "كلمات المرور"),
        "es": ("ontraseña", "clave"),
        "fr": ("ot de passe", "ots de passe"),
        "ru": ("арол",),
        "zh_Hans": ("密码",),
    },
    r"[Dd]eadline": {
        "ar": ("الموعد",),
        "es": ("fecha límite", "Fecha límite", "plazo"),
        "fr": ("ate limite",),
        "ru": ("райний срок", "райнего срока"),
        "zh_Hans": ("截止",),
    },
    r"Member State": {
        "ar": ("دولة عضو", "الدول الأعضاء"),
        "es": ("Estado Miembro", "Estados Miembros"),
        "fr": ("État Membre", "États Membres"),
        "ru": ("осударство-член", "осударства-члены"),
        "zh_Hans": ("会员国",),
    },
}

# What a translation never says: press usage, false friends, words of other treaties or of gendered address.
NEVER: dict[str, tuple[str, ...]] = {
    "ar": ("العابرة للحدود", "تبييض", "الاتجار بالبشر", r"\bقم ب", "الاشتراك للتسجيل", "[٠-٩]"),
    "es": ("implementación", "confiscación", "punto de la agenda", r"\bemail\b", r"\b\w+@s\b"),
    "fr": ("mise en œuvre", r"\bemail\b", "Sauvegarder", "parrain", r"\w·e", "'"),
    "ru": ("ё", "имплементаци", "спонсор", "негосударственн", r"стороны Конвенции", "индикатор"),
    "zh_Hans": ("公民社会", "缔约国会议", "注销", "利益相关者", r"[，。：；？！] [一-鿿]", r"[一-鿿],[一-鿿]"),
}
