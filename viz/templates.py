"""What pages are made of: our templates, styles and scripts, and the hashes that let them in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined


def rendered(template: str, **values: object) -> str:
    """A template of ``assets`` with values, which it escapes unless they are markup."""
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(asset(template)).render(**values)


def source_hash(text: str) -> str:
    """The source expression that lets an inlined script or style in (CSP level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def asset(name: str) -> str:
    """A file of ``assets``."""
    return (files("policygraph.viz") / "assets" / name).read_text(encoding="utf-8")
