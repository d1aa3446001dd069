"""The certificates of a hub on this machine (TLS): an authority that desks are given, and below it one for
the addresses that the machine has now.

Desks keep the authority's certificate; so the hub may get another address without a new invitation.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterable

_AUTHORITY: Final = "Uketsuke hub"
_SERVER: Final = "Uketsuke hub on this machine"  # another name, or it would pass for self-signed
_VALID: Final = dt.timedelta(days=3_650)
_SKEW: Final = dt.timedelta(days=2)  # clocks of desks are wrong at times
_SOMEWHERE_ELSE: Final = ("192.0.2.1", 9)  # of a range for documentation: nothing is sent there


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate and its private key, as PEM."""

    certificate: bytes
    key: bytes


def authority(now: dt.datetime) -> Certified:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_AUTHORITY, key.public_key(), now).issuer_name(_name(_AUTHORITY))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _pem(builder.sign(key, hashes.SHA256()), key)


def server(by: Certified, hosts: Iterable[str], now: dt.datetime) -> Certified:
    """A certificate for these host names and addresses, signed by an authority."""
    issuer = x509.load_pem_x509_certificate(by.certificate)
    issuer_key = serialization.load_pem_private_key(by.key, None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)  # noqa: S101 - we made it
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_SERVER, key.public_key(), now).issuer_name(issuer.subject)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    names = x509.SubjectAlternativeName([_general_name(host) for host in hosts])
    builder = builder.add_extension(names, critical=False)
    # SHA-256 and this curve: channel binding is not defined for Ed25519.
    return _pem(builder.sign(issuer_key, hashes.SHA256()), key)


def addresses() -> list[str]:
    """The names and addresses by which this machine may be reached, the likeliest one first."""
    found = [_towards_others()] if _towards_others() else []
    host = socket.gethostname()
    try:
        infos = socket.getaddrinfo(host, None)
    except OSError:
        infos = []
    found += [str(info[4][0]).partition("%")[0] for info in infos]
    return list(dict.fromkeys([*found, "127.0.0.1", "::1", "localhost", host]))


def _towards_others() -> str:
    """The address from which this machine would send to others; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE_ELSE)
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    name: str, public: ec.EllipticCurvePublicKey, now: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + _VALID)
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Certified:
    return Certified(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
