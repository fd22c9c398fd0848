"""The audit book: a static site of everything that the rulebooks say, and of what was checked."""
