"""What a stick, a stranger or a second copy can do to a bundle from outside: nobody of them can sign for the house."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pyrage

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.export.bundle_format import MAGIC, MANIFEST_LIMIT
from kazanlak_case.export.bundle_source import AGE_HEADER_LIMIT, AGE_MAGIC
from support.hostile import World, joined, parts_of

Make = Callable[[World, Random], bytes]
DAMAGED = frozenset({"decrypt", "truncated", "format", "recipient", "limits"})
"""What damage outside the seal is told as: by where it lies."""


def _sound(world: World) -> bytes:
    return world.seal(world.plain(world.new))


def _large(world: World) -> bytes:
    """Several of the sealed file's pieces of 64 KiB."""
    members = [*world.new.members, Random(1).randbytes(300_000)]
    return world.seal(world.plain(world.new, members=members))


def flipped(content: bytes, rng: Random, *, bits: int = 1) -> bytes:
    """Flip some bits anywhere."""
    damaged = bytearray(content)
    for _ in range(bits):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged) if damaged != content else flipped(content, rng, bits=bits)


def _cut(world: World, rng: Random) -> bytes:
    sound = _sound(world)
    return sound[: rng.randrange(len(sound))]


def _bit(world: World, rng: Random) -> bytes:
    return flipped(_sound(world), rng)


def _bits(world: World, rng: Random) -> bytes:
    return flipped(_sound(world), rng, bits=rng.randrange(2, 40))


