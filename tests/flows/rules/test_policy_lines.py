from flows.rules.policy_lines import line_numbers, nearest_line


def test_every_key_and_table_is_found_on_the_line_where_it_begins() -> None:
    lines = line_numbers(
        'a = 1\n\n[b]  # a table\nc.d = 2\r\n"e" = 3\n[ b . f ]\ng = { h = 1 }\n[[k]]\r\nl = 1\n'
    )

    assert lines == {
        ("a",): 1,
        ("b",): 3,
        ("b", "c"): 4,
        ("b", "c", "d"): 4,
        ("b", "e"): 5,
        ("b", "f"): 6,
        ("b", "f", "g"): 7,
        ("k",): 8,
        ("k", "l"): 9,
    }


def test_nothing_inside_a_list_a_text_or_a_comment_counts_as_a_key() -> None:
    lines = line_numbers(
        'a = [\n  "x = [",  # y = [\n  [\n"z"]\n]\n'
        'b = """\nc = 1\n[d]\n"""\n'
        "e = '''\n[f]'''\n"
        "# g = 1\n"
        "h = 1\n"
    )

    assert lines == {("a",): 1, ("b",): 6, ("e",): 10, ("h",): 13}


def test_what_has_no_line_of_its_own_is_told_on_the_line_of_the_table_around_it() -> None:
    lines = line_numbers("x = 1\n[a.b]\nc = 1\n")

    assert nearest_line(lines, ("a", "b", "missing")) == 2
    assert nearest_line(lines, ("nowhere",)) == 1
