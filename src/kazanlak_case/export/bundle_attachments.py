"""Contents of attachments on their way: each once, after the segments, named by its checksum (docs/formats.md)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nacl.exceptions import CryptoError

from kazanlak_case.db.blobs import Blob
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.attachment_errors import AttachmentDamagedError
from kazanlak_case.domain.bundle_errors import BundleChangedError
from kazanlak_case.domain.exchange import LogRange
from kazanlak_case.export.bundle_format import ATTACHMENT, Member
from kazanlak_case.export.bundle_spool import SealedSpool


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along with the changes: the contents, and how each is read."""

    blobs: tuple[Blob, ...] = ()
    parts_of: Callable[[str], Iterator[bytes]] = lambda _sha256: iter(())

    @classmethod
    def of(cls, uow: UnitOfWork, ranges: Iterable[LogRange]) -> "Enclosed":
        """Give what the changes of some ranges name; what is damaged here stays, and the check names it."""
        blobs = uow.blobs
        sound = (blob for blob in blobs.born_in(ranges) if _is_sound(blobs.open_parts(blob.sha256)))
        return cls(tuple(sound), blobs.open_parts)

    @property
    def members(self) -> tuple[Member, ...]:
        """Name them as members of a bundle."""
        return tuple(
            Member(f"{ATTACHMENT}{blob.sha256}", blob.size, bytes.fromhex(blob.sha256))
            for blob in self.blobs
        )

    def content(self) -> Iterator[bytes]:
        """Give all of them, part by part, one after another."""
        for blob in self.blobs:
            yield from self.parts_of(blob.sha256)


class PutAside:
    """Contents as they come out of a bundle, sealed on this computer until the merge has them."""

    def __init__(self, spool: SealedSpool) -> None:
        self._spool = spool
        self._places: dict[Blob, list[int]] = {}

    def take(self, member: Member, piece: bytes) -> None:
        """Put one more piece of a content aside."""
        blob = Blob(member.name.removeprefix(ATTACHMENT), member.size)
        self._places.setdefault(blob, []).append(len(self._spool))
        self._spool.append(piece)

    @property
    def blobs(self) -> tuple[Blob, ...]:
        """What came."""
        return tuple(self._places)

    def parts_of(self, blob: Blob) -> Iterator[bytes]:
        """Give one again; whatever happened to it meanwhile is found.

        Raises:
            BundleChangedError: What was put aside is not what comes back.
        """
        for number in self._places[blob]:
            try:
                yield self._spool[number]
            except CryptoError as error:
                raise BundleChangedError from error


def take_contents(uow: UnitOfWork, come: PutAside) -> int:
    """Keep, in the transaction of the merge, what a record here names and is not here yet; answer how many were new.

    What no record names (it was erased here, or never was) is not kept.
    """
    if not come.blobs:
        return 0
    wanted = uow.blobs.wanted(hidden_too=True)
    return sum(
        uow.blobs.take(blob, come.parts_of(blob)) for blob in come.blobs if blob.sha256 in wanted
    )


def lacks_any(uow: UnitOfWork, come: PutAside) -> bool:
    """Tell whether a bundle brings the content of a record that is here without it."""
    missing = uow.blobs.missing() if come.blobs else set()
    return any(blob.sha256 in missing for blob in come.blobs)


def _is_sound(parts: Iterator[bytes]) -> bool:
    try:
        for _part in parts:
            pass  # the checksum is taken as they come
    except AttachmentDamagedError:
        return False
    return True
