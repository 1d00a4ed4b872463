"""The smallest Flask application: what every figure is measured against."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """One line."""
    return "Hello, world"
