"""What a browser is called in the list of sessions: ``Firefox, Windows``."""

from __future__ import annotations

# Each says that it is also those that follow it here.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def browser(agent: str) -> str:
    """The browser and the system that a ``User-Agent`` names, or else its first word."""
    named = [
        next((name for mark, name in names.items() if mark in agent), None)
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, named)) or agent.partition(" ")[0][:40]
