"""The processes of a desk: pages, worker, demo, and the doctor who looks at them."""

import threading
from typing import TYPE_CHECKING, Any, NoReturn

import click

from workbench.cli.ground import desk, load_settings, refuse

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.db import Database


@click.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; 0 takes a free one.")
@click.option("--no-worker", is_flag=True, help="Serve the pages only; a worker runs elsewhere.")
def serve(host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve the pages, with a worker in the same process.

    Example: workbench serve --port 8600
    """
    from workbench.desk.person import ensure_first_admin

    with desk(load_settings(host=host, port=port)) as (settings, database):
        with database.transaction() as session:
            password = ensure_first_admin(session)
        if password:
            click.echo(f"First start: sign in as admin with the one-time password {password}", err=True)
        run_server(settings, database, with_worker=not no_worker)


def run_server(settings: "Settings", database: "Database", *, with_worker: bool) -> None:
    """Serve until the process is told to end; prints the address once it answers."""
    import logging
    import signal

    from waitress.server import create_server

    from workbench import create_app
    from workbench.claims.sentence_vectors import NoModel
    from workbench.evidence.store import open_store

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    store = open_store(settings.store)
    try:
        app = create_app(settings, database, store)
    except NoModel as problem:
        refuse(problem)
    try:
        server: Any = create_server(app, host=settings.host, port=settings.port, threads=settings.threads)
    except OSError as problem:
        refuse(f"{settings.host}:{settings.port} can't be listened on: {problem.strerror}.")
    signal.signal(signal.SIGTERM, _end_quietly)
    worker = _start_worker(settings, database, store) if with_worker else None
    click.echo(f"Verification Workbench answers on http://{settings.host}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()
        if worker is not None:
            worker.stop()


def _end_quietly(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _start_worker(settings: "Settings", database: "Database", store: Any) -> Any:
    from workbench.worker.jobs import Outside
    from workbench.worker.loop import Worker

    worker = Worker(database, Outside.of(settings, store))
    threading.Thread(target=worker.run, name="worker", daemon=True).start()
    return worker


@click.command()
def worker() -> None:
    """Do the background work, for a desk on several machines.

    Example: WORKBENCH_DATABASE_URL=postgresql://db.example/desk workbench worker
    """
    import logging
    import signal

    from workbench.evidence.store import open_store
    from workbench.worker.jobs import Outside
    from workbench.worker.loop import Worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with desk() as (settings, database):
        one = Worker(database, Outside.of(settings, open_store(settings.store)))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: one.stop())
        click.echo("The worker is waiting for work; stop it with Ctrl-C.", err=True)
        one.run()


@click.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; 0 takes a free one.")
def demo(host: str | None, port: int | None) -> None:
    """Show the whole product: the example story with its media, web and worker, and who may sign in.

    Example: workbench demo
    """
    from workbench.evidence.store import open_store
    from workbench.example.demo import prepare_demo

    with desk(load_settings(host=host, port=port)) as (settings, database):
        click.echo("Preparing the example story with its pictures and clips…", err=True)
        people = prepare_demo(database, open_store(settings.store), settings.instance)
        click.echo("Sign in as one of these; the passwords are new at each start:")
        for one in people:
            click.echo(f"  {one.name:<8} {one.password}   ({one.role}: {one.does})")
        run_server(settings, database, with_worker=True)


@click.command()
@click.option("--settings", "show_settings", is_flag=True, help="List every setting with its value.")
def doctor(show_settings: bool) -> None:
    """Say what is configured, reachable, out of date or damaged; exit 1 if something is wrong.

    Example: workbench doctor
    """
    from workbench.desk.doctor import examine, settings_in_force
    from workbench.evidence.store import open_store

    if show_settings:
        for name, value, meaning in settings_in_force(load_settings()):
            click.echo(f"{name} = {value}\n    {meaning}")
        return
    with desk() as (settings, database):
        findings = examine(settings, database, open_store(settings.store))
    for finding in findings:
        click.echo(f"{'ok   ' if finding.well else 'WRONG'} {finding.words}")
    raise SystemExit(0 if all(finding.well for finding in findings) else 1)
