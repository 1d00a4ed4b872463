"""The shape of `content/newsletters/topics.yml`."""

from ..publishing.content_types import ContentType, Fields

EVERYTHING = "everything"


class Topic(Fields):
    """One thing families may want news about, in their words. `workforce` topics are for people at work."""

    title: str
    words: str
    workforce: bool = False


TYPES = (
    ContentType(
        "newsletter-topic",
        "Newsletter topics",
        "newsletters/topics.yml",
        Topic,
        many=True,
        plain_words=lambda topic: iter([("title", topic.title), ("words", topic.words)]),
    ),
)
