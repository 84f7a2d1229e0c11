"""Hosts of mail that anybody may have: an address there says nothing about whom one works for."""

HOSTS = """
126.com 163.com aol.com bk.ru daum.net disroot.org fastmail.com free.fr gmail.com gmx.at gmx.com gmx.de gmx.net
googlemail.com hey.com hotmail.com hotmail.fr hushmail.com icloud.com inbox.ru laposte.net list.ru live.com mac.com
mail.com mail.ru mailbox.org me.com msn.com naver.com orange.fr outlook.com outlook.fr posteo.de posteo.net
proton.me protonmail.com qq.com rambler.ru rediffmail.com riseup.net sina.com tuta.com tutanota.com wanadoo.fr
web.de ya.ru yahoo.com yahoo.co.uk yahoo.es yahoo.fr yandex.com yandex.ru zoho.com
"""
FREE_MAIL = frozenset(HOSTS.split())
