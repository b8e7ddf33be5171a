"""Hosts on loopback, and a certificate for the one that speaks https."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_host import Host


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one PEM file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "certificate.pem"
    names = "subjectAltName=IP:127.0.0.1,DNS:site.example.org"
    key = folder / "key.pem"
    asked = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout {key} -out {made}"
    subprocess.run(
        [openssl, *asked.split(), "-subj", "/CN=site.example.org", "-addext", names],
        check=True,
        capture_output=True,
        timeout=30,
    )
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


@pytest.fixture
def host() -> Iterator[Host]:
    """The site, at 127.0.0.1."""
    with Host() as site:
        yield site


@pytest.fixture
def safe_host(certificate: Path) -> Iterator[Host]:
    """The site over https, at 127.0.0.1, with the self-signed certificate."""
    with Host(certificate=certificate) as site:
        yield site


@pytest.fixture
def canary() -> Iterator[Host]:
    """A service inside the newsroom, at 127.0.0.2, that nothing may reach."""
    try:
        socket.create_server(("127.0.0.2", 0)).close()
    except OSError:
        pytest.skip("this system has one loopback address only")
    with Host("127.0.0.2") as inside:
        yield inside
        assert inside.connections == 0
