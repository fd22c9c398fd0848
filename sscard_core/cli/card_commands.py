"""The commands `sscard card …`: a card in a reader, or one of bytes."""

from pathlib import Path
from typing import Annotated

import typer

from sscard_core.cli.options import Json, Lang, chosen, finish

card = typer.Typer(name="card", rich_markup_mode=None, no_args_is_help=True)
pin = typer.Typer(name="pin", rich_markup_mode=None, no_args_is_help=True)
card.add_typer(pin)

Reader = Annotated[
    str | None, typer.Option("--reader", metavar="NAME", help="A PC/SC reader whose name contains this.")
]
Emulated = Annotated[
    str | None,
    typer.Option(
        "--emulated", metavar="gen1|gen2|gen3|FILE", help="An emulated card: a generation, or a profile."
    ),
]
Vpcd = Annotated[
    str | None,
    typer.Option("--vpcd", metavar="HOST:PORT", help="A card that listens there (card emulate --listen)."),
]
Replay = Annotated[
    Path | None, typer.Option("--replay", metavar="FILE", help="A recorded trace instead of a card.")
]
Record = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="Write a trace, without personal data and PINs."),
]
Unmasked = Annotated[
    bool, typer.Option("--unmasked", help="Record everything, PINs too: for emulated cards only.")
]
TestKeys = Annotated[
    bool, typer.Option("--test-keys", help="Use the keys of emulated cards; no real card knows them.")
]
Whole = Annotated[bool, typer.Option("--whole", help="Show names and numbers unmasked.")]
Force = Annotated[bool, typer.Option("--force", help="Use the last try too.")]


@card.callback()
def card_(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    *,
    reader: Reader = None,
    emulated: Emulated = None,
    vpcd: Vpcd = None,
    replay: Replay = None,
    record: Record = None,
    test_keys: TestKeys = False,
    unmasked: Unmasked = False,
) -> None:
    """Read, watch and change a card (社会保障卡) in a reader, or an emulated one: sscard card --emulated gen2 read."""
    from sscard_core.cli.card_lines import CardLine  # noqa: PLC0415

    context.obj = CardLine(
        reader=reader,
        emulated=emulated,
        vpcd=vpcd,
        replay=replay,
        record=record,
        test_keys=test_keys,
        unmasked=unmasked,
    )


@card.command()
def readers(*, lang: Lang = None, as_json: Json = False) -> None:
    """List the readers, and whether a card is in them."""
    from sscard_core.cli.card_readers import list_readers  # noqa: PLC0415

    finish(list_readers, chosen(lang), as_json=as_json)


@card.command()
def watch(
    *,
    seconds: Annotated[
        float | None, typer.Option("--for", metavar="SECONDS", help="End after so long.")
    ] = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell of readers and cards as they come and go."""
    from sscard_core.cli.card_readers import watch_readers  # noqa: PLC0415

    finish(watch_readers, seconds, chosen(lang), as_json=as_json)


@card.command()
def read(context: typer.Context, *, whole: Whole = False, lang: Lang = None, as_json: Json = False) -> None:
    """Read who issued the card and whose it is."""
    from sscard_core.cli.card_reading import read_one  # noqa: PLC0415

    finish(read_one, context.obj, chosen(lang), whole=whole, as_json=as_json)


@card.command()
def dump(context: typer.Context, *, whole: Whole = False, lang: Lang = None, as_json: Json = False) -> None:
    """Read every item of every file, as far as the card lets itself be read."""
    from sscard_core.cli.card_reading import dump_one  # noqa: PLC0415

    finish(dump_one, context.obj, chosen(lang), whole=whole, as_json=as_json)


@card.command()
def trace(file: Annotated[Path, typer.Argument(metavar="FILE")], *, lang: Lang = None) -> None:
    """Tell what a recorded trace holds: every command and its answer, in words."""
    from sscard_core.cli.card_tracing import tell_trace  # noqa: PLC0415

    finish(tell_trace, file, chosen(lang))


@card.command()
def emulate(  # noqa: PLR0913 - the options of a command
    *,
    profile: Annotated[str, typer.Option("--profile", metavar="gen1|gen2|gen3")] = "gen2",
    person: Annotated[
        Path | None, typer.Option("--person", metavar="FILE", help="Whose card: TOML or JSON.")
    ] = None,
    listen: Annotated[
        str | None, typer.Option("--listen", metavar="HOST:PORT", help="Wait for readers there.")
    ] = None,
    vpcd: Annotated[
        str, typer.Option("--vpcd", metavar="HOST:PORT", help="Go into the virtual reader there.")
    ] = "127.0.0.1:35963",
    seconds: Annotated[
        float | None, typer.Option("--for", metavar="SECONDS", help="End after so long.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Put an emulated card into the virtual reader of a PC/SC service, or let it wait to be called."""
    from sscard_core.cli.card_emulating import emulate_one  # noqa: PLC0415

    finish(emulate_one, profile, person, listen, vpcd, seconds, chosen(lang))


@pin.command()
def verify(context: typer.Context, *, force: Force = False, lang: Lang = None) -> None:
    """Show the PIN to the card, once."""
    from sscard_core.cli.card_pin_work import verify_one  # noqa: PLC0415

    finish(verify_one, context.obj, chosen(lang), force=force)


@pin.command()
def change(context: typer.Context, *, force: Force = False, lang: Lang = None) -> None:
    """Change the PIN that is known."""
    from sscard_core.cli.card_pin_work import change_one  # noqa: PLC0415

    finish(change_one, context.obj, chosen(lang), force=force)


@pin.command()
def unblock(context: typer.Context, *, lang: Lang = None) -> None:
    """Unblock a locked PIN with the issuer's key, and set a new one."""
    from sscard_core.cli.card_pin_work import unblock_one  # noqa: PLC0415

    finish(unblock_one, context.obj, chosen(lang))
