"""The commands beside a running server, as an operator types them."""

from pathlib import Path

from tests.e2e.office import Office, furnish
from tests.e2e.providers import Providers
from tests.e2e.service import free_port, run_command


def test_second_server_of_one_file_is_refused(shared_office: Office, tmp_path: Path) -> None:
    environment = {**shared_office.service.environment, "PORT": str(free_port())}

    done = run_command(environment, tmp_path, "serve")

    assert done.returncode == 2
    assert "already being served" in done.stderr
    assert "Traceback" not in done.stderr


def test_port_that_is_taken_is_said(shared_office: Office, sqlite_database: str) -> None:
    providers = shared_office.providers
    furnish(sqlite_database, providers.secret_key)
    environment = {**shared_office.service.environment, "DATABASE_URL": sqlite_database}

    done = run_command(environment, shared_office.folder, "serve")

    assert done.returncode == 2
    assert "address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_server_without_tables_says_what_to_do(empty_sqlite_database: str, tmp_path: Path) -> None:
    environment = Providers().environment(empty_sqlite_database, tmp_path)
    bases = {name: "http://127.0.0.1:9" for name in environment if name.endswith("_API_BASE")}

    done = run_command({**environment, **bases}, tmp_path, "serve")

    assert done.returncode == 2
    assert "huiyin migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_mistaken_setting_is_named_at_once(tmp_path: Path) -> None:
    mistaken = {
        "SECRET_KEY": "short",
        "PORT": "eighty",
        "PUBLIC_BASE_URL": "http://huiyin.example",
        "WECHAT_APP_ID": "wx1234567890abcdef",
        "TWILIO_FORM": "+85212345678",
    }

    done = run_command(mistaken, tmp_path, "serve")

    assert done.returncode == 2
    for name in (*mistaken, "WECHAT_TOKEN", "TWILIO_FROM"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_rehearsal_at_a_real_provider_is_refused(tmp_path: Path) -> None:
    environment = Providers().environment("sqlite:///huiyin.db", tmp_path, CLOCK="adjustable")
    bases = [name for name in environment if name.endswith("_API_BASE")]
    real = {name: value for name, value in environment.items() if name not in bases}

    done = run_command(real, tmp_path, "serve")

    assert done.returncode == 2
    for name in bases:
        assert f"adjustable is refused while {name}" in done.stderr


def test_jobs_are_listed_beside_a_running_server(shared_office: Office) -> None:
    environment = shared_office.service.environment

    done = run_command(environment, shared_office.folder, "jobs", afresh=True)

    assert done.returncode == 0, done.stderr
    for kind in ("first_response", "revisit", "call_task", "conversation", "outgoing"):
        assert any(line.startswith(kind) for line in done.stdout.splitlines())


def test_server_that_is_asked_to_stop_ends_in_peace(shared_office: Office) -> None:
    assert shared_office.service.stop() == 0
    assert shared_office.leaks() == []
    shared_office.service.start()
