"""As much of JSON Schema (draft 2020-12) as our schema uses; a keyword beyond that is an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}
_SAYING = {"$schema", "$id", "$defs", "title", "description", "format"}
_KNOWN = _SAYING | {
    *("$ref", "oneOf", "anyOf", "enum", "const", "type", "properties", "required", "additionalProperties", "items"),
    *("minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum"),
}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value is not what a schema says."""
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    for word in ("oneOf", "anyOf"):
        if word in schema:
            told = [list(faults(value, each, root, at)) for each in schema[word]]
            fitting = sum(not each for each in told)
            if fitting != 1 and (word == "oneOf" or not fitting):
                yield f"{at}: {fitting} of {word} fit: {min(told, key=len)}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "type" in schema:
        right = isinstance(value, _TYPES[schema["type"]]) and (
            schema["type"] == "boolean" or not isinstance(value, bool)
        )
        yield from () if right else (f"{at}: {value!r} is no {schema['type']}",)
        if right:
            yield from _inside(value, schema, root, at)


def _inside(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, each in value.items():
            wanted = known.get(name, schema.get("additionalProperties", True))
            if wanted is False:
                yield f"{at}: has {name}"
            elif wanted is not True:
                yield from faults(each, wanted, root, f"{at}.{name}")
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for place, each in enumerate(value):
            yield from faults(each, schema.get("items", {}), root, f"{at}[{place}]")
    elif isinstance(value, int | float):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        if not low <= value <= high or value <= schema.get("exclusiveMinimum", value - 1):
            yield f"{at}: {value} is out of range"
