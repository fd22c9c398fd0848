"""The service network as a frozen description: what there is, and who comes to it. Nothing here draws or runs."""
