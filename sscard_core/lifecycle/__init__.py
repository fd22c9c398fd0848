"""The machines, the conditions, the calendar and the desk."""
