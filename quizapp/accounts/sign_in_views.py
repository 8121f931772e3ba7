"""Signing in and out, one's own password, the first administrator."""

from datetime import datetime
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import login_user
from werkzeug.wrappers import Response

from quizapp.accounts import signing_in
from quizapp.accounts.administrators import administrator_code, choose_first_administrator
from quizapp.accounts.blueprint import bp, open_session
from quizapp.accounts.classes import Seat, classes
from quizapp.accounts.forms import ChangePasswordForm, FirstRunForm, PasswordForm, SlipCodeForm
from quizapp.accounts.passwords import is_guessable
from quizapp.accounts.people import change_password as choose_password
from quizapp.accounts.people import sign_out_everywhere as end_sessions
from quizapp.accounts.queries import person
from quizapp.accounts.session_key import SessionKey
from quizapp.accounts.signing_in import SlipHolder
from quizapp.accounts.viewers import viewer as viewer_of
from quizapp.domain.errors import CodeMistyped, CodeUnknown, PasswordWrong, TooManyTries
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.redirects import safe_target
from quizapp.web.room import is_loopback
from quizapp.web.wording import rule_sentence

Answer = dict[str, Any] | Response | tuple[str, int]
QUIET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}


def remote() -> str:
    """The network address of whoever asks, behind trusted proxies their word for it."""
    return request.remote_addr or "unknown"


@bp.route("/sign-in", methods=["GET", "POST"])
@page(public=True)
def sign_in() -> Answer:
    """The slip's code first; personal code and password second."""
    following = request.values.get("next", "")
    slip, password = SlipCodeForm(next=following), PasswordForm(next=following)
    if request.method == "GET":
        return {"slip": slip, "password": password, "first_run": may_make_the_first()}
    return _by_password(slip, password) if "personal" in request.form else _by_code(slip, password)


def _by_code(slip: SlipCodeForm, password: PasswordForm) -> Answer:
    if slip.validate_on_submit():
        try:
            token = signing_in.token_of_code(slip.code.data, remote(), now())
            return redirect(
                url_for("accounts.slip", token=token, next=safe_target(slip.next.data, "") or None), 303
            )
        except (CodeMistyped, TooManyTries) as rule:
            slip.code.errors = [rule_sentence(rule)]
        except CodeUnknown:
            slip.code.errors = [
                gettext(
                    "Không có phiếu nào mang mã này. Có thể phiếu đã được in lại: hãy dùng phiếu mới nhất."
                )
            ]
    return _again(slip, password)


def _by_password(slip: SlipCodeForm, password: PasswordForm) -> Answer:
    if password.validate_on_submit():
        moment = now()
        try:
            key = signing_in.by_password(password.personal.data, password.password.data, remote(), moment)
        except (CodeUnknown, TooManyTries) as rule:
            password.password.errors = [rule_sentence(rule)]
        else:
            return _enter(key, password.next.data, moment)
    return _again(slip, password)


def _again(slip: SlipCodeForm, password: PasswordForm) -> tuple[str, int]:
    return render_template("accounts/sign_in.html", slip=slip, password=password, first_run=False), 422


def _enter(key: SessionKey, following: str | None, moment: datetime) -> Response:
    who = viewer_of(str(key), moment)
    if who is None:
        abort(409)
    open_session(who)
    return redirect(safe_target(following), 303)


@bp.get("/s/<token>")
@page(public=True)
def slip(token: str) -> Response:
    """Whom the slip belongs to; never signs anybody in."""
    holder = signing_in.slip_holder(token, now())
    if holder is None:
        return _quiet("accounts/slip_unknown.html", 404)
    if viewer().session_key == str(holder.key):
        return redirect(safe_target(request.args.get("next")), 303)
    named = classes()
    of_class = named.words([holder.cohort_id]).get(holder.cohort_id)
    seat = named.seats(holder.cohort_id, [holder.person_id]).get(holder.person_id, Seat())
    return _quiet(
        "accounts/slip.html",
        200,
        holder=holder,
        cell=seat.cell or holder.cell,
        class_title=of_class.title if of_class else "",
        next=safe_target(request.args.get("next"), ""),
        other=_other(holder),
    )


