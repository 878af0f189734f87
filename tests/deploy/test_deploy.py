"""What stands in deploy/ is read by the very programs that it is for."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
GIVEN = {"HUIYIN_DOMAIN": "huiyin.example.com", "POSTGRES_PASSWORD": "letters"}
SERVERS = "127.0.0.1:8081 127.0.0.1:8082"


def ran(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Debian's; where it is not there nobody would have looked."""
    program = shutil.which(command[0]) or shutil.which(command[0], path="/usr/sbin")
    assert program is not None, f"no {command[0]}: see .ci/debian-packages.txt"
    return subprocess.run(
        [program, *command[1:]],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin:/usr/sbin", "HOME": str(cwd), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_scripts_are_sound() -> None:
    scripts = sorted(map(str, DEPLOY.glob("*.sh")))

    done = ran("shellcheck", *scripts)

    assert scripts
    assert (done.returncode, done.stdout) == (0, "")


def test_caddy_takes_its_file(tmp_path: Path) -> None:
    file = DEPLOY / "Caddyfile"
    said = ran(
        *("caddy", "adapt", "--config", str(file), "--adapter", "caddyfile", "--validate"),
        cwd=tmp_path,
        HUIYIN_DOMAIN=GIVEN["HUIYIN_DOMAIN"],
        HUIYIN_SERVERS=SERVERS,
    )

    assert said.returncode == 0, said.stderr
    (server,) = json.loads(said.stdout)["apps"]["http"]["servers"].values()
    assert server["read_header_timeout"] == 5 * 10**9
    found = set(re.findall(r'"max_size": ?(\d+)', json.dumps(server)))
    assert found == {"64000", "32000000"}


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A folder with a certificate that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, GIVEN["HUIYIN_DOMAIN"])])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (tmp_path / "fullchain.pem").write_bytes(made.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "privkey.pem").write_bytes(private)
    return tmp_path


def test_nginx_takes_its_file(certificate: Path) -> None:
    ours = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    whole = certificate / "nginx.conf"
    whole.write_text(
        f"pid {certificate}/pid; error_log stderr; events {{}}\nhttp {{\naccess_log off;\n"
        f"client_body_temp_path {certificate}/body; proxy_temp_path {certificate}/proxy;\n"
        f"{ours.replace('/etc/ssl/huiyin', str(certificate))}\n}}\n",
        encoding="utf-8",
    )

    done = ran("nginx", "-t", "-q", "-e", "stderr", "-p", str(certificate), "-c", str(whole))

    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    for name in UNITS:
        unit = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
        programs = re.sub(r"/opt/huiyin/\S+(?=[ \n])", "/bin/true", unit)
        (tmp_path / name).write_text(programs, encoding="utf-8")

    done = ran("systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS))

    # It complains of other units of the machine too, and a mistake is not always its exit code.
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line] == []
    assert done.returncode == 0, done.stderr


def test_a_unit_that_is_not_sound_would_be_seen(tmp_path: Path) -> None:
    unit = tmp_path / "wrong.service"
    unit.write_text("[Service]\nExecStart=/bin/true\nRestartSecs=2\n", encoding="utf-8")

    assert str(unit) in ran("systemd-analyze", "verify", "--man=no", str(unit)).stderr


@pytest.fixture
def composed(tmp_path: Path) -> dict[str, Any]:
    """What Compose makes of its file."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / ".env").touch()
    shutil.copy(DEPLOY / "compose.yaml", tmp_path / "deploy")
    done = ran("docker-compose", "-f", "deploy/compose.yaml", "config", cwd=tmp_path, **GIVEN)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = yaml.safe_load(done.stdout)
    return services


def test_compose_runs_two_that_answer_and_two_that_keep_deadlines(
    composed: dict[str, Any],
) -> None:
    services: Mapping[str, Mapping[str, Any]] = composed["services"]
    commands = [" ".join(one.get("command", [])) for one in services.values()]

    assert commands.count("serve --role web") == 2
    assert commands.count("serve --role scheduler") == 2
    servers = services["caddy"]["environment"]["HUIYIN_SERVERS"].split()
    assert set(servers) == {f"{name}:8080" for name in services if name.startswith("web")}
    published = {name for name, one in services.items() if one.get("ports")}
    assert published == {"caddy"}
    assert all("mem_limit" in one for name, one in services.items() if name != "postgres")


def test_only_the_proxys_network_is_trusted_and_every_setting_exists(
    composed: dict[str, Any],
) -> None:
    settings = composed["services"]["web-1"]["environment"]
    (subnet,) = composed["networks"]["inside"]["ipam"]["config"]

    assert {name.lower() for name in settings} <= set(Settings.model_fields)
    assert ip_network(settings["TRUSTED_PROXIES"]) == ip_network(subnet["subnet"])


def test_compose_refuses_to_start_without_a_password_and_a_domain(tmp_path: Path) -> None:
    (tmp_path / ".env").touch()
    (tmp_path / "deploy").mkdir()
    shutil.copy(DEPLOY / "compose.yaml", tmp_path / "deploy")

    done = ran("docker-compose", "-f", "deploy/compose.yaml", "config", cwd=tmp_path)

    assert done.returncode != 0
    assert "set it in deploy/compose.env" in done.stderr
    example = (DEPLOY / "compose.env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^(\w+)=$", example, re.MULTILINE)) == set(GIVEN)


def test_the_image_is_made_of_what_is_here() -> None:
    recipe = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    instructions = re.findall(r"^([A-Z]+) ", recipe, re.MULTILINE)
    copied = [
        source
        for line in re.findall(r"^COPY (?!--)(.+)$", recipe, re.MULTILINE)
        for source in line.split()[:-1]
    ]

    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert {"bot", "flows", "scheduler", "storage"} <= set(copied)
    assert instructions[0] == "FROM"
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
