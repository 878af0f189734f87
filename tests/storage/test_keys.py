from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from storage.keys import INDEX_BYTES, Keyring
from tests.each import each

OLD, NEW = b"old master key".ljust(32), b"new master key".ljust(32)
PHONE = "+8613800000001"

# A message may hold half of an emoji: what a provider delivers is kept as it came.
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@given(ANY_TEXT)
def test_what_is_sealed_is_opened_again_and_cannot_be_read(text: str) -> None:
    ring = Keyring((NEW,))

    for sealed in (ring.seal(text), ring.seal_quickly(text)):
        assert ring.open(sealed) == text
        if len(text) > 3:
            assert text.encode("utf-8", "surrogatepass") not in sealed


def test_an_empty_column_is_an_empty_text() -> None:
    assert Keyring((NEW,)).open(None) == ""


def test_the_same_text_is_sealed_differently_each_time() -> None:
    ring = Keyring((NEW,))

    assert ring.seal(PHONE) != ring.seal(PHONE)


def test_what_another_key_sealed_is_not_opened() -> None:
    with pytest.raises(InvalidToken):
        Keyring((NEW,)).open(Keyring((OLD,)).seal(PHONE))


@pytest.mark.parametrize("seal", [Keyring.seal, Keyring.seal_quickly])
def test_what_was_changed_on_the_disk_is_not_opened(seal: Callable[[Keyring, str], bytes]) -> None:
    sealed = bytearray(seal(Keyring((NEW,)), PHONE))
    sealed[40] ^= 1

    with pytest.raises(InvalidToken):
        Keyring((NEW,)).open(bytes(sealed))


@each("sealed", [b"\x01", b"\x01short", b"no token", b"\xff" * 60])
def test_what_was_never_sealed_is_not_opened(sealed: bytes) -> None:
    with pytest.raises(InvalidToken):
        Keyring((NEW,)).open(sealed)


@pytest.mark.parametrize("seal", [Keyring.seal, Keyring.seal_quickly])
def test_however_it_was_sealed_it_is_opened_and_sealed_anew(
    seal: Callable[[Keyring, str], bytes],
) -> None:
    row = seal(Keyring((OLD,)), PHONE)
    ring = Keyring((NEW, OLD))

    assert ring.open(row) == PHONE
    assert Keyring((NEW,)).open(ring.reseal(row)) == PHONE
    with pytest.raises(InvalidToken):
        Keyring((NEW,)).open(row)


def test_names_and_numbers_are_sealed_by_fernet() -> None:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"huiyin seal").derive(NEW)

    assert Fernet(urlsafe_b64encode(derived)).decrypt(Keyring((NEW,)).seal(PHONE)) == PHONE.encode()


def test_while_keys_change_rows_of_both_are_opened_and_found() -> None:
    before, meanwhile, after = Keyring((OLD,)), Keyring((NEW, OLD)), Keyring((NEW,))
    row = before.seal(PHONE)

    assert meanwhile.open(row) == PHONE
    assert before.index(PHONE) in meanwhile.indexes(PHONE)
    assert meanwhile.index(PHONE) == after.index(PHONE) == meanwhile.indexes(PHONE)[0]


def test_a_row_sealed_anew_outlives_the_old_key() -> None:
    row = Keyring((NEW, OLD)).reseal(Keyring((OLD,)).seal(PHONE))

    assert Keyring((NEW,)).open(row) == PHONE
    with pytest.raises(InvalidToken):
        Keyring((OLD,)).open(row)


@given(ANY_TEXT, ANY_TEXT)
def test_an_index_finds_its_text_alone_and_says_nothing_about_it(one: str, other: str) -> None:
    ring = Keyring((NEW,))

    assert (ring.index(one) == ring.index(other)) is (one == other)
    assert len(bytes.fromhex(ring.index(one))) == INDEX_BYTES


def test_without_the_key_nobody_can_tell_the_index_of_a_number() -> None:
    assert Keyring((NEW,)).index(PHONE) != Keyring((OLD,)).index(PHONE)
