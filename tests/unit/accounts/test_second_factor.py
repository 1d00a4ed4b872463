from datetime import UTC, datetime, timedelta

import pyotp

from webapp.accounts import second_factor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)


def code_at(moment):
    return pyotp.TOTP(SECRET).at(moment)


def test_a_code_is_good_half_a_minute_either_side():
    assert second_factor.matching_step(SECRET, code_at(NOON), NOON, None) == int(NOON.timestamp()) // 30
    for seconds, good in ((-30, True), (30, True), (-90, False), (90, False)):
        step = second_factor.matching_step(SECRET, code_at(NOON + timedelta(seconds=seconds)), NOON, None)
        assert (step is not None) is good, seconds


def test_a_code_works_once():
    step = second_factor.matching_step(SECRET, code_at(NOON), NOON, None)
    assert second_factor.matching_step(SECRET, code_at(NOON), NOON, step) is None


def test_spaces_are_fine_and_letters_are_not():
    code = code_at(NOON)
    assert second_factor.matching_step(SECRET, f"{code[:3]} {code[3:]}", NOON, None)
    assert second_factor.matching_step(SECRET, "١٢٣٤٥٦", NOON, None) is None
    assert second_factor.matching_step(SECRET, "", NOON, None) is None


def test_recovery_codes_differ_and_survive_capitals():
    codes = second_factor.new_recovery_codes()
    assert len(set(codes)) == 10
    assert second_factor.digest(f" {codes[0].upper()} ") == second_factor.digest(codes[0])
