"""What can be expected to go wrong where the central copy is on a server; as domain/errors.py."""

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import N_


class ServerAddressError(ExpectedError):
    """What was given as an address is none."""

    code = "address"
    message = N_(
        "This is not an address of a central copy ({detail}). Nothing was changed. It looks like postgresql://clerk@server.example/centre?sslmode=verify-full"
    )


class PasswordInAddressError(ExpectedError):
    """A password stands where other programs and the list of commands show it."""

    code = "address_password"
    message = N_(
        "The address holds the database's password, and whoever sees the list of running programs would see it. Nothing was changed. Leave it out, and keep it in a password file (PGPASSFILE) or in the environment (PGPASSWORD)."
    )


class TlsRequiredError(ExpectedError):
    """The way to the server leaves this computer and is not protected."""

    code = "tls"
    message = N_(
        "The server “{host}” is another computer, and the way there is not protected. Nothing was sent. Add sslmode=verify-full to the address; the municipality's IT knows the server's certificate."
    )


class ServerUnreachableError(ExpectedError):
    """No connection to the server."""

    code = "server"
    message = N_(
        "The server of the central copy cannot be reached ({detail}). Nothing was lost: what was saved before is safe. Check the network and the database's password, and try again."
    )


class ServerUnfitError(ExpectedError):
    """The server or its database cannot hold a central copy."""

    code = "server_unfit"
    message = N_(
        "The database on the server cannot hold a central copy: {detail}. Nothing was changed. Show this to the municipality's IT."
    )


class ServerBusyError(ExpectedError):
    """Somebody else has been writing for too long, or two writes stood in each other's way."""

    code = "server_busy"
    message = N_(
        "A colleague is writing to the central copy just now. Nothing was changed; what you typed is kept. Try again in a minute."
    )


class ServerRightsError(ExpectedError):
    """The database's role does not allow it."""

    code = "server_rights"
    message = N_(
        "The account on the server may not do this ({detail}). Nothing was changed. Ask the municipality's IT for the rights of a clerk."
    )


class MovedAwayError(ExpectedError):
    """A file whose contents were moved: two files never write one log."""

    code = "moved"
    message = N_(
        "“{path}” was moved to {target}. Nothing was changed. Open it there; this one is only kept."
    )


class MoveBetweenError(ExpectedError):
    """Both ends of a move are of one kind."""

    code = "move"
    message = N_(
        "A central copy is moved from a file to a server, or from a server to a file. Nothing was changed. To move a file to another folder, close it and move its folder; between servers, move it through a file."
    )


class NoDatabaseKeyError(ExpectedError):
    """There is no SQLCipher key on a server."""

    code = "no_database_key"
    message = N_(
        "On a server the tables have no key of their own: its disk is encrypted by whoever keeps it. Nothing was written. The key of bundles (age) can be taken out."
    )
