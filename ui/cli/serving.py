"""`souffleur serve`: the page in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.rim import chosen, guarded


@guarded
def serve(
    host: Annotated[str, typer.Option(help="Adresse d'écoute. / Address to listen on.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Ouvrir la page. / Open the page.")] = True,
) -> None:
    """Ouvre la page dans le navigateur. / Opens the page in the browser."""
    from ui.server import serve as run

    settings = chosen().settings()
    chosen().tell_of_trouble()
    run(
        chosen().home(),
        settings,
        host=host or settings.page.host,
        port=port or settings.page.port,
        open_browser=browser,
        language=chosen().language(),
    )
