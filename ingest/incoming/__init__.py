"""Mail as it comes in: from files, mailboxes and a mail server, each message read by the parsers in their processes."""
