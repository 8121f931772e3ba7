"""Puts the rooms together: the only module that knows every feature."""

import importlib
from typing import Any

from flask import Flask, get_flashed_messages, jsonify, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from quizapp.accounts.viewers import viewer as viewer_of_session
from quizapp.centre import queries as centre
from quizapp.certificates.numbers import CertificateNumbers
from quizapp.cohorts.words import CohortWords
from quizapp.db import db, engine_options
from quizapp.home.navigation import navigation
from quizapp.quizzes.kept_secret import KeptSecret
from quizapp.settings import PROJECT, Settings
from quizapp.web import display
from quizapp.web.access import STRANGER, Right, Viewer
from quizapp.web.assets import asset, compress
from quizapp.web.clock import now
from quizapp.web.errors import register_errors
from quizapp.web.filters import register_filters
from quizapp.web.pages import page, unguarded_routes, viewer
from quizapp.web.security import protect

# One line a feature: its pages and its commands (Flask reads a blueprint's own command group).
FEATURES = (
    "accounts",
    "centre",
    "audit",
    "courses",
    "cohorts",
    "rosters",
    "attendance",
    "reading",
    "bank",
    "quizzes",
    "practice",
    "papers",
    "self_assessment",
    "certificates",
    "reports",
    "home",
    "operation",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application. Nothing is read from the environment when settings are given."""
    settings = settings or Settings.from_environment()
    app = Flask("quizapp", root_path=str(PROJECT), instance_path=str(settings.instance))
    app.config.update(_flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["classes"] = CohortWords()
    app.extensions["secret_versions"] = KeptSecret()
    app.extensions["certified"] = CertificateNumbers()
    app.jinja_env.auto_reload = settings.developer
    _load_extensions(app)
    for module in (protect, compress, register_errors, register_filters):
        module(app)
    _register_features(app, settings)
    _teach_templates(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    with app.app_context():
        open_doors = unguarded_routes()
    if open_doors:
        raise RuntimeError(f"routes without a stated right: {open_doors}")
    return app


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 20_000,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "BABEL_TRANSLATION_DIRECTORIES": str(PROJECT / "quizapp" / "translations"),
        "TESTING": settings.testing,
        "PROPAGATE_EXCEPTIONS": False,
    }


def _load_extensions(app: Flask) -> None:
    db.init_app(app)
    Migrate(
        app, db, directory=str(PROJECT / "quizapp" / "migrations"), render_as_batch=True, compare_type=True
    )
    CSRFProtect(app)
    Babel(app)
    login = LoginManager(app)
    login.session_protection = None  # phones change networks in mid-paper
    login.anonymous_user = lambda: STRANGER
    login.user_loader(lambda key: viewer_of_session(key, now()))


def _register_features(app: Flask, settings: Settings) -> None:
    app.register_blueprint(display.bp)
    for feature in FEATURES:
        views = importlib.import_module(f"quizapp.{feature}.views")
        app.register_blueprint(views.bp)
    app.add_url_rule("/healthz", "healthz", page(public=True, json=True)(_healthz))
    app.add_url_rule("/readyz", "readyz", page(public=True, json=True)(_readyz))
    if settings.developer:
        app.add_url_rule("/design", "design", page("design/design.html", public=True)(dict))


def _healthz() -> Response:
    return jsonify(status="ok")


def _readyz() -> Response | tuple[Response, int]:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="database"), 503
    return jsonify(status="ok")


def _teach_templates(app: Flask) -> None:
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, Right=Right)

    @app.context_processor
    def every_page() -> dict[str, Any]:
        person: Viewer = viewer()
        return {
            "centre": centre.letterhead(),
            "viewer": person,
            "navigation": navigation(person, request.path),
            "display": display.wanted_display(),
            "messages": [] if request.headers.get("X-Live") else get_flashed_messages(with_categories=True),
        }
