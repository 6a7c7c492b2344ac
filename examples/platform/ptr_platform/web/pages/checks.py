"""The clinic's findings as a page: what in the plan is likely to make a night fail."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template, request

from ptr_platform.web.language import translator
from ptr_platform.web.moment import Moment

blueprint = Blueprint("checks", __name__)


@blueprint.get("/checks")
def checks() -> str:
    """What `ptr_py.Plan.check` finds, by rule."""
    moment = Moment.now()
    findings = moment.plan.check(language=translator().library_language)
    rule = request.args.get("rule", "").strip()
    return render_template(
        "checks.html",
        moment=moment,
        findings=[found for found in findings if rule in {"", found.code}],
        rules=sorted(Counter((found.title, found.code) for found in findings).items()),
        rule=rule,
        count=len(findings),
    )
