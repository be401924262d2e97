"""Loopback sites that look and behave like the real ones of their family, with sample documents: ``bundled`` ones by
id, their ``content`` as data, shown on pages of ``epoint`` or ``siteserver`` by a ``server``.

with Server(bundled.load("pingdingshan-czj")) as server:
    print(server.netloc)          # 127.0.0.1:40123
    server.site.publish_correction()
"""
