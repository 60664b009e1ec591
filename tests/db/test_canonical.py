"""The canonical form, byte for byte: every file and bundle depends on it, so these values never change."""

from kazanlak_case.db.canonical import (
    GENESIS,
    birth_bytes,
    chain,
    edit_bytes,
    header_bytes,
    leaf_hash,
    leaf_salt,
    log_bytes,
    payload_hash,
)
from kazanlak_case.domain.exchange import LogName, Moved

LOG = LogName(bytes(range(16)), "kran", "kran", 2, bytes(range(16, 32)))
ROW, SALT = b"r" * 16, b"s" * 16


def _header() -> bytes:
    return header_bytes(
        log_bytes(LOG),
        first=7,
        last=300,
        hlc=1668418200000000,
        at="2022-11-14T09:30:00+00:00",
        author=b"a" * 16,
        what="visit_recorded",
        moved=[Moved(b"z" * 16, "common", 70000), Moved(b"b" * 16, "kran", 5)],
    )


def test_a_header_has_its_bytes() -> None:
    assert _header().hex() == (
        "9d01c410000102030405060708090a0b0c0d0e0fa46b72616ea46b72616e02c410101112131415161718191a1b1c1d1e1f"
        "07cd012ccf0005ed6ae225d600b9323032322d31312d31345430393a33303a30302b30303a3030"
        "c41061616161616161616161616161616161ae76697369745f7265636f72646564"
        "9293c41062626262626262626262626262626262a46b72616e05"
        "93c4107a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7aa6636f6d6d6f6ece00011170"
    )


def test_births_and_edits_have_their_bytes() -> None:
    values = {
        "given_name": "Мария",
        "born_on": "1980-01-02",
        "minutes": 30,
        "email": None,
        "person": b"p" * 16,
    }
    assert birth_bytes(3, "person", values).hex() == (
        "9303a6706572736f6e84a7626f726e5f6f6eaa313938302d30312d3032aa676976656e5f6e616d65aad09cd0b0d180d0b8d18f"
        "a76d696e757465731ea6706572736f6ec41070707070707070707070707070707070"
    )
    assert edit_bytes(200, "person", "phone", old="0888", new=None).hex() == (
        "95ccc8a6706572736f6ea570686f6e65a430383838c0"
    )


def test_leaf_payload_and_chain_have_their_hashes() -> None:
    values = {"given_name": "Мария", "born_on": "1980-01-02", "minutes": 30, "person": b"p" * 16}
    salt = leaf_salt(SALT, ROW)
    assert salt.hex() == "74286b752a8c5654c4eea7bde27c8287"
    edit = edit_bytes(200, "person", "phone", old="0888", new=None)
    leaf = leaf_hash(salt, [birth_bytes(3, "person", values), edit])
    assert leaf.hex() == "7c4affad5a8c314384c8075479aa85fa98a350fec9d14493a126bf0242ea67a5"
    payload = payload_hash({ROW: leaf, b"a" * 16: bytes(32)})
    assert payload.hex() == "6b0738391ed4d96f1b56d8bf3679a737da3296b8c21178c28b45fcbd2d940193"
    head = chain(GENESIS, _header(), payload)
    assert head.hex() == "cbdc0b6359e52c60f8d84f1dbd4d76b3a6fda648c2ec51f0dcf3b8b3ed2dd2f8"
