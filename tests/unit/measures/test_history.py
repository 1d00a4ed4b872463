"""Results of earlier surveys: what a file may hold, fault by fault."""

import pytest

from webapp.measures.history import EarlierRow, HistoryError, read

HEAD = "wave,measure,wording,percent,base,source\n"
LINE = "2023,CP-01,We are listened to,44,120,Old report\n"


def test_a_file_as_a_spreadsheet_writes_it_is_read():
    text = "\ufeff" + (HEAD + LINE).replace("\n", "\r\n") + '2024,CP-01,"Heard, mostly",50,100,"Report, page 7"\r\n'
    assert read(text) == [
        EarlierRow("2023", "CP-01", "We are listened to", 44, 120, "Old report"),
        EarlierRow("2024", "CP-01", "Heard, mostly", 50, 100, "Report, page 7"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (HEAD, "no results"),
        (HEAD.replace(",", ";") + LINE.replace(",", ";"), "first line must be"),
        (HEAD + LINE + LINE, "Line 3: CP-01 of 2023 stands in the file twice"),
        (HEAD + LINE.replace("44", "44.5"), "whole numbers"),
        (HEAD + LINE.replace("44", "144"), "from 0 to 100"),
        (HEAD + LINE.replace("120", "-120"), "too small"),
        (HEAD + LINE.replace("120", "9" * 30), "too many"),
        (HEAD + LINE.replace("44,120", "4,100"), "too small"),
        (HEAD + LINE.replace("44,120", "96,100"), "too small"),
        (HEAD + LINE.replace("Old report", ""), "nothing stands under source"),
        (HEAD + LINE.replace("2023", "2" * 21), "under wave are too long"),
        (HEAD + LINE.replace("We are", "We, are"), "more cells than columns"),
        (HEAD + '2023,CP-01,"We\nare heard",x,120,Old\n', "Line 3"),
    ],
)
def test_what_cannot_be_taken_in_is_said_with_its_line(text, said):
    with pytest.raises(HistoryError, match=said):
        read(text)
