"""Invented people and units of the demo: believable names of the peoples of the northern mountains. Pure; seeded."""

import random
from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How one people (dân tộc) names its children: family names, then middle and given names of men and women."""

    ethnicity: str
    share: int
    family: Names
    men: tuple[Names, Names]
    women: tuple[Names, Names]


KINH_MEN = (
    ("Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Ngọc", "Đình", "Mạnh", "Trọng"),
    (
        "Hùng",
        "Dũng",
        "Thắng",
        "Sơn",
        "Hải",
        "Tuấn",
        "Cường",
        "Bình",
        "Lâm",
        "Thành",
        "Quyết",
        "Đạt",
        "Khánh",
        "Toản",
    ),
)
KINH_WOMEN = (
    ("Thị", "Thị Thu", "Thị Minh", "Thị Ngọc", "Thanh", "Thị Kim", "Thị Bích", "Hồng"),
    (
        "Hòa",
        "Hương",
        "Lan",
        "Thủy",
        "Nga",
        "Hạnh",
        "Nhung",
        "Huệ",
        "Tuyết",
        "Oanh",
        "Yến",
        "Mai",
        "Dung",
        "Liên",
    ),
)
PEOPLES = (
    People(
        "Tày",
        38,
        ("Ma", "Hoàng", "Nông", "Lương", "Quan", "Hà", "Chẩu", "Lộc", "Nguyễn", "Vi"),
        (
            ("Văn", "Đình", "Công", "Phúc", "Thanh", "Ngọc"),
            ("Đạo", "Khoa", "Tuyên", "Hiển", "Páo", "Lợi", "Hoan", "Thiện", "Tường", "Vượng", "Nghị"),
        ),
        (
            ("Thị", "Thị Thanh", "Thị Minh"),
            ("Nhạn", "Thơm", "Duyên", "Nguyệt", "Then", "Chiêm", "Hiên", "Lả", "Bưởi", "Đào", "Phượng"),
        ),
    ),
    People(
        "Kinh",
        30,
        ("Nguyễn", "Trần", "Phạm", "Lê", "Vũ", "Đỗ", "Bùi", "Đinh", "Phan", "Ngô"),
        KINH_MEN,
        KINH_WOMEN,
    ),
    People(
        "Dao",
        18,
        ("Bàn", "Đặng", "Triệu", "Phùng", "Lý", "Chúc", "Tẩn"),
        (
            ("Văn", "Tiến", "Kim", "Phúc", "Hữu", "Thừa"),
            ("Minh", "Vinh", "Chiêu", "Sinh", "Tiền", "Hương", "Lâm", "Phú", "Quý", "Thành"),
        ),
        (
            ("Thị", "Mùi", "Thị Kim"),
            ("Mụi", "Khé", "Xuân", "Hoa", "Lan", "Ghến", "Mẩy", "Liều", "Hằng", "Pham"),
        ),
    ),
    People(
        "Nùng",
        6,
        ("Nông", "Lục", "Hoàng", "Mông", "Triệu", "Lã"),
        (("Văn", "Thanh"), ("Thành", "Kiểm", "Chức", "Đông", "Việt")),
        (("Thị",), ("Sen", "Thắm", "Niềm", "Hồng", "Khuyên")),
    ),
    People(
        "Cao Lan",
        5,
        ("Trần", "Tống", "Âu", "Lâm", "Ninh", "Sầm"),
        (("Văn", "Đức"), ("Phong", "Đường", "Sáng", "Hiệp", "Trường")),
        (("Thị",), ("Nhất", "Tám", "Thu", "Vân", "Quyên")),
    ),
    People(
        "Mông",
        3,
        ("Giàng", "Sùng", "Vàng", "Thào", "Lù"),
        (("A", "Seo"), ("Chu", "Páo", "Sính", "Dơ", "Vảng")),
        (("Thị",), ("Mỷ", "Dín", "Chá", "Xua", "Say")),
    ),
)
COMMUNES = ("Đồng Mây", "Suối Bạc", "Thác Ngà")
HAMLETS = (
    "Bản Chùa", "Nà Khoang", "Khuổi Lếch", "Pác Nghiêng", "Làng Mường", "Cây Quýt", "Thôn Đoàn Kết", "Tân Tiến",
    "Nà Ngoa", "Đồng Cọ", "Khe Mon", "Làng Chiềng", "Minh Quang", "Cầu Treo", "Lũng Vài", "Nà Tông", "Phố Chợ",
    "Yên Lập", "Hợp Thành", "Bó Củng", "Đồng Luộc", "Tát Kẻ", "Nà Mèo", "Vĩnh Thịnh",
)  # fmt: skip
OFFICES = (
    "Chi bộ Trường tiểu học",
    "Chi bộ Trạm y tế",
    "Chi bộ Công an xã",
    "Chi bộ Quân sự",
    "Chi bộ Hợp tác xã",
)
POSTS = (("Bí thư chi bộ", 45), ("Phó bí thư chi bộ", 25), ("Chi ủy viên", 30))


@dataclass(frozen=True, slots=True)
class Invented:
    """A learner who does not exist. diligence: 0 to 1, how well they attend, read and answer."""

    name: str
    sex: str
    born: str
    ethnicity: str
    post: str
    cell: str
    commune: str
    diligence: float


def cells() -> tuple[tuple[str, str], ...]:
    """(commune, cell) of every cell, in the order of the communes."""
    found = [(COMMUNES[n % len(COMMUNES)], cell_name(hamlet)) for n, hamlet in enumerate(HAMLETS)]
    found += [(commune, office) for commune in COMMUNES for office in OFFICES]
    return tuple(sorted(found, key=lambda pair: COMMUNES.index(pair[0])))


def cell_name(hamlet: str) -> str:
    """ "Chi bộ thôn Nà Khoang"; a name that says what it is stays as it is."""
    return (
        f"Chi bộ {hamlet[0].lower()}{hamlet[1:]}" if hamlet.startswith("Thôn ") else f"Chi bộ thôn {hamlet}"
    )


def invent(number: int, rng: random.Random) -> tuple[Invented, ...]:
    """So many people; no two of them share name and year of birth, but two may share a name, as in any class."""
    places = cells()
    taken: set[tuple[str, str]] = set()
    found: list[Invented] = []
    while len(found) < number:
        one = _one(places[len(found) % len(places)], rng)
        if (one.name, one.born[:4]) not in taken:
            taken.add((one.name, one.born[:4]))
            found.append(one)
    return tuple(found)


def _one(place: tuple[str, str], rng: random.Random) -> Invented:
    people = rng.choices(PEOPLES, [one.share for one in PEOPLES])[0]
    woman = rng.random() < 0.42
    middle, given = people.women if woman else people.men
    year = round(min(2000, max(1953, rng.gauss(1970, 9))))
    exact = rng.random() < 0.9
    born = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" if exact else str(year)
    return Invented(
        name=f"{rng.choice(people.family)} {rng.choice(middle)} {rng.choice(given)}",
        sex="female" if woman else "male",
        born=born,
        ethnicity=people.ethnicity,
        post=rng.choices([post for post, _ in POSTS], [share for _, share in POSTS])[0],
        commune=place[0],
        cell=place[1],
        diligence=min(0.99, max(0.3, rng.gauss(0.82, 0.13))),
    )