def _bad_sector(world: World, rng: Random) -> bytes:
    large = bytearray(_large(world))
    at = rng.randrange(len(large) // 512) * 512
    large[at : at + 512] = bytes(512)
    return bytes(large)


def _pieces_changed_round(world: World, rng: Random) -> bytes:
    large = _large(world)
    start = large.index(b"\n--- ") + 5 + 43 + 1 + 16  # header, MAC, nonce
    size = 64 * 1024 + 16
    pieces = [large[at : at + size] for at in range(start, len(large), size)]
    one, other = rng.sample(range(len(pieces) - 1), 2)
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return large[:start] + b"".join(pieces)


def _piece_missing(world: World, rng: Random) -> bytes:
    large = _large(world)
    at = rng.randrange(1, len(large) - 4096)
    return large[:at] + large[at + 4096 :]


def _more_after_it(world: World, rng: Random) -> bytes:
    return _sound(world) + rng.randbytes(rng.randrange(1, 200))


def _two_in_one(world: World, _rng: Random) -> bytes:
    return _sound(world) * 2


def _noise(_world: World, rng: Random) -> bytes:
    return rng.randbytes(rng.randrange(1, 3000))


def _other_file(_world: World, rng: Random) -> bytes:
    start = rng.choice([b"PK\x03\x04", b"SQLite format 3\x00", b"%PDF-1.7", b"MZ", b"\x00"])
    return start + rng.randbytes(300)


def _header_without_end(_world: World, rng: Random) -> bytes:
    return AGE_MAGIC + b"-> X25519 " + bytes(rng.choices(b"abcdef\n", k=AGE_HEADER_LIMIT + 9))


def _many_keyholes(world: World, _rng: Random) -> bytes:
    """A header with hundreds of keys: just under what is read of one."""
    head, rest = _sound(world).split(b"\n--- ", 1)
    stanza = head.split(b"-> ", 1)[1]
    return head + (b"\n-> " + stanza) * (AGE_HEADER_LIMIT // len(stanza) - 5) + b"\n--- " + rest


def _text_form(world: World, _rng: Random) -> bytes:
    key = pyrage.x25519.Recipient.from_str(world.keys["centre"].age_recipient)
    return pyrage.encrypt(world.plain(world.new), [key], armored=True)


def _with_a_password(world: World, _rng: Random) -> bytes:
    """A sealed file that asks to derive a key for minutes, by hand: its stanza is enough."""
    head, rest = _sound(world).split(b"-> ", 1)
    return head + b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\n" + rest.split(b"\n", 1)[1]


def _for_somebody_else(world: World, _rng: Random) -> bytes:
    return world.seal(world.plain(world.new), "razhena-1")


# sealed by anybody: the public key is no secret -----------------------------------------------------------------------
def _other_signer(world: World, _rng: Random) -> bytes:
    stranger = CopyKeys.new()
    world.keys["stranger"] = stranger
    return world.seal(world.plain(world.new, signer="stranger"))


def _signed_by_another_house(world: World, _rng: Random) -> bytes:
    return world.seal(world.plain(world.new, signer="razhena-1"))


def _no_signature(world: World, _rng: Random) -> bytes:
    text, _, rest = parts_of(world.plain(world.new))
    return world.seal(joined(text, bytes(64), rest))


def _signature_flipped(world: World, rng: Random) -> bytes:
    text, signature, rest = parts_of(world.plain(world.new))
    return world.seal(joined(text, flipped(signature, rng), rest))


def _signature_of_another_bundle(world: World, _rng: Random) -> bytes:
    text, _, rest = parts_of(world.plain(world.new))
    return world.seal(joined(text, parts_of(world.plain(world.whole))[1], rest))


def _manifest_flipped(world: World, rng: Random) -> bytes:
    text, signature, rest = parts_of(world.plain(world.new))
    return world.seal(joined(flipped(text, rng), signature, rest))


def _unknown_copy(world: World, _rng: Random) -> bytes:
    header = replace(world.new.header, sender=secrets.token_bytes(16))
    return world.seal(world.plain(replace(world.new, header=header)))


def _closed_copy(world: World, _rng: Random) -> bytes:
    header = replace(world.new.header, sender=world.copies["kran-2"])
    return world.seal(world.plain(replace(world.new, header=header), signer="kran-2"))


def _inside_cut(world: World, rng: Random) -> bytes:
    plain = world.plain(world.new)
    return world.seal(plain[: rng.randrange(len(plain))])


def _inside_longer(world: World, rng: Random) -> bytes:
    return world.seal(world.plain(world.new) + rng.randbytes(rng.randrange(1, 5000)))


def _inside_flipped(world: World, rng: Random) -> bytes:
    text, signature, rest = parts_of(world.plain(world.new))
    return world.seal(joined(text, signature, flipped(rest, rng)))


def _something_else_inside(world: World, rng: Random) -> bytes:
    return world.seal(rng.choice([b"", MAGIC[:5], b"KBUNDLE2"]) + rng.randbytes(rng.randrange(100)))


def _manifest_without_end(world: World, rng: Random) -> bytes:
    size = rng.choice([MANIFEST_LIMIT + 1, 2**31, 2**32 - 1])
    return world.seal(MAGIC + size.to_bytes(4, "big") + rng.randbytes(500))


def manifest_full_of_lists(world: World, rng: Random) -> bytes:
    part = rng.choice([b"[],", b"{},", b"0,", b'"",', b"[[[", b'{"":'])
    text = b"[" + part * (MANIFEST_LIMIT // len(part) - 1) + b"0]"
    return world.seal(joined(text, bytes(64), b""))


FORMAT = frozenset({"format"})
OUTSIDE: dict[str, tuple[Make, frozenset[str]]] = {
    "cut at any byte": (_cut, frozenset({"truncated", "decrypt"})),
    "a bit flipped": (_bit, DAMAGED),
    "many bits flipped": (_bits, DAMAGED),
    "a sector of zeros": (_bad_sector, DAMAGED),
    "pieces changed round": (_pieces_changed_round, frozenset({"decrypt"})),
    "a piece missing": (_piece_missing, frozenset({"decrypt"})),
    "more after it": (_more_after_it, frozenset({"decrypt"})),
    "two in one file": (_two_in_one, frozenset({"decrypt"})),
    "noise": (_noise, FORMAT),
    "another kind of file": (_other_file, FORMAT),
    "seal without end": (_header_without_end, frozenset({"limits"})),
    "hundreds of keyholes": (_many_keyholes, DAMAGED),
    "text form of the seal": (_text_form, FORMAT),
    "sealed with a password": (_with_a_password, DAMAGED),
    "sealed for another receiver": (_for_somebody_else, frozenset({"recipient"})),
    "forged signature": (_other_signer, frozenset({"signature"})),
    "signed by another house": (_signed_by_another_house, frozenset({"signature"})),
    "signature stripped": (_no_signature, frozenset({"signature"})),
    "signature flipped": (_signature_flipped, frozenset({"signature"})),
    "signature of another bundle": (_signature_of_another_bundle, frozenset({"signature"})),
    "manifest flipped": (
        _manifest_flipped,
        frozenset({"signature", "format", "version", "members", "signer", "limits"}),
    ),
    "unknown sender": (_unknown_copy, frozenset({"signer"})),
    "closed copy": (_closed_copy, frozenset({"signer"})),
    "inside cut at any byte": (_inside_cut, frozenset({"truncated"})),
    "inside longer": (_inside_longer, frozenset({"trailing"})),
    "member flipped": (_inside_flipped, frozenset({"hash"})),
    "something else inside": (_something_else_inside, frozenset({"format", "truncated"})),
    "manifest without end": (_manifest_without_end, frozenset({"limits"})),
}
"""Each kind with the codes it may be refused by."""
