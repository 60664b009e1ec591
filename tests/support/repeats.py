"""Golden pairs: one person written down twice, as it happens."""

BORN = "1985-03-10"

# two records, what they have in common beside the name, and a reason that has to be told
GOLDEN = [
    ("Мария Петрова Иванова", "Мария Петрова Стоянова", {"born_on": BORN, "sex": "f"}, "middle_same"),
    ("Димитър Асенов", "Митко Асенов", {"born_on": BORN}, "short_form"),
    ("Асен Митков Кръстев", "Кръстев Асен Митков", {"born_on": BORN}, "name_order"),
    ("Асен Кръстев", "Кръстев Асен", {"born_on": BORN}, "name_order"),
    ("Щилян Щерев", "Штилян Штерев", {"born_on": BORN}, "family_spelling"),
    ("Мария Петрова Иванова", "Mariya Petrova Ivanova", {"born_on": BORN}, "given_spelling"),
    ("Чавдар Шишков", "4avdar 6i6kov", {"born_on": BORN}, "given_spelling"),
    ("Хатидже Хасанова", "Атидже Асанова", {"born_on": BORN}, "given_spelling"),
    ("Реджеб Ахмедов", "Реджеп Ахметов", {"born_on": BORN}, "given_spelling"),
    ("Айше Мехмедова Алиева", "Айше Мехмед Али", {"born_on": BORN}, "family_ending"),
    ("Мария Петрова-Иванова", "Мария Иванова", {"born_on": BORN}, "family_part"),
    ("Мария Иванова", "Мария Иванова", {"born_on": BORN}, "birth"),
    ("Мария Петрова Иванова", "Мария Иванова", {"born_on": BORN}, "name_parts"),
    ("Гюлсъм Юсеинова", "Гюлсюм Юсеинова", {"born_on": BORN}, "given_spelling"),
    ("Мария Петрова Иванова", "Мария Пертова Иванова", {"born_on": BORN}, "middle_slip"),
    ("Петя Иванова", "Петя Иванова", {"phone": "0888 123 456", "settlement": "40292", "sex": "f"}, "phone"),
    ("Мария Петрова Иванова", "Мария Петрова Иванова", {"phone": "0888 123 456"}, "phone"),
    ("Мария П. Иванова", "Мария Петрова Иванова", {"born_on": BORN}, "middle_initial"),
    ("Мария Петрова", "Мария Петрова Иванова", {"born_on": BORN, "sex": "f"}, "name_moved"),
]  # fmt: skip