def _other(holder: SlipHolder) -> str:
    """The name of somebody else who is signed in on this device."""
    here = viewer()
    return here.name if here.is_authenticated and here.person_id != holder.person_id else ""


def _quiet(template: str, status: int, **facts: Any) -> Response:
    response = make_response(render_template(template, **facts), status)
    response.headers.update(QUIET)
    return response


@bp.post("/s/<token>")
@page(public=True)
def slip_enter(token: str) -> Response:
    """ "Đúng, tôi là ...": opens a session with this slip's rights only. Twice gives the same session."""
    moment = now()
    holder = signing_in.slip_holder(token, moment)
    if holder is None:
        return _quiet("accounts/slip_unknown.html", 404)
    return _enter(holder.key, request.form.get("next"), moment)


@bp.post("/sign-out")
@page(public=True)
def sign_out() -> Response:
    """Ends the session of this browser; again is harmless."""
    session.clear()
    flash(gettext("Đồng chí đã đăng xuất."), "done")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/account")
@page()
def account() -> dict[str, Any]:
    """One's own name, code and roles, with the ways to be safe."""
    return {"person": person(viewer().person_id or 0), "by_slip": viewer().slip_id is not None}


@bp.post("/account/sign-out-everywhere")
@page()
def leave_everywhere() -> Response:
    """Ends every session of one's own, on every device."""
    who = viewer().person_id or 0
    end_sessions(who, now(), who)
    session.clear()
    flash(gettext("Đã đăng xuất đồng chí khỏi mọi thiết bị."), "done")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@page()
def change_password() -> dict[str, Any] | Response:
    """Choose one's own password. A session opened by a slip knows no password."""
    who = viewer()
    if who.slip_id is not None or who.person_id is None:
        abort(404)
    form = ChangePasswordForm()
    if form.validate_on_submit() and _is_safe(form, person(who.person_id).code or "", who.name):
        try:
            number = choose_password(who.person_id, form.present.data, form.chosen.data, now())
        except PasswordWrong as rule:
            form.present.errors = [rule_sentence(rule)]
        else:
            flash(gettext("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."), "done")
            return _go_on(SessionKey(who.person_id, number))
    return {"form": form, "first_time": who.must_change_password}


def _go_on(key: SessionKey) -> Response:
    fresh = viewer_of(str(key), now())
    if fresh is not None:
        login_user(fresh)
    return redirect("/", 303)


def _is_safe(form: ChangePasswordForm | FirstRunForm, *own: str) -> bool:
    if is_guessable(form.chosen.data, *own):
        form.chosen.errors = [gettext("Mật khẩu này quá dễ đoán. Đồng chí chọn mật khẩu khác.")]
        return False
    return True


def may_make_the_first() -> bool:
    """Whether this request comes from the machine itself, by no other name, while nobody administers the site."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    host = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdigit() else request.host
    return not forwarded and is_loopback(remote()) and is_loopback(host) and administrator_code() is None


@bp.route("/first-run", methods=["GET", "POST"])
@page(public=True)
def first_run() -> dict[str, Any] | Response:
    """The first administrator chooses name and password; reachable from the machine itself only, and only once."""
    if not may_make_the_first():
        abort(404)
    form = FirstRunForm()
    if form.validate_on_submit() and _is_safe(form, form.name.data):
        made = choose_first_administrator(form.name.data, form.chosen.data, now())
        if made is None:
            return redirect(url_for("accounts.sign_in"), 303)
        flash(
            gettext("Mã cá nhân của đồng chí là %(code)s. Hãy ghi lại để đăng nhập lần sau.", code=made.code),
            "done",
        )
        return _enter_first(made.person_id)
    return {"form": form}


def _enter_first(person_id: int) -> Response:
    who = viewer_of(str(SessionKey(person_id, 1)), now())
    if who is None:
        abort(409)
    messages = session.get("_flashes", [])
    open_session(who)
    session["_flashes"] = messages
    return redirect(url_for("accounts.account"), 303)
