"""Every setting of the site, typed. The only place that reads the environment.

The defaults are safe for a site served to one machine with an embedded database. Production mode refuses to start
with them: see `Settings.check`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEFAULT_SECRET = "only-for-a-site-on-your-own-machine"  # noqa: S105 - refused in production by Settings.check


class Mode(StrEnum):
    """How the site is being run."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"
    TEST = "test"


class MailBy(StrEnum):
    """How mail leaves: as files in the var folder, through an SMTP server, or not at all (tests)."""

    FILE = "file"
    SMTP = "smtp"
    MEMORY = "memory"


class MailTls(StrEnum):
    """How the line to the SMTP server is made private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class MailSettings:
    """How mail is sent. `per_minute` is the provider's limit (0: none); `timeout` is in seconds.

    `lines` is how many connections a newsletter uses at once (providers often allow three). `bounce_box` is where
    letters that came back arrive: `maildir:/folder`, `mbox:/file` or `imaps://name:password@host/INBOX`.
    """

    by: MailBy = MailBy.FILE
    host: str = "127.0.0.1"
    port: int = 587
    tls: MailTls = MailTls.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "newsletter@localhost"
    sender_name: str = ""
    reply_to: str = ""
    per_minute: int = 0
    lines: int = 3
    timeout: float = 30.0
    bounce_secret: str = field(default="", repr=False)
    bounce_box: str = field(default="", repr=False)

    @property
    def live(self) -> bool:
        """Whether mail reaches people. A site that is not live says so on every staff page."""
        return self.by is MailBy.SMTP

    @classmethod
    def from_environ(cls, env: Mapping[str, str]) -> "MailSettings":
        """Read the MAIL_… settings. Raises ValueError for one that cannot be used."""
        box = env.get("MAIL_BOUNCE_BOX", "")
        if box and not box.startswith(("maildir:/", "mbox:/", "imap://", "imaps://")):
            raise ValueError("MAIL_BOUNCE_BOX must begin with maildir:/, mbox:/, imap:// or imaps://")
        return cls(
            by=MailBy(env.get("MAIL_BY", MailBy.FILE)), host=env.get("MAIL_HOST", cls.host),
            port=int(env.get("MAIL_PORT", cls.port)), tls=MailTls(env.get("MAIL_TLS", MailTls.STARTTLS)),
            user=env.get("MAIL_USER", ""), password=env.get("MAIL_PASSWORD", ""),
            sender=env.get("MAIL_FROM", cls.sender), sender_name=env.get("MAIL_FROM_NAME", ""),
            reply_to=env.get("MAIL_REPLY_TO", ""), per_minute=int(env.get("MAIL_PER_MINUTE", "0")),
            lines=max(1, int(env.get("MAIL_CONNECTIONS", cls.lines))),
            timeout=float(env.get("MAIL_TIMEOUT", cls.timeout)),
            bounce_secret=env.get("MAIL_BOUNCE_SECRET", ""), bounce_box=box,
        )


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message is one line for the person who starts the site."""


@dataclass(frozen=True)
class Settings:
    """All settings. `*_dir` are folders, `site_url` has no trailing slash, sizes are bytes.

    `api_burst` is how many new answers of the open interface one address may have at once (then one a second);
    `feed_hosts` are the hosts from which `flask directory import-feed` may read. `jobs_queue` is `embedded` (inside the
    server), `sqlite` (a file in the var folder, for a worker of its own: `flask jobs work`), or `redis://…`.
    While nobody has an urgent comment, its leads are reminded every `concern_remind_hours`, and those who run the site
    are told every `concern_escalate_hours`.
    """

    mode: Mode = Mode.EMBEDDED
    secret_key: str = DEFAULT_SECRET
    var_dir: Path = ROOT / "var"
    content_dir: Path = ROOT / "content"
    database_url: str = ""
    site_url: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    languages: tuple[str, ...] = ("en", "pl", "ur")
    proxies: int = 0
    max_request_bytes: int = 256 * 1024
    page_cache_bytes: int = 64 * 1024 * 1024
    api_burst: int = 300
    feed_hosts: tuple[str, ...] = ()
    mail: MailSettings = field(default_factory=MailSettings)
    jobs_queue: str = "embedded"
    concern_remind_hours: int = 4
    concern_escalate_hours: int = 24
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def https(self) -> bool:
        """Whether families reach the site over TLS: turns on HSTS and Secure cookies."""
        return self.site_url.startswith("https://")

    @property
    def sqlalchemy_url(self) -> str:
        """The database address; SQLite in the var folder unless one was set."""
        return self.database_url or f"sqlite:///{self.var_dir / 'site.db'}"

    def check(self) -> "Settings":
        """Return itself, or raise SettingsError when production would run on embedded defaults."""
        if self.mode is not Mode.PRODUCTION:
            return self
        if self.secret_key == DEFAULT_SECRET or len(self.secret_key) < 32:
            raise SettingsError("SITE_SECRET must be set to at least 32 random characters in production.")
        if not self.database_url:
            raise SettingsError("DATABASE_URL must be set in production.")
        if not self.https:
            raise SettingsError("SITE_URL must start with https:// in production.")
        if self.mail.live and self.mail.sender == MailSettings.sender:
            raise SettingsError("MAIL_FROM must be set when mail goes out by SMTP in production.")
        return self

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment (or the mapping given). Raises SettingsError for a value that cannot be used."""
        env = os.environ if environ is None else environ
        port = env.get("PORT", "8000")
        site_url = env.get("SITE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        try:
            mode = Mode(env.get("SITE_MODE", Mode.EMBEDDED))
            proxies = int(env.get("SITE_PROXIES", "0"))
            api_burst = int(env.get("API_BURST", str(cls.api_burst)))
            remind, escalate = (_hours(env, name) for name in ("CONCERN_REMIND_HOURS", "CONCERN_ESCALATE_HOURS"))
            mail = MailSettings.from_environ(env)
        except ValueError as error:
            raise SettingsError(f"A setting cannot be used: {error}.") from error
        return cls(
            mode=mode,
            secret_key=env.get("SITE_SECRET", DEFAULT_SECRET),
            var_dir=Path(env.get("SITE_VAR", ROOT / "var")).resolve(),
            content_dir=Path(env.get("SITE_CONTENT", ROOT / "content")).resolve(),
            database_url=env.get("DATABASE_URL", ""),
            site_url=site_url,
            hosts=_hosts(env.get("SITE_HOSTS", ""), site_url),
            languages=tuple(env.get("SITE_LANGUAGES", "en,pl,ur").split(",")),
            proxies=proxies,
            mail=mail,
            jobs_queue=env.get("JOBS_QUEUE", "embedded"),
            api_burst=api_burst,
            concern_remind_hours=remind,
            concern_escalate_hours=escalate,
            feed_hosts=tuple(name.strip() for name in env.get("FEED_HOSTS", "").split(",") if name.strip()),
        ).check()


def _hours(env: Mapping[str, str], name: str) -> int:
    """Whole hours, at least one: a reminder that is turned off by a slip of the hand would be found out too late."""
    hours = int(env.get(name, getattr(Settings, name.lower())))
    if hours < 1:
        raise ValueError(f"{name} must be 1 or more")
    return hours


def _hosts(listed: str, site_url: str) -> tuple[str, ...]:
    """Host names that may be asked for: those listed, the site's own, and this machine's."""
    own = site_url.split("://", 1)[-1].split("/", 1)[0]
    names = [name.strip() for name in listed.split(",") if name.strip()]
    return tuple(dict.fromkeys([*names, own.rsplit(":", 1)[0], *Settings.hosts]))
