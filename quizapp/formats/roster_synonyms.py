"""The headings that offices write over the columns of a roster, in one table."""


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


# Field -> headings, folded (no accents, small letters, signs as one space). A heading that is equal counts
# before one that is only contained; the first field in this order wins.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": _phrases("stt, tt, so tt, so thu tu, s t t, no, thu tu"),
    "family": _phrases(
        "ho dem, ho va dem, ho va ten dem, ho ten dem, ho va chu dem, ho chu dem, ho lot, ho va chu "
        "lot, ho va lot, ho chu lot, ho va ten lot, ho va ten chu lot, ho, ho va ten ho dem, ho va "
        "ten ho va dem, ho va ten ho, ho ten ho dem, ho ten ho va dem, ho ten ho"
    ),
    "given": _phrases("ten, ten goi, ho va ten ten, ho ten ten"),
    "name": _phrases(
        "ho va ten, ho ten, ho va ten hoc vien, ho ten hoc vien, ten hoc vien, hoc vien, ho ten dang "
        "vien, ho va ten dang vien, ho va ten khai sinh, ho va ten dai bieu, ho ten va, full name, "
        "name"
    ),
    "birth_day": _phrases("ngay, ngay sinh ngay, ngay thang nam sinh ngay, sinh ngay ngay, nam sinh ngay"),
    "birth_month": _phrases("thang, ngay sinh thang, ngay thang nam sinh thang, nam sinh thang"),
    "male": _phrases(
        "ngay sinh nam, nam sinh nam, ngay thang nam sinh nam, sinh ngay nam, gioi tinh nam, nam "
        "gioi, ngay thang sinh nam, phai nam, gioi nam, tuoi nam, nam nu nam, nam"
    ),
    "female": _phrases(
        "ngay sinh nu, nam sinh nu, ngay thang nam sinh nu, sinh ngay nu, gioi tinh nu, nu gioi, ngay "
        "thang sinh nu, phai nu, gioi nu, tuoi nu, nam nu nu, nu"
    ),
    "birth": _phrases(
        "ngay sinh, nam sinh, ngay thang nam sinh, sinh ngay, ngay thang sinh, sinh nam, ngay nam "
        "sinh, ngay thang va nam sinh, ngay thang nam, nam sinh day du, date of birth, ntns"
    ),
    "sex": _phrases("gioi tinh, phai, nam nu, gioi, nam hay nu, gioi tinh nam nu, sex, gender"),
    "ethnicity": _phrases("dan toc, d toc, thanh phan dan toc"),
    "government_post": _phrases(
        "chuc vu chinh quyen, chuc vu chinh quyen doan the, chuc vu doan the, chuc vu chuyen mon, "
        "chuc vu cong tac chinh quyen, chuc danh chinh quyen, chinh quyen, chinh quyen doan the"
    ),
    "post": _phrases(
        "chuc vu dang, chuc vu trong dang, chuc vu, chuc danh, chuc vu chi bo, chuc vu trong chi bo, "
        "chuc vu hien nay, chuc vu cong tac, chuc vu dang doan the, chuc vu chuc danh, chuc vu cap uy"
    ),
    "cell_kind": _phrases("loai hinh chi bo, loai hinh, loai chi bo, loai hinh to chuc dang"),
    "cell": _phrases(
        "chi bo, ten chi bo, don vi chi bo, chi bo sinh hoat, chi bo dang sinh hoat, noi sinh hoat, "
        "noi sinh hoat dang, sinh hoat tai chi bo, chi bo thon, chi bo don vi, dang sinh hoat tai chi "
        "bo"
    ),
    "unit": _phrases(
        "dang bo, dang uy, dang bo xa, dang bo co so, to chuc dang, to chuc co so dang, truc thuoc, "
        "dang bo xa phuong, dang uy co so, thuoc dang bo, xa phuong, xa phuong dac khu, xa phuong thi "
        "tran, xa, phuong, dang bo truc thuoc, truc thuoc dang bo, dang bo dang uy, dang uy xa, "
        "tctcsd, tccsd"
    ),
    "body": _phrases(
        "don vi, don vi cong tac, noi cong tac, co quan don vi, co quan, don vi cong tac hien nay, "
        "chuc vu don vi, don vi noi cong tac, don vi sinh hoat"
    ),
    "phone": _phrases(
        "dien thoai, so dien thoai, sdt, s dt, dt, so dt, di dong, dtdd, so dien thoai di dong, dien "
        "thoai lien he, so dien thoai lien he, dien thoai di dong, so di dong, zalo, phone, mobile"
    ),
    "group": _phrases("to, to so, nhom, to nhom, to thao luan, to hoc tap, chia to, nhom to, thuoc to"),
    "note": _phrases("ghi chu, gc, ghi chu khac"),
    "signature": _phrases("ky nhan, ky ten, chu ky, ky, ky nhan chung nhan, diem danh"),
}

# Phrases inside a longer heading, tried in this order.
CONTAINED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("name", _phrases("ho va ten, ho ten")),
    ("birth", _phrases("ngay thang nam sinh, ngay sinh, nam sinh")),
    ("sex", _phrases("gioi tinh")),
    ("phone", _phrases("dien thoai, sdt, di dong")),
    ("cell_kind", _phrases("loai hinh chi bo, loai hinh")),
    ("government_post", _phrases("chuc vu chinh quyen, chinh quyen")),
    ("post", _phrases("chuc vu, chuc danh")),
    ("cell", _phrases("chi bo")),
    ("unit", _phrases("dang bo, dang uy")),
    ("note", _phrases("ghi chu")),
    ("ethnicity", _phrases("dan toc")),
)

# What stands in the lower row of a heading of two rows.
CHILDREN = frozenset(
    _phrases(
        "chi bo, chinh quyen, chinh quyen doan the, chinh thuc, chu lot, chuc vu chinh quyen, chuc vu "
        "dang, chuyen mon, dang, dang bo, dang uy, doan the, du bi, ho, ho chu lot, ho dem, ho lot, "
        "ho ten dem, ho va chu lot, ho va dem, ho va ten dem, nam, nam sinh, ngay, ngay cap, ngay "
        "sinh, ngay vao, noi cap, nu, phuong, so, ten, thang, thang sinh, trong dang, xa"
    )
)

# Words that make a contained heading speak of something else ("Năm sinh của vợ", "Ngày cấp, nơi cấp").
OTHER_MATTERS = frozenset(_phrases("vo, chong, con, cha, me, cap, noi, bau, bo nhiem, ket nap"))
FIELD_OF = {heading: field for field, headings in reversed(SYNONYMS.items()) for heading in headings}
