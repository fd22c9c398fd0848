"""What auditors read: state diagrams, journeys and the book, all generated from the tables that run."""
