

def block_application() -> Command:
    """Block the current application until it is unblocked; a MAC has to be added."""
    return Command(0x84, 0x1E, 0x00, 0x00)


def unblock_application() -> Command:
    """Open the current application again; a MAC has to be added."""
    return Command(0x84, 0x18, 0x00, 0x00)
