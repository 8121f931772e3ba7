"""The parts that stand between WTForms fields and pages: what a screen reader and a thumb need is really there."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import BooleanField, FileField, Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class PersonForm(Form):
    """A form with one field of each look."""

    name = StringField("Họ và tên", [InputRequired("Chưa điền họ và tên.")], description="Viết đủ dấu.")
    sex = RadioField(
        "Giới tính", [InputRequired("Chưa chọn.")], choices=[Choice("m", "Nam"), Choice("f", "Nữ|Ghi chú")]
    )
    duties = SelectMultipleField(
        "Vai trò", choices=[Choice("chair", "Chủ trì"), Choice("secretary", "Thư ký")]
    )
    unit = SelectField("Đơn vị", choices=[Choice("1", "Chi bộ <Một>")])
    agrees = BooleanField("Đã xem trước")
    list_file = FileField("Danh sách")

    @property
    def summary(self) -> list[tuple[str, str]]:
        return [(field.id, str(message)) for field in self for message in field.errors]


@pytest.fixture
def render() -> Any:
    """render(source, **facts): a template source with the parts imported as f, w, x, p, s."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    env.globals.update(_=lambda words, **facts: words % facts if facts else words, csrf_token=lambda: "token")
    heads = "".join(
        f'{{% import "_parts/{name}.html" as {short} %}}'
        for name, short in (("forms", "f"), ("words", "w"), ("facts", "x"), ("paper", "p"), ("sheet", "s"))
    )
    return lambda source, **facts: env.from_string(heads + source).render(**facts)


def invalid() -> PersonForm:
    form = PersonForm()
    form.validate()
    return form


def test_a_wrong_field_names_its_hint_and_its_error(render: Any) -> None:
    html = render("{{ f.field(form.name) }}", form=invalid())
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="name-error"><span>Chưa điền họ và tên.' in html


def test_a_sound_field_says_nothing_of_errors(render: Any) -> None:
    html = render('{{ f.field(form.unit, inputmode="numeric") }}', form=PersonForm())
    assert "error" not in html
    assert 'inputmode="numeric"' in html
    assert "Chi bộ &lt;Một&gt;" in html


def test_the_summary_leads_to_each_wrong_field(render: Any) -> None:
    html = render("{{ f.error_summary(form) }}{{ f.choices(form.sex) }}", form=invalid())
    assert '<a href="#sex">Chưa chọn.</a>' in html
    assert '<fieldset id="sex" tabindex="-1" aria-describedby="sex-error">' in html


def test_there_is_no_summary_without_errors(render: Any) -> None:
    assert render("{{ f.error_summary(form) }}", form=PersonForm()).strip() == ""


def test_choices_wrap_their_controls_and_show_hints(render: Any) -> None:
    html = render("{{ f.choices(form.sex) }}{{ f.choices(form.duties) }}", form=PersonForm(data={"sex": "f"}))
    assert '<input type="radio" name="sex" value="f" checked><span>Nữ<span class="hint">Ghi chú' in html
    assert html.count('type="checkbox" name="duties"') == 2


def test_checkbox_and_file_keep_their_labels(render: Any) -> None:
    html = render(
        '{{ f.checkbox(form.agrees) }}{{ f.file_field(form.list_file, ".xlsx") }}', form=PersonForm()
    )
    assert 'id="agrees" name="agrees"' in html
    assert 'for="list_file"' in html
    assert 'accept=".xlsx"' in html


def test_every_posting_part_carries_the_token(render: Any) -> None:
    parts = (
        '{{ f.post_button("Mở", "/x") }}',
        '{{ f.confirm_button("ask", "Xóa", "/x", "Xóa?") }}',
        '{{ f.confirm_panel("Xóa?", "", "Xóa", "/") }}',
        '{% call f.post_form("/x") %}{% endcall %}',
    )
    assert all('name="csrf_token" value="token"' in render(part) for part in parts)


def test_what_people_typed_is_escaped_everywhere(render: Any) -> None:
    html = render(
        "{{ w.notice(bad) }}{{ w.status(bad) }}{{ x.facts(((bad, bad),)) }}{{ x.code(bad) }}"
        "{{ w.today_card(bad, '/', bad, (bad,)) }}{{ p.question(1, 2, bad, (('1', 'A', bad),)) }}"
        "{{ f.copy_button(bad) }}{{ s.level(bad) }}",
        bad='<img src=x onerror="alert(1)">',
    )
    assert "<img" not in html


def test_the_saved_option_is_checked_and_no_other(render: Any) -> None:
    html = render("{{ p.question(3, 9, 'Hỏi?', (('1', 'A', 'x'), ('2', 'B', 'y')), ('2',), seq=7) }}")
    assert html.count("checked") == 1
    assert '<input type="radio" name="slot-3" value="2" checked>' in html
    assert 'data-slot="3" data-seq="7"' in html


def test_bars_measure_against_the_whole_and_survive_nothing(render: Any) -> None:
    assert 'rect width="25.0"' in render("{{ x.bars((('A', 1, ''),), total=4) }}")
    assert 'rect width="0"' in render("{{ x.bars((('A', 0, ''),), total=0) }}")
    assert "<li" not in render("{{ x.bars(()) }}")


def test_a_code_is_read_in_groups_but_copied_whole(render: Any) -> None:
    html = render("{{ x.code('408173926') }}")
    assert html == '<span class="code"><span>408</span><span>173</span><span>926</span></span>'


def test_the_map_says_each_state_in_words(render: Any) -> None:
    html = render("{{ p.map(((1, True, False, False), (2, False, True, True))) }}")
    assert ", đã trả lời" in html
    assert ", chưa trả lời, xem lại sau" in html
