"""Loopback sites that look and behave like the real ones of their family, with sample documents.

with Server(bundled.load("pingdingshan-czj")) as server:
    print(server.netloc)          # 127.0.0.1:40123
    server.site.publish_correction()
"""
