"""What people try so that a text runs in somebody's browser. Each sets `window.canary` where it succeeds."""

RUN = "window.canary=1"
# These run in Chromium as they are: they show that the tests would see it.
RUNNING = [
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>x</details>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;' src=x onerror={RUN}>",
    f"<p><svg><style><img src=x onerror={RUN}></style></svg></p>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<object data=x onerror={RUN}></object>",
    f"<body onload={RUN}>",
    f"<table><tr><td><img src=x onerror={RUN}></td></tr></table>",
    f"<small role=doc-footnote><img src=x onerror={RUN}></small>",
    f"<!--><img src=x onerror={RUN}>-->",
]
# These need another parser, a click, or a mistake of a sanitizer.
SLY = [
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<svg></p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<math></br><style><img src=x onerror={RUN}></style></math>",
    f"<select><template><img src=x onerror={RUN}></template></select>",
    f"<textarea></textarea><title></title><xmp></xmp><img src=x onerror={RUN}>",
    f"<template shadowrootmode=open><img src=x onerror={RUN}></template>",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"&amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt;",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='java&#9;script:{RUN}'>x</a>",
    f"<a href='&#1;javascript:{RUN}'>x</a>",
    f"<a href='javascript&colon;{RUN}'>x</a>",
    f"<a href='vbscript:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<a href='https://x.org/\" onmouseover=\"{RUN}'>x</a>",
    f"<a href='https://x.org' style='position:fixed;inset:0' onclick={RUN}>x</a>",
    "<style>@import 'https://evil.example/x.css'; * {background:url(https://evil.example/y)}</style>",
    "<p style=\"background:url('https://evil.example/z');behavior:url(x.htc)\">x</p>",
    "<link rel=stylesheet href=https://evil.example/x.css><base href=https://evil.example/>",
    "<form id=test><input name=attributes></form><img name=getElementById><a id=note1 name=note1>x</a>",
    "<small role='doc-footnote' id=note1 name=body>x</small><small role='alert'>y</small>",
    f"<table><tr><td></table><img src=x onerror={RUN}><table background='javascript:{RUN}'><td>x",
    f"<table><a><svg><table><style><img src=x onerror={RUN}>",
    f"<ol start='1\" onclick=\"{RUN}'><li>x</ol>",
    f'[x](javascript:{RUN}) <javascript:{RUN}> [y](https://x.org/"onclick="{RUN})',
    f"<p\x0conclick={RUN}>x<\x00img src=x onerror={RUN}>",
    "<" * 50 + f"img src=x onerror={RUN}>",
]
PAYLOADS = RUNNING + SLY
PIECES = [
    "<svg>", "</svg>", "<math>", "</math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<table>", "</table>",
    "<td>", "<form>", "</form>", "<p>", "</p>", "<a href='https://x.org/'>", "</a>", "<!--", "-->", "<![CDATA[", "]]>",
    "<title>", "</title>", "<noscript>", "</noscript>", "<select>", "<template>", "</template>", "<textarea>",
    "</textarea>", "<small role=doc-footnote>", "</small>", "<b title='", "'>", '"', "&lt;", "&#x3c;", "<br/",
    "<annotation-xml encoding=text/html>", "<foreignObject>", "<desc>", "<plaintext>",
    f"<img src=x onerror={RUN}>", f"<script>{RUN}</script>", f" onclick={RUN} ",
]  # fmt: skip
