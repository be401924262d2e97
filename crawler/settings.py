"""Scrapy's settings: polite, fenced in, and nothing switched on that a crawl of public pages does not need."""

import os

BOT_NAME = "yusuan"
SPIDER_MODULES = ["crawler.spiders"]

# Who asks. Set YUSUAN_CONTACT to an address where a site's keeper reaches you.
CONTACT = os.environ.get("YUSUAN_CONTACT", "").strip()
USER_AGENT = f"yusuan/0.1 (archive of public department budgets; {CONTACT or 'no contact given'})"

# Manners: robots.txt, one request at a time, a pause that grows with the site's own slowness.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "yusuan"
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # a callback hands on a few requests; Scrapy would start this many tasks for each answer
DOWNLOAD_DELAY = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1
AUTOTHROTTLE_MAX_DELAY = 30
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_TIMEOUT = 60
DNS_TIMEOUT = 20
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_AFTER_MAX = 120
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False

# The fence. Scrapy does not verify certificates unless told to.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 64 << 20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "crawler.boundary.GuardedResolver"
TELNETCONSOLE_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.log.RobotsLog": 40,
    "crawler.boundary.BoundaryMiddleware": 50,
    "crawler.robots.UnreadRules": 150,  # Scrapy's own reading of robots.txt is at 100
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.patience.PatientRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.log.LoggedRedirects": 600,
}

# Every answer is looked at: a 404 is an outcome to record, not something to pass over.
HTTPERROR_ALLOW_ALL = True

LOG_LEVEL = "CRITICAL"
LOGSTATS_INTERVAL = 0
REFERER_ENABLED = True
EXTENSIONS = {
    # A port on this machine through which Python code can be run: Scrapy opens it unless told not to.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}
